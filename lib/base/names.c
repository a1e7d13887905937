#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/names.h"

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
names_look_up(struct names *names, struct span name, struct recalled *slot)
{
	/* A long name with the same ends may be the one in the slot all the same. */
	if (name.len == slot->len && name.len > SPAN_SHORT &&
	    span_equal(names->texts[slot->meaning - 1], name))
		return slot->meaning;
	if (name.len == 0)
		return 0;
	memo_keep(slot, name, names_put(names, name));
	return slot->meaning;
}
