#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"

#include "currency.h"
#include "listing.h"

/* Money is written with that many places, and more if it has them. */
enum { PLACES_MIN = 2 };

void
currency_begin(struct currency *currency, const char *wanted)
{
	*currency =
	    (struct currency){ .wanted = wanted, .left = map_new(sizeof(int128), 16) };
}

void
currency_free(struct currency *currency)
{
	free(currency->seen);
	free(currency->column);
	map_free(currency->left);
}

static int
leave_out(struct currency *currency, struct span text, int128 amount, struct reason *why)
{
	bool fresh;
	int128 *left = map_put(currency->left, text, &fresh);

	return decimal_add(left, amount, why);
}

int
currency_take(struct currency *currency, struct span text, int128 amount, bool *wanted,
    struct reason *why)
{
	char one[QUOTED_MAX], other[QUOTED_MAX];

	*wanted = true;
	if (text.len == 0 && amount == 0)
		return 0;
	if (currency->wanted != NULL) {
		*wanted = span_equal(text, span_of(currency->wanted));
		currency->found |= *wanted;
		return *wanted ? 0 : leave_out(currency, text, amount, why);
	}
	if (currency->seen == NULL)
		currency->seen = mem_string(text);
	if (!span_equal(text, span_of(currency->seen)))
		return fail(why, "%s after %s: pick one with --currency", quote(one, text),
		    quote(other, span_of(currency->seen)));
	return 0;
}

static size_t
format(char buf[DECIMAL_TEXT_MAX], int128 amount)
{
	int places = PLACES_MIN;

	while (amount % decimal_unit(places) != 0)
		places++;
	return decimal_format(buf, amount, places);
}

static void
note_others(const struct currency *currency)
{
	struct map_cursor cursor = { 0 };
	struct listing listing = { 0 };
	const int128 *left;

	while ((left = map_next(currency->left, &cursor)) != NULL) {
		struct span name = map_key(currency->left, left);
		char text[DECIMAL_TEXT_MAX + QUOTED_MAX + 8], quoted[QUOTED_MAX];
		size_t len = format(text, *left);

		snprintf(text + len, sizeof(text) - len, " in %s", quote(quoted, name));
		if (name.len > 0)
			listing_add(&listing, span_of(text));
	}
	if (listing.count > 0)
		diag_note("--currency leaves out %s", listing_end(&listing));
	listing_free(&listing);
}

/* Nothing is in the currency that --currency names: perhaps it is misspelt. */
static void
note_missing(const struct currency *currency)
{
	struct map_cursor cursor = { 0 };
	struct list names = { mem_new(map_count(currency->left), sizeof(*names.item)), 0 };
	struct text advice = { NULL, 0, 0 };
	char quoted[QUOTED_MAX];
	const int128 *left;

	while ((left = map_next(currency->left, &cursor)) != NULL)
		if (map_key(currency->left, left).len > 0)
			names.item[names.count++] = map_key(currency->left, left);
	if (names.count > 0) {
		nearest_advise(&advice, &names, span_of(currency->wanted));
		diag_note("--currency: no amount is in %s; %.*s",
		    quote(quoted, span_of(currency->wanted)), (int)advice.len, advice.ptr);
	}
	text_free(&advice);
	free(names.item);
}

void
currency_doubt(struct currency *currency, struct span column)
{
	if (currency->column == NULL)
		currency->column = mem_string(column);
}

static void
note_mixed(const struct currency *currency)
{
	struct text list = { 0 };
	char quoted[QUOTED_MAX];

	if (currencies_count(&currency->others) < 2)
		return;
	currencies_list(&currency->others, &list);
	diag_note("the ledger's amounts are in %.*s, as column %s says: name it currency, as "
		  "lf-import --rename does, and choose one by --currency",
	    (int)list.len, list.ptr, quote(quoted, span_of(currency->column)));
	text_free(&list);
}

void
currency_note(const struct currency *currency)
{
	const int128 *none = map_get(currency->left, (struct span){ "", 0 });
	char text[DECIMAL_TEXT_MAX];

	note_mixed(currency);
	if (currency->wanted != NULL && !currency->found)
		note_missing(currency);
	note_others(currency);
	if (none != NULL)
		diag_note("--currency leaves out %.*s that has no currency",
		    (int)format(text, *none), text);
}
