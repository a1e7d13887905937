#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/progress.h"

#include "copies.h"
#include "output.h"
#include "start.h"
#include "stop.h"

struct copies {
	const char *command;
	size_t count; /* that have been started */
	pid_t *groups; /* 0: it has ended */
	struct feed *feeds;
	int *statuses; /* of waitpid, once it has ended */
	struct outputs outputs;
	struct pollfd *polls; /* of the input, and of both pipes of each copy */
};

struct feed *
copies_feeds(struct copies *copies)
{
	return copies->feeds;
}

bool
copies_stopped(const struct copies *copies)
{
	for (size_t i = 0; i < copies->count; i++)
		if (copies->feeds[i].fd >= 0)
			return false;
	return true;
}

/* What poll is to look for. Rows that wait are to be written if `writes`. */
static void
set_polls(struct copies *copies, int input, bool writes)
{
	struct pollfd *poll = copies->polls;

	*poll++ = (struct pollfd){ .fd = input, .events = POLLIN };
	for (size_t i = 0; i < copies->count; i++) {
		const struct feed *feed = &copies->feeds[i];
		bool waits = writes && feed_waits(feed);

		/* A pipe that nobody reads is reported without being asked for. */
		*poll++ = (struct pollfd){ .fd = feed->fd, .events = waits ? POLLOUT : 0 };
		*poll++ = (struct pollfd){ .fd = copies->outputs.of[i].fd, .events = POLLIN };
	}
}

/*
 * Reads and writes what can be without waiting, after it has waited until something can be,
 * if `waits`. Returns whether input, if it is not -1, can be read.
 */
static bool
work(struct copies *copies, int input, bool waits)
{
	const struct pollfd *polls = copies->polls;

	set_polls(copies, input, waits);
	if (poll(copies->polls, 1 + 2 * copies->count, waits ? -1 : 0) < 0) {
		if (errno != EINTR)
			diag_data("waiting for the copies:");
		progress_answer_main();
		return false;
	}
	for (size_t i = 0; i < copies->count; i++) {
		short in = polls[1 + 2 * i].revents;

		if ((in & (POLLERR | POLLHUP | POLLNVAL)) != 0)
			feed_close(&copies->feeds[i]);
		else if (in != 0)
			feed_write(&copies->feeds[i]);
		if (polls[2 + 2 * i].revents != 0)
			outputs_read(&copies->outputs, i);
	}
	outputs_show(&copies->outputs);
	return input >= 0 && polls[0].revents != 0;
}

bool
copies_wait(void *data, int fd)
{
	struct copies *copies = data;

	if (work(copies, fd, false))
		return !copies_stopped(copies);
	out_flush(copies->outputs.out);
	while (!copies_stopped(copies))
		if (work(copies, fd, true))
			return !copies_stopped(copies);
	return false;
}

/* Adds all of text, and waits for room if it must. */
static void
put(struct copies *copies, struct feed *feed, struct span text)
{
	while (feed->fd >= 0) {
		text = span_skip(text, feed_some(feed, text));
		if (text.len == 0)
			return;
		feed_write(feed);
		while (feed_waits(feed))
			work(copies, -1, true);
	}
}

void
copies_put(struct copies *copies, size_t copy, struct span text)
{
	put(copies, &copies->feeds[copy], text);
	put(copies, &copies->feeds[copy], span_of("\n"));
}

static void
wait_for(struct copies *copies, size_t i)
{
	while (waitpid(copies->groups[i], &copies->statuses[i], 0) < 0) {
		if (errno != EINTR)
			diag_data("waiting for copy %zu:", i + 1);
		progress_answer_main();
	}
	copies->groups[i] = 0;
}

static bool
has_output(const struct copies *copies)
{
	for (size_t i = 0; i < copies->count; i++)
		if (copies->outputs.of[i].fd >= 0)
			return true;
	return false;
}

