#include <stdlib.h>

#include "base/mem.h"
#include "tsv/tsv.h"

#include "current.h"

/* A row of the file. */
struct standing {
	uint64_t line;
	uint32_t stage;
	bool met; /* the log has the lead */
};

struct current {
	char *path;
	struct map *leads; /* of standings */
	struct names *stages;
};

static int
take_row(struct current *current, struct span lead, struct span stage, uint64_t line,
    struct reason *why)
{
	struct standing *standing;
	bool fresh;

	if (lead.len == 0)
		return fail(why, "is empty");
	standing = map_put(current->leads, lead, &fresh);
	if (!fresh)
		return fail_quoted(why, lead, "occurs twice");
	standing->line = line;
	standing->stage = names_id(current->stages, stage);
	return 0;
}

struct current *
current_read(const char *path, const struct common *common)
{
	struct current *current = mem_new(1, sizeof(*current));
	struct common input = {
		.null = common->null, .files = &current->path, .file_count = 1
	};
	struct tsv *tsv;
	size_t lead, stage;
	struct row row;
	struct reason why;

	current->path = mem_string(span_of(path));
	current->leads = map_new(sizeof(struct standing), 8);
	current->stages = names_new();
	tsv = tsv_open(&input, NULL);
	lead = tsv_need(tsv, "lead");
	stage = tsv_need(tsv, "stage");
	while (tsv_next(tsv, &row))
		if (take_row(current, tsv_value(tsv, &row, lead),
			tsv_value(tsv, &row, stage), row.line, &why) != 0)
			tsv_bad(tsv, &row, "lead", &why);
	tsv_close(tsv);
	return current;
}

void
current_free(struct current *current)
{
	if (current == NULL)
		return;
	map_free(current->leads);
	names_free(current->stages);
	free(current->path);
	free(current);
}

/* Compares a lead of the log, whose last stage is this one. */
static void
compare(struct current *current, struct checks *checks, struct span name, struct span stage,
    struct place place)
{
	struct standing *standing = map_get(current->leads, name);
	struct span wanted = { "", 0 };

	if (standing != NULL) {
		standing->met = true;
		place = (struct place){ current->path, standing->line };
		wanted = names_text(current->stages, standing->stage);
	}
	if (!span_equal(stage, wanted))
		checks_count(checks, CHECK_CURRENT_DIFFERS, place, name);
}

void
current_finish(struct current *current, struct checks *checks, const struct leads *leads,
    const struct names *names)
{
	bool newest_first = checks->finding[CHECK_NEWEST_FIRST].count > 0;
	struct map_cursor cursor = { 0 };
	const struct lead *lead;
	const struct standing *standing;

	while ((lead = map_next(leads_map(leads), &cursor)) != NULL)
		compare(current, checks, map_key(leads_map(leads), lead),
		    names_text(
			names, newest_first ? lead->latest_first : lead->latest_last),
		    lead->place);
	cursor = (struct map_cursor){ 0 };
	while ((standing = map_next(current->leads, &cursor)) != NULL)
		if (!standing->met && standing->stage != 0)
			checks_count(checks, CHECK_CURRENT_DIFFERS,
			    (struct place){ current->path, standing->line },
			    map_key(current->leads, standing));
}
