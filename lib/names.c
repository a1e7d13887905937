#include <stdlib.h>

#include "map.h"
#include "mem.h"
#include "names.h"

enum { RECENT = 64 };

struct names {
	struct map *ids;
	struct span *texts; /* of number id - 1 */
	size_t room;
	/* A table that spares most look-ups the hash: few names come often. */
	uint32_t recent[RECENT];
};

struct names *
names_new(void)
{
	struct names *names = mem_new(1, sizeof(*names));

	names->ids = map_new(sizeof(uint32_t), 4);
	return names;
}

void
names_free(struct names *names)
{
	map_free(names->ids);
	free(names->texts);
	free(names);
}

uint32_t
names_count(const struct names *names)
{
	return (uint32_t)map_count(names->ids);
}

struct span
names_text(const struct names *names, uint32_t id)
{
	return id == 0 ? (struct span){ "", 0 } : names->texts[id - 1];
}

static uint32_t
names_put(struct names *names, struct span name)
{
	bool fresh;
	uint32_t *id = map_put(names->ids, name, &fresh);

	if (!fresh)
		return *id;
	*id = names_count(names);
	names->texts = mem_grow(names->texts, *id - 1, &names->room, sizeof(*names->texts));
	names->texts[*id - 1] = map_key(names->ids, id);
	return *id;
}

uint32_t
names_id(struct names *names, struct span name)
{
	uint32_t *recent;

	if (name.len == 0)
		return 0;
	recent = &names->recent[((unsigned char)name.ptr[0] * 5u + name.len * 11u +
				    (unsigned char)name.ptr[name.len - 1]) %
	    RECENT];
	if (*recent == 0 || !span_equal(names->texts[*recent - 1], name))
		*recent = names_put(names, name);
	return *recent;
}
