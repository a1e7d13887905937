#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/filekind.h"

#include "recode.h"

/* START_BYTES are enough to recognise a mark, or a file that is no CSV. */
enum { RAW_BYTES = 1 << 16, START_BYTES = 4 };
enum { CONVERTER_BYTES = 1 << 20 };

/* Bytes that cannot be converted: where their RECODE_BAD was given out, and where they are. */
struct bad {
	uint64_t place, offset;
};

struct recode {
	struct input *input;
	const char *encoding; /* of --encoding */
	const char *name; /* of the file being read */
	iconv_t converter;
	bool converts; /* the file is not UTF-8, and there is a converter */
	size_t unit; /* bytes that a bad character takes at least */
	bool begun; /* the file's mark has been looked for */
	size_t mark; /* bytes that it took */

	char *raw; /* RAW_BYTES, as read: what is not given out yet is [begin, end) */
	size_t begin, end;
	uint64_t offset; /* in the file, of raw[begin] */
	bool ended;

	uint64_t given; /* bytes of the file that have been given out */
	struct bad *bad; /* in order; those before bad_next have been asked for */
	size_t bad_count, bad_next, bad_room;
};

static void
close_converter(struct recode *recode)
{
	if (recode->converts)
		iconv_close(recode->converter);
	recode->converts = false;
}

static _Noreturn void
no_converter(const char *encoding)
{
	if (errno == ENOMEM)
		diag_data("out of memory");
	if (errno != EINVAL)
		diag_data("--encoding: '%s':", encoding);
	/* Of a converter that does not fit into memory, glibc says the same. */
	free(mem_new(CONVERTER_BYTES, 1));
	diag_usage("--encoding: '%s' is not an encoding that iconv knows", encoding);
}

static void
open_converter(struct recode *recode, const char *encoding)
{
	close_converter(recode);
	recode->name = encoding;
	if (strcmp(encoding, "UTF-8") == 0)
		return;
	recode->converter = iconv_open("UTF-8", encoding);
	/* glibc says EINVAL as well if memory ran out for a moment. */
	if (recode->converter == (iconv_t)-1 && errno == EINVAL)
		recode->converter = iconv_open("UTF-8", encoding);
	if (recode->converter == (iconv_t)-1)
		no_converter(encoding);
	recode->converts = true;
	recode->unit = 1;
	if (strncmp(encoding, "UTF-16", 6) == 0 || strncmp(encoding, "UCS-2", 5) == 0)
		recode->unit = 2;
	if (strncmp(encoding, "UTF-32", 6) == 0 || strncmp(encoding, "UCS-4", 5) == 0)
		recode->unit = 4;
}

struct recode *
recode_open(struct input *input, const char *encoding)
{
	struct recode *recode = mem_new(1, sizeof(*recode));

	recode->input = input;
	recode->encoding = encoding != NULL ? encoding : "UTF-8";
	/* For no name iconv takes the encoding of the locale, which is no affair of ours. */
	if (strchr(" /", recode->encoding[0]) != NULL)
		diag_usage("--encoding: '%s' is not an encoding that iconv knows",
		    recode->encoding);
	recode->raw = mem_resize(NULL, RAW_BYTES, 1);
	open_converter(recode, recode->encoding);
	return recode;
}

void
recode_close(struct recode *recode)
{
	close_converter(recode);
	free(recode->raw);
	free(recode->bad);
	free(recode);
}

/* Reads more behind what is left; at the file's end, it is as long as it was. */
static void
read_raw(struct recode *recode)
{
	size_t got;

	memmove(recode->raw, recode->raw + recode->begin, recode->end - recode->begin);
	recode->end -= recode->begin;
	recode->begin = 0;
	got = input_read(
	    recode->input, recode->raw + recode->end, RAW_BYTES - recode->end);
	recode->ended = got == 0;
	recode->end += got;
}

