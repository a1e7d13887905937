/*
 * The stage table, leadflow-stages(5): what is read of it, written as a table and as the list
 * of --partial, is read the same again; the place of a stage is that of its first row, as a
 * plain search has it. The input's first byte chooses the sizes of reads.
 */
#include "failing.h"

#include "lead/stages.h"
#include "tsv/tsv.h"

#include "pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_line(struct text *to, const struct span *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add(to, span_of("\t"));
		text_add(to, fields[i]);
	}
	text_add(to, span_of("\r\n"));
}

/* The table as a file of TSV: so that fields may begin with the same bytes, or end with CR. */
static void
write_table(struct text *to, const struct stages *stages)
{
	size_t columns = stages->columns.count;

	text_add(to, span_of("\xef\xbb\xbf"));
	write_line(to, stages->columns.item, columns);
	for (size_t i = 0; i < stages->row_count; i++)
		write_line(to, stages->rows[i].cells, columns);
}

static size_t
column_of(const struct stages *stages, const char *name)
{
	long at = list_find(&stages->columns, span_of(name));

	return at < 0 ? SIZE_MAX : (size_t)at;
}

/* That each stage is as the last of its rows with a cell says, and stands where its first does. */
static void
check_rows(const struct stages *stages)
{
	size_t name = column_of(stages, "stage"), path = column_of(stages, "path");
	size_t seen = 0;

	for (size_t i = 0; i < stages->row_count; i++) {
		const struct stage_row *row = &stages->rows[i];
		size_t first = 0;

		while (!span_equal(
		    stages->rows[first].cells[name], stages->rows[i].cells[name]))
			first++;
		if (first == i)
			expect(row->stage == seen++);
		expect(row->stage == stages->rows[first].stage);
		expect(row->stage == stages_find(stages, row->cells[name]));
		expect_same(stages->stage[row->stage].name, row->cells[name]);
		if (path != SIZE_MAX)
			expect(row->cells[path].len == 0 || row->cells[path].len == 3);
	}
	expect(seen == stages->count);
}

static void
compare(const struct stages *a, const struct stages *b, bool by_list)
{
	expect(a->count == b->count);
	for (size_t i = 0; i < a->count; i++) {
		expect_same(a->stage[i].name, b->stage[i].name);
		expect(a->stage[i].path == b->stage[i].path);
		expect(by_list || a->stage[i].sla == b->stage[i].sla);
		expect(a->stage[i].sla >= -1);
	}
}

static void
take(struct span text)
{
	struct text table = { 0 }, list = { 0 }, again = { 0 };
	struct stages *stages, *other;

	unread = text;
	stages = stages_read("stages");
	check_rows(stages);
	must_succeed = true;
	write_table(&table, stages);
	unread = text_span(&table);
	other = stages_read("stages");
	compare(stages, other, false);
	write_table(&again, other);
	expect_same(text_span(&table), text_span(&again));
	stages_free(other);
	stages_list(stages, &list);
	*text_room(&list, 0) = '\0';
	other = stages_listed(list.ptr);
	compare(stages, other, true);
	stages_free(other);
	stages_free(stages);
	text_free(&table);
	text_free(&list);
	text_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	pieces = data[0];
	attempt(take, (struct span){ (const char *)data + 1, size - 1 });
	return 0;
}
