/*
 * Rows of leadflow-tsv(5), read in large blocks. Nothing is copied or allocated for a
 * row: its fields are spans into the block, made when they are asked for.
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

/* A row of the block. It is valid until the next rows are read. */
struct row {
	const char *text; /* the block */
	/* Where in text each field ends; ends[-1] is the place before the first field. */
	const uint32_t *ends;
	uint64_t line;
	uint32_t fields;
	bool nulls; /* there is a --null: missing values may be written so */
};

/* The fields from first to last, and the TABs between them. */
static inline struct span
row_fields(const struct row *row, size_t first, size_t last)
{
	const uint32_t *ends = row->ends + first;
	uint32_t begin = ends[-1] + 1;

	return (struct span){ row->text + begin, row->ends[last] - begin };
}

static inline struct span
row_field(const struct row *row, size_t column)
{
	return row_fields(row, column, column);
}

/* All fields and the TABs between them. */
static inline struct span
row_bytes(const struct row *row)
{
	return row_fields(row, 0, row->fields - 1);
}

struct tsv;

/*
 * Opens the input that common names, and reads its header. out is flushed before the
 * input waits; it is NULL for an input beside the main one. Exits with STATUS_DATA if a
 * file or its header line is missing, with STATUS_USAGE if a column occurs twice.
 */
struct tsv *tsv_open(const struct common *common, struct out *out);
/* Rows may be short: with fewer fields than the header, where those at the end are empty. */
void tsv_allow_short(struct tsv *tsv);
/*
 * From now on wait is called before each read, see input_wait_by. If it ends the input, what
 * has been read of a row is no row.
 */
void tsv_wait_by(struct tsv *tsv, bool (*wait)(void *data, int fd), void *data);
/* Closes out, if there is one, the input and the rejects. Exits with 1 if a write fails. */
void tsv_close(struct tsv *tsv);

/* The names of the columns, in order. */
const struct list *tsv_columns(const struct tsv *tsv);
/* The header line as it was read; empty with --columns. */
struct span tsv_header(const struct tsv *tsv);
/* The place of that column, or TSV_NONE. */
size_t tsv_find(const struct tsv *tsv, struct span name);
/* The same, but a missing column is a usage error, which lists the columns there are. */
size_t tsv_need(const struct tsv *tsv, const char *name);
/* The same, but the message begins with where, such as a line of another file. */
size_t tsv_need_for(const struct tsv *tsv, struct span name, const char *where);
/* The same for --lead, --time and --stage, if they name others than usual. */
void tsv_need_named(const struct tsv *tsv, const struct common *common);
/* The places of all columns of a list, each of them needed; to be freed. */
size_t *tsv_need_list(const struct tsv *tsv, const struct list *list);

/*
 * Up to max rows, each with as many fields as the header; 0 at the end of the input. A
 * row with more or fewer goes to tsv_bad.
 */
size_t tsv_rows(struct tsv *tsv, struct row *rows, size_t max);
/* The next row; false at the end of the input. */
static inline bool
tsv_next(struct tsv *tsv, struct row *row)
{
	return tsv_rows(tsv, row, 1) == 1;
}

/* The field, or an empty one if it is a missing value as --null writes it. */
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
 * A row that cannot be used goes to the rejects. Without --rejects the program writes the
 * output that it has, and ends with the reason and STATUS_DATA. column is the name of the
 * column at fault, or NULL.
 */
void tsv_bad(
    struct tsv *tsv, const struct row *row, const char *column, const struct reason *given);
/*
 * From now on bad rows do not end the program: take gets each of them, in its place among
 * the rows, with the name of the column at fault, or NULL. With --rejects they also go there.
 */
void tsv_take_bad(struct tsv *tsv,
    void (*take)(void *data, const struct row *row, const char *column), void *data);

/*
 * From now on ended is called at the end of each file, and differs gets the header of a
 * file which is not that of the file before, in place of the message that this is bad data.
 */
void tsv_watch_files(struct tsv *tsv, void (*ended)(void *data),
    void (*differs)(void *data, struct span header), void *data);

/* The name of the file being read, for messages. */
const char *tsv_name(const struct tsv *tsv);

#endif
