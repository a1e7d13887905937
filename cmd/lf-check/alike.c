#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/trim.h"

#include "alike.h"

enum { SHORT_ID = 15, LONG_ID = 18 };

struct alike {
	struct map *folded; /* those seen, without what alike ones differ in */
	struct text fold;
};

struct alike *
alike_new(void)
{
	struct alike *alike = mem_new(1, sizeof(*alike));

	alike->folded = map_new(0, 2);
	return alike;
}

void
alike_free(struct alike *alike)
{
	map_free(alike->folded);
	text_free(&alike->fold);
	free(alike);
}

static bool
put(struct alike *alike, struct span key)
{
	bool fresh;

	map_put(alike->folded, key, &fresh);
	return !fresh;
}

bool
alike_seen(struct alike *alike, struct span text)
{
	struct text *fold = &alike->fold;

	fold->len = 0;
	text_add(fold, trim(text));
	for (size_t i = 0; i < fold->len; i++)
		if (fold->ptr[i] >= 'A' && fold->ptr[i] <= 'Z')
			fold->ptr[i] = (char)(fold->ptr[i] - 'A' + 'a');
	return put(alike, text_span(fold));
}

static bool
is_id(struct span text)
{
	if (text.len != SHORT_ID && text.len != LONG_ID)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z')))
			return false;
	}
	return true;
}

bool
alike_seen_lead(struct alike *alike, struct span lead)
{
	struct span trimmed = trim(lead);

	return is_id(trimmed) ? put(alike, (struct span){ trimmed.ptr, SHORT_ID }) :
				alike_seen(alike, trimmed);
}
