#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "lead/stages.h"
#include "time/duration.h"
#include "tsv/header.h"

/* The columns that mean something here; -1 where the file has none. */
struct parts {
	long stage, sla, path;
};

static _Noreturn void
bad_cell(const struct stages *stages, uint64_t line, const char *column,
    const struct reason *why)
{
	diag_data("%s:%" PRIu64 ": %s: %s", stages->path, line, column, why->text);
}

static struct span
cell(const struct stage_row *row, long column)
{
	return column < 0 ? (struct span){ "", 0 } : row->cells[column];
}

static void
set_path(const struct stages *stages, struct stage *stage, uint64_t line, struct span text)
{
	struct reason why;

	if (text.len == 0)
		return;
	if (span_equal(text, span_of("off"))) {
		stage->path = PATH_OFF;
	} else if (span_equal(text, span_of("end"))) {
		stage->path = PATH_END;
	} else {
		fail_quoted(&why, text, "is neither off nor end nor empty");
		bad_cell(stages, line, "path", &why);
	}
}

static void
set_sla(const struct stages *stages, struct stage *stage, uint64_t line, struct span text)
{
	struct reason why;

	if (text.len > 0 && duration_parse(text, &stage->sla, &why) != 0)
		bad_cell(stages, line, "sla", &why);
}

static void
add_row(struct stages *stages, const struct parts *parts, struct stage_row *row)
{
	struct span name = cell(row, parts->stage);
	size_t at;

	if (name.len == 0) {
		struct reason why;

		fail(&why, "is empty");
		bad_cell(stages, row->line, "stage", &why);
	}
	at = stages_find(stages, name);
	if (at == STAGE_NONE) {
		at = stages->count++;
		stages->stage =
		    mem_resize(stages->stage, stages->count, sizeof(*stages->stage));
		stages->stage[at] = (struct stage){ name, PATH_STEP, -1 };
	}
	row->stage = at;
	set_path(stages, &stages->stage[at], row->line, cell(row, parts->path));
	set_sla(stages, &stages->stage[at], row->line, cell(row, parts->sla));
	stages->rows =
	    mem_resize(stages->rows, stages->row_count + 1, sizeof(*stages->rows));
	stages->rows[stages->row_count++] = *row;
}

/* The whole file, to be freed. */
static struct span
read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t room = 0;
	size_t used = 0;
	size_t got;

	if (file == NULL)
		diag_data("%s:", path);
	do {
		text = mem_grow(text, used, &room, 1);
		got = fread(text + used, 1, room - used, file);
		used += got;
	} while (got > 0);
	if (ferror(file))
		diag_data("%s:", path);
	fclose(file);
	return (struct span){ text, used };
}

/* Takes the part of *text before the next byte of that kind, and drops that. */
static struct span
take_until(struct span *text, char end)
{
	const char *at = text->len == 0 ? NULL : memchr(text->ptr, end, text->len);
	struct span part = { text->ptr, at == NULL ? text->len : (size_t)(at - text->ptr) };

	*text = span_skip(*text, part.len + (at != NULL));
	return part;
}

