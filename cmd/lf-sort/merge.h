/* Runs of rows that are in order already, and how several become one. */
#ifndef LF_MERGE_H
#define LF_MERGE_H

#include "keys.h"
#include "sink.h"

/* A run and its current row. Structs of the different kinds of runs begin with it. */
struct run {
	/* Goes to the next row; false if there is none. */
	bool (*next)(struct run *run);
	struct keys *keys;
	struct span row; /* without its LF, which follows in memory; NULL at the end */
	uint64_t word; /* the row's first one */
	size_t rank; /* among equal rows, those of the least rank come first */
};

/* Writes the rows of all runs, in order. */
void merge_runs(struct run **runs, size_t count, struct sink *sink);

/* A run that is text in memory. */
struct textrun {
	struct run run;
	struct span left;
};
void textrun_init(struct textrun *run, struct keys *keys, struct span text);

#endif
