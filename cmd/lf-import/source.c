#include <fnmatch.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "tsv/escape.h"

#include "json.h"
#include "source.h"

/* The place of a column named as in the file, or as a TSV header spells it; or -1. */
static long
find_name(const struct list *columns, struct span name)
{
	struct text escaped = { NULL, 0, 0 };
	long at = list_find(columns, name);

	if (at < 0) {
		escape_add(&escaped, name);
		at = list_find(columns, text_span(&escaped));
		text_free(&escaped);
	}
	return at;
}

/* The place of the first column whose name the pattern fits, or -1. */
static long
find_pattern(const struct list *columns, struct span pattern)
{
	char *glob = mem_string(pattern);
	long found = -1;

	for (size_t i = 0; i < columns->count && found < 0; i++) {
		char *name = mem_string(columns->item[i]);

		if (fnmatch(glob, name, 0) == 0)
			found = (long)i;
		free(name);
	}
	free(glob);
	return found;
}

/* A column's name may hold colons itself: the longest name before one wins. */
static bool
find_key(struct pick *pick, const struct list *columns, struct span name)
{
	for (size_t len = name.len; len-- > 1;) {
		long at = name.ptr[len] != ':' ?
		    -1 :
		    find_name(columns, (struct span){ name.ptr, len });

		if (at < 0)
			continue;
		pick->column = (size_t)at;
		pick->key = span_skip(name, len + 1);
		return true;
	}
	return false;
}

static bool
find_pick(struct source *source, const struct list *columns, struct span name)
{
	struct pick *pick = &source->pick[source->picks];
	bool pattern = source->alternatives && memchr(name.ptr, '*', name.len) != NULL;
	long at = pattern ? find_pattern(columns, name) : find_name(columns, name);

	pick->key = (struct span){ NULL, 0 };
	if (at >= 0)
		pick->column = (size_t)at;
	else if (!find_key(pick, columns, name))
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
find_constant(struct source *source, const struct list *columns, struct span pattern)
{
	long at = find_pattern(columns, pattern);
	const char *star = memchr(pattern.ptr, '*', pattern.len);
	size_t before = (size_t)(star - pattern.ptr);

	if (at < 0)
		return false;
	source->constant = columns->item[at];
	source->constant.ptr += before;
	source->constant.len -= pattern.len - 1;
	return true;
}

/* One alternative: NAME, NAME+NAME, or =NAME. */
static bool
find_alternative(struct source *source, const struct list *columns, struct span name)
{
	source->picks = 0;
	if (name.ptr[0] == '=')
		return find_constant(source, columns, span_skip(name, 1));
	take_divisor(source, &name);
	for (;;) {
		const char *plus = memchr(name.ptr, '+', name.len);
		size_t len = plus == NULL ? name.len : (size_t)(plus - name.ptr);

		if (!find_pick(source, columns, (struct span){ name.ptr, len }))
			return false;
		if (plus == NULL)
			return true;
		name = (struct span){ plus + 1, name.len - len - 1 };
	}
}

bool
source_find(struct source *source, const struct list *columns)
{
	struct span left = source->text;

	source->picks = 0;
	source->constant = (struct span){ "", 0 };
	if (!source->alternatives) {
		take_divisor(source, &left);
		return find_pick(source, columns, left);
	}
	while (left.len > 0) {
		const char *bar = memchr(left.ptr, '|', left.len);
		size_t len = bar == NULL ? left.len : (size_t)(bar - left.ptr);

		if (find_alternative(source, columns, (struct span){ left.ptr, len }))
			return true;
		left = span_skip(left, len + (bar != NULL));
	}
	source->picks = 0;
	return source->optional;
}

void
source_want(const struct source *source, struct csvread *csv)
{
	const struct list *columns = csvread_columns(csv);

	for (size_t i = 0; i < source->picks; i++) {
		size_t at = source->pick[i].column;
		struct list rest = { columns->item + at + 1, columns->count - at - 1 };
		char quoted[QUOTED_MAX];

		if (list_find(&rest, columns->item[at]) >= 0)
			diag_usage("%s: column %s occurs twice", csvread_name(csv),
			    quote(quoted, columns->item[at]));
		csvread_want(csv, at);
	}
}

struct span
source_name(const struct source *source, const struct list *columns)
{
	const struct pick *pick = &source->pick[0];

	if (source->picks > 0 && (source->alternatives || pick->key.ptr == NULL))
		return columns->item[pick->column];
	return source->text;
}

void
source_free(struct source *source)
{
	for (size_t i = 0; i < PICKS_MAX; i++)
		text_free(&source->pick[i].value);
}

static bool
is_missing(const struct missing *missing, struct span value)
{
	for (size_t i = 0; i < missing->count; i++)
		if (span_equal(missing->item[i], value))
			return true;
	return false;
}

int
source_value(struct source *source, const struct csvread *csv,
    const struct missing *missing, struct span *value, struct reason *why)
{
	*value = source->constant;
	for (size_t i = 0; i < source->picks; i++) {
		struct pick *pick = &source->pick[i];

		*value = csvread_field(csv, pick->column);
		if (is_missing(missing, *value))
			value->len = 0;
		if (pick->key.ptr != NULL && value->len > 0) {
			if (json_value(*value, pick->key, &pick->value, value, why) != 0)
				return -1;
			if (is_missing(missing, *value))
				value->len = 0;
		}
		if (value->len > 0)
			return 0;
	}
	return 0;
}
