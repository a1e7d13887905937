#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/nearest.h"

#include "json.h"
#include "missing.h"

static void
add(struct missing *missing, struct missing_one one)
{
	missing->one =
	    mem_grow(missing->one, missing->count, &missing->room, sizeof(*missing->one));
	missing->one[missing->count++] = one;
}

void
missing_add(struct missing *missing, const char *text, const struct csvheader *header,
    bool from_option)
{
	struct span whole = span_of(text);
	struct missing_one one = { .text = from_option ? text : NULL };

	/* A column's name may hold '=' itself. */
	for (size_t i = 1; header != NULL && i < whole.len; i++) {
		one.source = (struct source){ .text = { text, i } };
		one.value = span_skip(whole, i + 1);
		if (text[i] == '=' && source_find(&one.source, header)) {
			add(missing, one);
			return;
		}
	}
	one.every = true;
	one.value = whole;
	add(missing, one);
}

void
missing_free(struct missing *missing)
{
	for (size_t i = 0; i < missing->count; i++)
		source_free(&missing->one[i].source);
	free(missing->one);
}

/* COL=STR whose COL is no column, and that no field is, names a column that is misspelt. */
static void
report(const struct missing_one *one, const struct csvheader *header)
{
	const char *equals = strchr(one->text, '=');
	struct list columns = csvheader_names(header);
	struct text advice = { NULL, 0, 0 };
	char quoted[QUOTED_MAX];

	if (one->every && equals != NULL && equals > one->text) {
		struct span column = { one->text, (size_t)(equals - one->text) };

		text_add(&advice, span_of(", and no column is "));
		text_add(&advice, span_of(quote(quoted, column)));
		text_add(&advice, span_of("; "));
		nearest_advise(&advice, &columns, column);
	}
	diag_note("--missing: no field is %s%.*s", quote(quoted, span_of(one->text)),
	    (int)advice.len, advice.len > 0 ? advice.ptr : "");
	text_free(&advice);
}

void
missing_report(const struct missing *missing, const struct csvheader *header)
{
	for (size_t i = 0; i < missing->count; i++) {
		const struct missing_one *one = &missing->one[i];

		if (one->text != NULL && one->asked && !one->found)
			report(one, header);
	}
}

static bool
same_pick(const struct pick *a, const struct pick *b, bool with_key)
{
	if (a->column != b->column || (a->key.ptr != NULL) != with_key)
		return false;
	return !with_key || span_equal(a->key, b->key);
}

/* Whether the value means that there is none: of the pick's column, or of its key. */
static bool
is_missing(struct missing *missing, const struct pick *pick, bool of_key, struct span value)
{
	bool is = false;

	for (size_t i = 0; i < missing->count; i++) {
		struct missing_one *one = &missing->one[i];

		if (!one->every && !same_pick(&one->source.pick[0], pick, of_key))
			continue;
		one->asked = true;
		if (span_equal(one->value, value))
			is = one->found = true;
	}
	return is;
}

int
missing_look(struct missing *missing, struct source *source, const struct csvread *csv,
    struct span *value, struct reason *why)
{
	*value = source->constant;
	for (size_t i = 0; i < source->picks; i++) {
		struct pick *pick = &source->pick[i];

		*value = csvread_field(csv, pick->column);
		if (is_missing(missing, pick, false, *value))
			value->len = 0;
		if (pick->key.ptr != NULL && value->len > 0) {
			if (json_value(*value, pick->key, &pick->value, value, why) != 0)
				return -1;
			if (is_missing(missing, pick, true, *value))
				value->len = 0;
		}
		if (value->len > 0)
			return 0;
	}
	return 0;
}
