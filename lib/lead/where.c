#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lead/glob.h"
#include "lead/where.h"

struct condition {
	size_t column;
	struct glob *glob;
	const char *text; /* the option's value */
	struct span pattern; /* in it */
	struct fit fit;
};

struct where {
	const char *option;
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
	where->option = option;
	where->tsv = tsv;
	where->conditions = mem_new(conditions->count, sizeof(*where->conditions));
	for (size_t i = 0; i < conditions->count; i++) {
		struct span column, pattern;
		struct reason why;

		options_pair(option, conditions->item[i], &column, &pattern);
		if (glob_check(pattern, &why) != 0)
			diag_usage("--%s: %s", option, why.text);
		where->conditions[where->count++] = (struct condition){
			.column =
			    tsv != NULL ? tsv_need_for(tsv, column, tsv_name(tsv)) : 0,
			.glob = glob_new(pattern,
			    glob_separator(lists != NULL ? lists : &no_lists, column)),
			.text = conditions->item[i],
			.pattern = pattern,
		};
	}
	return where;
}

void
where_free(struct where *where)
{
	if (where == NULL)
		return;
	for (size_t i = 0; i < where->count; i++) {
		glob_free(where->conditions[i].glob);
		fit_free(&where->conditions[i].fit);
	}
	free(where->conditions);
	free(where);
}

/* A condition is asked only of rows that the ones before it fit. */
bool
where_all(struct where *where, const struct row *row)
{
	for (size_t i = 0; i < where->count; i++) {
		struct condition *condition = &where->conditions[i];
		struct span value = tsv_value(where->tsv, row, condition->column);

		if (!fit_note(&condition->fit, value, glob_match(condition->glob, value)))
			return false;
	}
	return true;
}

/* A condition that has fitted no row yet is asked even if another one fits. */
bool
where_any(struct where *where, const struct row *row)
{
	bool any = false;

	for (size_t i = 0; i < where->count; i++) {
		struct condition *condition = &where->conditions[i];
		struct span value = tsv_value(where->tsv, row, condition->column);

		if (!any || !condition->fit.fitted)
			any |= fit_note(&condition->fit, value,
			    glob_match(condition->glob, value));
	}
	return any;
}

struct fit *
where_next(const struct where *where, size_t *at, struct span *text)
{
	struct condition *condition;

	if (where == NULL || *at == where->count)
		return NULL;
	condition = &where->conditions[(*at)++];
	*text = span_of(condition->text);
	return &condition->fit;
}

void
where_report(const struct where *where)
{
	char option[64];

	for (size_t i = 0; where != NULL && i < where->count; i++) {
		const struct condition *condition = &where->conditions[i];

		snprintf(option, sizeof(option), "--%s", where->option);
		fit_report(&condition->fit, option, span_of(condition->text),
		    condition->pattern);
	}
}
