/*
 * Records of CSV files, parsed by libcsv: with their lines, in UTF-8, and only
 * the fields that are wanted.
 */
#ifndef LF_CSVREAD_H
#define LF_CSVREAD_H

#include <stdint.h>

#include "base/list.h"
#include "base/span.h"
#include "base/text.h"
#include "tsv/options.h"
#include "tsv/out.h"

struct csv_form {
	char delimiter;
	bool lenient; /* about quotation marks; blanks around fields are dropped */
	uint64_t skip_lines; /* at the start of each file */
	size_t max_field; /* bytes */
	const char *encoding; /* or NULL */
	const char *footer; /* records that begin so are no records; or NULL */
	bool utf16_tabs; /* files with a mark of UTF-16 have TABs for delimiters */
};

struct csvread;

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
/* Adds all columns' names, with commas between them, for a message. */
void csvread_add_columns(const struct csvread *csv, struct text *to);

/* Only fields of columns that are wanted can be asked for. */
void csvread_want(struct csvread *csv, size_t column);
/*
 * The next record that has as many fields as the header; false at the input's
 * end. Others, and what is no CSV, are bad records.
 */
bool csvread_next(struct csvread *csv);
/* A field of the record; gone when the next one is read. */
struct span csvread_field(const struct csvread *csv, size_t column);

/*
 * The record cannot be used: it goes to the rejects as it stood, escaped into
 * one field; without --rejects the program ends with file, line, record, column
 * (its name; or NULL) and reason, and STATUS_DATA.
 */
void csvread_bad(struct csvread *csv, const char *column, const struct reason *why);

/* The name of the file being read. */
const char *csvread_name(const struct csvread *csv);

#endif
