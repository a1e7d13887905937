#include <stdlib.h>

#include "escape.h"
#include "mem.h"
#include "text.h"

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
text_add_escaped(struct text *text, struct span more)
{
	while (more.len > 0) {
		size_t plain = escape_plain(more);
		char letter;

		text_add(text, (struct span){ more.ptr, plain });
		more = (struct span){ more.ptr + plain, more.len - plain };
		if (more.len == 0)
			return;
		letter = escape_letter(more.ptr[0]);
		text_add(text, (struct span){ "\\", 1 });
		text_add(text, (struct span){ &letter, 1 });
		more = (struct span){ more.ptr + 1, more.len - 1 };
	}
}

void
text_free(struct text *text)
{
	free(text->ptr);
	*text = (struct text){ NULL, 0, 0 };
}
