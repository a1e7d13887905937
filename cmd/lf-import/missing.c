#include <stdlib.h>

#include "base/mem.h"

#include "json.h"
#include "missing.h"

static bool
add_one(struct missing *missing, struct span column, struct span value,
    const struct csvheader *header)
{
	struct source source = { .text = column };

	if (!source_find(&source, header))
		return false;
	missing->one = mem_grow(
	    missing->one, missing->one_count, &missing->one_room, sizeof(*missing->one));
	missing->one[missing->one_count++] = (struct missing_one){ source, value };
	return true;
}

void
missing_add(struct missing *missing, struct span text, const struct csvheader *header)
{
	/* A column's name may hold '=' itself. */
	for (size_t i = 1; header != NULL && i < text.len; i++)
		if (text.ptr[i] == '=' &&
		    add_one(missing, (struct span){ text.ptr, i }, span_skip(text, i + 1),
			header))
			return;
	missing->item =
	    mem_grow(missing->item, missing->count, &missing->room, sizeof(*missing->item));
	missing->item[missing->count++] = text;
}

void
missing_free(struct missing *missing)
{
	for (size_t i = 0; i < missing->one_count; i++)
		source_free(&missing->one[i].source);
	free(missing->one);
	free(missing->item);
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
is_missing(
    const struct missing *missing, const struct pick *pick, bool of_key, struct span value)
{
	for (size_t i = 0; i < missing->count; i++)
		if (span_equal(missing->item[i], value))
			return true;
	for (size_t i = 0; i < missing->one_count; i++)
		if (span_equal(missing->one[i].value, value) &&
		    same_pick(&missing->one[i].source.pick[0], pick, of_key))
			return true;
	return false;
}

int
missing_look(const struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why)
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
