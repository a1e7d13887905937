#include "base/fnv.h"

#include "report/partialheader.h"

static const char hex[] = "0123456789abcdef";

int
partialheader_hash(struct span text, uint64_t *hash)
{
	*hash = 0;
	if (text.len != FNV_TEXT)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		const char *digit = memchr(hex, text.ptr[i], 16);

		if (digit == NULL)
			return -1;
		*hash = *hash << 4 | (uint64_t)(digit - hex);
	}
	return 0;
}

void
partialheader_end(struct text *line)
{
	uint64_t hash = fnv_of(text_span(line));
	char digits[FNV_TEXT];

	fnv_put(digits, hash);
	text_add(line, span_of(" "));
	text_add(line, (struct span){ digits, sizeof(digits) });
}

/* The last column of a header line. */
static struct span
last_column(struct span line)
{
	struct span column = { NULL, 0 };

	while (span_take(&line, '\t', &column))
		;
	return column;
}

/* How long the name of the program is, in a version; 0 if it is no version. */
static size_t
program_len(struct span version)
{
	size_t len = version.len;

	while (len > 0 && version.ptr[len - 1] >= '0' && version.ptr[len - 1] <= '9')
		len--;
	if (len == version.len || len < 5 || memcmp(version.ptr, "lf-", 3) != 0 ||
	    version.ptr[len - 1] != '-')
		return 0;
	return len - 1;
}

static int
check_version(struct span version, const char *wanted, struct reason *why)
{
	size_t len = program_len(version);
	char quoted[QUOTED_MAX];

	if (len == 0)
		return fail(why,
		    "is not a state: make states of the parts with %s --partial, and give "
		    "these to --merge",
		    diag_name());
	if (!span_equal((struct span){ version.ptr, len },
		(struct span){ wanted, program_len(span_of(wanted)) }))
		return fail(why, "is a state of %.*s, which its own --merge reads",
		    (int)len, version.ptr);
	if (!span_equal(version, span_of(wanted)))
		return fail(why,
		    "is a state of another version, %s, where this is '%s': make it anew with "
		    "%s --partial",
		    quote(quoted, version), wanted, diag_name());
	return 0;
}

int
partialheader_parse(
    struct span line, const char *version, struct span *options, struct reason *why)
{
	struct span rest = last_column(line);
	struct span word;
	uint64_t hash;

	if (!span_take(&rest, ' ', &word))
		word = (struct span){ "", 0 };
	if (check_version(word, version, why) != 0)
		return -1;
	if (rest.ptr == NULL || rest.len < FNV_TEXT ||
	    partialheader_hash(span_skip(rest, rest.len - FNV_TEXT), &hash) != 0 ||
	    hash != fnv_of((struct span){ line.ptr, line.len - FNV_TEXT - 1 }))
		return fail(why, "the header is damaged: make the state anew with %s --partial",
		    diag_name());
	*options = (struct span){ rest.ptr, rest.len - FNV_TEXT };
	if (options->len > 0)
		options->len--;
	return 0;
}

/* The options, or words for none. */
static const char *
say(char quoted[QUOTED_MAX], struct span options)
{
	return options.len == 0 ? "no such option" : quote(quoted, options);
}

void
partialheader_differ(
    struct span line, struct span before, const char *version, struct reason *why)
{
	struct span options, others;
	char quoted[2][QUOTED_MAX];

	if (partialheader_parse(line, version, &options, why) == 0 &&
	    partialheader_parse(before, version, &others, why) == 0)
		fail(why,
		    "is a state made with %s, where that before was made with %s: merge "
		    "states of the same options",
		    say(quoted[0], options), say(quoted[1], others));
}
