#include "order.h"

/* How many rows ahead to prefetch. */
enum { AHEAD = 16 };

/* Gives the entries the words at another place in their rows. */
static void
load_words(
    const struct order *order, struct entry *entry, size_t count, struct keyplace place)
{
	for (size_t i = 0; i < count; i++) {
		if (i + AHEAD < count)
			__builtin_prefetch(order_begin(order, &entry[i + AHEAD]));
		entry[i].word = keys_word(order->keys, order_row(order, &entry[i]), place);
	}
}

static void
swap_parts(struct entry *entry, size_t count)
{
	for (size_t i = 0; i < count; i++)
		entry[i] = (struct entry){ entry[i].at, entry[i].word };
}

/* For rows with equal keys. */
static void
sort_by_at(struct entry *entry, size_t count)
{
	swap_parts(entry, count);
	radix_sort(entry, count);
	swap_parts(entry, count);
}

/* How many entries have the word of the first one. */
static size_t
group_count(const struct order *order, const struct entry *entry, size_t count)
{
	size_t i = 0;

	do {
		size_t ahead = ++i + AHEAD;

		/* Rows with equal words will be read soon. */
		if (ahead + 1 < count && entry[ahead].word == entry[ahead + 1].word)
			__builtin_prefetch(order_begin(order, &entry[ahead]));
	} while (i < count && entry[i].word == entry[0].word);
	return i;
}

/* Entries that have the words at that place in their rows. */
struct group {
	struct entry *entry;
	size_t count;
	struct keyplace place;
};

/*
 * Sorts the group by its words, and each group of equal words in it by the words that
 * follow. One with more than half of the entries is not sorted but returned: so calls
 * nest no deeper than a count has bits.
 */
static struct group
sort_group(const struct order *order, struct group group)
{
	struct group large = { NULL, 0, group.place };
	size_t count;

	radix_sort(group.entry, group.count);
	for (size_t i = 0; i < group.count; i += count) {
		struct entry *entry = group.entry + i;
		struct group equal = { entry, 0, group.place };

		count = equal.count = group_count(order, entry, group.count - i);
		if (count == 1)
			continue;
		if (!keys_next(order->keys, &equal.place, entry->word)) {
			sort_by_at(entry, count);
			continue;
		}
		load_words(order, entry, count, equal.place);
		if (count > group.count / 2)
			large = equal;
		else
			while (equal.count > 0)
				equal = sort_group(order, equal);
	}
	return large;
}

/* Whether the entries are in the reverse of their order. */
static bool
falls(const struct order *order, const struct entry *entry, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct entry *a = &entry[i - 1];
		const struct entry *b = &entry[i];
		int way;

		if (a->word != b->word) {
			if (a->word < b->word)
				return false;
			continue;
		}
		way = keys_order(
		    order->keys, a->word, order_row(order, a), order_row(order, b));
		if (way < 0 || (way == 0 && a->at < b->at))
			return false;
	}
	return true;
}

static void
reverse(struct entry *entry, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct entry first = entry[i];

		entry[i] = entry[count - 1 - i];
		entry[count - 1 - i] = first;
	}
}

void
order_entries(const struct order *order, struct entry *entry, size_t count,
    order_take *take, void *data)
{
	size_t ends[RADIX_PARTS];
	size_t parts, begin = 0;

	if (falls(order, entry, count)) {
		reverse(entry, count);
		take(data, entry, count);
		return;
	}
	parts = radix_part(entry, count, ends);
	for (size_t i = 0; i < parts; begin = ends[i++]) {
		struct group part = { entry + begin, ends[i] - begin, { 0, 0 } };

		while (part.count > 0)
			part = sort_group(order, part);
		take(data, entry + begin, ends[i] - begin);
	}
}
