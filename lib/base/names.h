/* Small numbers for names that occur again and again, such as stages. */
#ifndef LF_NAMES_H
#define LF_NAMES_H

#include <stdint.h>

#include "base/memo.h"
#include "base/span.h"

/* The fields are for names_id, which is inline since every row calls it. */
struct names {
	struct map *ids;
	struct span *texts; /* of number id - 1 */
	size_t room;
	struct memo recent;
};

struct names *names_new(void);
void names_free(struct names *names);
/* How many names there are; their numbers begin with 1. */
uint32_t names_count(const struct names *names);
/* For names_id, if the memo does not know the name. */
uint32_t names_look_up(struct names *names, struct span name, struct recalled *slot);

/* The number of a name, which a new name gets now; 0 for the empty name. */
static inline uint32_t
names_id(struct names *names, struct span name)
{
	struct recalled *slot;

	if (memo_find(&names->recent, name, &slot))
		return slot->meaning;
	return names_look_up(names, name, slot);
}

/* Whether the name's number is recalled, which then is *id; a new name never is. */
static inline bool
names_recall(struct names *names, struct span name, uint32_t *id)
{
	struct recalled *slot;

	if (!memo_find(&names->recent, name, &slot))
		return false;
	*id = slot->meaning;
	return true;
}

/* The name of a number; empty for 0. Its text never moves. */
static inline struct span
names_text(const struct names *names, uint32_t id)
{
	return id == 0 ? (struct span){ "", 0 } : names->texts[id - 1];
}

#endif
