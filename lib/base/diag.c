#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/utf8.h"

enum { HANDLERS_MAX = 4, MESSAGE_MAX = 4096 };

static const char *program = "leadflow";

static struct {
	void (*handler)(void *);
	void *data;
} handlers[HANDLERS_MAX];
static size_t handler_count;

void
diag_program(const char *name)
{
	program = name;
}

const char *
diag_name(void)
{
	return program;
}

void
diag_before_exit(void (*handler)(void *), void *data)
{
	if (handler_count == HANDLERS_MAX)
		abort();
	handlers[handler_count].handler = handler;
	handlers[handler_count++].data = data;
}

void
diag_forget(void *data)
{
	size_t kept = 0;

	for (size_t i = 0; i < handler_count; i++)
		if (handlers[i].data != data)
			handlers[kept++] = handlers[i];
	handler_count = kept;
}

/*
 * The length of the printable character at text, or 0 where there is none: controls,
 * C1 controls and bytes that are not UTF-8 are not printable.
 */
static size_t
printable(struct span text)
{
	uint32_t point;
	size_t len = utf8_take(text.ptr, text.len, &point);

	return (point >= 0x20 && point < 0x7f) || point >= 0xa0 ? len : 0;
}

/*
 * Copies as much of *text to buf as fits, escaped, and leaves the rest in
 * *text; returns the length written.
 */
static size_t
escape(char *buf, size_t size, struct span *text)
{
	size_t used = 0;

	while (text->len > 0 && used + 5 <= size) {
		size_t whole = printable(*text);

		if (whole > 0)
			memcpy(buf + used, text->ptr, whole);
		else
			snprintf(buf + used, 5, "\\x%02x", (unsigned char)*text->ptr);
		used += whole > 0 ? whole : 4;
		*text = span_skip(*text, whole > 0 ? whole : 1);
	}
	return used;
}

const char *
quote(char buf[QUOTED_MAX], struct span text)
{
	size_t used;

	buf[0] = '\'';
	used = escape(buf + 1, QUOTED_MAX - 6, &text);
	if (text.len > 0) {
		memcpy(buf + 1 + used, "...", 3);
		used += 3;
	}
	buf[1 + used] = '\'';
	buf[2 + used] = '\0';
	return buf;
}

int
fail(struct reason *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return -1;
}

static void
say(int error, const char *format, va_list args)
{
	char text[MESSAGE_MAX];
	char line[MESSAGE_MAX + 256];
	int wanted = vsnprintf(text, sizeof(text), format, args);
	struct span left = { text, wanted < 0 ? 0 : (size_t)wanted };
	size_t used;
	bool system_error;

	if (left.len >= sizeof(text))
		left.len = sizeof(text) - 1;
	system_error = left.len > 0 && text[left.len - 1] == ':';
	used = (size_t)snprintf(line, 64, "%.60s: ", program);
	used += escape(line + used, sizeof(line) - used - 160, &left);
	if (system_error)
		used += (size_t)snprintf(line + used, 128, " %s", strerror(error));
	line[used++] = '\n';
	fwrite(line, 1, used, stderr);
}

static _Noreturn void
leave(enum status status)
{
	while (handler_count > 0) {
		handler_count--;
		handlers[handler_count].handler(handlers[handler_count].data);
	}
	exit((int)status);
}

void
diag_note(const char *format, ...)
{
	va_list args;
	int error = errno;

	va_start(args, format);
	say(error, format, args);
	va_end(args);
}

void
diag_data(const char *format, ...)
{
	va_list args;
	int error = errno;

	va_start(args, format);
	say(error, format, args);
	va_end(args);
	leave(STATUS_DATA);
}

void
diag_usage(const char *format, ...)
{
	va_list args;
	int error = errno;

	va_start(args, format);
	say(error, format, args);
	va_end(args);
	leave(STATUS_USAGE);
}
