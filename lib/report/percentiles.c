#include "base/decimal.h"
#include "report/percentiles.h"

/* Percentiles have six decimals at most. */
#define PERCENT INT64_C(1000000)

static int64_t
parse_percentile(const char *option, struct span text)
{
	struct reason why;
	char quoted[QUOTED_MAX];
	int128 value;
	int places;

	if (decimal_parse(text, &value, &places, &why) != 0)
		diag_usage("--%s: %s", option, why.text);
	if (text.ptr[0] == '+' || value < 0 || value > 100 * DECIMAL_ONE || places > 6)
		diag_usage("--%s: %s is not a number from 0 to 100 with six decimals at "
			   "most",
		    option, quote(quoted, text));
	return (int64_t)(value / (DECIMAL_ONE / PERCENT));
}

void
percentiles_parse(const char *option, const struct list *list, struct quantile *quantiles)
{
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < list->count; i++) {
		quantiles[i] = (struct quantile){ .share = parse_percentile(option, list->item[i]),
			.whole = 100 * PERCENT };
		for (size_t k = 0; k < i; k++)
			if (quantiles[k].share == quantiles[i].share)
				diag_usage("--%s: %s occurs twice", option,
				    quote(quoted, list->item[i]));
	}
}

void
percentiles_put_header(const struct list *list, struct out *out)
{
	for (size_t i = 0; i < list->count; i++) {
		out_text(out, "\tp");
		out_span(out, list->item[i]);
	}
}
