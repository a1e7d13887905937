#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/digits.h"
#include "base/fnv.h"
#include "base/mem.h"
#include "time/duration.h"
#include "time/instant.h"
#include "tsv/out.h"
#include "tsv/progress.h"

bool
pipe_enlarge(int fd)
{
#ifdef F_SETPIPE_SZ
	if (fcntl(fd, F_GETPIPE_SZ) >= PIPE_ROOM)
		return true;
	return fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM) >= PIPE_ROOM;
#else
	(void)fd;
	return false;
#endif
}

/* Writes text, not through the buffer. 0, or -1 with errno. */
static int
write_all(struct out *out, struct span left)
{
	if (out->summed)
		out->sum = fnv_add(out->sum, left);
	while (left.len > 0) {
		ssize_t done = write(out->fd, left.ptr, left.len);

		if (done < 0 && errno != EINTR)
			return -1;
		if (done > 0) {
			out->midrow = left.ptr[done - 1] != '\n';
			left = span_skip(left, (size_t)done);
		}
		progress_answer_main();
	}
	return 0;
}

/* Writes what is buffered. 0, or -1 with errno. */
static int
write_buffer(struct out *out)
{
	if (write_all(out, (struct span){ out->buf, out->used }) != 0)
		return -1;
	out->used = 0;
	return 0;
}

/* Leaves a begun row out, so that the failure line has a line of its own. */
static void
end_rows(struct out *out)
{
	size_t whole = out->used;

	while (whole > 0 && out->buf[whole - 1] != '\n')
		whole--;
	out->used = whole;
	if (whole == 0 && out->midrow)
		out_char(out, '\n');
}

/* Writes what is buffered while the program fails: it was known before. */
static void
rescue(void *data)
{
	struct out *out = data;

	end_rows(out);
	if (write_buffer(out) != 0 && errno != EPIPE)
		diag_note("%s: write error:", out->name);
}

void
out_attach(struct out *out, int fd, const char *name)
{
	/*
	 * The fewer the writes, the less often a reader is woken: with large pipes, filled
	 * by four writes, the way from a log to the table of lf-velocity takes 10 % less.
	 */
	size_t room = pipe_enlarge(fd) ? PIPE_ROOM / 4 : OUT_SIZE;

	*out = (struct out){
		.fd = fd, .name = name, .room = room, .buf = mem_resize(NULL, room, 1)
	};
	diag_before_exit(rescue, out);
}

void
out_open(struct out *out)
{
	out_attach(out, STDOUT_FILENO, "standard output");
}

/* Takes a regular file for this program alone, and empties it. 0, or -1 with errno. */
static int
claim(int fd)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat status;

	if (fstat(fd, &status) != 0)
		return -1;
	if (!S_ISREG(status.st_mode))
		return 0;
	return fcntl(fd, F_SETLK, &whole) != 0 ? -1 : ftruncate(fd, 0);
}

void
out_create(struct out *out, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		diag_data("%s:", path);
	if (claim(fd) != 0) {
		if (errno == EACCES || errno == EAGAIN)
			diag_data("%s: another program is writing it", path);
		diag_data("%s:", path);
	}
	out_attach(out, fd, path);
}

static _Noreturn void
write_failed(struct out *out)
{
	int error = errno;

	diag_forget(out);
	out->used = 0;
	end_rows(out);
	write_buffer(out);
	errno = error;
	diag_data("%s: write error:", out->name);
}

void
out_flush(struct out *out)
{
	if (out->beside != NULL)
		out_flush(out->beside);
	if (write_buffer(out) != 0)
		write_failed(out);
}

void
out_direct(struct out *out, struct span text)
{
	out_flush(out);
	if (write_all(out, text) != 0)
		write_failed(out);
}

void
out_start_sum(struct out *out)
{
	out->summed = true;
	out->sum = FNV_START;
}

uint64_t
out_sum(struct out *out)
{
	out_flush(out);
	return out->sum;
}

void
out_sync(struct out *out)
{
	struct stat status;

	out_flush(out);
	if (fstat(out->fd, &status) == 0 && S_ISREG(status.st_mode) && fsync(out->fd) != 0)
		write_failed(out);
}

void
out_make_room(struct out *out, size_t len)
{
	out_flush(out);
	if (len <= out->room)
		return;
	out->room = len;
	out->buf = mem_resize(out->buf, len, 1);
}

void
out_close(struct out *out)
{
	out_flush(out);
	diag_forget(out);
	if (close(out->fd) != 0)
		diag_data("%s: write error:", out->name);
	/* Held, lest a file opened later be taken for standard output. */
	if (out->fd == STDOUT_FILENO)
		open("/dev/null", O_RDONLY);
	free(out->buf);
}

void
out_columns(struct out *out, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			out_char(out, '\t');
		out_span(out, columns->item[i]);
	}
}

void
out_joined(struct out *out, struct span fields)
{
	struct span field;
	bool first = true;

	if (fields.ptr == NULL)
		fields.ptr = "";
	while (span_take(&fields, '\t', &field)) {
		if (!first)
			out_char(out, '\t');
		out_field(out, field);
		first = false;
	}
}

void
out_count(struct out *out, uint64_t count)
{
	out->used += digits_put(out_room(out, DIGITS_MAX), count);
}

void
out_integer(struct out *out, int64_t value)
{
	if (value < 0)
		out_char(out, '-');
	out_count(out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void
out_instant(struct out *out, int64_t usec)
{
	out->used += instant_format(out_room(out, INSTANT_TEXT_MAX), usec);
}

void
out_seconds(struct out *out, int64_t usec)
{
	out->used += seconds_format(out_room(out, INSTANT_TEXT_MAX), usec);
}
