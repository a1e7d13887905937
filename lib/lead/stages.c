#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "lead/stages.h"
#include "tsv/tsv.h"

/* The columns that mean something here; TSV_NONE if the file has none. */
struct parts {
	size_t stage, sla, path;
};

static _Noreturn void
bad_cell(const struct stages *stages, uint64_t line, const char *column,
    const struct reason *why)
{
	diag_data("%s:%" PRIu64 ": %s: %s", stages->path, line, column, why->text);
}

static struct span
cell(const struct stage_row *row, size_t column)
{
	return column == TSV_NONE ? (struct span){ "", 0 } : row->cells[column];
}

/* As the table has them. */
static const char *const paths[] = { [PATH_STEP] = "", [PATH_OFF] = "off",
	[PATH_END] = "end" };

/* 0, or -1 if it is none. */
static int
parse_path(struct span text, enum stage_path *path)
{
	for (int i = PATH_STEP; i <= PATH_END; i++)
		if (span_equal(text, span_of(paths[i]))) {
			*path = (enum stage_path)i;
			return 0;
		}
	return -1;
}

static void
set_path(const struct stages *stages, struct stage *stage, uint64_t line, struct span text)
{
	struct reason why;

	if (text.len > 0 && parse_path(text, &stage->path) != 0) {
		fail_quoted(&why, text, "is neither off nor end nor empty");
		bad_cell(stages, line, "path", &why);
	}
}

static void
set_sla(const struct stages *stages, struct stage *stage, uint64_t line, struct span text)
{
	struct reason why;

	if (text.len > 0 && duration_parse(text, stages->measure, &stage->sla, &why) != 0)
		bad_cell(stages, line, "sla", &why);
}

/* The place of the stage, which a new one gets now. */
static size_t
put_stage(struct stages *stages, struct span name, enum stage_path path)
{
	bool fresh;
	size_t *place = map_put(stages->places, name, &fresh);

	if (fresh) {
		*place = stages->count++;
		stages->stage =
		    mem_resize(stages->stage, stages->count, sizeof(*stages->stage));
		stages->stage[*place] = (struct stage){ name, path, -1 };
	}
	return *place;
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
	at = put_stage(stages, name, PATH_STEP);
	row->stage = at;
	set_path(stages, &stages->stage[at], row->line, cell(row, parts->path));
	set_sla(stages, &stages->stage[at], row->line, cell(row, parts->sla));
	stages->rows =
	    mem_resize(stages->rows, stages->row_count + 1, sizeof(*stages->rows));
	stages->rows[stages->row_count++] = *row;
}

static struct span
copy(struct stages *stages, struct span text)
{
	return names_text(stages->texts, names_id(stages->texts, text));
}

static void
copy_columns(struct stages *stages, const struct list *columns)
{
	stages->columns.count = columns->count;
	stages->columns.item = mem_new(columns->count, sizeof(*columns->item));
	for (size_t i = 0; i < columns->count; i++)
		stages->columns.item[i] = copy(stages, columns->item[i]);
}

static struct span *
copy_cells(struct stages *stages, const struct row *row)
{
	struct span *cells = mem_new(stages->columns.count, sizeof(*cells));

	for (size_t i = 0; i < stages->columns.count; i++)
		cells[i] = i < row->fields ? copy(stages, row_field(row, i)) :
					     (struct span){ "", 0 };
	return cells;
}

/* A column such as Path, where there is no path, is most often meant to be that. */
static void
note_columns(const struct stages *stages, struct tsv *tsv)
{
	static const char *const fixed[] = { "min_score", "sla", "path" };
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		for (size_t k = 0; k < stages->columns.count; k++) {
			struct span column = stages->columns.item[k];

			if (tsv_find(tsv, span_of(fixed[i])) != TSV_NONE ||
			    !nearest_alike(column, span_of(fixed[i])))
				continue;
			diag_note("%s: column %s is not read as %s: did you mean that?",
			    stages->path, quote(quoted, column), fixed[i]);
		}
}

static void
read_rows(struct stages *stages, struct tsv *tsv)
{
	const struct parts parts = { tsv_need(tsv, "stage"), tsv_find(tsv, span_of("sla")),
		tsv_find(tsv, span_of("path")) };
	struct row row;

	copy_columns(stages, tsv_columns(tsv));
	note_columns(stages, tsv);
	tsv_allow_short(tsv);
	while (tsv_next(tsv, &row)) {
		struct stage_row stage_row = { .line = row.line,
			.cells = copy_cells(stages, &row) };

		add_row(stages, &parts, &stage_row);
	}
}

static struct stages *
stages_new(const char *path)
{
	struct stages *stages = mem_new(1, sizeof(*stages));

	stages->path = path;
	stages->places = map_new(sizeof(size_t), sizeof(size_t));
	stages->texts = names_new();
	return stages;
}

struct stages *
stages_read_by(const char *path, struct measure measure)
{
	struct stages *stages = stages_new(path);
	char *file = mem_string(span_of(path));
	const struct common common = { .null = "", .files = &file, .file_count = 1 };
	struct tsv *tsv = tsv_open(&common, NULL);

	stages->measure = measure;
	read_rows(stages, tsv);
	tsv_close(tsv);
	free(file);
	if (stages->count == 0)
		diag_data("%s: no stages", path);
	return stages;
}

struct stages *
stages_read(const char *path)
{
	return stages_read_by(path, MEASURE_WHOLE);
}

/* A name in a list: a backslash stands before a comma and a backslash, and is one with 0 a NUL. */
static void
list_name(struct span name, struct text *list)
{
	for (size_t i = 0; i < name.len; i++) {
		char byte = name.ptr[i] == '\0' ? '0' : name.ptr[i];

		if (byte == ',' || byte == '\\' || name.ptr[i] == '\0')
			text_add(list, span_of("\\"));
		text_add(list, (struct span){ &byte, 1 });
	}
}

void
stages_list(const struct stages *stages, struct text *list)
{
	for (size_t i = 0; i < stages->count; i++) {
		if (i > 0)
			text_add(list, span_of(","));
		list_name(stages->stage[i].name, list);
		text_add(list, span_of(","));
		text_add(list, span_of(paths[stages->stage[i].path]));
	}
}

/* Takes a name as list_name wrote it, and the comma after it. */
static struct span
take_name(struct span *list, struct text *name)
{
	name->len = 0;
	while (list->len > 0 && *list->ptr != ',') {
		char byte = *list->ptr;

		if (byte == '\\' && list->len > 1) {
			*list = span_skip(*list, 1);
			byte = *list->ptr == '0' ? '\0' : *list->ptr;
		}
		text_add(name, (struct span){ &byte, 1 });
		*list = span_skip(*list, 1);
	}
	span_take_char(list, ',');
	return text_span(name);
}

struct stages *
stages_listed(const char *text)
{
	struct stages *stages = stages_new("--stages");
	struct span left = span_of(text);
	struct text name = { 0 };

	while (left.len > 0) {
		size_t at =
		    put_stage(stages, copy(stages, take_name(&left, &name)), PATH_STEP);
		struct span path;

		if (span_take(&left, ',', &path))
			parse_path(path, &stages->stage[at].path);
	}
	text_free(&name);
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
	map_free(stages->places);
	names_free(stages->texts);
	free(stages);
}

size_t
stages_find(const struct stages *stages, struct span name)
{
	const size_t *place = stages == NULL ? NULL : map_get(stages->places, name);

	return place == NULL ? STAGE_NONE : *place;
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

/* A stage with its number. */
struct numbered {
	size_t place; /* in the table; STAGE_NONE, the highest, if it is not there */
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
