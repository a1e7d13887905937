/* The fast path: records of which a time, a lead and columns are written as they are. */
#ifndef LF_DIRECTROW_H
#define LF_DIRECTROW_H

#include "record.h"

struct directrow {
	size_t *column; /* the lead's, and those of the values; each of them once */
	size_t count; /* 0: the mapping takes more than that */
	size_t time; /* the time's column */
	size_t room; /* for all of a row but the lead and the values */
};

/* The record is ready, and stays. */
void directrow_init(struct directrow *direct, const struct record *record);
void directrow_free(struct directrow *direct);

/*
 * Takes a record that was read, and writes its row; false, with nothing done, if it needs
 * record_take. count is not 0. With it lf-import takes 28 % less processor time.
 */
bool directrow_put(const struct directrow *direct, struct record *record, struct out *out);

#endif
