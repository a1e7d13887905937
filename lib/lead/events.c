#include <stdlib.h>

#include "base/mem.h"
#include "lead/events.h"
#include "time/instant.h"

enum { BATCH = 1920, GROUP = 8, GROUPS = 4 };

/* Events whose leads are looked up together. */
struct group {
	struct event event[GROUP];
	struct map_hint hint[GROUP];
	size_t count;
};

/*
 * Rows before row[next] are parsed. If `bad` is set, row[next] is a bad row, which is
 * reported once the events before it have been given out.
 */
struct events {
	struct tsv *tsv;
	size_t lead, time, stage; /* columns */
	const char *lead_name, *time_name;
	struct names *stages; /* or NULL */
	const struct map *leads; /* of events_ahead, or NULL */
	struct instant_memo memo;

	struct row row[BATCH];
	size_t next, count;
	struct group group[GROUPS]; /* in turn: given out, guessed, then parsed ones */
	unsigned turn; /* the one that is given out next */
	const char *bad; /* the column at fault, or NULL */
	struct reason why;
};

struct events *
events_open(struct tsv *tsv, const struct common *common, struct names *stages)
{
	struct events *events = mem_new(1, sizeof(*events));

	events->tsv = tsv;
	events->lead_name = common->lead;
	events->time_name = common->time;
	events->lead = tsv_need(tsv, common->lead);
	events->time = tsv_need(tsv, common->time);
	events->stages = stages;
	if (stages != NULL)
		events->stage = tsv_need(tsv, common->stage);
	for (size_t i = 0; i < (size_t)GROUPS * GROUP; i++) {
		struct group *group = &events->group[i / GROUP];

		group->event[i % GROUP].hint = &group->hint[i % GROUP];
	}
	return events;
}

void
events_close(struct events *events)
{
	free(events);
}

void
events_ahead(struct events *events, const struct map *leads)
{
	events->leads = leads;
}

/* 0, or -1 with the reason in `why` and the column at fault in `bad`. */
static int
parse(struct events *events, const struct row *row, struct event *event)
{
	struct span time = tsv_value(events->tsv, row, events->time);

	event->row = row;
	event->lead = tsv_value(events->tsv, row, events->lead);
	if (event->lead.len == 0) {
		events->bad = events->lead_name;
		return fail(&events->why, "is empty");
	}
	if (instant_parse_row(&events->memo, time, &event->time, &events->why) != 0) {
		events->bad = events->time_name;
		return -1;
	}
	/* Last, so that the stage of a bad row gets no number. */
	if (events->stages != NULL)
		event->stage =
		    names_id(events->stages, tsv_value(events->tsv, row, events->stage));
	return 0;
}

static void
hash_leads(const struct events *events, struct group *group)
{
	struct span leads[GROUP];

	for (size_t i = 0; i < group->count; i++)
		leads[i] = group->event[i].lead;
	map_hash(events->leads, leads, group->hint, group->count);
}

/* Parses the next rows, up to a bad one, and hashes their leads. */
static void
parse_group(struct events *events, struct group *group)
{
	const struct row *row = events->row + events->next;
	size_t left = events->count - events->next;
	size_t max = left < GROUP ? left : GROUP;
	size_t count = 0;

	while (count < max && parse(events, &row[count], &group->event[count]) == 0)
		count++;
	group->count = count;
	events->next += count;
	if (events->leads != NULL)
		hash_leads(events, group);
}

static void
guess_leads(const struct events *events, struct group *group)
{
	if (events->leads != NULL)
		map_guess(events->leads, group->hint, group->count);
}

/* The group to be given out after that many others. */
static struct group *
group_after(struct events *events, unsigned count)
{
	return &events->group[(events->turn + count) % GROUPS];
}

/* Goes on after a bad row, or after the last row of the batch; false at the end. */
static bool
resume(struct events *events)
{
	struct group *group = group_after(events, 0);

	while (group->count == 0) {
		if (events->bad != NULL)
			tsv_bad(events->tsv, &events->row[events->next++], events->bad,
			    &events->why);
		events->bad = NULL;
		if (events->next == events->count) {
			events->count = tsv_rows(events->tsv, events->row, BATCH);
			events->next = 0;
		}
		if (events->count == 0)
			return false;
		parse_group(events, group);
	}
	for (unsigned i = 1; i < GROUPS - 1; i++)
		parse_group(events, group_after(events, i));
	guess_leads(events, group);
	return true;
}

/*
 * What is known of a group's leads has come from memory by the time that it is given out:
 * it is guessed while the group before is at work, its place in the index is fetched two
 * groups earlier still. Small groups spread what is fetched: with three groups of 16,
 * lf-transitions and lf-drivers take 10 % longer.
 */
size_t
events_next(struct events *events, const struct event **event)
{
	struct group *group = group_after(events, 0);

	if (group->count == 0 && !resume(events))
		return 0;
	guess_leads(events, group_after(events, 1));
	parse_group(events, group_after(events, GROUPS - 1));
	events->turn = (events->turn + 1) % GROUPS;
	*event = group->event;
	return group->count;
}
