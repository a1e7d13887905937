/*
 * The records of CSV files, one file after the other, in UTF-8: broken ones too, but none
 * whose fields are all empty.
 */
#ifndef LF_CSVFILE_H
#define LF_CSVFILE_H

#include "base/diag.h"
#include "tsv/input.h"

#include "csvfields.h"
#include "csvhard.h"

struct csv_form {
	struct csvstyle style;
	char delimiter; /* unless a file names another */
	bool ragged; /* empty fields may be missing at a record's end, or be too many */
	uint64_t skip_lines; /* at the start of each file */
	const char *encoding; /* or NULL */
	char utf16_delimiter; /* of files with a mark of UTF-16; 0: the same */
	bool trim; /* blanks at the ends of fields and names of columns */
	/*
	 * What the first record of a report's footer is like, or NULL. From there on only
	 * its first field may have text; if any text will do, a blank line comes before it.
	 */
	const char *footer;
};

enum { OPENING_BYTES = 16 };

/* Where the fields of a row in the block are. */
struct csvrow {
	const char *text; /* the block's */
	const uint32_t *ends; /* of each field; NULL if the record is no such row */
	size_t begin;
	bool quoted; /* some of the fields have marks around them */
};

struct csvfile {
	const struct csv_form *form;
	bool untrimmed; /* by form, blanks around fields are part of them */
	struct input *input;
	struct recode *recode;
	struct csvlines lines;
	struct csvfields fields;
	struct csvhard parser;
	bool begun; /* something of the file has been read */
	struct text opening; /* OPENING_BYTES of its first record at most */

	/* The record: */
	struct span bytes; /* as it stands, without its line end */
	uint64_t start; /* its first line */
	uint64_t number; /* in its file, from 1 */
	struct csvrow row; /* without ends: the fields are in `fields` */
	bool plain; /* no field needs an escape in TSV */
	bool broken; /* it is none: why, and in which field, or CSV_NONE */
	size_t bad;
	struct reason why;
};

/* The input's files are read as form says, which has to stay. */
void csvfile_init(struct csvfile *file, struct input *input, const struct csv_form *form);
void csvfile_free(struct csvfile *file);

/* Goes on to the next file, and reads nothing of it; false if there is none. */
bool csvfile_open_next(struct csvfile *file);
/*
 * Reads the next record of the file; false at its end. If it is broken, it is its first
 * line alone, and the next record begins on the line after that. The line may be cut short
 * if the program is to end for it, as `last` says.
 */
bool csvfile_next(struct csvfile *file, bool last);
/*
 * The fast path, to be tried before: takes a row with the right number of fields, with marks
 * at most around them, and leaves them where they are. False if the next row is another.
 */
bool csvfile_next_plain(struct csvfile *file);

static inline struct span
csvrow_field(const struct csvrow *row, size_t column)
{
	size_t begin = column == 0 ? row->begin : row->ends[column - 1] + 1;
	struct span field = { row->text + begin, row->ends[column] - begin };

	if (row->quoted && field.len > 0 && field.ptr[0] == '"')
		return (struct span){ field.ptr + 1, field.len - 2 };
	return field;
}

/* A field of the record, if it is not broken; gone when the next one is read. */
static inline struct span
csvfile_field(const struct csvfile *file, size_t column)
{
	return file->row.ends == NULL ? file->fields.item[column] :
					csvrow_field(&file->row, column);
}

#endif
