#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "tsv/tsv.h"

#include "merges.h"
#include "recordid.h"

/*
 * A lead that was merged. `said` is the lead that its row names; `into` is the end of
 * the chain that begins there, and lies in the `said` of the chain's last merge.
 */
struct merge {
	struct span said, into;
	uint64_t line;
	bool itself; /* its row merges it into itself */
	bool used; /* an event had this lead, or one whose chain leads over it */
};

struct merges {
	struct map *map; /* of struct merge, by lead */
	const char *path;
	struct tsv *tsv;
	size_t lead, into; /* columns */
	bool long_ids;
	struct text id, other; /* long ones */
};

static _Noreturn void
bad_line(const struct merges *merges, uint64_t line, const struct reason *why)
{
	diag_data("%s:%" PRIu64 ": %s", merges->path, line, why->text);
}

static void
put(struct merge *merge, struct span lead, struct span into, uint64_t line)
{
	free((void *)(uintptr_t)merge->said.ptr);
	merge->said = merge->into = mem_copy(into);
	merge->line = line;
	merge->itself = span_equal(lead, into);
}

/* A row that merges a lead into itself says nothing, but is kept: it may fit an event. */
static void
add(struct merges *merges, struct span lead, struct span into, uint64_t line)
{
	bool fresh;
	struct merge *merge;
	struct reason why;
	char one[QUOTED_MAX];
	char two[QUOTED_MAX];

	if (merges->long_ids) {
		lead = recordid_complete(lead, &merges->id);
		into = recordid_complete(into, &merges->other);
	}
	merge = map_put(merges->map, lead, &fresh);
	if (fresh || merge->itself) {
		put(merge, lead, into, line);
	} else if (!span_equal(lead, into) && !span_equal(merge->said, into)) {
		fail(&why, "lead: %s was merged into %s on line %" PRIu64, quote(one, lead),
		    quote(two, merge->said), merge->line);
		bad_line(merges, line, &why);
	}
}

static struct span
trim_quotes(struct span text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '"'))
		text = (struct span){ text.ptr + 1, text.len - 1 };
	while (text.len > 0 &&
	    (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '"'))
		text.len--;
	return text;
}

/* Takes the next of the leads that a cell lists, with commas or semicolons between them. */
static struct span
next_lead(struct span *list)
{
	struct span lead = *list;

	for (lead.len = 0; lead.len < list->len; lead.len++)
		if (lead.ptr[lead.len] == ',' || lead.ptr[lead.len] == ';')
			break;
	*list = span_skip(*list, lead.len + (lead.len < list->len));
	return trim_quotes(lead);
}

static void
add_row(struct merges *merges, const struct row *row)
{
	struct span list = tsv_value(merges->tsv, row, merges->lead);
	struct span into = tsv_value(merges->tsv, row, merges->into);
	struct reason why;

	if (list.len >= 2 && list.ptr[0] == '[' && list.ptr[list.len - 1] == ']')
		list = (struct span){ list.ptr + 1, list.len - 2 };
	fail(&why, "is empty");
	if (into.len == 0)
		tsv_bad(merges->tsv, row, "into", &why);
	do {
		struct span lead = next_lead(&list);

		if (lead.len == 0)
			tsv_bad(merges->tsv, row, "lead", &why);
		add(merges, lead, into, row->line);
	} while (list.len > 0);
}

/* The merge of that lead; NULL if there is none but into itself. */
static struct merge *
find_link(const struct merges *merges, struct span lead)
{
	struct merge *merge = map_get(merges->map, lead);

	return merge == NULL || merge->itself ? NULL : merge;
}

/* The end of the chain that begins with a merge: one longer than all merges is a cycle. */
static struct span
chain_end(const struct merges *merges, const struct merge *merge)
{
	size_t links = map_count(merges->map);
	const struct merge *next = merge;
	struct reason why;
	char quoted[QUOTED_MAX];

	for (;;) {
		struct span end = next->into;

		next = find_link(merges, end);
		if (next == NULL)
			return end;
		if (links-- == 0) {
			fail(&why, "lead: %s is merged into itself, by a cycle",
			    quote(quoted, end));
			bad_line(merges, next->line, &why);
		}
	}
}

/* Lets a merge, and all that its chain leads over, name the lead in which it ends. */
static void
follow_chain(struct merges *merges, struct merge *merge)
{
	struct span end = chain_end(merges, merge);

	while (merge != NULL) {
		struct merge *next = find_link(merges, merge->into);

		merge->into = end;
		merge = next;
	}
}

static void
follow_chains(struct merges *merges)
{
	struct map_cursor cursor = { 0 };
	struct merge *merge;

	while ((merge = map_next(merges->map, &cursor)) != NULL)
		if (!merge->itself)
			follow_chain(merges, merge);
}

struct merges *
merges_read(const char *path, bool long_ids)
{
	struct merges *merges = mem_new(1, sizeof(*merges));
	char *file = mem_string(span_of(path));
	struct common common = { .null = "", .files = &file, .file_count = 1 };
	struct row row;

	merges->map = map_new(sizeof(struct merge), 8);
	merges->path = path;
	merges->long_ids = long_ids;
	merges->tsv = tsv_open(&common, NULL);
	merges->lead = tsv_need(merges->tsv, "lead");
	merges->into = tsv_need(merges->tsv, "into");
	while (tsv_next(merges->tsv, &row))
		add_row(merges, &row);
	tsv_close(merges->tsv);
	free(file);
	follow_chains(merges);
	return merges;
}

void
merges_free(struct merges *merges)
{
	struct map_cursor cursor = { 0 };
	struct merge *merge;

	if (merges == NULL)
		return;
	while ((merge = map_next(merges->map, &cursor)) != NULL)
		free((void *)(uintptr_t)merge->said.ptr);
	map_free(merges->map);
	text_free(&merges->id);
	text_free(&merges->other);
	free(merges);
}

struct span
merges_into(const struct merges *merges, struct span lead)
{
	struct merge *merge = map_get(merges->map, lead);

	if (merge == NULL)
		return lead;
	merge->used = true;
	return merge->into;
}

/* An event that a merge fits also fits those that its chain leads over. */
static void
use_chains(const struct merges *merges)
{
	struct map_cursor cursor = { 0 };
	struct merge *merge;

	while ((merge = map_next(merges->map, &cursor)) != NULL)
		if (merge->used && !merge->itself)
			while ((merge = map_get(merges->map, merge->said)) != NULL &&
			    !merge->used)
				merge->used = true;
}

uint64_t
merges_unused(const struct merges *merges)
{
	struct map_cursor cursor = { 0 };
	const struct merge *merge;
	uint64_t rows = 0;
	uint64_t line = 0;
	bool used = true;

	use_chains(merges);
	/* A row's leads come one after the other. */
	while ((merge = map_next(merges->map, &cursor)) != NULL) {
		if (merge->line != line) {
			rows += !used;
			used = false;
			line = merge->line;
		}
		used = used || merge->used;
	}
	return rows + !used;
}
