#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

void
text_grow(struct text *text, size_t len)
{
	text->room = 2 * (text->len + len + 1);
	text->ptr = mem_resize(text->ptr, text->room, 1);
}

void
text_free(struct text *text)
{
	free(text->ptr);
	*text = (struct text){ 0 };
}
