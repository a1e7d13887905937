/* Writes moves; see leadflow-tsv(5). */
#ifndef LF_MOVEWRITER_H
#define LF_MOVEWRITER_H

#include <stdint.h>

#include "base/names.h"
#include "time/instant.h"
#include "tsv/tsv.h"

struct movewriter {
	/* The program sets these. */
	const struct names *names; /* of stages */
	struct list first; /* the columns of --first */
	struct list keep; /* the columns of --keep */
	struct list last, seen; /* the columns of --last and --first-seen */
	const char *only; /* the value of --only, or NULL */
	bool imputes; /* there is a column for visits that --backfill made up */

	/* These are movewriter's, and start as 0. */
	struct out *out;
	const struct tsv *tsv; /* of the events */
	size_t time_column; /* of the events */
	size_t *keep_columns; /* of the events */
	bool extras; /* there are columns after the fixed ones */
	size_t *columns; /* with --only, their places among all columns */
	size_t column_count;
	struct stage_field {
		char *text;
		size_t len;
	} * field; /* by the stages' numbers: the name and a TAB */
	size_t field_count, field_room;
	struct instant_dates dates;
	char time_text[INSTANT_TEXT_MAX]; /* of the time that was formatted last */
	size_t time_len; /* 0: none yet */
	int64_t time;
};

/* The columns that there always are, by their places. */
enum move_column {
	MOVE_LEAD,
	MOVE_TIME,
	MOVE_FROM,
	MOVE_TO,
	MOVE_VISIT,
	MOVE_FROM_VISIT,
	MOVE_SINCE,
	MOVE_SOJOURN,
	MOVE_AGE,
	MOVE_FIXED, /* how many */
};

/* Values with TABs between them. */
struct movewriter_more {
	struct span last, seen; /* of --last and --first-seen */
	struct span kept; /* of --keep, if the move was held: its event is gone by then */
};

/* A move, or an open visit. Times are microseconds since 1970-01-01T00:00:00Z. */
struct movewriter_row {
	struct span lead;
	const struct row *cause; /* the event; NULL: an open visit, or the move was held */
	int64_t time, since, first;
	uint32_t from, to; /* stages by number; 0: a first move, an open visit */
	uint64_t visit, from_visit;
	struct span values; /* the lead's values of --first, with TABs between them */
	const struct movewriter_more *more; /* NULL without --last and --first-seen */
	bool imputed; /* the visit that ends was made up by --backfill */
};

/* Whether the output will have that fixed column: it is asked before all that follows. */
bool movewriter_has(const struct movewriter *writer, const char *column);
/*
 * The events, for their columns of --keep and of that time, and where the moves go. Exits
 * with STATUS_USAGE if a column is missing.
 */
void movewriter_bind(
    struct movewriter *writer, const struct tsv *tsv, const char *time, struct out *out);
/*
 * Is called before the first row. Writes the header line if it is wanted; exits with
 * STATUS_USAGE if two columns would have the same name, or --only names one that there is
 * not.
 */
void movewriter_header(struct movewriter *writer, bool wanted);
void movewriter_put(struct movewriter *writer, const struct movewriter_row *row);
/* The value in a column after the fixed ones, by its place among these. */
struct span movewriter_extra(
    const struct movewriter *writer, const struct movewriter_row *row, size_t at);
/* movewriter_put with --only: in moveonly.c, so that the other stays inlined and fast. */
void moveonly_put(struct movewriter *writer, const struct movewriter_row *row);
/* Frees the lists as well. */
void movewriter_free(struct movewriter *writer);

#endif
