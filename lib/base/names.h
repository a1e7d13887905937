/* Names that occur again and again, such as stages, as small numbers. */
#ifndef LF_NAMES_H
#define LF_NAMES_H

#include <stdint.h>

#include "base/memo.h"
#include "base/span.h"

/* The fields are names_id's: it is called for every row, and mostly done at once. */
struct names {
	struct map *ids;
	struct span *texts; /* of number id - 1 */
	size_t room;
	struct memo recent;
};

struct names *names_new(void);
void names_free(struct names *names);
/* How many there are; their numbers are 1 to that. */
uint32_t names_count(const struct names *names);
/* For names_id, if the name is not recalled. */
uint32_t names_look_up(struct names *names, struct span name, struct recalled *slot);

/* The number of a name, a new one for a new name; 0 for the empty one. */
static inline uint32_t
names_id(struct names *names, struct span name)
{
	struct recalled *slot;

	return memo_find(&names->recent, name, &slot) ? slot->meaning :
							  names_look_up(names, name, slot);
}

/* The name of a number; empty for 0. It stays where it is. */
static inline struct span
names_text(const struct names *names, uint32_t id)
{
	return id == 0 ? (struct span){ "", 0 } : names->texts[id - 1];
}

#endif
