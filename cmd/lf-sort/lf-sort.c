/*
 * Sorts rows by named columns. sort(1) does it, as a child that is given each
 * row with a key before it; the keys are taken off what it writes.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "time/instant.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

#include "sorter.h"

/* A column to sort by. */
struct key {
	size_t column;
	const char *instant; /* its name where it holds times, else NULL */
	int64_t usec; /* of the row at hand */
	bool missing;
	struct instant_memo memo;
};

struct keys {
	struct key *key;
	size_t count;
};

enum { ROWS = 64 }; /* at a time */

/*
 * Keys whose bytes sort(1) can compare: each column ends with a byte below all
 * others, and the bytes up to ESCAPE are escaped, which keeps their order. A
 * time is its seconds, and its microseconds where there are any.
 */
enum { END = 1, ESCAPE = 2, SECOND_DIGITS = 6, USEC_DIGITS = 3 };

static void
put_bytes(struct out *feed, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (byte > ESCAPE)
			continue;
		out_span(feed, (struct span){ text.ptr + from, i - from });
		out_char(feed, ESCAPE);
		out_char(feed, (char)(byte + 1));
		from = i + 1;
	}
	out_span(feed, span_skip(text, from));
}

static void
put_instant(struct sorter *sorter, int64_t usec)
{
	uint64_t all = (uint64_t)(usec - INSTANT_MIN);
	uint64_t fraction = all % USEC_PER_SEC;

	sorter_digits(sorter, all / USEC_PER_SEC, SECOND_DIGITS);
	if (fraction > 0)
		sorter_digits(sorter, fraction, USEC_DIGITS);
}

/* Reads the row's times; false if one is none, which makes it a bad row. */
static bool
read_instants(struct keys *keys, struct tsv *tsv, const struct row *row)
{
	for (size_t i = 0; i < keys->count; i++) {
		struct key *key = &keys->key[i];
		struct reason why;
		struct span text;

		if (key->instant == NULL)
			continue;
		text = tsv_value(tsv, row, key->column);
		key->missing = text.len == 0;
		if (!key->missing &&
		    instant_parse_row(&key->memo, text, &key->usec, &why) != 0) {
			tsv_bad(tsv, row, key->instant, &why);
			return false;
		}
	}
	return true;
}

static void
feed_row(struct sorter *sorter, const struct keys *keys, const struct tsv *tsv,
    const struct row *row)
{
	for (size_t i = 0; i < keys->count; i++) {
		const struct key *key = &keys->key[i];

		if (key->instant == NULL)
			put_bytes(&sorter->feed, tsv_value(tsv, row, key->column));
		else if (!key->missing)
			put_instant(sorter, key->usec);
		out_char(&sorter->feed, END);
	}
	sorter_row(sorter, row_bytes(row));
}

/* The columns of --key, or time and lead. */
static struct keys
find_keys(const struct tsv *tsv, const struct common *common, const char *names)
{
	struct span usual[] = { span_of(common->time), span_of(common->lead) };
	struct list list = { usual, 2 };
	struct keys keys;
	size_t *places;

	if (names != NULL)
		list = list_parse(names);
	places = tsv_need_list(tsv, &list);
	keys = (struct keys){ mem_new(list.count, sizeof(*keys.key)), list.count };
	for (size_t i = 0; i < list.count; i++) {
		keys.key[i].column = places[i];
		if (span_equal(list.item[i], usual[0]))
			keys.key[i].instant = common->time;
		else if (span_equal(list.item[i], span_of("since")))
			keys.key[i].instant = "since";
	}
	free(places);
	if (names != NULL)
		list_free(&list);
	return keys;
}

static void
put_header(struct out *out, const struct list *columns)
{
	out_columns(out, columns);
	out_char(out, '\n');
	out_flush(out);
}

static void
sort_rows(struct tsv *tsv, struct keys *keys, struct sorter *sorter)
{
	struct row rows[ROWS];
	size_t count;

	while ((count = tsv_rows(tsv, rows, ROWS)) > 0)
		for (size_t i = 0; i < count; i++)
			if (read_instants(keys, tsv, &rows[i]))
				feed_row(sorter, keys, tsv, &rows[i]);
}

static void
check_settings(const struct sorter_options *settings)
{
	const char *size = settings->buffer_size;
	size_t digits = size != NULL ? strspn(size, "0123456789") : 1;

	if (digits == 0 ||
	    (size != NULL && size[digits] != '\0' &&
		(strchr("bkKMGTPE%", size[digits]) == NULL || size[digits + 1] != '\0')))
		diag_usage(
		    "--buffer-size: '%s' is no size such as 500M, 2G or 50%%", size);
	if (settings->parallel != NULL)
		options_integer("parallel", settings->parallel, 1, 1024);
}

int
main(int argc, char **argv)
{
	struct sorter_options settings = { 0 };
	const char *key = NULL;
	const struct opt table[] = {
		{ OPT_TEXT, "key", "COL,...", "sort by these columns, not time and lead",
		    &key },
		{ OPT_TEXT, "buffer-size", "SIZE",
		    "as sort(1) has it: its memory, such as 500M or 50% (default 25%)",
		    &settings.buffer_size },
		{ OPT_TEXT, "parallel", "N", "as sort(1) has it: its threads",
		    &settings.parallel },
		{ OPT_TEXT, "temporary-directory", "DIR",
		    "as sort(1) has it: where it puts what is more than its memory",
		    &settings.directory },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-sort",
		.purpose = "Sort rows by time and lead, or by other columns; the header "
			   "stays first.",
		.examples = "  lf-sort events.tsv | lf-stage --stages stages.tsv\n"
			    "  lf-sort --key lead,time moves.tsv\n",
		.table = table,
	};
	struct common common;
	struct out out;
	struct sorter sorter;
	struct keys keys;
	struct tsv *tsv;

	options_parse(&program, &common, argc, argv);
	check_settings(&settings);
	out_open(&out);
	tsv = tsv_open(&common, &out);
	keys = find_keys(tsv, &common, key);
	if (!common.no_header)
		put_header(&out, tsv_columns(tsv));
	sorter_open(&sorter, &settings, &out);
	sort_rows(tsv, &keys, &sorter);
	sorter_close(&sorter);
	free(keys.key);
	tsv_close(tsv);
	return STATUS_OK;
}
