#include <stdlib.h>

#include "report/grouping.h"

void
grouping_bind(
    struct grouping *grouping, const struct tsv *tsv, const struct list *columns)
{
	grouping->tsv = tsv;
	grouping->places = tsv_need_list(tsv, columns);
	grouping->count = columns->count;
}

void
grouping_free(struct grouping *grouping)
{
	free(grouping->places);
	text_free(&grouping->text);
}

struct span
grouping_join(struct grouping *grouping, const struct row *row)
{
	if (grouping->count == 1)
		return tsv_value(grouping->tsv, row, grouping->places[0]);
	return tsv_join(grouping->tsv, row, grouping->places, grouping->count,
	    &grouping->text);
}

int
grouping_compare(struct span a, struct span b)
{
	struct span value_a, value_b;
	int order = 0;

	while (order == 0 && span_take(&a, '\t', &value_a) && span_take(&b, '\t', &value_b))
		order = span_compare(value_a, value_b);
	return order;
}
