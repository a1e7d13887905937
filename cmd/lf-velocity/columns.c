#include <stdlib.h>

#include "base/mem.h"
#include "report/percentiles.h"
#include "report/report.h"

#include "columns.h"
#include "delayed.h"

enum { PLACES = 4 };

/* Takes --km. The median has columns of its own. */
static void
take_km(struct columns *columns, const char *text)
{
	struct list km = list_parse(text);
	struct quantile *quantiles = mem_new(km.count, sizeof(*quantiles));
	size_t count = 0;

	percentiles_parse("km", &km, quantiles);
	columns->reaches = mem_new(km.count, sizeof(*columns->reaches));
	columns->reach_km = mem_new(km.count, sizeof(*columns->reach_km));
	for (size_t i = 0; i < km.count; i++) {
		int64_t share = quantiles[i].share;
		int64_t whole = quantiles[i].whole;

		if (share == 0)
			diag_usage("--km: 0 is no percentile of the curve, which begins there");
		if (2 * share == whole)
			continue;
		columns->reaches[count].share = (double)(whole - share) / (double)whole;
		columns->reach_km[count++] = i;
	}
	columns->km = km;
	columns->reach_count = count;
	free(quantiles);
}

void
columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles, const char *km)
{
	struct list list = list_parse(percentiles != NULL ? percentiles : PERCENTILES);

	columns->unit = report_unit(unit, measure);
	columns->percentiles = list;
	columns->quantiles = mem_new(list.count + 2, sizeof(*columns->quantiles));
	columns->quantiles[0] = (struct quantile){ .share = 0, .whole = 1 };
	columns->quantiles[list.count + 1] = (struct quantile){ .share = 1, .whole = 1 };
	percentiles_parse("percentiles", &list, columns->quantiles + 1);
	if (km != NULL)
		take_km(columns, km);
}

void
columns_free(struct columns *columns)
{
	list_free(&columns->percentiles);
	list_free(&columns->km);
	free(columns->quantiles);
	free(columns->reaches);
	free(columns->reach_km);
}

void
columns_put_header(const struct columns *columns, struct out *out)
{
	out_text(out, "n\topen\tmean\tsd\tmin");
	percentiles_put_header(&columns->percentiles, out);
	out_text(out, "\tmax\tkm_mean\tkm_p50\tkm_lo\tkm_hi");
	for (size_t i = 0; i < columns->reach_count; i++) {
		out_text(out, "\tkm_p");
		out_span(out, columns->km.item[columns->reach_km[i]]);
	}
	if (columns->compared)
		out_text(out, "\tspeed\tp_value");
}

/* Writes a TAB, and num/den microseconds in the unit; a missing value if den is 0. */
static void
put_exact(const struct columns *columns, struct out *out, int128 num, int128 den)
{
	out_char(out, '\t');
	report_put_ratio(out, num, den * columns->unit, PLACES);
}

static void
put_double(const struct columns *columns, struct out *out, double usec)
{
	out_char(out, '\t');
	report_put_double(out, usec / (double)columns->unit);
}

static void
put_completed(const struct columns *columns, struct out *out, const struct durations *set,
    const struct quantiles *quantiles)
{
	put_exact(columns, out, set->sum, set->completed);
	put_double(columns, out, quantiles_deviation(quantiles));
	for (size_t i = 0; i < quantiles->count; i++)
		put_exact(columns, out, quantiles->item[i].num, quantiles->item[i].den);
}

static void
put_time(const struct columns *columns, struct out *out, int64_t usec)
{
	put_exact(columns, out, usec, usec != SURVIVAL_NONE);
}

/* known: see delayed_survival. */
static void
put_mean(const struct columns *columns, struct out *out, const struct cell *cell,
    const struct survival *survival, bool known)
{
	const struct durations *set = &cell->visits;
	uint64_t completed =
	    set->completed + (cell->joined != NULL ? cell->joined->completed : 0);

	/* Open visits alone have no mean; without them it is the plain one. */
	if (!known || completed == 0)
		put_exact(columns, out, 0, 0);
	else if (set->open == 0 && cell->joined == NULL)
		put_exact(columns, out, set->sum, set->completed);
	else if (survival->exact.whole > 0)
		put_exact(columns, out, survival->exact.area, survival->exact.whole);
	else
		put_double(columns, out, survival->mean);
}

static void
put_survival(const struct columns *columns, struct out *out, const struct survival *survival)
{
	put_time(columns, out, survival->median);
	put_time(columns, out, survival->lower.usec);
	put_time(columns, out, survival->upper.usec);
	for (size_t i = 0; i < columns->reach_count; i++)
		put_time(columns, out, columns->reaches[i].usec);
}

/* Without a place for open visits, these columns are empty. */
static void
put_no_survival(const struct columns *columns, struct out *out)
{
	for (size_t i = 0; i < 4 + columns->reach_count; i++)
		put_exact(columns, out, 0, 0);
}

static void
put_compared(struct out *out, const struct cell *cell)
{
	out_char(out, '\t');
	report_put_double(out, cell->speed);
	out_char(out, '\t');
	report_put_double(out, cell->p_value);
}

/* All columns but those of --compare are computed on one walk. */
static void
walk_through(struct durations *set, struct quantiles *quantiles, struct survival *survival)
{
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, set);
	while ((count = walk_next(&walk, batch)) > 0) {
		quantiles_take(quantiles, batch, count);
		if (survival != NULL)
			survival_take(survival, batch, count);
	}
}

void
columns_put(struct columns *columns, struct out *out, struct cell *cell)
{
	struct durations *set = &cell->visits;
	struct quantiles quantiles;
	struct survival survival;
	bool joined = cell->joined != NULL;
	bool known = true;

	quantiles_begin(
	    &quantiles, set, columns->quantiles, columns->percentiles.count + 2);
	survival_begin(&survival, cell_at_risk(cell));
	survival_seek(&survival, columns->reaches, columns->reach_count);
	walk_through(
	    set, &quantiles, columns->with_open && !joined ? &survival : NULL);
	if (joined)
		known = delayed_survival(&survival, cell);
	columns->unknown += !known;
	out_integer(out, (int64_t)set->completed);
	out_char(out, '\t');
	if (columns->with_open)
		out_integer(out, (int64_t)set->open);
	else
		out_span(out, out->null);
	put_completed(columns, out, set, &quantiles);
	if (columns->with_open) {
		put_mean(columns, out, cell, &survival, known);
		put_survival(columns, out, &survival);
	} else {
		put_no_survival(columns, out);
	}
	if (columns->compared)
		put_compared(out, cell);
}
