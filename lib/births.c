#include "births.h"
#include "instant.h"

struct statefile *
births_open(const char *path)
{
	return statefile_open(path, "lf-stage-births-1\tfirst\tstaged");
}

void
births_load(struct statefile *state, struct map *births)
{
	struct row row;
	bool fresh;

	while (statefile_next(state, &row)) {
		struct birth *birth = map_put(births, row_field(&row, 0), &fresh);
		struct reason why;
		bool zoned;

		if (!fresh)
			statefile_bad(state, &row, 0, "occurs twice");
		if (instant_parse(row_field(&row, 1), &birth->first, &zoned, &why) != 0)
			statefile_bad(state, &row, 1, why.text);
		birth->staged = row_field(&row, 2).len > 0;
	}
}

void
births_save(struct statefile *state, const struct map *births)
{
	struct out *out = statefile_begin(state);
	struct map_cursor cursor = { 0 };
	const struct birth *birth;

	while ((birth = map_next(births, &cursor)) != NULL) {
		out_span(out, map_key(births, birth));
		out_char(out, '\t');
		out_instant(out, birth->first);
		out_text(out, birth->staged ? "\t1" : "\t");
		statefile_end_row(state);
	}
	statefile_commit(state);
}
