/* Output that has to wait for its turn: in memory, and, if that is full, in a file. */
#ifndef LF_KEPT_H
#define LF_KEPT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/span.h"

/* What all copies share. */
struct store {
	size_t memory; /* that is left, in bytes */
	const char *directory; /* of temporary files */
};

struct block;

/* Either blocks or, from when there is a file, the file alone. It starts as { .fd = -1 }. */
struct kept {
	struct block *first, *last;
	int fd;
	off_t size; /* of the file */
};

/* Adds text. False with errno if memory or the file fails: then some of it is lost. */
bool kept_add(struct kept *kept, struct store *store, struct span text);
/*
 * Hands all of it to put, in order, and frees it. False with errno if the file cannot be
 * read.
 */
bool kept_take(struct kept *kept, struct store *store,
    void (*put)(void *data, struct span text), void *data);
/* Frees all of it. */
void kept_drop(struct kept *kept, struct store *store);

#endif
