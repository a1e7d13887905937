/*
 * The states of --partial: whatever is in one whose hashes are right, --merge reads it or says
 * what is wrong; what it reads, written as a state, is read the same again. The state has a
 * figure of each kind. The input's first bytes choose the sizes of reads, and whether the
 * header of the text gets its hash, and the text the last row that states have.
 */
#include "failing.h"

#include "base/fnv.h"
#include "report/partialheader.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "time/instant.h"

#include "chosen.h"

static const struct kept kept[] = {
	{ "counted", KEPT_COUNT },
	{ "after", KEPT_DURATION },
	{ "since", KEPT_TIME },
	{ "sum", KEPT_SUM },
	{ "sum-after", KEPT_DURATION_SUM },
	{ "sum-since", KEPT_TIME_SUM },
	PARTIAL_AMOUNTS,
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", "driver", NULL };

static const char *const undated[] = { "since", PARTIAL_AMOUNTS_UNDATED, NULL };

static const struct partialoptions_name recorded[] = {
	{ "stages", NULL, true },
	{ "calendar", NULL, true },
	{ "from", "never", false },
	{ NULL, NULL, false },
};

static const struct partial_form form = { .version = "lf-fuzz-1",
	.by = "month",
	.keys = keys,
	.kept = kept,
	.undated = undated,
	.recorded = recorded };

/* A report that merges. */
struct merge {
	struct report report;
	struct partial partial;
	struct stages *stages;
	struct text rows; /* what it has read */
	struct partial_check written; /* partial.check of the state that it writes */
	const char *from, *table;
};

static void
note(struct text *to, const void *bytes, size_t len)
{
	text_add(to, (struct span){ (const char *)&len, sizeof(len) });
	text_add(to, (struct span){ bytes, len });
}

static void
note_row(struct text *to, const struct partial_row *row)
{
	note(to, &row->period, sizeof(row->period));
	note(to, row->group.ptr, row->group.len);
	for (int i = 0; i < 2; i++)
		note(to, row->key[i].ptr, row->key[i].len);
	note(to, &row->kept, sizeof(row->kept));
	note(to, &row->value, sizeof(row->value));
	note(to, &row->count, sizeof(row->count));
	note(to, &row->sum, sizeof(row->sum));
}

/* Reads the state in the text, and writes its rows again to the report's output. */
static void
merge(struct merge *merge, struct span text)
{
	struct partial *partial = &merge->partial;
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "from", "TIME", "", &merge->from },
		{ OPT_TEXT, "stages", "FILE", "", &merge->table },
		{ OPT_TEXT, "calendar", "FILE", "", &merge->report.working },
		{ 0 },
	};
	struct partial_check read;
	struct partial_row row;

	*merge = (struct merge){ .report.common = { .null = "" },
		.partial = { .form = &form, .report = &merge->report, .merge = true } };
	report_table(&merge->report, shared);
	partial_options(partial, table);
	unread = text;
	partial_open(partial);
	/* The C library reads zones, from files, and is not to be tested here. */
	if (merge->report.tz != NULL)
		leave_all();
	report_setup(&merge->report, "month");
	merge->stages = partial_stages(partial, NULL);
	partial_measure(partial);
	merge->report.out.fd = -1;
	while (partial_next(partial, &row)) {
		expect(row.kept < sizeof(kept) / sizeof(kept[0]) - 1);
		expect(row.value >= 0 || kept[row.kept].kind != KEPT_DURATION);
		note_row(&merge->rows, &row);
		partial_wait(partial, NULL, &row);
		/* What is read is there until the next row is. */
		read = partial->check;
		partial->check = merge->written;
		partial_put(partial, &row);
		merge->written = partial->check;
		partial->check = read;
	}
}

/* What else it has learnt, written at the end of the new state. */
static void
end(struct merge *merge, struct text *state)
{
	struct partial *partial = &merge->partial;
	struct out *out = &merge->report.out;
	int64_t as_of = partial_as_of(partial);
	uint32_t count = names_count(merge->report.names);

	partial->check = merge->written;
	partial->check.header = fnv_of(partial->header);
	text_add(state, partial->header);
	text_add(state, span_of("\n"));
	partial_finish(partial);
	text_add(state, (struct span){ out->buf, out->used });
	note(&merge->rows, &as_of, sizeof(as_of));
	for (uint32_t i = 1; i <= count; i++) {
		struct span name = names_text(merge->report.names, i);
		bool entered = entered_is(&merge->partial.entered, i);

		note(&merge->rows, name.ptr, name.len);
		note(&merge->rows, &entered, 1);
	}
}

/* The number of columns that a line has. */
static size_t
columns_of(struct span line)
{
	size_t columns = 1;

	for (size_t i = 0; i < line.len; i++)
		columns += line.ptr[i] == '\t';
	return columns;
}

/* The text with the right hash in its first line, and a last row that has those of all lines. */
static void
seal(struct text *state, struct span text)
{
	struct span line = { "", 0 };
	uint64_t header, sum, rows = 0;
	size_t columns;
	char digits[FNV_TEXT];

	span_take(&text, '\n', &line);
	text_add(state, line);
	partialheader_end(state);
	columns = columns_of(line);
	sum = header = fnv_of(text_span(state));
	text_add(state, span_of("\n"));
	while (text.len > 0 && span_take(&text, '\n', &line)) {
		text_add(state, line);
		text_add(state, span_of("\n"));
		sum += fnv_of(line);
		rows++;
	}
	for (size_t i = 4; i < columns; i++)
		text_add(state, span_of("\t"));
	fnv_put(digits, sum);
	text_add(state, span_of("end\t"));
	text_add(state, (struct span){ digits, FNV_TEXT });
	text_add(state, span_of("\t"));
	state->len += digits_put(text_room(state, DIGITS_MAX), rows);
	text_add(state, span_of("\t\n"));
}

static void
take(struct span text)
{
	static struct merge first, second;
	struct text sealed = { 0 }, state = { 0 }, list = { 0 }, again = { 0 };

	if (choices & 1)
		seal(&sealed, text);
	merge(&first, choices & 1 ? text_span(&sealed) : text);
	must_succeed = true;
	end(&first, &state);
	merge(&second, text_span(&state));
	end(&second, &again);
	expect_same(text_span(&first.rows), text_span(&second.rows));
	expect_same(text_span(&state), text_span(&again));
	if (first.stages != NULL) {
		stages_list(first.stages, &list);
		*text_room(&list, 0) = '\0';
		again.len = 0;
		stages_list(stages_listed(list.ptr), &again);
		expect_same(text_span(&list), text_span(&again));
	}
	leave_all();
}
