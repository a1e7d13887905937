#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tsv/failure.h"
#include "tsv/columnnames.h"
#include "tsv/input.h"
#include "tsv/scan.h"
#include "tsv/tsv.h"

enum { BLOCK_BYTES = 1 << 18 };

/*
 * text[0, filled) has been read and scanned: scan.ends has the places of its TABs and
 * LFs, scan.rows says which of them are LFs. scan.ends[-1] is the place before the first
 * row, which is UINT32_MAX, or the last byte of a byte order mark. Rows before `next` have
 * been handed out.
 */
struct tsv {
	struct input *input;
	struct out *out;
	struct rejects rejects;
	struct span null;
	struct list columns;
	struct span header;
	bool short_rows; /* are allowed */
	bool headless; /* --columns */

	char *text;
	size_t room, filled;
	struct scan scan;
	uint32_t *all_ends; /* scan.ends and the place before it */
	size_t next; /* the next row, in scan.rows */
	uint32_t first_end; /* the end of its first field, in scan.ends */
	uint32_t *cut; /* the ends of rows without their CR, see cut_cr; or NULL */
	uint64_t line; /* of the row before it, in its file */
	bool started; /* the file's first line has been seen */
	bool crlf; /* and ended with CRLF */
	bool open_end; /* the file's last line had no LF */
	bool bad_waits; /* what is no row, to be reported before the next one */
	struct row bad;
	struct reason why;
	/* Of tsv_take_bad, or NULL. */
	void (*take_bad)(void *data, const struct row *row, const char *column);
	void *take_data;
	/* Of tsv_watch_files, or NULL. */
	void (*ended)(void *data);
	void (*differs)(void *data, struct span header);
	void *watch_data;
};

static void
make_room(struct tsv *tsv, size_t room)
{
	/* Room doubles, and places in it are 32-bit numbers. */
	if (room > UINT32_MAX - SCAN_SLACK)
		diag_data("%s:%" PRIu64 ": a line of more than 2 GiB",
		    input_name(tsv->input), tsv->line + 1);
	tsv->room = room;
	tsv->text = mem_resize(tsv->text, room + SCAN_SLACK, 1);
	tsv->all_ends =
	    mem_resize(tsv->all_ends, 1 + room + SCAN_SLACK, sizeof(*tsv->all_ends));
	tsv->scan.ends = tsv->all_ends + 1;
	free(tsv->cut);
	tsv->cut = NULL;
	tsv->scan.rows =
	    mem_resize(tsv->scan.rows, room + SCAN_SLACK, sizeof(*tsv->scan.rows));
}

/* Where the next row begins. */
static uint32_t
next_begin(const struct tsv *tsv)
{
	return tsv->all_ends[tsv->first_end] + 1;
}

/* Moves the rest of the block, less than a row, to its front. */
static void
move_rest(struct tsv *tsv)
{
	uint32_t begin = next_begin(tsv);
	size_t rest = tsv->filled - begin;
	struct scan *scan = &tsv->scan;

	memmove(tsv->text, tsv->text + begin, rest);
	for (size_t i = tsv->first_end; i < scan->end_count; i++)
		scan->ends[i - tsv->first_end] = scan->ends[i] - begin;
	tsv->all_ends[0] = UINT32_MAX;
	scan->end_count -= tsv->first_end;
	scan->row_count = 0;
	tsv->filled = rest;
	tsv->next = 0;
	tsv->first_end = 0;
}

static bool
has_bom(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
}

/* Whether nothing is left of the file. A byte order mark alone is an empty file. */
static bool
nothing_left(struct tsv *tsv)
{
	if (!tsv->started && tsv->filled == 3 && has_bom(tsv->text, 3))
		tsv->filled = 0;
	return tsv->filled == 0;
}

