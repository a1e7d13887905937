#include "report/quantiles.h"
#include "report/report.h"
#include "report/wilson.h"

#include "columns.h"

enum { PLACES = 4 };

static const char *const names[FIGURES] = { "handed", "accepted", "rejected", "pending",
	"overdue", "late", "direct", "reversed", "recovered", "observed" };

const char *
columns_name(enum figure figure)
{
	return names[figure];
}

void
columns_put_header(const struct columns *columns, struct out *out)
{
	for (int i = HANDED; i <= LATE; i++) {
		out_text(out, names[i]);
		out_char(out, '\t');
	}
	out_text(out, "rate\trate_lo\trate_hi\trate_decided\tmean\tp50");
	for (int i = DIRECT; i <= OBSERVED && columns->audit; i++) {
		out_char(out, '\t');
		out_text(out, names[i]);
	}
}

static void
put_count(struct out *out, bool known, int64_t figure)
{
	if (known)
		out_integer(out, figure);
	else
		out_span(out, out->null);
	out_char(out, '\t');
}

static void
put_missing(struct out *out, int count)
{
	while (count-- > 0) {
		out_char(out, '\t');
		out_span(out, out->null);
	}
}

/* Writes mean and p50. */
static void
put_times(const struct columns *columns, struct out *out, struct durations *decided)
{
	struct tally batch[WALK_BATCH];
	struct quantile median = { .share = 1, .whole = 2 };
	struct quantiles quantiles;
	struct walk walk;
	size_t count;

	quantiles_begin(&quantiles, decided, &median, 1);
	walk_begin(&walk, decided);
	while ((count = walk_next(&walk, batch)) > 0)
		quantiles_take(&quantiles, batch, count);
	report_put_ratio(
	    out, decided->sum, (int128)decided->completed * columns->unit, PLACES);
	out_char(out, '\t');
	report_put_ratio(out, median.num, median.den * columns->unit, PLACES);
}

/* Writes rate to p50. */
static void
put_rates(const struct columns *columns, struct out *out, struct cell *cell)
{
	const int64_t *figures = cell->figures;

	report_put_ratio(out, figures[ACCEPTED], figures[HANDED], PLACES);
	if (columns->basis == BASIS_PERIOD) {
		put_missing(out, 5);
		return;
	}
	out_char(out, '\t');
	wilson_put(out, figures[ACCEPTED], figures[HANDED]);
	out_char(out, '\t');
	report_put_ratio(out, figures[ACCEPTED],
	    columns->with_rejected ? figures[ACCEPTED] + figures[REJECTED] : 0, PLACES);
	out_char(out, '\t');
	put_times(columns, out, &cell->decided);
}

static void
put_audit(const struct columns *columns, struct out *out, const int64_t *figures)
{
	out_char(out, '\t');
	out_integer(out, figures[DIRECT]);
	if (columns->basis == BASIS_PERIOD) {
		put_missing(out, 3);
		return;
	}
	out_char(out, '\t');
	out_integer(out, figures[REVERSED]);
	out_char(out, '\t');
	out_integer(out, figures[RECOVERED]);
	out_char(out, '\t');
	report_put_ratio(out, figures[OBSERVED],
	    columns->window >= 0 ? figures[HANDED] : 0, PLACES);
}

void
columns_put(const struct columns *columns, struct out *out, struct cell *cell)
{
	bool cohort = columns->basis == BASIS_COHORT;
	const int64_t *figures = cell->figures;

	for (int i = HANDED; i <= REJECTED; i++)
		put_count(out, true, figures[i]);
	put_count(out, cohort, figures[PENDING]);
	put_count(out, cohort && columns->sla >= 0, figures[OVERDUE]);
	put_count(out, cohort && columns->sla >= 0, figures[LATE]);
	put_rates(columns, out, cell);
	if (columns->audit)
		put_audit(columns, out, figures);
}
