/* Names that occur again and again, such as stages, as small numbers. */
#ifndef LF_NAMES_H
#define LF_NAMES_H

#include <stdint.h>

#include "span.h"

struct names;

struct names *names_new(void);
void names_free(struct names *names);
/* How many there are; their numbers are 1 to that. */
uint32_t names_count(const struct names *names);
/* The number of a name, a new one for a new name; 0 for the empty one. */
uint32_t names_id(struct names *names, struct span name);
/* The name of a number; empty for 0. It stays where it is. */
struct span names_text(const struct names *names, uint32_t id);

#endif
