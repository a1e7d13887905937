#include <stdlib.h>

#include "base/mem.h"
#include "time/instant.h"

#include "events.h"

enum { BATCH = 240, GROUP = 12 };

/*
 * event[0, end) has been given out, and event[end, ahead) is understood, and what
 * its leads' look-up begins with is being fetched.
 */
struct events {
	struct tsv *tsv;
	const struct common *common;
	size_t lead_column, time_column, stage_column;
	struct instant_memo memo;
	struct names *names; /* of stages */
	struct leads *leads;

	struct row row[BATCH];
	struct logged event[BATCH];
	struct span lead[BATCH];
	struct map_hint hint[BATCH];
	size_t end, ahead, count;
};

struct events *
events_open(struct tsv *tsv, const struct common *common, struct names *names,
    struct leads *leads)
{
	struct events *log = mem_new(1, sizeof(*log));

	log->tsv = tsv;
	log->common = common;
	log->names = names;
	log->leads = leads;
	log->lead_column = tsv_need(tsv, common->lead);
	log->time_column = tsv_need(tsv, common->time);
	log->stage_column = tsv_need(tsv, common->stage);
	return log;
}

void
events_free(struct events *log)
{
	free(log);
}

/* Understands rows. */
static void
prepare(struct events *log, size_t at, size_t end)
{
	struct reason why;

	for (; at < end; at++) {
		const struct row *row = &log->row[at];
		struct logged *event = &log->event[at];
		struct span time = tsv_value(log->tsv, row, log->time_column);
		struct span lead = tsv_value(log->tsv, row, log->lead_column);

		event->row = row;
		event->lead = lead;
		log->lead[at] = lead;
		event->text = instant_spelled(time);
		event->hint = &log->hint[at];
		event->good = lead.len > 0 &&
		    instant_parse_row(&log->memo, time, &event->time, &why) == 0;
		/* Last of all: what is no row's stage is to have no number. */
		event->stage = !event->good ?
		    0 :
		    names_id(log->names, tsv_value(log->tsv, row, log->stage_column));
		event->good = event->good && event->stage <= UINT16_MAX;
	}
}

size_t
events_next(struct events *log, const struct logged **events)
{
	size_t first;

	do {
		if (log->end == log->count) {
			log->count = tsv_rows(log->tsv, log->row, BATCH);
			log->end = 0;
			log->ahead = 0;
		}
		first = log->end;
		leads_guess(log->leads, log->hint + first, log->ahead - first);
		log->end = log->ahead;
		log->ahead = log->count - log->end < GROUP ? log->count : log->end + GROUP;
		prepare(log, log->end, log->ahead);
		leads_hash(log->leads, log->lead + log->end, log->hint + log->end,
		    log->ahead - log->end);
	} while (log->end == first && log->count > 0);
	*events = log->event + first;
	return log->end - first;
}

void
events_reject(const struct events *log, const struct logged *event)
{
	struct span time = tsv_value(log->tsv, event->row, log->time_column);
	const char *column = log->common->stage;
	struct reason why;
	int64_t usec;
	bool zoned;

	if (event->lead.len == 0) {
		column = log->common->lead;
		fail(&why, "is empty");
	} else if (instant_parse(time, &usec, &zoned, &why) != 0) {
		column = log->common->time;
	} else {
		fail(&why, "more than %d stages", UINT16_MAX);
	}
	tsv_bad(log->tsv, event->row, column, &why);
}
