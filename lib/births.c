#include <stdlib.h>

#include "births.h"
#include "instant.h"
#include "mem.h"
#include "statefile.h"

/* A lead's. */
struct birth {
	int64_t first; /* its first time in the input */
	bool staged; /* it had a staged event */
};

struct births {
	struct map *leads;
	struct statefile *state; /* NULL: none is kept */
};

static void
load(struct births *births)
{
	struct row row;
	bool fresh;

	while (statefile_next(births->state, &row)) {
		struct birth *birth = map_put(births->leads, row_field(&row, 0), &fresh);
		struct reason why;
		bool zoned;

		if (!fresh)
			statefile_bad(births->state, &row, 0, "occurs twice");
		if (instant_parse(row_field(&row, 1), &birth->first, &zoned, &why) != 0)
			statefile_bad(births->state, &row, 1, why.text);
		birth->staged = row_field(&row, 2).len > 0;
	}
}

struct births *
births_new(const char *state)
{
	struct births *births = mem_new(1, sizeof(*births));

	births->leads = map_new(sizeof(struct birth), 8);
	if (state != NULL) {
		births->state = statefile_open(state, "lf-stage-births-1\tfirst\tstaged", NULL);
		load(births);
	}
	return births;
}

void
births_free(struct births *births)
{
	if (births == NULL)
		return;
	if (births->state != NULL)
		statefile_close(births->state);
	map_free(births->leads);
	free(births);
}

struct map *
births_leads(const struct births *births)
{
	return births->leads;
}

bool
births_take(struct births *births, struct span lead, const struct map_hint *hint,
    int64_t time, bool staged, int64_t *first)
{
	bool fresh;
	struct birth *birth = map_put_hinted(births->leads, lead, hint, &fresh);
	bool first_staged = staged && !birth->staged;

	if (fresh)
		birth->first = time;
	birth->staged |= staged;
	*first = birth->first;
	return first_staged;
}

void
births_save(struct births *births)
{
	struct map_cursor cursor = { 0 };
	const struct birth *birth;
	struct out *out;

	if (births->state == NULL)
		return;
	out = statefile_begin(births->state);
	while ((birth = map_next(births->leads, &cursor)) != NULL) {
		out_span(out, map_key(births->leads, birth));
		out_char(out, '\t');
		out_instant(out, birth->first);
		out_text(out, birth->staged ? "\t1" : "\t");
		statefile_end_row(births->state);
	}
	statefile_commit(births->state, (struct span){ "", 0 });
}
