#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

char *
text_room(struct text *text, size_t len)
{
	if (text->len + len > text->room) {
		text->room = 2 * (text->len + len);
		text->ptr = mem_resize(text->ptr, text->room, 1);
	}
	return text->ptr != NULL ? text->ptr + text->len : NULL;
}

void
text_add(struct text *text, struct span more)
{
	char *to = text_room(text, more.len);

	if (more.len > 0)
		memcpy(to, more.ptr, more.len);
	text->len += more.len;
}

void
text_free(struct text *text)
{
	free(text->ptr);
	*text = (struct text){ NULL, 0, 0 };
}
