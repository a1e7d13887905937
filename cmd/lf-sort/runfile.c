#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/tempfile.h"
#include "tsv/progress.h"

#include "runfile.h"

/* The bytes of a run in the file. */
struct stretch {
	off_t begin, end;
};

struct runfile {
	struct text name; /* for messages; ends with NUL */
	struct out out;
	struct sink sink;
	struct stretch *runs;
	size_t count, room;
};

/* A run that is read: text[begin, filled) is what has been read and not been given out. */
struct filerun {
	struct run run;
	const struct runfile *file;
	struct stretch left; /* to be read */
	char *text;
	size_t room, begin, filled;
};

struct runfile *
runfile_open(const char *directory)
{
	struct runfile *file = mem_new(1, sizeof(*file));
	int fd = tempfile_open(directory);

	text_add(&file->name, span_of(directory));
	text_add(&file->name, span_of(": temporary file"));
	*text_room(&file->name, 0) = '\0';
	if (fd < 0)
		diag_data("%s:", file->name.ptr);
	out_attach(&file->out, fd, file->name.ptr);
	file->sink.out = &file->out;
	return file;
}

void
runfile_close(struct runfile *file)
{
	out_close(&file->out);
	text_free(&file->name);
	free(file->runs);
	free(file);
}

struct sink *
runfile_begin(struct runfile *file)
{
	off_t begin = file->count > 0 ? file->runs[file->count - 1].end : 0;

	file->runs = mem_grow(file->runs, file->count, &file->room, sizeof(*file->runs));
	file->runs[file->count++] = (struct stretch){ begin, begin };
	return &file->sink;
}

void
runfile_end(struct runfile *file)
{
	out_flush(&file->out);
	file->runs[file->count - 1].end = lseek(file->out.fd, 0, SEEK_CUR);
}

size_t
runfile_count(const struct runfile *file)
{
	return file->count;
}

/* Reads more of the run, after what is left of it in the buffer. */
static void
fill(struct filerun *from)
{
	off_t left = from->left.end - from->left.begin;
	size_t wanted;
	ssize_t got;

	from->filled -= from->begin;
	memmove(from->text, from->text + from->begin, from->filled);
	from->begin = 0;
	if (from->filled == from->room) {
		from->room *= 2;
		from->text = mem_resize(from->text, from->room + KEYS_SLACK, 1);
	}
	wanted = from->room - from->filled;
	if ((uintmax_t)left < wanted)
		wanted = (size_t)left;
	do {
		progress_answer_main();
		got = pread(from->file->out.fd, from->text + from->filled, wanted,
		    from->left.begin);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		diag_data("%s: read error:", from->file->name.ptr);
	if (got == 0)
		diag_data("%s: has become shorter", from->file->name.ptr);
	from->left.begin += got;
	from->filled += (size_t)got;
}

static bool
next_of_file(struct run *run)
{
	struct filerun *from = (struct filerun *)run;
	size_t seen = 0;
	const char *end;

	if (from->begin == from->filled && from->left.begin == from->left.end)
		return false;
	while ((end = memchr(from->text + from->begin + seen, '\n',
		    from->filled - from->begin - seen)) == NULL) {
		seen = from->filled - from->begin;
		fill(from);
	}
	run->row.ptr = from->text + from->begin;
	run->row.len = (size_t)(end - run->row.ptr);
	run->word = keys_first(run->keys, run->row);
	from->begin += run->row.len + 1;
	return true;
}

struct run *
runfile_run(const struct runfile *file, size_t number, struct keys *keys, size_t buffer)
{
	struct filerun *from = mem_new(1, sizeof(*from));

	from->run.next = next_of_file;
	from->run.keys = keys;
	from->file = file;
	from->left = file->runs[number];
	from->room = buffer;
	from->text = mem_resize(NULL, buffer + KEYS_SLACK, 1);
	return &from->run;
}

void
runfile_run_free(struct run *run)
{
	struct filerun *from = (struct filerun *)run;

	free(from->text);
	free(from);
}
