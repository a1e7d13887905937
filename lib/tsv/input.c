#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/input.h"
#include "tsv/progress.h"

struct input {
	char *const *names;
	size_t count;
	size_t next; /* the file after the one being read */
	const char *name;
	int fd; /* -1 before the first file and between two */
	struct out *out;
	bool (*wait)(void *data, int fd); /* of input_wait_by, or NULL */
	void *wait_data;
	bool stopped; /* by it */
	struct progress progress;
};

const char *
input_name(const struct input *input)
{
	return input->name;
}

void
input_count_rows(struct input *input, size_t rows)
{
	input->progress.rows += rows;
}

struct input *
input_open(char *const *names, size_t count, struct out *out, bool progress)
{
	static char dash[] = "-";
	static char *const standard[] = { dash };
	struct input *input = mem_new(1, sizeof(*input));

	input->names = count > 0 ? names : standard;
	input->count = count > 0 ? count : 1;
	input->name = input->names[0];
	input->fd = -1;
	input->out = out;
	progress_start(&input->progress, out != NULL, progress);
	return input;
}

void
input_wait_by(struct input *input, bool (*wait)(void *data, int fd), void *data)
{
	input->wait = wait;
	input->wait_data = data;
}

bool
input_stopped(const struct input *input)
{
	return input->stopped;
}

static void
close_file(struct input *input)
{
	if (input->fd > STDERR_FILENO)
		close(input->fd);
	input->fd = -1;
	progress_file(&input->progress, input->name, -1);
}

void
input_close(struct input *input)
{
	close_file(input);
	progress_stop(&input->progress);
	free(input);
}

/*
 * Opens a file so that a named pipe does not wait here for its writer, but in the first read,
 * which poll can wait for.
 */
static int
open_at_once(const char *name)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fcntl(fd, F_SETFL, O_RDONLY) != 0)
		diag_data("%s:", name);
	return fd;
}

/* A named pipe waits here for its writer, which is a pause as in a read. */
static int
open_file(struct input *input)
{
	int fd;

	if (strcmp(input->name, "-") == 0)
		return STDIN_FILENO;
	if (input->wait != NULL)
		return open_at_once(input->name);
	if (input->out != NULL)
		out_flush(input->out);
	while ((fd = open(input->name, O_RDONLY | O_CLOEXEC)) < 0 && errno == EINTR)
		progress_answer(&input->progress);
	if (fd < 0)
		diag_data("%s:", input->name);
	return fd;
}

bool
input_next_file(struct input *input)
{
	close_file(input);
	if (input->next == input->count || input->stopped)
		return false;
	input->name = input->names[input->next++];
	input->fd = open_file(input);
	progress_file(&input->progress, input->name, input->fd);
	return true;
}

/* Whether a read may have to wait. If a signal interrupts poll, it may. */
static bool
pauses(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };

	return poll(&wait, 1, 0) <= 0;
}

size_t
input_read(struct input *input, char *buf, size_t size)
{
	for (;;) {
		ssize_t got;

		progress_answer(&input->progress);
		if (input->wait != NULL && !input->wait(input->wait_data, input->fd)) {
			input->stopped = true;
			return 0;
		}
		if (input->wait == NULL && input->out != NULL && pauses(input->fd))
			out_flush(input->out);
		got = read(input->fd, buf, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			diag_data("%s:", input->name);
		input->progress.bytes += (uint64_t)got;
		input->progress.file_bytes += (uint64_t)got;
		return (size_t)got;
	}
}
