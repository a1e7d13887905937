/*
 * What the copies write, put together: copy by copy, with one header. The first copy that has
 * not ended writes through; what the others write is kept.
 */
#ifndef LF_OUTPUT_H
#define LF_OUTPUT_H

#include "base/diag.h"
#include "base/text.h"
#include "tsv/out.h"

#include "kept.h"

struct output {
	int fd; /* of the pipe from the copy; -1 at its end */
	struct text header; /* its first line, as far as it is there */
	bool headed; /* the header is whole */
	bool shown; /* and was written, or compared with that of another copy */
	bool dropped; /* what else it writes is read, and forgotten */
	bool midline; /* the last byte is not the end of a line */
	size_t held; /* how many bytes at the end may be the beginning of a failure line */
	bool failed; /* there was a failure line, */
	bool failure_whole;
	struct text failure; /* which is this one, without LF */
	struct reason why; /* it cannot be put together with the others, or empty */
	struct kept kept;
};

/* All of them. */
struct outputs {
	struct output *of;
	size_t count;
	size_t turn; /* the first that has not ended */
	struct store store;
	struct out *out;
	bool no_header;
	bool put_header; /* a header has been written: that of the copy `headed` */
	size_t headed;
	struct span dealt; /* the column by which rows were dealt */
	bool noted; /* that tables of reports do not add up, or it need not be */
	bool writing; /* out is being written: if the program fails then, */
	bool broken; /* out is of no use, and output is forgotten */
	bool failing; /* the program has failed: what cannot be kept is dropped */
};

void outputs_open(struct outputs *outputs, size_t count, struct out *out);
void outputs_free(struct outputs *outputs);

/* Reads what copy number i has written, once; it must be there, or have ended. */
void outputs_read(struct outputs *outputs, size_t i);
/* Writes what can be written now. */
void outputs_show(struct outputs *outputs);

#endif