/* Reads until there is a whole row in the block; false at the end of the file. */
static bool
fill(struct tsv *tsv)
{
	move_rest(tsv);
	while (tsv->scan.row_count == 0) {
		size_t got;

		if (tsv->filled == tsv->room)
			make_room(tsv, 2 * tsv->room);
		got = input_read(
		    tsv->input, tsv->text + tsv->filled, tsv->room - tsv->filled);
		if (got == 0) {
			if (nothing_left(tsv) || input_stopped(tsv->input))
				return false;
			/* A last line without LF is a row. */
			tsv->text[tsv->filled] = '\n';
			tsv->open_end = true;
			got = 1;
		}
		scan_block(&tsv->scan, tsv->text, tsv->filled, tsv->filled + got);
		tsv->filled += got;
	}
	if (!tsv->started && has_bom(tsv->text, tsv->filled))
		tsv->all_ends[0] = 2;
	/* A header is no row. */
	input_count_rows(
	    tsv->input, tsv->scan.row_count - (!tsv->started && !tsv->headless));
	return true;
}

static bool
has_cr(const struct row *row)
{
	struct span bytes = row_bytes(row);

	return bytes.len > 0 && bytes.ptr[bytes.len - 1] == '\r';
}

/* The first line of a file shows how lines end. */
static void
see_first_line(struct tsv *tsv, const struct row *row)
{
	tsv->started = true;
	tsv->crlf = has_cr(row);
}

/* Takes the next line of the block, which must have one, however many fields it has. */
static struct row
take_line(struct tsv *tsv)
{
	uint32_t last = tsv->scan.rows[tsv->next++];
	struct row row = { tsv->text, tsv->scan.ends + tsv->first_end, ++tsv->line,
		last + 1 - tsv->first_end, tsv->null.len > 0 };

	tsv->first_end = last + 1;
	return row;
}

/* Removes the CR from the end of a row, which was the last to be taken. */
static void
cut_cr(struct tsv *tsv, struct row *row)
{
	uint32_t *ends;

	if (tsv->cut == NULL)
		tsv->cut = mem_resize(NULL, 2 * tsv->room, sizeof(*tsv->cut));
	/* A place for each field and each row so far: the next row has the LF's as ends[-1]. */
	ends = tsv->cut + (row->ends - tsv->scan.ends) + tsv->next;
	memcpy(ends - 1, row->ends - 1, (row->fields + (size_t)1) * sizeof(*ends));
	ends[row->fields - 1]--;
	row->ends = ends;
}

/* Ends a line without its CR; false if it has one and should not, or the reverse. */
static bool
end_line(struct tsv *tsv, struct row *row)
{
	bool cr = has_cr(row);
	/* The LF that fill puts after a last line has no CR before it. */
	bool last = tsv->open_end && next_begin(tsv) == tsv->filled;

	if (cr && tsv->crlf)
		cut_cr(tsv, row);
	return cr == tsv->crlf || (last && !cr);
}

static bool
next_line(struct tsv *tsv)
{
	return tsv->next < tsv->scan.row_count || fill(tsv);
}

/* Sets the names of the columns; a name that occurs twice is a usage error. */
static void
take_columns(struct tsv *tsv, struct list columns, const char *where)
{
	tsv->columns = columns;
	columnnames_once(&columns, where);
}

/* The fields of a header line, as spans into a copy of it. */
static struct list
header_columns(const struct row *row, const char *header)
{
	struct list columns = { mem_new(row->fields, sizeof(*columns.item)), row->fields };

	for (size_t i = 0; i < columns.count; i++) {
		struct span field = row_field(row, i);

		columns.item[i] =
		    (struct span){ header + (field.ptr - row_bytes(row).ptr), field.len };
	}
	return columns;
}

/* Reads the header line of the file that was just opened. */
static void
read_header(struct tsv *tsv)
{
	struct row row;
	struct span bytes;

	if (!next_line(tsv))
		diag_data("%s: is empty, without a header line", input_name(tsv->input));
	row = take_line(tsv);
	see_first_line(tsv, &row);
	failure_check(input_name(tsv->input), row.line, row_bytes(&row));
	end_line(tsv, &row);
	bytes = row_bytes(&row);
	if (tsv->header.ptr == NULL) {
		tsv->header = mem_copy(bytes);
		take_columns(
		    tsv, header_columns(&row, tsv->header.ptr), input_name(tsv->input));
	} else if (!span_equal(bytes, tsv->header)) {
		if (tsv->differs != NULL)
			tsv->differs(tsv->watch_data, bytes);
		diag_data("%s:1: the header is not that of the file before",
		    input_name(tsv->input));
	}
}

