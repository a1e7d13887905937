#include "base/digits.h"
#include "tsv/escape.h"

#include "columnpattern.h"
#include "source.h"

/* The first column whose name the pattern fits, or -1; *first as in pattern_fits. */
static long
find_pattern(const struct csvheader *header, struct span pattern, struct span *first)
{
	for (size_t i = 0; i < csvheader_count(header); i++)
		if (columnpattern_fits(pattern, csvheader_text(header, i), first))
			return (long)i;
	return -1;
}

/* A column's name may hold colons itself: the longest name before one wins. */
static bool
find_key(struct pick *pick, const struct csvheader *header, struct span name)
{
	for (size_t len = name.len; len-- > 1;) {
		long at = name.ptr[len] != ':' ?
		    -1 :
		    csvheader_find(header, (struct span){ name.ptr, len });

		if (at < 0)
			continue;
		pick->column = (size_t)at;
		pick->key = span_skip(name, len + 1);
		return true;
	}
	return false;
}

static bool
find_pick(struct source *source, const struct csvheader *header, struct span name)
{
	struct pick *pick = &source->pick[source->picks];
	long at = csvheader_find(header, name);
	struct span ignored;

	if (at < 0 && source->alternatives && columnpattern_is(name))
		at = find_pattern(header, name, &ignored);
	pick->key = (struct span){ NULL, 0 };
	if (at >= 0)
		pick->column = (size_t)at;
	else if (!find_key(pick, header, name))
		return false;
	source->picks++;
	return true;
}

/* Takes /N off the end of name. */
static void
take_divisor(struct source *source, struct span *name)
{
	size_t after = name->len; /* the slash */
	struct span digits;
	uint64_t divisor;

	source->divisor = 1;
	while (after > 0 && name->ptr[after - 1] != '/')
		after--;
	digits = span_skip(*name, after);
	if (!source->divides || after < 2 || digits_take(&digits, 18, &divisor) == 0 ||
	    digits.len > 0 || divisor == 0)
		return;
	source->divisor = (int64_t)divisor;
	name->len = after - 1;
}

/* =NAME: the part of the column's name that '*' stands for. */
static bool
find_constant(struct source *source, const struct csvheader *header, struct span pattern)
{
	struct span part;

	if (find_pattern(header, pattern, &part) < 0)
		return false;
	source->made.len = 0;
	escape_undo(&source->made, part);
	source->constant = text_span(&source->made);
	return true;
}

/* One alternative: NAME, NAME+NAME, =NAME, or nothing. */
static bool
find_alternative(struct source *source, const struct csvheader *header, struct span name)
{
	struct span part;

	source->picks = 0;
	if (name.len == 0)
		return true;
	if (name.ptr[0] == '=')
		return find_constant(source, header, span_skip(name, 1));
	take_divisor(source, &name);
	while (span_take(&name, '+', &part))
		if (source->picks == PICKS_MAX || !find_pick(source, header, part))
			return false;
	return true;
}

bool
source_find(struct source *source, const struct csvheader *header)
{
	struct span left = source->text;
	struct span part;

	source->picks = 0;
	source->constant = (struct span){ "", 0 };
	source->divisor = 1;
	if (!source->alternatives) {
		/* A header that has exactly this name comes first. */
		if (csvheader_find(header, left) < 0)
			take_divisor(source, &left);
		return find_pick(source, header, left);
	}
	while (span_take(&left, '|', &part))
		if (find_alternative(source, header, part))
			return true;
	source->picks = 0;
	return false;
}

struct span
source_name(const struct source *source, const struct csvheader *header)
{
	const struct pick *pick = &source->pick[0];

	if (source->picks > 0 && (source->alternatives || pick->key.ptr == NULL))
		return csvheader_name(header, pick->column);
	return source->text;
}

void
source_describe(const struct source *source, struct text *to)
{
	struct span left = source->text;
	struct span part;
	size_t count = 0;
	char quoted[QUOTED_MAX];

	while (span_take(&left, source->alternatives ? '|' : '\0', &part)) {
		if (part.len == 0 && source->alternatives)
			continue;
		text_add(to, span_of(count == 0 ? "" : count == 1 ? " (or " : ", "));
		text_add(to, span_of(quote(quoted, part)));
		count++;
	}
	if (count > 1)
		text_add(to, span_of(")"));
}

void
source_free(struct source *source)
{
	for (size_t i = 0; i < PICKS_MAX; i++)
		text_free(&source->pick[i].value);
	text_free(&source->made);
}
