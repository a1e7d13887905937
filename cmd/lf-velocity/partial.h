/*
 * The state that lf-velocity --partial writes and --merge reads: TSV with the
 * columns of the report up to `stage` (the keys), then seconds, completed, and,
 * where open visits have a place, open: how many visits took so long. The last
 * column is empty; its name tells the program, the version of the state, and
 * the options that chose what is counted. Only states with the same header
 * can be merged.
 */
#ifndef LF_PARTIAL_H
#define LF_PARTIAL_H

#include "report/durations.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

/* Writes the header's part behind `stage` and a TAB, and leaves options to be written. */
void partial_put_header(struct out *out, bool with_open);
/* Writes a row's part behind the stage and a TAB. */
void partial_put(struct out *out, const struct tally *tally, bool with_open);

struct partial {
	struct tsv *tsv;
	size_t stage; /* the place of that column, before which the keys are */
	size_t seconds; /* and of those behind it */
	size_t open; /* or TSV_NONE */
	size_t last;
	struct span options;
};

/* Looks at the header of tsv; exits with 1 if it is not of such a state. */
void partial_open(struct partial *file, struct tsv *tsv);

/* The names of the keys, as list_free takes them. */
struct list partial_keys(const struct partial *file);

struct partial_row {
	struct row row;
	struct span stage;
	int64_t usec;
	uint64_t completed, open;
};
/*
 * The next row; headers of further states are passed over. false at the end.
 * Exits with 1 for a header that is not the first one's, and for a bad row.
 */
bool partial_next(struct partial *file, struct partial_row *row);

#endif
