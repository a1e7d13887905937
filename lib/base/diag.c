#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/utf8.h"

enum { HANDLERS_MAX = 4, TEXT_MAX = 4096 };

static const char *program = "leadflow";

static struct {
	void (*handler)(void *);
	void *data;
} handlers[HANDLERS_MAX];
static size_t handler_count;

/* A message as a failure line: CAN, "NAME: text", LF. Without the CAN it is a message. */
struct message {
	char text[TEXT_MAX + 256];
	size_t len;
};

/* The failure line of this program, once it fails, and of another one in its place. */
static struct message failure;
static struct span passed_on;
static bool output_spared;

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
 * The length of the printable character that text begins with, or 0 if there is none, as
 * where bytes are not UTF-8.
 */
static size_t
printable(struct span text)
{
	uint32_t point;
	size_t len = utf8_take(text.ptr, text.len, &point);

	return utf8_printable(point) ? len : 0;
}

/*
 * Copies as much of *text to buf as fits, escaped, and leaves the rest in *text.
 * Returns the length of the copy.
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

/* In brackets, so that it is not the macro of `make lint`. */
int
(fail)(struct reason *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return -1;
}

int
fail_quoted(struct reason *why, struct span text, const char *words)
{
	char quoted[QUOTED_MAX];

	return fail(why, "%s %s", quote(quoted, text), words);
}

void
diag_pass_on(struct span line)
{
	passed_on = line;
}

void
diag_spare_output(void)
{
	output_spared = true;
}

/* Composes a message, and writes it to standard error. */
static void
say(struct message *message, const char *format, va_list args)
{
	int error = errno;
	char text[TEXT_MAX];
	char *line = message->text + 1;
	size_t room = sizeof(message->text) - 1;
	int wanted = vsnprintf(text, sizeof(text), format, args);
	struct span left = { text, wanted < 0 ? 0 : (size_t)wanted };
	size_t used;
	bool system_error;

	if (left.len >= sizeof(text))
		left.len = sizeof(text) - 1;
	system_error = left.len > 0 && text[left.len - 1] == ':';
	used = (size_t)snprintf(line, 64, "%.60s: ", program);
	used += escape(line + used, room - used - 160, &left);
	if (system_error)
		used += (size_t)snprintf(line + used, 128, " %s",
		    error == ENOMEM ? "out of memory" : strerror(error));
	line[used++] = '\n';
	fwrite(line, 1, used, stderr);
	message->text[0] = FAILURE_MARK[0];
	message->len = 1 + used;
}

static void
write_out(struct span text)
{
	while (text.len > 0) {
		ssize_t done = write(STDOUT_FILENO, text.ptr, text.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return;
		text = (struct span){ text.ptr + done, text.len - (size_t)done };
	}
}

struct span
diag_failure(void)
{
	if (passed_on.ptr != NULL)
		return passed_on;
	return (struct span){ failure.text, failure.len - 1 };
}

static void
put_failure(void)
{
	if (output_spared || isatty(STDOUT_FILENO))
		return;
	write_out(diag_failure());
	write_out(span_of("\n"));
}

/* Says it, and ends the program. */
static _Noreturn void
leave(enum status status, const char *format, va_list args)
{
	say(&failure, format, args);
	/* The status is to be this one even if nobody reads the output any more. */
	signal(SIGPIPE, SIG_IGN);
	while (handler_count > 0) {
		handler_count--;
		handlers[handler_count].handler(handlers[handler_count].data);
	}
	put_failure();
	exit((int)status);
}

void
diag_note(const char *format, ...)
{
	struct message message;
	va_list args;

	va_start(args, format);
	say(&message, format, args);
	va_end(args);
}

void
diag_data(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	leave(STATUS_DATA, format, args);
}

void
diag_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	leave(STATUS_USAGE, format, args);
}