/* The longer ones first: that of UTF-32LE begins as that of UTF-16LE. */
static const struct mark {
	const char *bytes;
	size_t len;
	const char *encoding;
} marks[] = {
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

/* A mark at the front of a file is surer than what --encoding says. */
static void
notice_mark(struct recode *recode)
{
	const char *encoding = recode->encoding;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (recode->end >= marks[i].len &&
		    memcmp(recode->raw, marks[i].bytes, marks[i].len) == 0) {
			encoding = marks[i].encoding;
			recode->mark = marks[i].len;
			break;
		}
	open_converter(recode, encoding);
	recode->begin = recode->mark;
	recode->offset = recode->mark;
}

/* Reads how the file begins, if that has not been done. */
static void
begin_file(struct recode *recode)
{
	const char *kind;

	if (recode->begun)
		return;
	while (recode->end < START_BYTES && !recode->ended)
		read_raw(recode);
	kind = filekind_of_bytes((struct span){ recode->raw, recode->end });
	if (kind != NULL)
		diag_data("%s: %s", input_name(recode->input), kind);
	notice_mark(recode);
	recode->begun = true;
}

bool
recode_next_file(struct recode *recode)
{
	if (!input_next_file(recode->input))
		return false;
	recode->begin = 0;
	recode->end = 0;
	recode->begun = false;
	recode->mark = 0;
	recode->ended = false;
	recode->given = 0;
	recode->bad_count = 0;
	recode->bad_next = 0;
	return true;
}

bool
recode_utf16(struct recode *recode)
{
	begin_file(recode);
	return recode->mark == 2;
}

/* Takes len bytes that cannot be converted, and writes RECODE_BAD for them. */
static void
take_bad(struct recode *recode, size_t len, uint64_t place, char **to)
{
	size_t left = recode->end - recode->begin;

	if (len > left)
		len = left;
	recode->bad = mem_grow(
	    recode->bad, recode->bad_count, &recode->bad_room, sizeof(*recode->bad));
	recode->bad[recode->bad_count++] = (struct bad){ place, recode->offset };
	recode->begin += len;
	recode->offset += len;
	*(*to)++ = RECODE_BAD;
}

/* Converts what is there, as far as there is room; the bytes written. */
static size_t
convert(struct recode *recode, char *buf, size_t size)
{
	char *to = buf;

	while (recode->begin < recode->end && (size_t)(to - buf) < size) {
		char *from = recode->raw + recode->begin;
		size_t left = recode->end - recode->begin;
		size_t room = size - (size_t)(to - buf);
		size_t done = iconv(recode->converter, &from, &left, &to, &room);
		int error = errno;
		size_t taken = (size_t)(from - recode->raw) - recode->begin;
		uint64_t place = recode->given + (uint64_t)(to - buf);

		recode->begin += taken;
		recode->offset += taken;
		if (done != (size_t)-1)
			continue;
		if (error == EILSEQ && room > 0)
			take_bad(recode, recode->unit, place, &to);
		else if (error == EINVAL && recode->ended && room > 0)
			take_bad(recode, recode->end, place, &to);
		else
			break;
	}
	return (size_t)(to - buf);
}

/* Forgets the bad bytes that come before those that were asked for. */
static void
forget_bad(struct recode *recode)
{
	if (recode->bad_next == 0)
		return;
	recode->bad_count -= recode->bad_next;
	memmove(recode->bad, recode->bad + recode->bad_next,
	    recode->bad_count * sizeof(*recode->bad));
	recode->bad_next = 0;
}

/* What the converter has held back at the file's end: a letter that an accent may follow. */
static size_t
take_held(struct recode *recode, char *buf, size_t size)
{
	char *to = buf;

	iconv(recode->converter, NULL, NULL, &to, &size);
	return (size_t)(to - buf);
}

static size_t
read_converted(struct recode *recode, char *buf, size_t size)
{
	forget_bad(recode);
	for (;;) {
		size_t got = convert(recode, buf, size);

		if (got == 0 && recode->ended)
			got = take_held(recode, buf, size);
		recode->given += got;
		if (got > 0 || recode->ended)
			return got;
		read_raw(recode);
	}
}

size_t
recode_read(struct recode *recode, char *buf, size_t size)
{
	size_t got;

	begin_file(recode);
	if (recode->converts)
		return read_converted(recode, buf, size);
	got = recode->end - recode->begin;
	if (got == 0)
		return input_read(recode->input, buf, size);
	if (got > size)
		got = size;
	memcpy(buf, recode->raw + recode->begin, got);
	recode->begin += got;
	return got;
}

uint64_t
recode_offset(struct recode *recode, uint64_t place)
{
	if (!recode->converts)
		return recode->mark + place;
	while (recode->bad_next < recode->bad_count &&
	    recode->bad[recode->bad_next].place < place)
		recode->bad_next++;
	if (recode->bad_next == recode->bad_count)
		return recode->offset;
	return recode->bad[recode->bad_next].offset;
}

const char *
recode_name(const struct recode *recode)
{
	return recode->name;
}

bool
recode_converts(const struct recode *recode)
{
	return recode->converts;
}
