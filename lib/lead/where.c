#include <stdlib.h>

#include "base/mem.h"
#include "lead/glob.h"
#include "lead/where.h"

struct condition {
	size_t column;
	struct glob *glob;
};

struct where {
	const struct tsv *tsv;
	struct condition *conditions;
	size_t count;
};

struct where *
where_new(const char *option, const struct texts *conditions, const struct texts *lists,
    const struct tsv *tsv)
{
	const struct texts no_lists = { .count = 0 };
	struct where *where;

	if (conditions->count == 0)
		return NULL;
	where = mem_new(1, sizeof(*where));
	where->tsv = tsv;
	where->conditions = mem_new(conditions->count, sizeof(*where->conditions));
	for (size_t i = 0; i < conditions->count; i++) {
		struct span column, pattern;

		options_pair(option, conditions->item[i], &column, &pattern);
		where->conditions[where->count++] = (struct condition){
			tsv_need_for(tsv, column, tsv_name(tsv)),
			glob_new(pattern,
			    glob_separator(lists != NULL ? lists : &no_lists, column)),
		};
	}
	return where;
}

void
where_free(struct where *where)
{
	if (where == NULL)
		return;
	for (size_t i = 0; i < where->count; i++)
		glob_free(where->conditions[i].glob);
	free(where->conditions);
	free(where);
}

static bool
matches(const struct where *where, const struct condition *condition, const struct row *row)
{
	return glob_match(condition->glob, tsv_value(where->tsv, row, condition->column));
}

bool
where_all(const struct where *where, const struct row *row)
{
	for (size_t i = 0; i < where->count; i++)
		if (!matches(where, &where->conditions[i], row))
			return false;
	return true;
}

bool
where_any(const struct where *where, const struct row *row)
{
	for (size_t i = 0; i < where->count; i++)
		if (matches(where, &where->conditions[i], row))
			return true;
	return false;
}
