/*
 * Sorts rows by named columns. sort(1) does it, as a child that is given each
 * row with a key before it; the keys are taken off what it writes.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "diag.h"
#include "instant.h"
#include "mem.h"
#include "options.h"
#include "out.h"
#include "tsv.h"

extern char **environ;

struct settings {
	const char *key;
	const char *buffer_size, *parallel, *directory;
};

/* A column to sort by. */
struct key {
	size_t column;
	const char *instant; /* its name where it holds times, else NULL */
	int64_t usec;	     /* of the row at hand */
	bool missing;
	struct instant_memo memo;
};

struct keys {
	struct key *key;
	size_t count;
};

enum { ROWS = 64 }; /* at a time */

/*
 * The child: what is fed to it, and what it has sorted. It writes nothing until
 * it has read everything, so one process can do first the one and then the other.
 */
struct sorter {
	pid_t pid;
	struct out feed;
	int sorted;
	struct sigaction old_pipe;
	struct out *out;
};

static void
make_pipe(int ends[2])
{
	if (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 ||
	    fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0)
		diag_data("cannot make a pipe:");
}

/* sort(1) by the first field, which is the key; equal keys keep their order. */
static pid_t
spawn_sort(const struct settings *settings, int from, int to)
{
	/* Reading a pipe, sort(1) would take too little memory of its own accord. */
	const char *size = settings->buffer_size != NULL ? settings->buffer_size : "25%";
	const char *args[16] = { "sort", "-s", "-t", "\t", "-k", "1,1", "-S", size };
	size_t count = 8;
	posix_spawn_file_actions_t actions;
	pid_t pid;

	if (settings->parallel != NULL) {
		args[count++] = "--parallel";
		args[count++] = settings->parallel;
	}
	if (settings->directory != NULL) {
		args[count++] = "-T";
		args[count++] = settings->directory;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, from, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
	setenv("LC_ALL", "C", 1);
	errno = posix_spawnp(
	    &pid, "sort", &actions, NULL, (char *const *)(uintptr_t)args, environ);
	if (errno != 0)
		diag_data("cannot run sort(1):");
	posix_spawn_file_actions_destroy(&actions);
	return pid;
}

/* Copies rows without their keys; a block may end anywhere, *in_key tells where. */
static void
put_rows(struct out *out, struct span block, bool *in_key)
{
	while (block.len > 0) {
		const char *end = memchr(block.ptr, *in_key ? '\t' : '\n', block.len);
		size_t len = end != NULL ? (size_t)(end - block.ptr) + 1 : block.len;

		if (!*in_key)
			out_span(out, (struct span){ block.ptr, len });
		if (end != NULL)
			*in_key = !*in_key;
		block.ptr += len;
		block.len -= len;
	}
}

static void
put_sorted(struct sorter *sorter)
{
	char *buf = mem_resize(NULL, OUT_SIZE, 1);
	bool in_key = true;

	for (;;) {
		ssize_t got = read(sorter->sorted, buf, OUT_SIZE);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			diag_data("sort(1): read error:");
		if (got == 0)
			break;
		put_rows(sorter->out, (struct span){ buf, (size_t)got }, &in_key);
	}
	free(buf);
}

/* Exits with status 1 unless sort(1) did all that it was to do. */
static void
wait_for_sort(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			diag_data("sort(1):");
	if (WIFSIGNALED(status))
		diag_data("sort(1) was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		diag_data("sort(1) failed with status %d", WEXITSTATUS(status));
}

/* All rows have been fed, and come out in order. */
static void
finish(struct sorter *sorter)
{
	sigaction(SIGPIPE, &sorter->old_pipe, NULL);
	put_sorted(sorter);
	close(sorter->sorted);
	wait_for_sort(sorter->pid);
}

/* The program fails already: the rows that came before are to come out. */
static void
rescue(void *data)
{
	struct sorter *sorter = data;

	close(sorter->feed.fd);
	finish(sorter);
}

static void
sorter_open(struct sorter *sorter, const struct settings *settings, struct out *out)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	int feed[2];
	int sorted[2];

	make_pipe(feed);
	make_pipe(sorted);
	sorter->pid = spawn_sort(settings, feed[0], sorted[1]);
	close(feed[0]);
	close(sorted[1]);
	sorter->sorted = sorted[0];
	sorter->out = out;
	/* If sort(1) dies, that is to be told, not to be died of. */
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &sorter->old_pipe);
	diag_before_exit(rescue, sorter);
	out_attach(&sorter->feed, feed[1], "sort(1)");
}

static void
sorter_close(struct sorter *sorter)
{
	out_close(&sorter->feed);
	diag_forget(sorter);
	finish(sorter);
}

/*
 * Keys that sort(1) can compare as bytes up to the first TAB: columns are
 * parted by a byte below all others, and the bytes up to ESCAPE are escaped,
 * which keeps their order. A time is ten digits of base 64.
 */
enum { PART = 1, ESCAPE = 2, INSTANT_DIGITS = 10 };

static void
put_bytes(struct out *feed, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (byte > ESCAPE)
			continue;
		out_span(feed, (struct span){ text.ptr + from, i - from });
		out_char(feed, ESCAPE);
		out_char(feed, (char)(byte + 1));
		from = i + 1;
	}
	out_span(feed, (struct span){ text.ptr + from, text.len - from });
}

