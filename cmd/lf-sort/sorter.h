/*
 * sort(1) as a child: it is fed rows with a key before each, and the rows come
 * out without their keys. It writes nothing until it has read everything, so
 * one process can do first the one and then the other.
 */
#ifndef LF_SORTER_H
#define LF_SORTER_H

#include <signal.h>
#include <sys/types.h>

#include "tsv/out.h"

/* What sort(1) is told; NULL for what it does of its own accord. */
struct sorter_options {
	const char *buffer_size, *parallel, *directory;
};

struct sorter {
	pid_t pid; /* first: diag_forget tells the sorter from its feed by the address */
	struct out feed; /* what is to be sorted: key, row's number, TAB, row, LF */
	uint64_t rows; /* fed */
	int sorted;
	struct sigaction old_pipe;
	struct out *out;
};

/*
 * Starts sort(1), which compares the keys as bytes; equal ones keep their order.
 * Exits with status 1 if it cannot. If the program fails from here on, what was
 * fed comes out first.
 */
void sorter_open(
    struct sorter *sorter, const struct sorter_options *options, struct out *out);
/* Puts a number to the key: so many digits, bytes from 128 up, which sort as it does. */
void sorter_digits(struct sorter *sorter, uint64_t number, unsigned count);
/*
 * Puts the row behind its key, which has been put to the feed: bytes but TAB and
 * LF, and never such that one key is the beginning of another.
 */
void sorter_row(struct sorter *sorter, struct span row);
/* Writes the sorted rows to out. Exits with status 1 if sort(1) failed. */
void sorter_close(struct sorter *sorter);

#endif
