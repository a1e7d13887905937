/* Writes moves, the relation that lf-transitions makes; see leadflow-tsv(5). */
#ifndef LF_MOVEWRITER_H
#define LF_MOVEWRITER_H

#include <stdint.h>

#include "base/names.h"
#include "time/instant.h"
#include "tsv/tsv.h"

/* The program sets where to write, and what beside the fixed columns. */
struct movewriter {
	struct out *out;
	const struct tsv *tsv;
	const struct names *names; /* of stages */
	struct list first; /* the columns of --first */
	struct list keep; /* the columns of --keep */
	size_t time_column; /* of a cause */
	const size_t *keep_columns;
	bool imputes; /* a column tells of visits that were made up */

	/* The rest is movewriter's, and starts as 0. */
	bool extras; /* there are columns beside the fixed ones */
	struct stage_field {
		char *text;
		size_t len;
	} *field; /* by the stages' numbers, what a column of stages holds */
	size_t field_count, field_room;
	struct instant_dates dates;
	char time_text[INSTANT_TEXT_MAX]; /* of the time formatted last */
	size_t time_len; /* 0: none yet */
	int64_t time;
};

/* A row to write; times are microseconds since 1970-01-01T00:00:00Z. */
struct step {
	struct span lead;
	const struct row *cause; /* NULL: the visit is still open */
	int64_t time, since, first;
	uint32_t from, to; /* stages by number; 0: a first move, an open visit */
	uint64_t visit, from_visit;
	struct span values; /* the lead's, of --first, joined by TABs */
	bool imputed; /* the visit that this row ends was made up */
};

/*
 * Begins, and writes the header line if it is wanted. Exits with STATUS_USAGE if
 * two columns had the same name.
 */
void movewriter_header(struct movewriter *writer, bool wanted);
void movewriter_put(struct movewriter *writer, const struct step *step);
void movewriter_free(struct movewriter *writer);

#endif