static bool
next_file(struct tsv *tsv)
{
	if (tsv->ended != NULL)
		tsv->ended(tsv->watch_data);
	if (!input_next_file(tsv->input))
		return false;
	tsv->line = 0;
	tsv->started = false;
	tsv->open_end = false;
	if (!tsv->headless)
		read_header(tsv);
	return true;
}

struct tsv *
tsv_open(const struct common *common, struct out *out)
{
	struct tsv *tsv = mem_new(1, sizeof(*tsv));

	tsv->out = out;
	tsv->null = span_of(common->null);
	if (out != NULL)
		out->null = tsv->null;
	tsv->headless = common->columns != NULL;
	rejects_open(&tsv->rejects, common->rejects, out);
	tsv->input = input_open(common->files, common->file_count, out, common->progress);
	tsv->scan.separator = '\t';
	make_room(tsv, BLOCK_BYTES);
	tsv->all_ends[0] = UINT32_MAX;
	if (tsv->headless)
		take_columns(tsv, list_parse(common->columns), "--columns");
	next_file(tsv);
	return tsv;
}

void
tsv_allow_short(struct tsv *tsv)
{
	tsv->short_rows = true;
}

void
tsv_wait_by(struct tsv *tsv, bool (*wait)(void *data, int fd), void *data)
{
	input_wait_by(tsv->input, wait, data);
}

void
tsv_close(struct tsv *tsv)
{
	if (tsv->out != NULL)
		out_close(tsv->out);
	input_close(tsv->input);
	rejects_close(&tsv->rejects);
	if (tsv->headless)
		list_free(&tsv->columns);
	else
		free(tsv->columns.item);
	free((void *)(uintptr_t)tsv->header.ptr);
	free(tsv->text);
	free(tsv->all_ends);
	free(tsv->cut);
	free(tsv->scan.rows);
	free(tsv);
}

const struct list *
tsv_columns(const struct tsv *tsv)
{
	return &tsv->columns;
}

struct span
tsv_header(const struct tsv *tsv)
{
	return tsv->header;
}

size_t
tsv_find(const struct tsv *tsv, struct span name)
{
	long at = list_find(&tsv->columns, name);

	return at < 0 ? TSV_NONE : (size_t)at;
}

size_t
tsv_need_for(const struct tsv *tsv, struct span name, const char *where)
{
	size_t at = tsv_find(tsv, name);

	if (at == TSV_NONE)
		columnnames_lacks(&tsv->columns, name, where);
	return at;
}

size_t
tsv_need(const struct tsv *tsv, const char *name)
{
	return tsv_need_for(tsv, span_of(name), input_name(tsv->input));
}

void
tsv_need_named(const struct tsv *tsv, const struct common *common)
{
	if (strcmp(common->lead, "lead") != 0)
		tsv_need(tsv, common->lead);
	if (strcmp(common->time, "time") != 0)
		tsv_need(tsv, common->time);
	if (strcmp(common->stage, "stage") != 0)
		tsv_need(tsv, common->stage);
}

size_t *
tsv_need_list(const struct tsv *tsv, const struct list *list)
{
	size_t *places = mem_new(list->count, sizeof(*places));

	for (size_t i = 0; i < list->count; i++)
		places[i] = tsv_need_for(tsv, list->item[i], input_name(tsv->input));
	return places;
}

/* 0, or -1 if the line is no row, with the reason unless it is a failure line. */
static int
check_line(struct tsv *tsv, struct row *row, struct reason *why)
{
	if (!tsv->started)
		see_first_line(tsv, row);
	if (failure_is(row_bytes(row)))
		return -1;
	if (!end_line(tsv, row))
		return fail(why,
		    tsv->crlf ? "ends with LF where the first line ends with CRLF" :
				"ends with CRLF where the first line ends with LF");
	if (row->fields != tsv->columns.count &&
	    !(tsv->short_rows && row->fields < tsv->columns.count))
		return fail(why, "%u field%s where there are %zu columns",
		    (unsigned)row->fields, row->fields == 1 ? "" : "s", tsv->columns.count);
	return 0;
}

/*
 * The fast path, in place of take_line and check_line: rows with the right number of
 * fields and no CR, up to the first that is not, or that may be a failure line.
 */
