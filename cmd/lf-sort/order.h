/* Sorts rows that are text in memory, by entries that stand for them. */
#ifndef LF_ORDER_H
#define LF_ORDER_H

#include "keys.h"
#include "radix.h"

/*
 * An entry's `at` is where its row begins in text, or, if equal rows are to come
 * backwards, the complement of that: rows with equal keys come in the order of `at`.
 */
struct order {
	struct keys *keys;
	struct span text; /* each row ends with LF */
	bool backwards;
};

/*
 * Sorts entries that have the first words of their rows, and changes the words. `take`
 * gets them part by part, in order, the first ones while the others are not sorted yet:
 * so those that read the rows begin earlier, and a pipeline from a CSV in any order takes
 * 5 % less time.
 */
typedef void order_take(void *data, const struct entry *entry, size_t count);
void order_entries(const struct order *order, struct entry *entry, size_t count,
    order_take *take, void *data);

static inline const char *
order_begin(const struct order *order, const struct entry *entry)
{
	return order->text.ptr + (order->backwards ? ~entry->at : entry->at);
}

/* The row of an entry, without its LF. */
static inline struct span
order_row(const struct order *order, const struct entry *entry)
{
	const char *begin = order_begin(order, entry);
	const char *end =
	    memchr(begin, '\n', order->text.len - (size_t)(begin - order->text.ptr));

	return (struct span){ begin, (size_t)(end - begin) };
}

#endif
