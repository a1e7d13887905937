#include <stdlib.h>

#include "figures.h"
#include "instant.h"
#include "mem.h"
#include "report.h"
#include "survival.h"

enum { PLACES = 4 };

/* Percentiles have six decimals at most. */
#define PERCENT INT64_C(1000000)

static int64_t
parse_percentile(struct span text)
{
	struct reason why;
	char quoted[QUOTED_MAX];
	int128 value;
	int places;

	if (decimal_parse(text, &value, &places, &why) != 0)
		diag_usage("--percentiles: %s", why.text);
	if (text.ptr[0] == '+' || value < 0 || value > 100 * DECIMAL_ONE || places > 6)
		diag_usage("--percentiles: %s is not a number from 0 to 100 with six "
			   "decimals at most",
		    quote(quoted, text));
	return (int64_t)(value / (DECIMAL_ONE / PERCENT));
}

void
figures_setup(struct figures *figures, const char *unit, const char *percentiles)
{
	struct list list = list_parse(percentiles != NULL ? percentiles : "50,85,95");
	char quoted[QUOTED_MAX];
	struct reason why;

	if (unit_parse(span_of(unit != NULL ? unit : "days"), &figures->unit, &why) != 0)
		diag_usage("--unit: %s", why.text);
	figures->percentiles = list;
	figures->millionths = mem_new(list.count, sizeof(*figures->millionths));
	for (size_t i = 0; i < list.count; i++) {
		figures->millionths[i] = parse_percentile(list.item[i]);
		for (size_t k = 0; k < i; k++)
			if (figures->millionths[k] == figures->millionths[i])
				diag_usage("--percentiles: %s occurs twice",
				    quote(quoted, list.item[i]));
	}
}

void
figures_free(struct figures *figures)
{
	list_free(&figures->percentiles);
	free(figures->millionths);
}

void
figures_put_header(const struct figures *figures, struct out *out)
{
	out_text(out, "n\topen\tmean\tsd\tmin");
	for (size_t i = 0; i < figures->percentiles.count; i++) {
		out_text(out, "\tp");
		out_span(out, figures->percentiles.item[i]);
	}
	out_text(out, "\tmax\tkm_mean\tkm_p50\tkm_lo\tkm_hi");
}

/* A TAB, and num/den microseconds in the unit; a missing value if den is 0. */
static void
put_exact(const struct figures *figures, struct out *out, int128 num, int128 den)
{
	out_char(out, '\t');
	report_put_ratio(out, num, den * figures->unit, PLACES);
}

static void
put_double(const struct figures *figures, struct out *out, double usec)
{
	out_char(out, '\t');
	report_put_double(out, usec / (double)figures->unit);
}

static void
put_completed(const struct figures *figures, struct out *out, const struct durations *set,
    const struct summary *summary)
{
	int128 any = summary->n > 0;

	put_exact(figures, out, summary->sum, summary->n);
	put_double(figures, out, durations_deviation(set, summary));
	put_exact(figures, out, summary->min, any);
	for (size_t i = 0; i < figures->percentiles.count; i++) {
		struct quantile quantile = { 0, 0 };

		if (summary->n > 0)
			quantile = durations_quantile(
			    set, summary->n, figures->millionths[i], 100 * PERCENT);
		put_exact(figures, out, quantile.num, quantile.den);
	}
	put_exact(figures, out, summary->max, any);
}

static void
put_survival(const struct figures *figures, struct out *out, const struct durations *set,
    const struct summary *summary)
{
	struct survival survival = survival_estimate(set);
	int64_t reached[] = { survival.median, survival.lower, survival.upper };

	/* Without open visits it is the mean, which is known exactly. */
	if (summary->open == 0)
		put_exact(figures, out, summary->sum, summary->n);
	else
		put_double(figures, out, survival.mean);
	for (size_t i = 0; i < sizeof(reached) / sizeof(reached[0]); i++)
		put_exact(figures, out, reached[i], reached[i] != SURVIVAL_NONE);
}

void
figures_put(const struct figures *figures, struct out *out, struct durations *set)
{
	struct summary summary;

	durations_settle(set);
	summary = durations_summary(set);
	out_integer(out, (int64_t)summary.n);
	out_char(out, '\t');
	if (figures->with_open)
		out_integer(out, (int64_t)summary.open);
	else
		out_span(out, out->null);
	put_completed(figures, out, set, &summary);
	if (figures->with_open) {
		put_survival(figures, out, set, &summary);
	} else {
		for (int i = 0; i < 4; i++)
			put_exact(figures, out, 0, 0);
	}
}
