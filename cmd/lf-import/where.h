/* Which records count: those that fit all conditions, of --where and of a preset. */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "lead/glob.h"

#include "presets.h"
#include "source.h"

struct condition {
	struct source source;
	struct glob **globs; /* any of them */
	size_t count;
	bool weak; /* a preset's, which gives way to an option's on its column */
};

struct conditions {
	struct condition *item;
	size_t count, room;
};

/* Adds those of --where COL=GLOB; what does not parse is a usage error. */
void conditions_add(struct conditions *conditions, const struct texts *where);
void conditions_add_preset(
    struct conditions *conditions, const struct preset_where *where);
void conditions_free(struct conditions *conditions);
/* Drops the weak ones that give way, once the sources are found. */
void conditions_override(struct conditions *conditions);
/* Whether the value of its source fits. */
bool condition_fits(const struct condition *condition, struct span value);

#endif
