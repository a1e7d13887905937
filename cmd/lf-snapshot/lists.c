#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/names.h"
#include "lead/entered.h"
#include "time/instant.h"

#include "emptylists.h"
#include "lists.h"

/* A lead that was on a list. */
struct member {
	int64_t day; /* the last one */
	uint32_t stage; /* its list on that day */
	bool twice; /* it was on another one, too */
};

/* The leads on the lists of a day, in order of appearance. */
struct members {
	struct member **item;
	size_t count, room;
};

struct lists {
	const struct stages *table;
	struct span exit;
	struct map *leads; /* of struct member */
	struct names *names; /* of stages */
	struct entered entered;
	struct emptylists empty;
	struct members today, before;
	uint64_t twice; /* leads on two lists on one day */
};

struct lists *
lists_new(const struct stages *table, struct span exit)
{
	struct lists *lists = mem_new(1, sizeof(*lists));

	lists->table = table;
	lists->exit = exit;
	lists->leads = map_new(sizeof(struct member), 8);
	lists->names = names_new();
	return lists;
}

void
lists_free(struct lists *lists)
{
	if (lists == NULL)
		return;
	map_free(lists->leads);
	names_free(lists->names);
	entered_free(&lists->entered);
	emptylists_free(&lists->empty);
	free(lists->today.item);
	free(lists->before.item);
	free(lists);
}

/* A lead on two lists is on the later one. */
static int
choose_list(
    struct lists *lists, struct member *member, uint32_t stage, struct reason *why)
{
	struct span old = names_text(lists->names, member->stage);
	struct span new = names_text(lists->names, stage);
	char quoted_old[QUOTED_MAX], quoted_new[QUOTED_MAX];

	if (member->stage == stage)
		return 0;
	if (lists->table == NULL)
		return fail(why,
		    "on %s and %s on one day: --stages is needed to tell "
		    "which one is later",
		    quote(quoted_old, old), quote(quoted_new, new));
	if (stages_compare(lists->table, new, old) > 0)
		member->stage = stage;
	lists->twice += !member->twice;
	member->twice = true;
	return 0;
}

int
lists_add(struct lists *lists, struct span lead, struct span stage, int64_t day,
    struct reason *why)
{
	struct members *today = &lists->today;
	char quoted[QUOTED_MAX];
	struct member *member;
	uint32_t id;
	bool fresh;

	if (span_equal(stage, lists->exit))
		return fail(why,
		    "%s is the stage of leads on no list; "
		    "give that another name with --exit",
		    quote(quoted, stage));
	id = names_id(lists->names, stage);
	entered_mark(&lists->entered, id);
	emptylists_use(&lists->empty, id);
	member = map_put(lists->leads, lead, &fresh);
	if (!fresh && member->day == day)
		return choose_list(lists, member, id, why);
	if (!fresh && member->stage == id)
		emptylists_return(&lists->empty, id, member->day);
	*member = (struct member){ day, id, false };
	today->item =
	    mem_grow(today->item, today->count, &today->room, sizeof(*today->item));
	today->item[today->count++] = member;
	return 0;
}

static void
put_event(const struct lists *lists, struct out *out, struct span time,
    const struct member *member, struct span stage)
{
	out_span(out, time);
	out_char(out, '\t');
	out_span(out, map_key(lists->leads, member));
	out_char(out, '\t');
	out_span(out, stage);
	out_char(out, '\n');
}

void
lists_end_day(struct lists *lists, int64_t day, int64_t time, struct out *out)
{
	char text[INSTANT_TEXT_MAX];
	struct span written = { text, instant_format(text, time) };
	struct members over = lists->before;

	for (size_t i = 0; i < lists->today.count; i++) {
		const struct member *member = lists->today.item[i];

		emptylists_count(&lists->empty, member->stage);
		put_event(lists, out, written, member, names_text(lists->names, member->stage));
	}
	for (size_t i = 0; i < over.count; i++)
		if (over.item[i]->day != day)
			put_event(lists, out, written, over.item[i], lists->exit);
	emptylists_end_day(&lists->empty, day);
	over.count = 0;
	lists->before = lists->today;
	lists->today = over;
}

void
lists_note(const struct lists *lists)
{
	entered_check_table(&lists->entered, lists->names, lists->table);
	emptylists_note(&lists->empty, lists->names);
	if (lists->twice > 0)
		diag_note("%" PRIu64
			  " lead%s on two lists on one day, taken from the later one",
		    lists->twice, lists->twice == 1 ? "" : "s");
}
