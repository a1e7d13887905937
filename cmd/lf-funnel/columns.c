#include <stdlib.h>

#include "base/mem.h"
#include "report/percentiles.h"
#include "report/report.h"
#include "report/survival.h"
#include "report/wilson.h"
#include "tsv/options.h"

#include "columns.h"

enum { PLACES = 4 };

static void
parse_within(struct columns *columns, struct measure measure, const char *text)
{
	columns->within = list_parse(text);
	columns->limits = mem_new(columns->within.count, sizeof(*columns->limits));
	for (size_t i = 0; i < columns->within.count; i++) {
		char *item = mem_string(columns->within.item[i]);

		columns->limits[i] = options_duration("within", item, measure);
		for (size_t k = 0; k < i; k++)
			if (columns->limits[k] == columns->limits[i])
				diag_usage("--within: '%s' occurs twice", item);
		free(item);
	}
}

void
columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles, const char *within)
{
	columns->unit = report_unit(unit, measure);
	columns->percentiles = list_parse(percentiles != NULL ? percentiles : PERCENTILES);
	columns->quantiles =
	    mem_new(columns->percentiles.count, sizeof(*columns->quantiles));
	percentiles_parse("percentiles", &columns->percentiles, columns->quantiles);
	if (within != NULL)
		parse_within(columns, measure, within);
}

void
columns_free(struct columns *columns)
{
	list_free(&columns->percentiles);
	list_free(&columns->within);
	free(columns->quantiles);
	free(columns->limits);
}

void
columns_put_header(const struct columns *columns, struct out *out)
{
	if (columns->within.count > 0) {
		out_text(out, "within\tentered\tobserved\treached\trate\trate_lo\trate_hi");
		return;
	}
	out_text(out,
	    "entered\treached\topen\tgone\trate\trate_lo\trate_hi\tof_first\t"
	    "reach\treach_p50\tmean");
	percentiles_put_header(&columns->percentiles, out);
}

static void
put_count(struct out *out, int64_t count)
{
	out_integer(out, count);
	out_char(out, '\t');
}

static void
put_missing(struct out *out, size_t count)
{
	while (count-- > 0) {
		out_span(out, out->null);
		out_char(out, '\t');
	}
}

/* Writes num/den microseconds in the unit; a missing value if den is 0. */
static void
put_time(const struct columns *columns, struct out *out, int128 num, int128 den)
{
	report_put_ratio(out, num, den * columns->unit, PLACES);
}

void
columns_put_first(const struct columns *columns, struct out *out, int64_t came)
{
	put_missing(out, 1);
	put_count(out, came);
	put_missing(out, 5);
	report_put_ratio(out, came, came, PLACES);
	out_char(out, '\t');
	put_missing(out, 2 + columns->percentiles.count);
	out_span(out, out->null);
}

/* Writes reach to the last percentile, all of them computed on one walk. */
static void
put_times(const struct columns *columns, struct out *out, struct durations *times)
{
	struct tally batch[WALK_BATCH];
	struct quantiles quantiles;
	struct survival survival;
	struct walk walk;
	size_t count;

	quantiles_begin(&quantiles, times, columns->quantiles, columns->percentiles.count);
	survival_begin(&survival, durations_count(times));
	walk_begin(&walk, times);
	while ((count = walk_next(&walk, batch)) > 0) {
		quantiles_take(&quantiles, batch, count);
		survival_take(&survival, batch, count);
	}
	if (times->completed + times->open > 0)
		curve_put_over(out, &survival.curve);
	else
		out_span(out, out->null);
	out_char(out, '\t');
	put_time(columns, out, survival.median, survival.median != SURVIVAL_NONE);
	out_char(out, '\t');
	put_time(columns, out, times->sum, times->completed);
	for (size_t i = 0; i < quantiles.count; i++) {
		out_char(out, '\t');
		put_time(columns, out, quantiles.item[i].num, quantiles.item[i].den);
	}
}

void
columns_put(const struct columns *columns, struct out *out, struct cell *cell, int64_t came)
{
	int64_t reached = (int64_t)cell->times.completed;
	int64_t missing = cell->entered - reached;

	put_count(out, cell->entered);
	put_count(out, reached);
	put_count(out, columns->know_ends ? missing - cell->gone : missing);
	if (columns->know_ends)
		put_count(out, cell->gone);
	else
		put_missing(out, 1);
	report_put_ratio(out, reached, cell->entered, PLACES);
	out_char(out, '\t');
	wilson_put(out, reached, cell->entered);
	out_char(out, '\t');
	report_put_ratio(out, reached, came, PLACES);
	out_char(out, '\t');
	put_times(columns, out, &cell->times);
}

void
columns_put_within(
    const struct columns *columns, struct out *out, const struct cell *cell, size_t at)
{
	const struct within *within = &cell->within[at];

	out_span(out, columns->within.item[at]);
	out_char(out, '\t');
	put_count(out, cell->entered);
	put_count(out, within->observed);
	put_count(out, within->reached);
	report_put_ratio(out, within->reached, within->observed, PLACES);
	out_char(out, '\t');
	wilson_put(out, within->reached, within->observed);
}

void
columns_put_sums_header(const struct columns *columns, struct out *out)
{
	out_text(out, columns->within.count > 0 ? "\tentered_sum\tobserved_sum\treached_sum" :
						  "\tentered_sum\treached_sum");
}

void
columns_put_sums(const struct columns *columns, struct out *out,
    const struct amounts *amounts, const struct cell *cell, int step, size_t at)
{
	bool within = columns->within.count > 0;

	if (step > 0) {
		amounts_put(amounts, out, cell->entered_sum);
	} else {
		out_char(out, '\t');
		out_span(out, out->null);
	}
	if (within)
		amounts_put(amounts, out, cell->within[at].observed_sum);
	amounts_put(
	    amounts, out, within ? cell->within[at].reached_sum : cell->reached_sum);
}
