/*
 * Makes logs for tests, the demo and the benchmark. It computes with integers only, so
 * that a seed gives the same bytes on every machine.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "time/civil.h"
#include "tsv/out.h"

#include "../lib/random.h"
#include "sample.h"

/* The next score: up or down, from 0 to 100. */
static uint8_t
next_score(uint64_t *state, uint8_t score)
{
	int next = score + random_from(state, -25, 35);

	return (uint8_t)(next < 0 ? -next : next > 100 ? 200 - next : next);
}

/* L and eight digits. */
static void
put_lead(struct out *out, uint32_t lead)
{
	char *at = out_room(out, 9);

	at[0] = 'L';
	for (int i = 8; i > 0; i--, lead /= 10)
		at[i] = (char)('0' + lead % 10);
	out->used += 9;
}

/*
 * A marketing log of two years, in time order, its leads interleaved at random. No two
 * events are at the same time: more than 63 million take longer, a second each.
 */
static void
put_log(uint64_t events, uint32_t leads, uint64_t seed)
{
	static const char *const kinds[] = {
		"page-viewed:product-tour",
		"page-viewed:pricing-table",
		"email-opened:newsletter-q3",
		"email-clicked:newsletter-q3",
		"form-sent:whitepaper-retail",
		"form-sent:contact-sales-team",
		"webinar-joined:autumn-series",
		"ad-clicked:search-generic-en",
	};
	const uint64_t first = 1704067200; /* 2024-01-01 */
	const uint64_t years = 731 * 86400;
	const uint64_t seconds = events > years ? events : years;
	struct out out;
	uint8_t *scores = mem_new(leads, 1);

	out_open(&out);
	out_text(&out, "time\tlead\tevent\tscore\n");
	for (uint64_t i = 0; i < events; i++) {
		uint64_t second = i * seconds / events;
		uint32_t lead = (uint32_t)random_below(&seed, leads);

		scores[lead] = next_score(&seed, scores[lead]);
		out_instant(&out, (int64_t)(first + second) * USEC_PER_SEC);
		out_char(&out, '\t');
		put_lead(&out, lead);
		out_char(&out, '\t');
		out_text(&out, kinds[random_below(&seed, 8)]);
		out_char(&out, '\t');
		out_integer(&out, scores[lead]);
		out_char(&out, '\n');
	}
	out_close(&out);
	free(scores);
}

static uint64_t
number(const char *text, uint64_t max)
{
	char *end;
	uintmax_t value = strtoumax(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0' || value > max)
		diag_usage("'%s' is no number up to %" PRIu64, text, max);
	return value;
}

int
main(int argc, char **argv)
{
	diag_program("generate");
	if (argc == 5 && strcmp(argv[1], "log") == 0)
		put_log(number(argv[2], 100000000000),
		    (uint32_t)number(argv[3], 99999999), number(argv[4], UINT64_MAX));
	else if (argc == 4 && strcmp(argv[1], "sample") == 0)
		sample_write(argv[2], number(argv[3], UINT64_MAX));
	else
		diag_usage("usage: generate log EVENTS LEADS SEED, or generate sample "
			   "FOLDER SEED");
	return STATUS_OK;
}
