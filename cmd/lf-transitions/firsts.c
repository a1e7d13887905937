#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"

#include "firsts.h"

struct firsts {
	const struct tsv *tsv;
	const struct list *columns;
	size_t *places; /* of the columns */
	struct names *values; /* joined, by the leads' marks; NULL with --grouped */
	struct text joined; /* the values of the lead that came last */
	uint64_t lacking; /* leads with a stage whose first row lacks a value */
};

struct firsts *
firsts_new(const struct list *columns, bool grouped)
{
	struct firsts *firsts = mem_new(1, sizeof(*firsts));

	firsts->columns = columns;
	if (!grouped)
		firsts->values = names_new();
	return firsts;
}

void
firsts_free(struct firsts *firsts)
{
	if (firsts == NULL)
		return;
	if (firsts->values != NULL)
		names_free(firsts->values);
	free(firsts->places);
	text_free(&firsts->joined);
	free(firsts);
}

void
firsts_bind(struct firsts *firsts, const struct tsv *tsv)
{
	firsts->tsv = tsv;
	firsts->places = tsv_need_list(tsv, firsts->columns);
}

void
firsts_take(struct firsts *firsts, struct lead *lead, const struct row *row)
{
	struct span values = tsv_join(firsts->tsv, row, firsts->places,
	    firsts->columns->count, &firsts->joined);

	if (firsts->values != NULL)
		firsts_set(firsts, lead, values);
}

void
firsts_set(struct firsts *firsts, struct lead *lead, struct span values)
{
	lead->mark = names_id(firsts->values, values);
}

struct span
firsts_values(const struct firsts *firsts, const struct lead *lead)
{
	if (firsts->values == NULL)
		return text_span(&firsts->joined);
	return names_text(firsts->values, lead->mark);
}

void
firsts_staged(struct firsts *firsts, const struct lead *lead)
{
	struct span left = firsts_values(firsts, lead);
	struct span value;
	bool lacks = false;

	while (span_take(&left, '\t', &value))
		lacks |= value.len == 0;
	firsts->lacking += lacks;
}

void
firsts_report(const struct firsts *firsts)
{
	if (firsts->lacking > 0)
		diag_note("--first: the first row of %" PRIu64 " lead%s has no value; "
			  "--first-seen takes the first value on any row",
		    firsts->lacking, firsts->lacking == 1 ? "" : "s");
}