/* Writes the last rows, and waits until all copies have ended. */
static void
finish(struct copies *copies)
{
	for (size_t i = 0; i < copies->count; i++)
		feed_end(&copies->feeds[i]);
	while (!copies_stopped(copies) || has_output(copies))
		work(copies, -1, true);
	/* A copy that has closed its output may go on reading, so this comes last. */
	for (size_t i = 0; i < copies->count; i++)
		wait_for(copies, i);
}

/* If there is a failure while a failure is passed on, the copies end without. */
static void
give_up(void *data)
{
	(void)data;
	stop_groups();
}

/*
 * The program fails: each copy gets the failure line, so that none takes half its rows for
 * all. What was known before is written, unless writing is what failed.
 */
static void
pass_failure_on(void *data)
{
	struct copies *copies = data;
	struct span line = diag_failure();

	diag_before_exit(give_up, copies);
	copies->outputs.failing = true;
	if (copies->outputs.writing)
		copies->outputs.broken = true;
	for (size_t i = 0; i < copies->count; i++) {
		struct feed *feed = &copies->feeds[i];

		if (feed->midline)
			put(copies, feed, span_of("\n"));
		copies_put(copies, i, line);
	}
	finish(copies);
	diag_forget(copies);
}

static void
start(struct copies *copies, size_t count)
{
	stop_catch(copies->groups, count);
	for (size_t i = 0; i < count; i++) {
		struct started started =
		    start_copy(copies->command, i + 1, &copies->groups[i]);

		feed_open(&copies->feeds[i], started.in);
		copies->outputs.of[i].fd = started.out;
		copies->count++;
	}
}

struct copies *
copies_start(const struct copies_options *options, struct out *out)
{
	struct copies *copies = mem_new(1, sizeof(*copies));
	size_t count = options->count;

	copies->command = options->command;
	copies->groups = mem_new(count, sizeof(*copies->groups));
	copies->feeds = mem_new(count, sizeof(*copies->feeds));
	copies->statuses = mem_new(count, sizeof(*copies->statuses));
	copies->polls = mem_new(1 + 2 * count, sizeof(*copies->polls));
	outputs_open(&copies->outputs, count, out);
	copies->outputs.store = options->store;
	copies->outputs.no_header = options->no_header;
	copies->outputs.dealt = options->dealt;
	copies->outputs.noted = options->has_table;
	diag_before_exit(pass_failure_on, copies);
	start(copies, count);
	return copies;
}

/* Whether that copy has failed, and why, after its name. */
static bool
has_failed(const struct copies *copies, size_t i, struct reason *why)
{
	const struct output *output = &copies->outputs.of[i];
	int status = copies->statuses[i];

	if (output->failed)
		fail(why, "failed: %.*s", (int)output->failure.len - 1,
		    output->failure.ptr + 1);
	else if (output->why.text[0] != '\0')
		*why = output->why;
	else if (WIFSIGNALED(status))
		fail(why, "was ended by signal %d (%s)", WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != 0)
		fail(why, "ended with status %d", WEXITSTATUS(status));
	else
		return false;
	return true;
}

/* If copies have failed, exits with a message about the first of them. */
static void
check(const struct copies *copies)
{
	struct reason why, first;
	size_t failed = 0, at = 0;
	char quoted[QUOTED_MAX], more[64] = "";

	for (size_t i = 0; i < copies->count; i++)
		if (has_failed(copies, i, &why) && failed++ == 0) {
			first = why;
			at = i;
		}
	if (failed == 0)
		return;
	if (failed > 1)
		snprintf(more, sizeof(more), " and %zu more", failed - 1);
	if (copies->outputs.of[at].failed)
		diag_pass_on(text_span(&copies->outputs.of[at].failure));
	diag_data("copy %zu%s of %zu, %s: %s", at + 1, more, copies->count,
	    quote(quoted, span_of(copies->command)), first.text);
}

void
copies_finish(struct copies *copies)
{
	finish(copies);
	diag_forget(copies);
	check(copies);
	for (size_t i = 0; i < copies->count; i++)
		feed_free(&copies->feeds[i]);
	outputs_free(&copies->outputs);
	free(copies->groups);
	free(copies->feeds);
	free(copies->statuses);
	free(copies->polls);
	free(copies);
}
