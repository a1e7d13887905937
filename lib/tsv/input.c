#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/input.h"

struct input {
	char *const *names;
	size_t count;
	size_t next; /* the file after the one being read */
	const char *name;
	int fd; /* -1 before the first file and between two */
	struct out *out;
	bool ticks; /* it has the timer of --progress */
	uint64_t rows, bytes;
	uint64_t file_bytes; /* of the file being read */
	struct timespec started;
};

static volatile sig_atomic_t asked;

static void
ask(int signal)
{
	(void)signal;
	asked = 1;
}

/* Without SA_RESTART: a read that waits is to be left for the answer. */
static void
answer_signal(int signal)
{
	struct sigaction action = { .sa_handler = ask };

	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
}

static void
answer_every_second(void)
{
	struct itimerval second = { { 1, 0 }, { 1, 0 } };

	answer_signal(SIGALRM);
	setitimer(ITIMER_REAL, &second, NULL);
}

const char *
input_name(const struct input *input)
{
	return input->name;
}

void
input_count_rows(struct input *input, size_t rows)
{
	input->rows += rows;
}

/* Rows, bytes, rate and, for a regular file, the share done. */
static void
report(struct input *input)
{
	struct timespec now;
	struct stat status;
	double seconds;
	char share[64] = "";

	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - input->started.tv_sec) +
	    (double)(now.tv_nsec - input->started.tv_nsec) / 1e9;
	if (input->fd >= 0 && fstat(input->fd, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size > 0)
		snprintf(share, sizeof(share), ", %.1f %% of %.40s",
		    100 * (double)input->file_bytes / (double)status.st_size, input->name);
	diag_note("%llu rows, %llu bytes, %.1f MB/s%s", (unsigned long long)input->rows,
	    (unsigned long long)input->bytes,
	    seconds > 0 ? (double)input->bytes / 1e6 / seconds : 0, share);
}

/* Reports, if that was asked for. */
static void
answer(void *data)
{
	if (!asked)
		return;
	asked = 0;
	report(data);
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
	if (out != NULL) {
		out->answer = answer;
		out->asked = input;
	}
	clock_gettime(CLOCK_MONOTONIC, &input->started);
	answer_signal(SIGUSR1);
	input->ticks = progress && isatty(STDERR_FILENO);
	if (input->ticks)
		answer_every_second();
	return input;
}

static void
close_file(struct input *input)
{
	if (input->fd > STDERR_FILENO)
		close(input->fd);
	input->fd = -1;
}

void
input_close(struct input *input)
{
	struct itimerval never = { { 0, 0 }, { 0, 0 } };

	/* An input beside the main one leaves that one's timer alone. */
	if (input->ticks)
		setitimer(ITIMER_REAL, &never, NULL);
	close_file(input);
	if (input->out != NULL)
		input->out->answer = NULL;
	free(input);
}

/* A pipe with a name waits here for its writer: that is a pause as in a read. */
static int
open_file(struct input *input)
{
	int fd;

	if (strcmp(input->name, "-") == 0)
		return STDIN_FILENO;
	if (input->out != NULL)
		out_flush(input->out);
	while ((fd = open(input->name, O_RDONLY | O_CLOEXEC)) < 0 && errno == EINTR)
		answer(input);
	if (fd < 0)
		diag_data("%s:", input->name);
	return fd;
}

bool
input_next_file(struct input *input)
{
	close_file(input);
	if (input->next == input->count)
		return false;
	input->name = input->names[input->next++];
	input->file_bytes = 0;
	input->fd = open_file(input);
	return true;
}

/* Whether a read may wait for what is not there yet; so too if a signal interrupts. */
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

		answer(input);
		if (input->out != NULL && pauses(input->fd))
			out_flush(input->out);
		got = read(input->fd, buf, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			diag_data("%s:", input->name);
		input->bytes += (uint64_t)got;
		input->file_bytes += (uint64_t)got;
		return (size_t)got;
	}
}
