#include <inttypes.h>
#include <stdio.h>

#include "base/trim.h"
#include "tsv/currencies.h"

enum { NAME_MOST = 64 };

static char
lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool
is_letter(char byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

/* The letters of a name, in lower case; empty if they are too many. */
static struct span
letters(char buf[NAME_MOST], struct span name)
{
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		if (!is_letter(name.ptr[i]))
			continue;
		if (len == NAME_MOST)
			return (struct span){ buf, 0 };
		buf[len++] = lower(name.ptr[i]);
	}
	return (struct span){ buf, len };
}

static bool
ends(struct span text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && memcmp(text.ptr + text.len - len, end, len) == 0;
}

static bool
has(struct span text, const char *part)
{
	for (; text.len > 0; text = span_skip(text, 1))
		if (text.len >= strlen(part) && memcmp(text.ptr, part, strlen(part)) == 0)
			return true;
	return false;
}

/* Whether a name is that of a currency, and no more or with something before it. */
static bool
names_currency(struct span name, bool alone)
{
	static const char *const wanted[] = { "currency", "currencycode", "currencyisocode" };
	char buf[NAME_MOST];
	struct span text = letters(buf, name);

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (alone ? span_equal(text, span_of(wanted[i])) : ends(text, wanted[i]))
			return true;
	return false;
}

/* The only such column beside the amounts, or -1. */
static long
find_only(const struct list *columns, struct span amounts, bool alone)
{
	long found = -1;

	for (size_t i = 0; i < columns->count; i++) {
		struct span name = columns->item[i];

		if (span_equal(name, amounts) || !names_currency(name, alone))
			continue;
		if (found >= 0)
			return -1;
		found = (long)i;
	}
	return found;
}

/* Whether amounts of that name are in one currency, whatever another column says. */
static bool
says_one(struct span name)
{
	static const char *const words[] = { "convert", "company", "corporate", "home", "base",
		"usd", "eur", "gbp" };
	char buf[NAME_MOST];
	struct span text = letters(buf, name);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (has(text, words[i]))
			return true;
	return false;
}

long
currencies_find(const struct list *columns, struct span amounts)
{
	long found;

	if (says_one(amounts))
		return -1;
	found = find_only(columns, amounts, true);
	return found >= 0 ? found : find_only(columns, amounts, false);
}

void
currencies_add(struct currencies *currencies, struct span value)
{
	unsigned number = 0;

	value = trim(value);
	/* What some programs write for no value. */
	if (value.len != 3 || span_equal(value, span_of("NaN")))
		return;
	for (size_t i = 0; i < 3; i++) {
		if (!is_letter(value.ptr[i]))
			return;
		number = number * 26 + (unsigned)(lower(value.ptr[i]) - 'a');
	}
	currencies->seen[number / 64] |= UINT64_C(1) << number % 64;
	memcpy(currencies->last, value.ptr, 3);
}

long
currencies_next(const struct currencies *currencies, long from, char code[3])
{
	for (long i = from; i < CURRENCIES; i++)
		if ((currencies->seen[i / 64] >> i % 64 & 1) != 0) {
			code[0] = (char)('A' + i / 26 / 26);
			code[1] = (char)('A' + i / 26 % 26);
			code[2] = (char)('A' + i % 26);
			return i;
		}
	return -1;
}

size_t
currencies_count(const struct currencies *currencies)
{
	size_t count = 0;
	char code[3];

	for (long i = -1; (i = currencies_next(currencies, i + 1, code)) >= 0;)
		count++;
	return count;
}

void
currencies_list(const struct currencies *currencies, struct text *to)
{
	size_t count = currencies_count(currencies);
	char code[2][3], text[64];
	long first = currencies_next(currencies, 0, code[0]);

	currencies_next(currencies, first + 1, code[1]);
	snprintf(text, sizeof(text), "%zu currencies, %.3s%s%.3s%s", count, code[0],
	    count > 2 ? ", " : " and ", code[1],
	    count == 2     ? "" :
		count == 3 ? " and another" :
			     " and others");
	text_add(to, span_of(text));
}
