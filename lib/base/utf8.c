#include "base/utf8.h"

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* Whether eight bytes are all ASCII and none of them is NUL. */
static bool
plain(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return ((word | (word - EACH_BYTE(1))) & EACH_BYTE(0x80)) == 0;
}

size_t
utf8_take(const char *text, size_t len, uint32_t *point)
{
	/* The first point that needs 1, 2, 3 and 4 bytes. */
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	unsigned char first = len > 0 ? (unsigned char)*text : 0;
	unsigned more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;

	*point = more == 0 ? first : first & (0x3fu >> more);
	if (more >= len || (first >= 0x80 && first < 0xc0) || first >= 0xf8)
		return 0;
	for (unsigned i = 1; i <= more; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		*point = *point << 6 | (next & 0x3f);
	}
	if (*point < least[more] || *point > 0x10ffff ||
	    (*point >= 0xd800 && *point < 0xe000))
		return 0;
	return more + 1;
}

size_t
utf8_valid(struct span text)
{
	size_t at = 0;
	uint32_t point;

	while (at < text.len) {
		size_t len = 1;

		if (at + 8 <= text.len && plain(text.ptr + at))
			len = 8;
		else if ((unsigned char)text.ptr[at] >= 0x80)
			len = utf8_take(text.ptr + at, text.len - at, &point);
		else if (text.ptr[at] == '\0')
			len = 0;
		if (len == 0)
			break;
		at += len;
	}
	return at;
}

bool
utf8_printable(uint32_t point)
{
	/* From Unicode 16: UnicodeData.txt and DerivedCoreProperties.txt. */
	static const struct {
		uint32_t first, last;
	} hidden[] = { { 0, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f },
		{ 0x600, 0x605 }, { 0x61c, 0x61c }, { 0x6dd, 0x6dd }, { 0x70f, 0x70f },
		{ 0x890, 0x891 }, { 0x8e2, 0x8e2 }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
		{ 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
		{ 0x110bd, 0x110bd }, { 0x110cd, 0x110cd }, { 0x13430, 0x1343f },
		{ 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff } };

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (point <= hidden[i].last)
			return point < hidden[i].first;
	return true;
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
