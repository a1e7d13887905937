/*
 * Rows of leadflow-tsv(5), read in large blocks. Nothing is copied and nothing
 * allocated for a row: its fields are spans into the block, found when asked for.
 */
#ifndef LF_TSV_H
#define LF_TSV_H

#include <stdint.h>

#include "base/list.h"
#include "base/span.h"
#include "base/text.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/rejects.h"

#define TSV_NONE SIZE_MAX /* no such column */

/* A row of the block; it is gone when rows are asked for again. */
struct row {
	const char *text; /* the block */
	const uint32_t *ends; /* in text, of each field */
	uint32_t begin; /* in text, of the first field */
	uint32_t fields;
	uint64_t line;
	bool nulls; /* missing values may be spelled as --null says */
};

static inline struct span
row_field(const struct row *row, size_t column)
{
	uint32_t begin = column == 0 ? row->begin : row->ends[column - 1] + 1;

	return (struct span){ row->text + begin, row->ends[column] - begin };
}

/* All fields and the TABs between them. */
static inline struct span
row_bytes(const struct row *row)
{
	return (struct span){ row->text + row->begin,
		row->ends[row->fields - 1] - row->begin };
}

struct tsv;

/*
 * Opens the input that common names and reads its header. Before the input
 * waits, out is flushed; out is NULL for an input beside the main one. Exits
 * with STATUS_DATA if there is no header line or no file, with STATUS_USAGE for
 * a column name that occurs twice.
 */
struct tsv *tsv_open(const struct common *common, struct out *out);
/* Closes out if there is one, then the input, then the rejects; exits with 1 if a write fails. */
void tsv_close(struct tsv *tsv);

/* The columns' names, in order; the header line as it stood, empty with --columns. */
const struct list *tsv_columns(const struct tsv *tsv);
struct span tsv_header(const struct tsv *tsv);
/* The place of that column, or TSV_NONE. */
size_t tsv_find(const struct tsv *tsv, struct span name);
/* The same; exits with STATUS_USAGE and the columns that there are if it is missing. */
size_t tsv_need(const struct tsv *tsv, const char *name);
/* The same; the message begins with where, such as a place in another file. */
size_t tsv_need_for(const struct tsv *tsv, struct span name, const char *where);
/* The places of all columns of a list, each needed; to be freed. */
size_t *tsv_need_list(const struct tsv *tsv, const struct list *list);

/*
 * Up to max rows, all with as many fields as the header; 0 when the input is
 * at its end. Rows that have not are bad rows (see tsv_bad).
 */
size_t tsv_rows(struct tsv *tsv, struct row *rows, size_t max);
/* The next row; false when the input is at its end. */
static inline bool
tsv_next(struct tsv *tsv, struct row *row)
{
	return tsv_rows(tsv, row, 1) == 1;
}

/* The field, empty if it is spelled as --null says. */
struct span tsv_unless_null(const struct tsv *tsv, struct span field);
static inline struct span
tsv_value(const struct tsv *tsv, const struct row *row, size_t column)
{
	struct span field = row_field(row, column);

	return row->nulls ? tsv_unless_null(tsv, field) : field;
}

/*
 * The values of several columns with TABs between them, such as the key of a group;
 * out_joined writes them. They replace what was in joined.
 */
struct span tsv_join(const struct tsv *tsv, const struct row *row, const size_t *columns,
    size_t count, struct text *joined);

/*
 * A row that cannot be used goes to the rejects; without --rejects the program
 * writes what it has, and ends with the reason and STATUS_DATA. column is the
 * name of the offending one, or NULL.
 */
void tsv_bad(
    struct tsv *tsv, const struct row *row, const char *column, const struct reason *why);

/* The name of the file that the rows come from, for messages. */
const char *tsv_name(const struct tsv *tsv);

#endif
