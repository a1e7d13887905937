#include "utf8.h"

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* Whether eight bytes are all ASCII and none of them is NUL. */
static bool
plain(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return ((word | (word - EACH_BYTE(1))) & EACH_BYTE(0x80)) == 0;
}

static bool
continues(const unsigned char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((text[i] & 0xc0) != 0x80)
			return false;
	return true;
}

/* The length of the character at text, or 0 where there is none: RFC 3629, section 4. */
static size_t
character(const unsigned char *text, size_t len)
{
	unsigned char first = text[0];

	if (first < 0x80)
		return first != 0;
	if (first >= 0xc2 && first < 0xe0 && len >= 2 && continues(text + 1, 1))
		return 2;
	if (first >= 0xe0 && first < 0xf0 && len >= 3 && continues(text + 1, 2)) {
		/* Neither a longer spelling than needed nor half a surrogate pair. */
		if ((first == 0xe0 && text[1] < 0xa0) || (first == 0xed && text[1] > 0x9f))
			return 0;
		return 3;
	}
	if (first >= 0xf0 && first < 0xf5 && len >= 4 && continues(text + 1, 3)) {
		if ((first == 0xf0 && text[1] < 0x90) || (first == 0xf4 && text[1] > 0x8f))
			return 0;
		return 4;
	}
	return 0;
}

size_t
utf8_valid(struct span text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t step = at + 8 <= text.len && plain(text.ptr + at) ?
		    8 :
		    character((const unsigned char *)text.ptr + at, text.len - at);

		if (step == 0)
			break;
		at += step;
	}
	return at;
}

size_t
utf8_put(char *to, uint32_t point)
{
	if (point < 0x80) {
		to[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		to[0] = (char)(0xc0 | point >> 6);
		to[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		to[0] = (char)(0xe0 | point >> 12);
		to[1] = (char)(0x80 | (point >> 6 & 0x3f));
		to[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | point >> 18);
	to[1] = (char)(0x80 | (point >> 12 & 0x3f));
	to[2] = (char)(0x80 | (point >> 6 & 0x3f));
	to[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}