static size_t
plain_rows(struct tsv *tsv, struct row *rows, size_t max)
{
	const char *text = tsv->text;
	const uint32_t *ends = tsv->scan.ends;
	const uint32_t *lasts = tsv->scan.rows + tsv->next;
	size_t left = tsv->scan.row_count - tsv->next;
	size_t columns = tsv->columns.count;
	uint64_t line = tsv->line;
	uint32_t begin = next_begin(tsv);
	uint32_t first_end = tsv->first_end;
	bool nulls = tsv->null.len > 0;
	size_t count = 0;

	if (!tsv->started || tsv->crlf)
		return 0;
	for (; count < max && count < left; count++) {
		uint32_t last = lasts[count];
		uint32_t end = ends[last];
		uint32_t fields = last + 1 - first_end;

		if (fields != columns || text[begin] == FAILURE_MARK[0] ||
		    (end > begin && text[end - 1] == '\r'))
			break;
		rows[count] = (struct row){ text, ends + first_end, line + count + 1,
			fields, nulls };
		begin = end + 1;
		first_end = last + 1;
	}
	tsv->next += count;
	tsv->first_end = first_end;
	tsv->line += count;
	return count;
}

/* Rows up to the end of the block, or to a malformed one, which waits to be reported. */
static size_t
block_rows(struct tsv *tsv, struct row *rows, size_t max)
{
	size_t count = plain_rows(tsv, rows, max);

	while (count < max && tsv->next < tsv->scan.row_count) {
		rows[count] = take_line(tsv);
		if (check_line(tsv, &rows[count], &tsv->why) != 0) {
			tsv->bad = rows[count];
			tsv->bad_waits = true;
			break;
		}
		count++;
	}
	return count;
}

size_t
tsv_rows(struct tsv *tsv, struct row *rows, size_t max)
{
	for (;;) {
		size_t count;

		if (tsv->bad_waits) {
			tsv->bad_waits = false;
			failure_check(input_name(tsv->input), tsv->bad.line,
			    row_bytes(&tsv->bad));
			tsv_bad(tsv, &tsv->bad, NULL, &tsv->why);
		}
		while (!next_line(tsv))
			if (!next_file(tsv))
				return 0;
		count = block_rows(tsv, rows, max);
		if (count > 0)
			return count;
	}
}

struct span
tsv_unless_null(const struct tsv *tsv, struct span field)
{
	return span_equal(field, tsv->null) ? (struct span){ field.ptr, 0 } : field;
}

struct span
tsv_join(const struct tsv *tsv, const struct row *row, const size_t *columns, size_t count,
    struct text *joined)
{
	joined->len = 0;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add(joined, (struct span){ "\t", 1 });
		text_add(joined, tsv_value(tsv, row, columns[i]));
	}
	return text_span(joined);
}

void
tsv_take_bad(struct tsv *tsv,
    void (*take)(void *data, const struct row *row, const char *column), void *data)
{
	tsv->take_bad = take;
	tsv->take_data = data;
}

/* Adds to the reason that the row is the header line once more, as cat makes it, if it is. */
static void
explain_header(const struct tsv *tsv, const struct row *row, struct reason *why)
{
	size_t len = strlen(why->text);

	if (tsv->header.len > 0 && span_equal(row_bytes(row), tsv->header))
		snprintf(why->text + len, sizeof(why->text) - len,
		    "; it is the header line again: name the files, instead of cat(1)");
}

void
tsv_bad(
    struct tsv *tsv, const struct row *row, const char *column, const struct reason *given)
{
	struct reason why = *given;

	explain_header(tsv, row, &why);
	if (tsv->take_bad != NULL) {
		tsv->take_bad(tsv->take_data, row, column);
		if (tsv->rejects.path == NULL)
			return;
	}
	rejects_add(
	    &tsv->rejects, input_name(tsv->input), row->line, column, &why, row_bytes(row));
}

void
tsv_watch_files(struct tsv *tsv, void (*ended)(void *data),
    void (*differs)(void *data, struct span header), void *data)
{
	tsv->ended = ended;
	tsv->differs = differs;
	tsv->watch_data = data;
}

const char *
tsv_name(const struct tsv *tsv)
{
	return input_name(tsv->input);
}
