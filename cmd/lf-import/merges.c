#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "tsv/tsv.h"

#include "merges.h"

struct merge {
	struct span into; /* at first as the file says, then the end of the chain */
	uint64_t line;
};

struct merges {
	struct map *map; /* of struct merge, by lead */
	const char *path;
	struct tsv *tsv;
	size_t lead, into; /* columns */
};

static _Noreturn void
bad_line(const struct merges *merges, uint64_t line, const struct reason *why)
{
	diag_data("%s:%" PRIu64 ": %s", merges->path, line, why->text);
}

static void
add(struct merges *merges, struct span lead, struct span into, uint64_t line)
{
	bool fresh;
	struct merge *merge;
	struct reason why;
	char one[QUOTED_MAX];
	char two[QUOTED_MAX];

	merge = map_put(merges->map, lead, &fresh);
	if (fresh) {
		*merge = (struct merge){ mem_copy(into), line };
	} else if (!span_equal(merge->into, into)) {
		fail(&why, "lead: %s was merged into %s on line %" PRIu64,
		    quote(one, lead), quote(two, merge->into), merge->line);
		bad_line(merges, line, &why);
	}
}

static struct span
trim(struct span text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '"'))
		text = (struct span){ text.ptr + 1, text.len - 1 };
	while (text.len > 0 &&
	    (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '"'))
		text.len--;
	return text;
}

/* Takes the next of the leads that a cell lists: [1,2], 1;2, or just one. */
static struct span
next_lead(struct span *list, bool brackets)
{
	struct span lead = *list;
	size_t len = 0;

	while (len < lead.len && lead.ptr[len] != ';' && !(brackets && lead.ptr[len] == ','))
		len++;
	lead.len = len;
	len += len < list->len;
	*list = (struct span){ list->ptr + len, list->len - len };
	return trim(lead);
}

static void
add_row(struct merges *merges, const struct row *row)
{
	struct span list = tsv_value(merges->tsv, row, merges->lead);
	struct span into = tsv_value(merges->tsv, row, merges->into);
	bool brackets =
	    list.len >= 2 && list.ptr[0] == '[' && list.ptr[list.len - 1] == ']';
	struct reason why;

	if (brackets)
		list = (struct span){ list.ptr + 1, list.len - 2 };
	fail(&why, "is empty");
	if (into.len == 0)
		tsv_bad(merges->tsv, row, "into", &why);
	do {
		struct span lead = next_lead(&list, brackets);

		if (lead.len == 0)
			tsv_bad(merges->tsv, row, "lead", &why);
		add(merges, lead, into, row->line);
	} while (list.len > 0);
}

/*
 * The end of the chain that begins with a merge. A chain of more links than
 * there are merges goes round in a cycle.
 */
static struct span
chain_end(const struct merges *merges, const struct merge *merge)
{
	size_t links = map_count(merges->map);
	const struct merge *next = merge;
	struct reason why;
	char quoted[QUOTED_MAX];

	for (;;) {
		struct span end = next->into;

		next = map_get(merges->map, end);
		if (next == NULL)
			return end;
		if (links-- == 0) {
			fail(&why, "lead: %s is merged into itself, by a cycle",
			    quote(quoted, end));
			bad_line(merges, next->line, &why);
		}
	}
}

/* Lets a merge, and all that its chain leads through, name the lead in which it ends. */
static void
follow_chain(struct merges *merges, struct merge *merge)
{
	struct span end = chain_end(merges, merge);
	struct merge *next;

	for (; (next = map_get(merges->map, merge->into)) != NULL; merge = next) {
		free((void *)(uintptr_t)merge->into.ptr);
		merge->into = mem_copy(end);
	}
}

static void
follow_chains(struct merges *merges)
{
	struct map_cursor cursor = { 0 };
	struct merge *merge;

	while ((merge = map_next(merges->map, &cursor)) != NULL)
		follow_chain(merges, merge);
}

struct merges *
merges_read(const char *path)
{
	struct merges *merges = mem_new(1, sizeof(*merges));
	char *file = mem_string(span_of(path));
	struct common common = { .null = "", .files = &file, .file_count = 1 };
	struct row row;

	merges->map = map_new(sizeof(struct merge), 8);
	merges->path = path;
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
		free((void *)(uintptr_t)merge->into.ptr);
	map_free(merges->map);
	free(merges);
}

struct span
merges_into(const struct merges *merges, struct span lead)
{
	const struct merge *merge = map_get(merges->map, lead);

	return merge != NULL ? merge->into : lead;
}