static void
put_instant(struct out *feed, int64_t usec)
{
	char *digits = out_room(feed, INSTANT_DIGITS);
	uint64_t rest = (uint64_t)(usec - INSTANT_MIN);

	for (int i = INSTANT_DIGITS - 1; i >= 0; i--, rest >>= 6)
		digits[i] = (char)('0' + (rest & 63));
	feed->used += INSTANT_DIGITS;
}

/* Reads the row's times; false if one is none, which makes it a bad row. */
static bool
read_instants(struct keys *keys, struct tsv *tsv, const struct row *row)
{
	for (size_t i = 0; i < keys->count; i++) {
		struct key *key = &keys->key[i];
		struct reason why;
		struct span text;

		if (key->instant == NULL)
			continue;
		text = tsv_value(tsv, row, key->column);
		key->missing = text.len == 0;
		if (!key->missing &&
		    instant_parse_row(&key->memo, text, &key->usec, &why) != 0) {
			tsv_bad(tsv, row, key->instant, &why);
			return false;
		}
	}
	return true;
}

static void
feed_row(struct out *feed, const struct keys *keys, const struct tsv *tsv,
    const struct row *row)
{
	for (size_t i = 0; i < keys->count; i++) {
		const struct key *key = &keys->key[i];

		if (i > 0)
			out_char(feed, PART);
		if (key->instant == NULL)
			put_bytes(feed, tsv_value(tsv, row, key->column));
		else if (!key->missing)
			put_instant(feed, key->usec);
	}
	out_char(feed, '\t');
	out_span(feed, row_bytes(row));
	out_char(feed, '\n');
}

/* The columns of --key, or time and lead. */
static struct keys
find_keys(const struct tsv *tsv, const struct common *common, const char *names)
{
	struct span usual[] = { span_of(common->time), span_of(common->lead) };
	struct list list = { usual, 2 };
	struct keys keys;
	size_t *places;

	if (names != NULL)
		list = list_parse(names);
	places = tsv_need_list(tsv, &list);
	keys = (struct keys){ mem_new(list.count, sizeof(*keys.key)), list.count };
	for (size_t i = 0; i < list.count; i++) {
		keys.key[i].column = places[i];
		if (span_equal(list.item[i], usual[0]))
			keys.key[i].instant = common->time;
		else if (span_equal(list.item[i], span_of("since")))
			keys.key[i].instant = "since";
	}
	free(places);
	if (names != NULL)
		list_free(&list);
	return keys;
}

static void
put_header(struct out *out, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			out_char(out, '\t');
		out_span(out, columns->item[i]);
	}
	out_char(out, '\n');
	out_flush(out);
}

static void
sort_rows(struct tsv *tsv, struct keys *keys, struct sorter *sorter)
{
	struct row rows[ROWS];
	size_t count;

	while ((count = tsv_rows(tsv, rows, ROWS)) > 0)
		for (size_t i = 0; i < count; i++)
			if (read_instants(keys, tsv, &rows[i]))
				feed_row(&sorter->feed, keys, tsv, &rows[i]);
}

static void
check_settings(const struct settings *settings)
{
	const char *size = settings->buffer_size;
	size_t digits = size != NULL ? strspn(size, "0123456789") : 1;

	if (digits == 0 || (size != NULL && strlen(size + digits) > 1))
		diag_usage(
		    "--buffer-size: '%s' is no size such as 500M, 2G or 50%%", size);
	if (settings->parallel != NULL)
		options_integer("parallel", settings->parallel, 1, 1024);
}

int
main(int argc, char **argv)
{
	struct settings settings = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "key", "COL,...", "sort by these columns, not time and lead",
		    &settings.key },
		{ OPT_TEXT, "buffer-size", "SIZE",
		    "as sort(1) has it: its memory, such as 500M or 50% (default 25%)",
		    &settings.buffer_size },
		{ OPT_TEXT, "parallel", "N", "as sort(1) has it: its threads",
		    &settings.parallel },
		{ OPT_TEXT, "temporary-directory", "DIR",
		    "as sort(1) has it: where it puts what is more than its memory",
		    &settings.directory },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-sort",
		.purpose = "Sort rows by time and lead, or by other columns; the header "
			   "stays first.",
		.examples = "  lf-sort events.tsv | lf-stage --stages stages.tsv\n"
			    "  lf-sort --key lead,time moves.tsv\n",
		.table = table,
	};
	struct common common;
	struct out out;
	struct sorter sorter;
	struct keys keys;
	struct tsv *tsv;

	options_parse(&program, &common, argc, argv);
	check_settings(&settings);
	out_open(&out);
	tsv = tsv_open(&common, &out);
	keys = find_keys(tsv, &common, settings.key);
	if (!common.no_header)
		put_header(&out, tsv_columns(tsv));
	sorter_open(&sorter, &settings, &out);
	sort_rows(tsv, &keys, &sorter);
	sorter_close(&sorter);
	free(keys.key);
	tsv_close(tsv);
	return STATUS_OK;
}
