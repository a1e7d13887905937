#include "recordid.h"

enum { SHORT_ID = 15, CHUNK = 5 };

static bool
is_short_id(struct span id)
{
	if (id.len != SHORT_ID)
		return false;
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z')))
			return false;
	}
	return true;
}

struct span
recordid_complete(struct span id, struct text *buf)
{
	/* The letter of a chunk of five: bit i is set if its character i is a capital. */
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

	if (!is_short_id(id))
		return id;
	buf->len = 0;
	text_add(buf, id);
	for (size_t chunk = 0; chunk < SHORT_ID; chunk += CHUNK) {
		size_t capitals = 0;

		for (size_t i = 0; i < CHUNK; i++)
			if (id.ptr[chunk + i] >= 'A' && id.ptr[chunk + i] <= 'Z')
				capitals |= (size_t)1 << i;
		text_add(buf, (struct span){ &letters[capitals], 1 });
	}
	return text_span(buf);
}
