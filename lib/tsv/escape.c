#include <stdint.h>

#include "tsv/escape.h"

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

static bool
needs_escape(char c)
{
	return c == '\\' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * Whether any of eight bytes may need an escape: it is below 0x0e, or a backslash. A
 * borrow can make a byte look so that is not, never the reverse.
 */
static bool
may_need_escape(const char *bytes)
{
	uint64_t word;
	uint64_t backslash;

	memcpy(&word, bytes, sizeof(word));
	backslash = word ^ EACH_BYTE('\\');
	return (((word - EACH_BYTE(0x0e)) & ~word) |
		   ((backslash - EACH_BYTE(1)) & ~backslash)) &
	    EACH_BYTE(0x80);
}

size_t
escape_plain(struct span text)
{
	size_t at = 0;

	while (at < text.len) {
		if (at + 8 <= text.len && !may_need_escape(text.ptr + at))
			at += 8;
		else if (needs_escape(text.ptr[at]))
			break;
		else
			at++;
	}
	return at;
}

/* The letter after the backslash. */
static char
escape_letter(char c)
{
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	default:
		return '\\';
	}
}

void
escape_field(struct out *out, struct span text)
{
	if (text.len == 0)
		out_span(out, out->null);
	while (text.len > 0) {
		size_t plain = escape_plain(text);

		out_span(out, (struct span){ text.ptr, plain });
		if (plain == text.len)
			return;
		out_char(out, '\\');
		out_char(out, escape_letter(text.ptr[plain]));
		text = span_skip(text, plain + 1);
	}
}

void
escape_add(struct text *text, struct span more)
{
	while (more.len > 0) {
		size_t plain = escape_plain(more);
		char escape[] = "\\t";

		text_add(text, (struct span){ more.ptr, plain });
		if (plain == more.len)
			return;
		escape[1] = escape_letter(more.ptr[plain]);
		text_add(text, (struct span){ escape, 2 });
		more = span_skip(more, plain + 1);
	}
}

/* The byte that a letter after a backslash stands for, or 0. */
static char
escaped_byte(char letter)
{
	switch (letter) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

void
escape_undo(struct text *text, struct span field)
{
	for (size_t i = 0; i < field.len; i++) {
		bool escaped = field.ptr[i] == '\\' && i + 1 < field.len;
		char byte = escaped ? escaped_byte(field.ptr[i + 1]) : '\0';

		if (byte != '\0')
			i++;
		else
			byte = field.ptr[i];
		text_add(text, (struct span){ &byte, 1 });
	}
}