static struct span
take_line(struct span *text)
{
	struct span line = take_until(text, '\n');

	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* The cells of a line, padded with empty ones to columns where that is not 0. */
static struct span *
split(struct span line, size_t columns, size_t *count)
{
	struct span *cells = NULL;
	size_t room = 0;
	bool more = true;

	for (*count = 0; more || *count < columns; ++*count) {
		cells = mem_grow(cells, *count, &room, sizeof(*cells));
		more = more && memchr(line.ptr, '\t', line.len) != NULL;
		cells[*count] = take_until(&line, '\t');
	}
	return cells;
}

struct stages *
stages_read(const char *path)
{
	struct stages *stages = mem_new(1, sizeof(*stages));
	struct span text = read_file(path);
	struct stage_row row = { .line = 1 };
	struct parts parts;

	stages->path = path;
	stages->text = (char *)(uintptr_t)text.ptr;
	if (text.len >= 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
		take_until(&text, '\xbf');
	if (text.len == 0)
		diag_data("%s: is empty, without a header line", path);
	stages->columns.item = split(take_line(&text), 0, &stages->columns.count);
	header_once(&stages->columns, path);
	parts = (struct parts){ list_find(&stages->columns, span_of("stage")),
		list_find(&stages->columns, span_of("sla")),
		list_find(&stages->columns, span_of("path")) };
	if (parts.stage < 0)
		header_lacks(&stages->columns, span_of("stage"), path);
	while (text.len > 0) {
		size_t count;

		row.line++;
		row.cells = split(take_line(&text), stages->columns.count, &count);
		if (count > stages->columns.count)
			diag_data("%s:%" PRIu64 ": %zu fields where there are %zu columns",
			    path, row.line, count, stages->columns.count);
		add_row(stages, &parts, &row);
	}
	if (stages->count == 0)
		diag_data("%s: no stages", path);
	return stages;
}

/* The stages that are ends, or those that are none, with commas between them. */
static void
put_names(const struct stages *stages, bool ends, struct out *out)
{
	bool first = true;

	for (size_t i = 0; i < stages->count; i++) {
		struct span name = stages->stage[i].name;

		if ((stages->stage[i].path == PATH_END) != ends)
			continue;
		if (!first)
			out_char(out, ',');
		first = false;
		for (size_t k = 0; k < name.len; k++) {
			if (name.ptr[k] == ',')
				out_char(out, '\\');
			out_char(out, name.ptr[k]);
		}
	}
}

void
stages_put_list(const struct stages *stages, struct out *out)
{
	put_names(stages, false, out);
	out_text(out, ",,");
	put_names(stages, true, out);
}

struct stages *
stages_listed(const char *names)
{
	struct stages *stages = mem_new(1, sizeof(*stages));
	struct list list = list_parse(names);
	enum stage_path path = PATH_STEP;

	stages->text = (char *)(uintptr_t)list.item[0].ptr;
	stages->stage = mem_new(list.count, sizeof(*stages->stage));
	for (size_t i = 0; i < list.count; i++) {
		if (list.item[i].len > 0)
			stages->stage[stages->count++] =
			    (struct stage){ list.item[i], path, -1 };
		else
			path = PATH_END;
	}
	free(list.item);
	return stages;
}

void
stages_free(struct stages *stages)
{
	if (stages == NULL)
		return;
	for (size_t i = 0; i < stages->row_count; i++)
		free(stages->rows[i].cells);
	free(stages->rows);
	free(stages->stage);
	free(stages->columns.item);
	free(stages->text);
	free(stages);
}

size_t
stages_find(const struct stages *stages, struct span name)
{
	for (size_t i = 0; stages != NULL && i < stages->count; i++)
		if (span_equal(stages->stage[i].name, name))
			return i;
	return STAGE_NONE;
}

bool
stages_ends(const struct stages *stages, struct span name)
{
	size_t at = stages_find(stages, name);

	return at != STAGE_NONE && stages->stage[at].path == PATH_END;
}

int
stages_compare(const struct stages *stages, struct span a, struct span b)
{
	size_t place_a = stages_find(stages, a);
	size_t place_b = stages_find(stages, b);

	if (place_a != place_b)
		return place_a < place_b ? -1 : 1;
	return span_compare(a, b);
}

/* A stage that has a number. */
struct numbered {
	size_t place; /* in the table, or STAGE_NONE, which is the highest */
	struct span name;
	uint32_t id;
};

static int
compare_numbered(const void *a, const void *b)
{
	const struct numbered *one = a;
	const struct numbered *other = b;

	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	return span_compare(one->name, other->name);
}

uint32_t *
stages_order(const struct stages *stages, const struct names *names)
{
	uint32_t count = names_count(names);
	struct numbered *stage = mem_new(count, sizeof(*stage));
	uint32_t *order = mem_new(count, sizeof(*order));

	for (uint32_t i = 0; i < count; i++) {
		struct span name = names_text(names, i + 1);

		stage[i] = (struct numbered){ stages_find(stages, name), name, i + 1 };
	}
	qsort(stage, count, sizeof(*stage), compare_numbered);
	for (uint32_t i = 0; i < count; i++)
		order[i] = stage[i].id;
	free(stage);
	return order;
}
