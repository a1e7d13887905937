#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"

#include "keys.h"

/* A word has seven bytes of text; its lowest byte counts them, or says that more follow. */
enum { WORD_TEXT = 7, WORD_MORE = WORD_TEXT + 1, WORD_COUNT = 0xff };

/* Shorter text comes before longer text that begins with it. */
static uint64_t
text_word(struct span text, size_t from)
{
	struct span left = span_skip(text, from);
	uint64_t bytes;

	if (left.len == 0)
		return 0;
	/* Also reads bytes after the text, which are then cleared. */
	bytes = __builtin_bswap64(digits_load(left.ptr));
	if (left.len > WORD_TEXT)
		return (bytes & ~(uint64_t)WORD_COUNT) | WORD_MORE;
	return (bytes & ~(UINT64_MAX >> 8 * left.len)) | left.len;
}

/* -1 and the reason if text is no instant. */
static int
instant_word(struct key *key, struct span text, uint64_t *word, struct reason *why)
{
	int64_t usec;

	*word = 0;
	if (text.len == 0)
		return 0;
	if (instant_parse_row(&key->memo, text, &usec, why) != 0)
		return -1;
	*word = keys_instant(usec);
	return 0;
}

/* The upper or the lower half of a number; that of a missing one is 0, and least. */
static int
number_word(struct span text, size_t half, uint64_t *word, struct reason *why)
{
	int128 value;
	int places;

	*word = 0;
	if (text.len == 0)
		return 0;
	if (decimal_parse(text, &value, &places, why) != 0)
		return -1;
	*word = half == 0 ? (uint64_t)(value >> 64) ^ UINT64_C(1) << 63 : (uint64_t)value;
	return 0;
}

static int
value_word(
    struct key *key, struct span text, size_t from, uint64_t *word, struct reason *why)
{
	switch (key->kind) {
	case KEY_INSTANT:
		return instant_word(key, text, word, why);
	case KEY_NUMBER:
		return number_word(text, from, word, why);
	default:
		*word = text_word(text, from);
		return 0;
	}
}

bool
keys_read_any(struct keys *keys, const struct row *row, uint64_t *word)
{
	for (size_t i = 0; i < keys->count; i++) {
		struct key *key = &keys->key[i];
		struct reason why;
		uint64_t first;

		if (i > 0 && key->kind == KEY_TEXT)
			continue;
		if (value_word(key, tsv_value(keys->tsv, row, key->column), 0, &first,
			&why) != 0) {
			tsv_bad(keys->tsv, row, key->name, &why);
			return false;
		}
		if (i == 0)
			*word = first;
		if (key == keys->timed)
			keys->time = first;
	}
	return true;
}

struct span
keys_field(struct span row, size_t column)
{
	struct span field = { NULL, 0 };

	for (size_t i = 0; i <= column; i++)
		span_take(&row, '\t', &field);
	return field;
}

uint64_t
keys_word(struct keys *keys, struct span row, struct keyplace place)
{
	struct key *key = &keys->key[place.key];
	struct span text = keys_field(row, key->column);
	struct reason why;
	uint64_t word = 0;

	if (keys->null.len > 0 && span_equal(text, keys->null))
		text.len = 0;
	/* keys_read has seen that it parses. */
	value_word(key, text, place.from, &word, &why);
	return word;
}

uint64_t
keys_first(struct keys *keys, struct span row)
{
	return keys_word(keys, row, (struct keyplace){ 0, 0 });
}

bool
keys_next(const struct keys *keys, struct keyplace *place, uint64_t word)
{
	enum key_kind kind = keys->key[place->key].kind;

	if (kind == KEY_TEXT && (word & WORD_COUNT) == WORD_MORE) {
		place->from += WORD_TEXT;
	} else if (kind == KEY_NUMBER && place->from == 0) {
		place->from = 1;
	} else {
		place->key++;
		place->from = 0;
	}
	return place->key < keys->count;
}

int
keys_order(struct keys *keys, uint64_t word, struct span a, struct span b)
{
	struct keyplace place = { 0, 0 };

	while (keys_next(keys, &place, word)) {
		uint64_t other = keys_word(keys, b, place);

		word = keys_word(keys, a, place);
		if (word != other)
			return word < other ? -1 : 1;
	}
	return 0;
}

/* A column of --key; `:n` at its end stands for numbers unless it belongs to the name. */
static struct key
find_key(const struct tsv *tsv, struct span name, const struct common *common)
{
	struct key key = { .kind = KEY_TEXT, .column = tsv_find(tsv, name) };

	if (key.column == TSV_NONE && name.len > 2 &&
	    memcmp(name.ptr + name.len - 2, ":n", 2) == 0) {
		key.kind = KEY_NUMBER;
		name.len -= 2;
	} else if (span_equal(name, span_of(common->time)) ||
	    span_equal(name, span_of("since"))) {
		key.kind = KEY_INSTANT;
	}
	key.column = tsv_need_for(tsv, name, tsv_name(tsv));
	key.name = mem_string(name);
	return key;
}

struct keys *
keys_new(struct tsv *tsv, const struct common *common, const char *names)
{
	struct keys *keys = mem_new(1, sizeof(*keys));
	struct span usual[] = { span_of(common->time), span_of(common->lead) };
	struct list list = { usual, 2 };

	if (names != NULL)
		list = list_parse(names);
	keys->tsv = tsv;
	keys->null = span_of(common->null);
	keys->count = list.count;
	keys->key = mem_new(list.count, sizeof(*keys->key));
	keys->usual = keys->null.len == 0;
	for (size_t i = 0; i < list.count; i++) {
		struct key *key = &keys->key[i];

		*key = find_key(tsv, list.item[i], common);
		if (key->kind == KEY_INSTANT && strcmp(key->name, common->time) == 0)
			keys->timed = key;
		keys->usual &= i == 0 ? key == keys->timed : key->kind == KEY_TEXT;
	}
	if (names != NULL)
		list_free(&list);
	tsv_need_named(tsv, common);
	return keys;
}

void
keys_free(struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		free((void *)(uintptr_t)keys->key[i].name);
	free(keys->key);
	free(keys);
}
