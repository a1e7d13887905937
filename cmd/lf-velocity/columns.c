#include <stdlib.h>

#include "base/mem.h"
#include "report/percentiles.h"
#include "report/report.h"
#include "report/survival.h"

#include "columns.h"

enum { PLACES = 4 };

void
columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles)
{
	struct list list = list_parse(percentiles != NULL ? percentiles : PERCENTILES);

	columns->unit = report_unit(unit, measure);
	columns->percentiles = list;
	columns->quantiles = mem_new(list.count + 2, sizeof(*columns->quantiles));
	columns->quantiles[0] = (struct quantile){ .share = 0, .whole = 1 };
	columns->quantiles[list.count + 1] = (struct quantile){ .share = 1, .whole = 1 };
	percentiles_parse(&list, columns->quantiles + 1);
}

void
columns_free(struct columns *columns)
{
	list_free(&columns->percentiles);
	free(columns->quantiles);
}

void
columns_put_header(const struct columns *columns, struct out *out)
{
	out_text(out, "n\topen\tmean\tsd\tmin");
	percentiles_put_header(&columns->percentiles, out);
	out_text(out, "\tmax\tkm_mean\tkm_p50\tkm_lo\tkm_hi");
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

/* All columns of a set are computed on one walk. */
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
put_survival(const struct columns *columns, struct out *out, const struct durations *set,
    const struct survival *survival)
{
	int64_t reached[] = { survival->median, survival->lower.usec,
		survival->upper.usec };

	/* Without open visits it is the plain mean; open ones alone have none. */
	if (set->open == 0 || set->completed == 0)
		put_exact(columns, out, set->sum, set->completed);
	else if (survival->exact.whole > 0)
		put_exact(columns, out, survival->exact.area, survival->exact.whole);
	else
		put_double(columns, out, survival->mean);
	for (size_t i = 0; i < sizeof(reached) / sizeof(reached[0]); i++)
		put_exact(columns, out, reached[i], reached[i] != SURVIVAL_NONE);
}

void
columns_put(const struct columns *columns, struct out *out, struct durations *set)
{
	struct quantiles quantiles;
	struct survival survival;

	quantiles_begin(
	    &quantiles, set, columns->quantiles, columns->percentiles.count + 2);
	survival_begin(&survival, set);
	walk_through(set, &quantiles, columns->with_open ? &survival : NULL);
	out_integer(out, (int64_t)set->completed);
	out_char(out, '\t');
	if (columns->with_open)
		out_integer(out, (int64_t)set->open);
	else
		out_span(out, out->null);
	put_completed(columns, out, set, &quantiles);
	if (columns->with_open) {
		put_survival(columns, out, set, &survival);
	} else {
		for (int i = 0; i < 4; i++)
			put_exact(columns, out, 0, 0);
	}
}
