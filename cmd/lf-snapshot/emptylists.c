#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "time/civil.h"

#include "emptylists.h"

enum { SEVERAL = 3 };

static struct emptylists_list *
list_of(struct emptylists *lists, uint32_t stage)
{
	if (lists->count < stage) {
		lists->list = mem_resize(lists->list, stage, sizeof(*lists->list));
		for (; lists->count < stage; lists->count++)
			lists->list[lists->count] = (struct emptylists_list){ .before = 0 };
	}
	return &lists->list[stage - 1];
}

void
emptylists_use(struct emptylists *lists, uint32_t stage)
{
	list_of(lists, stage)->used = true;
}

void
emptylists_count(struct emptylists *lists, uint32_t stage)
{
	list_of(lists, stage)->today++;
}

void
emptylists_return(struct emptylists *lists, uint32_t stage, int64_t day)
{
	if (lists->count > 0 && day == lists->before && day != lists->last)
		list_of(lists, stage)->back++;
}

/* Leads of a list that was not exported are back on the day after. */
static bool
looks_missing(const struct emptylists_list *list)
{
	return list->empty_last && list->before >= SEVERAL && list->today >= SEVERAL &&
	    list->back >= list->before - list->before / 2;
}

void
emptylists_end_day(struct emptylists *lists, int64_t day)
{
	for (size_t i = 0; i < lists->count; i++) {
		struct emptylists_list *list = &lists->list[i];

		if (looks_missing(list) && lists->found++ == 0)
			lists->first = (struct emptylists_first){ (uint32_t)i + 1,
				lists->last, list->before, list->today };
		*list = (struct emptylists_list){ .before = list->last,
			.last = list->today,
			.empty_last = !list->used };
	}
	lists->before = lists->last;
	lists->last = day;
}

void
emptylists_note(const struct emptylists *lists, const struct names *names)
{
	const struct emptylists_first *first = &lists->first;
	char quoted[QUOTED_MAX];
	char date[DATE_TEXT_MAX];
	char more[64] = "";

	if (lists->found == 0)
		return;
	if (lists->found > 1)
		snprintf(more, sizeof(more), " (and %" PRIu64 " more such)", lists->found - 1);
	diag_note("no lead was on list %s on %.*s, but %" PRIu64 " before and %" PRIu64
		  " after%s: is that list missing?",
	    quote(quoted, names_text(names, first->stage)),
	    (int)date_format(date, first->day), date, first->before, first->after, more);
}

void
emptylists_free(struct emptylists *lists)
{
	free(lists->list);
}
