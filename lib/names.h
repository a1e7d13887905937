/* Names that occur again and again, such as stages, as small numbers. */
#ifndef LF_NAMES_H
#define LF_NAMES_H

#include <stdint.h>

#include "span.h"

/* The fields are names_id's: it is called for every row, and mostly done at once. */
struct names {
	struct map *ids;
	struct span *texts; /* of number id - 1 */
	size_t room;
	/* Few names come often: most look-ups end here, and spare the hash. */
	struct recent_name {
		uint64_t first, last; /* see span_ends */
		size_t len; /* SIZE_MAX for more than SPAN_SHORT */
		uint32_t id;
	} recent[64];
};

struct names *names_new(void);
void names_free(struct names *names);
/* How many there are; their numbers are 1 to that. */
uint32_t names_count(const struct names *names);
/* The number of a name, a new one for a new name; 0 for the empty one. */
static inline uint32_t names_id(struct names *names, struct span name);
/* For names_id, if the name is not the one of that place. */
uint32_t names_look_up(
    struct names *names, struct span name, struct recent_name *recent);

static inline uint32_t
names_id(struct names *names, struct span name)
{
	uint64_t first, last;
	struct recent_name *recent;

	span_ends(name, &first, &last);
	recent = &names->recent[(first * 3 + last) * UINT64_C(0x9e3779b97f4a7c15) >> 58];
	if (recent->first == first && recent->last == last && recent->len == name.len)
		return recent->id;
	return names_look_up(names, name, recent);
}

/* The name of a number; empty for 0. It stays where it is. */
static inline struct span
names_text(const struct names *names, uint32_t id)
{
	return id == 0 ? (struct span){ "", 0 } : names->texts[id - 1];
}

#endif
