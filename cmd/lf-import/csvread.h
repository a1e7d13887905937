/* Records of CSV files, in UTF-8. */
#ifndef LF_CSVREAD_H
#define LF_CSVREAD_H

#include <stdint.h>

#include "base/list.h"
#include "base/span.h"
#include "base/text.h"
#include "base/trim.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/rejects.h"

#include "csvfile.h"
#include "footer.h"

/* The fields are those of the functions: two of them are called for every field. */
struct csvread {
	struct csv_form form;
	struct input *input;
	struct out *out;
	struct rejects rejects;
	struct csvfile file;
	struct list columns; /* escaped */
	bool headless, searched; /* --columns; the header may follow a preamble */
	struct footer footer;
	struct text place, row; /* for bad records */
};

/* Opens the first file of common's. Before the input waits, out is flushed. */
struct csvread *csvread_open(
    const struct common *common, const struct csv_form *form, struct out *out);
/* Closes out, then the input, then the rejects; exits with 1 if a write fails. */
void csvread_close(struct csvread *csv);

/*
 * Reads the header, the columns' names: --columns, or the first record; or, with
 * suits, the first one of the first thirty that suits. If none
 * does, columns are those of the first record.
 */
void csvread_header(struct csvread *csv,
    bool (*suits)(const struct list *columns, const void *data), const void *data);
/* The columns' names, escaped as a TSV header has them. */
const struct list *csvread_columns(const struct csvread *csv);
/* Adds the delimiter by which a header of one column was more likely written, if any. */
void csvread_advise_delimiter(const struct csvread *csv, struct text *advice);
/*
 * For columns that make no sense: exits with STATUS_DATA if the file is not CSV but, by how
 * it begins, something else.
 */
void csvread_check_kind(const struct csvread *csv);

/*
 * The next record that has as many fields as the header; false at the input's
 * end. Others, and what is no CSV, are bad records.
 */
bool csvread_next(struct csvread *csv);
/* A field of the record; gone when the next one is read. */
static inline struct span
csvread_field(const struct csvread *csv, size_t column)
{
	struct span field = csvfile_field(&csv->file, column);

	return csv->form.trim ? trim(field) : field;
}

/*
 * Whether a value is part of a record of which nothing needs an escape in TSV. Then
 * CSVREAD_SLACK bytes after its beginning can be read, even if it is shorter.
 */
enum { CSVREAD_SLACK = 32 };
static inline bool
csvread_plain(const struct csvread *csv, struct span value)
{
	uintptr_t record = (uintptr_t)csv->file.bytes.ptr;

	return csv->file.plain && (uintptr_t)value.ptr - record <= csv->file.bytes.len;
}

/*
 * The record cannot be used: it goes to the rejects as it stood, escaped into
 * one field; without --rejects the program ends with file, line, record, column
 * (its name; or NULL) and reason, and STATUS_DATA.
 */
void csvread_bad(struct csvread *csv, const char *column, const struct reason *given);

/* The name of the file being read. */
const char *csvread_name(const struct csvread *csv);

#endif
