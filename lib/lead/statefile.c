#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digits.h"
#include "base/fnv.h"
#include "base/mem.h"
#include "lead/replacement.h"
#include "lead/statefile.h"
#include "time/instant.h"

/* The first version whose last row has a checksum. */
enum { SUMMED_VERSION = 3 };

struct statefile {
	char *path;
	struct replacement *file;
	const char *columns;
	struct common common; /* path as an input */
	struct tsv *tsv; /* the old content; NULL for none, or at its end */
	struct row batch[STATEFILE_ROWS];
	struct span names[STATEFILE_ROWS]; /* of the leads in it */
	size_t filled, next; /* in batch */
	size_t leads; /* see statefile_leads */
	uint64_t rows; /* read so far, then written so far */
	bool summed; /* the old content has a checksum */
	uint64_t sum; /* of what is read of it so far */
	char *total; /* see statefile_total; NULL until it is read */
	struct out *out; /* the new content */
};

/* The name of the first column without the number of the version at its end. */
static struct span
kind_of(struct span name)
{
	while (
	    name.len > 0 && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
		name.len--;
	return name;
}

/* The number at its end; a version without one, or with a strange one, is not an old one. */
static bool
has_sum(struct span name)
{
	struct span number = span_skip(name, kind_of(name).len);
	uint64_t version;

	return digits_take(&number, SIZE_MAX, &version) == 0 || version >= SUMMED_VERSION;
}

static void
add_line(struct statefile *state, struct span line)
{
	state->sum = fnv_add(fnv_add(state->sum, line), span_of("\n"));
}

/* Ends the message about a state that is of no use, with the way out. */
static _Noreturn void
refuse(const struct statefile *state, const char *what)
{
	diag_data("%s%s; make it anew from the whole log: rm %s, then the same command on "
		  "the log: %s OPTION... --state %s LOG >/dev/null",
	    state->path, what, state->path, diag_name(), state->path);
}

/*
 * Ends the program if the old content is not what this run would write. Another version's
 * is as good if its columns are the same.
 */
static void
check_header(struct statefile *state, const char *option)
{
	char what[160];
	struct span rest = span_of(state->columns);
	struct span old_rest = tsv_header(state->tsv);
	struct span version = { NULL, 0 }, old_version = { NULL, 0 };

	span_take(&rest, '\t', &version);
	span_take(&old_rest, '\t', &old_version);
	if (!span_equal(kind_of(version), kind_of(old_version)))
		diag_data("%s:1: is not a state of %s with these options", state->path,
		    diag_name());
	state->summed = has_sum(old_version);
	if (old_rest.ptr != NULL && span_equal(rest, old_rest))
		return;
	if (option != NULL && span_equal(version, old_version))
		diag_data("%s:1: was made with another %s", state->path, option);
	snprintf(what, sizeof(what),
	    ":1: was written by another version of %s, and lacks what this one needs",
	    diag_name());
	refuse(state, what);
}

/* The number in the last row, which comes after an LF and a TAB; 0 if there is none. */
static uint64_t
last_count(const char *text, size_t len)
{
	struct span rest;
	uint64_t count;
	size_t at = len;

	while (at > 1 && (text[at - 2] != '\n' || text[at - 1] != '\t'))
		at--;
	rest = (struct span){ text + at, at > 1 ? len - at : 0 };
	digits_take(&rest, SIZE_MAX, &count);
	return count;
}

/* See statefile_leads. The number may be damaged, but a lead takes at least four bytes. */
static size_t
peek_leads(const struct statefile *state, off_t size)
{
	char tail[256];
	off_t from = size > (off_t)sizeof(tail) ? size - (off_t)sizeof(tail) : 0;
	int fd = open(state->path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : pread(fd, tail, sizeof(tail), from);
	uint64_t count = got < 0 ? 0 : last_count(tail, (size_t)got);

	if (fd >= 0)
		close(fd);
	return count > (uint64_t)size / 4 ? 0 : (size_t)count;
}

/* Opens the old content. */
static void
open_old(struct statefile *state, const char *option)
{
	struct stat status;

	if (stat(state->path, &status) != 0) {
		if (errno != ENOENT)
			diag_data("%s:", state->path);
		return;
	}
	state->common =
	    (struct common){ .null = "", .files = &state->path, .file_count = 1 };
	state->tsv = tsv_open(&state->common, NULL);
	state->leads = peek_leads(state, status.st_size);
	check_header(state, option);
	state->sum = FNV_START;
	add_line(state, tsv_header(state->tsv));
}

struct statefile *
statefile_open(const char *path, const char *columns, const char *option)
{
	struct statefile *state = mem_new(1, sizeof(*state));

	if (*path == '\0' || strcmp(path, "-") == 0)
		diag_usage("--state: '%s' is not the name of a file", path);
	state->path = mem_string(span_of(path));
	state->columns = columns;
	state->file = replacement_open(path);
	open_old(state, option);
	return state;
}

size_t
statefile_leads(const struct statefile *state)
{
	return state->leads;
}

/* Whether there is one more row: then it is the next one of the batch. */
static bool
has_row(struct statefile *state)
{
	if (state->next == state->filled) {
		state->next = 0;
		state->filled = tsv_rows(state->tsv, state->batch, STATEFILE_ROWS);
	}
	return state->filled > 0;
}

/*
 * Ends the program if the checksum is not that of the bytes before it, or if there is one
 * where the version has none: no total is as long.
 */
static void
check_sum(const struct statefile *state, const struct row *row)
{
	struct span bytes = row_bytes(row);
	struct span sum = row_field(row, row->fields - 1);
	char wanted[FNV_TEXT];

	bytes.len -= sum.len;
	fnv_put(wanted, fnv_add(state->sum, bytes));
	if (state->summed ? !span_equal(sum, (struct span){ wanted, FNV_TEXT }) :
			    sum.len == FNV_TEXT)
		refuse(state, ": is damaged: its checksum is not that of its bytes");
}

/* Reads the last row, which has no lead, but the number of rows before it. */
static void
read_count(struct statefile *state, const struct row *row)
{
	char count[INSTANT_TEXT_MAX];
	struct span wanted = { count, digits_put(count, state->rows) };

	if (!span_equal(row_field(row, 1), wanted))
		statefile_bad(state, row, 1, "is not the number of rows before");
	check_sum(state, row);
	state->total = mem_string(row_field(row, state->summed ? 2 : row->fields - 1));
	state->next++;
	if (has_row(state))
		statefile_bad(
		    state, &state->batch[state->next], 0, "a row after the last one");
	tsv_close(state->tsv);
	state->tsv = NULL;
}

size_t
statefile_rows(struct statefile *state, const struct row **rows, const struct span **leads)
{
	const struct row *row;
	size_t count = 0;

	if (state->tsv == NULL)
		return 0;
	if (!has_row(state))
		diag_data("%s: is cut short", state->path);
	*rows = row = &state->batch[state->next];
	*leads = state->names;
	for (; state->next < state->filled; state->next++) {
		state->names[count] = row_field(&row[count], 0);
		if (state->names[count].len == 0)
			break;
		add_line(state, row_bytes(&row[count]));
		count++;
	}
	state->rows += count;
	if (count == 0)
		read_count(state, row);
	return count;
}

void
statefile_load(struct statefile *state, struct map *leads,
    void (*load)(void *data, const struct row *row, void *value), void *data)
{
	struct map_hint hints[STATEFILE_ROWS] = { 0 };
	const struct row *rows;
	const struct span *names;
	size_t count;

	map_reserve(leads, statefile_leads(state));
	while ((count = statefile_rows(state, &rows, &names)) > 0) {
		map_hash(leads, names, hints, count);
		for (size_t i = 0; i < count; i++) {
			bool fresh;
			void *value = map_put_hinted(leads, names[i], &hints[i], &fresh);

			if (!fresh)
				statefile_bad(state, &rows[i], 0, "occurs twice");
			load(data, &rows[i], value);
		}
	}
}

struct span
statefile_total(const struct statefile *state)
{
	return state->total == NULL ? (struct span){ NULL, 0 } : span_of(state->total);
}

_Noreturn void
statefile_bad(
    const struct statefile *state, const struct row *row, size_t column, const char *what)
{
	struct span name = tsv_columns(state->tsv)->item[column];

	diag_data("%s:%" PRIu64 ": %.*s: %s", state->path, row->line, (int)name.len,
	    name.ptr, what);
}

struct out *
statefile_begin(struct statefile *state)
{
	state->rows = 0;
	state->out = replacement_begin(state->file);
	out_start_sum(state->out);
	out_text(state->out, state->columns);
	out_char(state->out, '\n');
	return state->out;
}

void
statefile_end_row(struct statefile *state)
{
	out_char(state->out, '\n');
	state->rows++;
}

void
statefile_commit(struct statefile *state, struct span total)
{
	const char *tab = state->columns;
	char sum[FNV_TEXT];

	for (int place = 0; (tab = strchr(tab, '\t')) != NULL; tab++, place++) {
		out_char(state->out, '\t');
		if (place == 0)
			out_count(state->out, state->rows);
		else if (place == 1)
			out_span(state->out, total);
	}
	fnv_put(sum, out_sum(state->out));
	out_span(state->out, (struct span){ sum, FNV_TEXT });
	out_char(state->out, '\n');
	replacement_commit(state->file);
}

void
statefile_close(struct statefile *state)
{
	if (state->tsv != NULL)
		tsv_close(state->tsv);
	replacement_close(state->file);
	free(state->total);
	free(state->path);
	free(state);
}
