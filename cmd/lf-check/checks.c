#include <inttypes.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/diag.h"
#include "base/list.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "tsv/escape.h"

#include "checks.h"

enum { SHARE_PLACES = 4 };

static const struct {
	const char *name; /* of its row */
	unsigned needs;
	const char *note; /* of a check that has none */
} known[CHECKS] = {
	[CHECK_ROWS] = { "rows", 0, NULL },
	[CHECK_LEADS] = { "leads", 0, NULL },
	[CHECK_FIRST] = { "first", 0, NULL },
	[CHECK_LAST] = { "last", 0, NULL },
	[CHECK_BAD_ROW] = { "bad_row", 0, NULL },
	[CHECK_BAD_TIME] = { "bad_time", 0, NULL },
	[CHECK_NO_LEAD] = { "no_lead", 0, NULL },
	[CHECK_OUT_OF_ORDER] = { "out_of_order", 0, NULL },
	[CHECK_NEWEST_FIRST] = { "newest_first", 0, NULL },
	[CHECK_REPEATED] = { "repeated", 0, NULL },
	[CHECK_TIED] = { "tied", NEED_STAGE, NULL },
	[CHECK_BLANKS] = { "blanks", 0, NULL },
	[CHECK_ALIKE] = { "alike", NEED_STAGE, NULL },
	[CHECK_UNKNOWN_STAGE] = { "unknown_stage", NEED_STAGE | NEED_STAGES, NULL },
	[CHECK_UNUSED_STAGE] = { "unused_stage", NEED_STAGE | NEED_STAGES, NULL },
	[CHECK_OLD_DIFFERS] = { "old_differs", NEED_STAGE | NEED_OLD, NULL },
	[CHECK_SENTINEL] = { "sentinel", 0, NULL },
	[CHECK_EMPTY_DAYS] = { "empty_days", 0, NULL },
	[CHECK_BUSIEST_DAY] = { "busiest_day", 0, NULL },
	[CHECK_SINGLE] = { "single", 0, NULL },
	[CHECK_CURRENT_DIFFERS] = { "current_differs", NEED_STAGE | NEED_CURRENT, NULL },
	[CHECK_ALIKE_LEADS] = { .note = "leads like another one but for case, blanks or the "
					"last 3 of 18 characters" },
};

void
checks_free(struct checks *checks)
{
	for (size_t i = 0; i < CHECKS; i++)
		free((void *)(uintptr_t)checks->finding[i].example.ptr);
}

/* first and last are times, which are not counted. */
static bool
counts(enum check check)
{
	return check != CHECK_FIRST && check != CHECK_LAST;
}

static enum check
find(struct span name)
{
	struct span item[CHECKS];
	struct list list = { item, 0 };
	struct text advice = { NULL, 0, 0 };
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < CHECKS; i++) {
		if (!counts((enum check)i) || known[i].name == NULL)
			continue;
		if (span_equal(name, span_of(known[i].name)))
			return (enum check)i;
		item[list.count++] = span_of(known[i].name);
	}
	nearest_advise(&advice, &list, name);
	diag_usage("--fail: no check counts %s; %.*s", quote(quoted, name), (int)advice.len,
	    advice.ptr);
}

bool
checks_fail_on(struct checks *checks, const char *names)
{
	static const char *const options[] = { "stages", "old", "current" };
	struct list list = list_parse(names);
	bool stage = false;

	for (size_t i = 0; i < list.count; i++) {
		enum check check = find(list.item[i]);
		unsigned needs = known[check].needs;

		for (unsigned k = 0; k < sizeof(options) / sizeof(options[0]); k++)
			if ((needs & ~checks->has & 1u << k) != 0)
				diag_usage(
				    "--fail: %s needs --%s", known[check].name, options[k]);
		stage = stage || (needs & NEED_STAGE) != 0;
		checks->fails[check] = true;
	}
	list_free(&list);
	return stage;
}

bool
checks_failed(const struct checks *checks)
{
	bool failed = false;

	for (size_t i = 0; i < CHECKS; i++) {
		uint64_t count = checks->finding[i].count;

		if (!checks->fails[i] || count == 0)
			continue;
		failed = true;
		diag_note("--fail: %s counts %" PRIu64, known[i].name, count);
	}
	return failed;
}

void
checks_show(
    struct checks *checks, enum check check, struct place place, struct span example)
{
	struct finding *finding = &checks->finding[check];

	free((void *)(uintptr_t)finding->example.ptr);
	finding->place = place;
	finding->example = mem_copy(example);
}

void
checks_put_header(struct out *out)
{
	out_text(out, "check\tn\tshare\tline\texample\n");
}

static void
put_count(struct out *out, uint64_t count, uint64_t rows)
{
	char share[DECIMAL_TEXT_MAX];
	size_t len = 0;

	out_count(out, count);
	out_char(out, '\t');
	if (rows > 0)
		len = ratio_format(share, count, rows, SHARE_PLACES);
	out_field(out, (struct span){ share, len });
}

static void
put_place(struct out *out, const struct place *place)
{
	if (place->line == 0) {
		out_span(out, out->null);
		return;
	}
	if (place->file != NULL) {
		escape_field(out, span_of(place->file));
		out_char(out, ':');
	}
	out_count(out, place->line);
}

void
checks_put(const struct checks *checks, struct out *out)
{
	uint64_t rows = checks->finding[CHECK_ROWS].count;

	for (size_t i = 0; i < CHECKS; i++) {
		const struct finding *finding = &checks->finding[i];

		if (known[i].name == NULL || (known[i].needs & ~checks->has) != 0)
			continue;
		out_text(out, known[i].name);
		out_char(out, '\t');
		if (counts((enum check)i))
			put_count(out, finding->count, rows);
		else
			out_joined(out, (struct span){ "\t", 1 });
		out_char(out, '\t');
		put_place(out, &finding->place);
		out_char(out, '\t');
		out_field(out, finding->example);
		out_char(out, '\n');
	}
}

void
checks_note(const struct checks *checks)
{
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < CHECKS; i++) {
		const struct finding *finding = &checks->finding[i];

		if (known[i].note == NULL || finding->count == 0)
			continue;
		diag_note("%" PRIu64 " %s; the first is %s at %s%sline %" PRIu64,
		    finding->count, known[i].note, quote(quoted, finding->example),
		    finding->place.file != NULL ? finding->place.file : "",
		    finding->place.file != NULL ? ", " : "", finding->place.line);
	}
}
