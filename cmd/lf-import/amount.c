#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "amount.h"
#include "moneytext.h"

/* An amount read with '.' or with ',' before its decimals. */
struct way {
	bool reads;
	int128 value;
	int places;
};

/* Without zeros at the end of what stands after the point. */
static size_t
trim_zeros(const char *text, size_t len)
{
	while (text[len - 1] == '0')
		len--;
	return text[len - 1] == '.' ? len - 1 : len;
}

/* 0, or -1 and the reason if it has too many digits. */
static int
read_way(
    struct way *way, struct span digits, char decimal, struct span text, struct reason *why)
{
	char plain[MONEYTEXT_DIGITS];
	char quoted[QUOTED_MAX];
	size_t len = moneytext_plain(plain, digits, decimal);
	struct reason ignored;

	way->reads = len > 0;
	if (len == 0)
		return 0;
	if (len < MONEYTEXT_DIGITS &&
	    decimal_parse(
		(struct span){ plain, len }, &way->value, &way->places, &ignored) == 0)
		return 0;
	return fail(why, "%s has more digits than fit (20 before the point, 18 after it)",
	    quote(quoted, text));
}

/* The way that --decimal says, or the only one that makes sense. */
static int
choose_way(struct amounts *amounts, struct span digits, struct span text, struct way *way,
    struct reason *why)
{
	bool known = amounts->decimal != 0;
	char decimal = known ? amounts->decimal : '.';
	char other = decimal == '.' ? ',' : '.';
	char quoted[QUOTED_MAX];
	struct way otherwise;

	if (read_way(way, digits, decimal, text, why) != 0)
		return -1;
	if (known && way->reads)
		return 0;
	if (read_way(&otherwise, digits, other, text, why) != 0)
		return -1;
	if (!way->reads && otherwise.reads)
		return fail(why,
		    "%s is no amount with '%c' before the decimals; see --decimal %c",
		    quote(quoted, text), decimal, other);
	if (!way->reads)
		return fail(why, "%s is not an amount", quote(quoted, text));
	if (!otherwise.reads || way->value == otherwise.value)
		return 0;
	if (memchr(digits.ptr, ',', digits.len) != NULL)
		return fail(why,
		    "%s can be read in two ways: say --decimal , or --decimal .",
		    quote(quoted, text));
	if (amounts->doubtful++ == 0)
		snprintf(amounts->example, sizeof(amounts->example), "%.*s",
		    (int)digits.len, digits.ptr);
	return 0;
}

/*
 * What a word stands for that is no currency, though it looks like one: 1.2K, 3 Mio., or
 * the 100 CR of a bank; NULL for a currency. ASCII letters are of any case.
 */
static const char *
scale_of(struct span word)
{
	static const char thousands[] = "thousands", millions[] = "millions",
			  billions[] = "billions", side[] = "";
	static const struct {
		const char *word, *scale;
	} scales[] = { { "K", thousands }, { "k\xe2\x82\xac", thousands },
		{ "k$", thousands }, { "k\xc2\xa3", thousands },
		{ "T\xe2\x82\xac", thousands }, { "Tsd", thousands }, { "tys", thousands },
		{ "tis", thousands }, { "tkr", thousands },
		{ "\xd1\x82\xd1\x8b\xd1\x81", thousands }, { "M", millions },
		{ "m\xe2\x82\xac", millions }, { "m$", millions }, { "m\xc2\xa3", millions },
		{ "MM", millions }, { "mn", millions }, { "Mio", millions }, { "mln", millions },
		{ "mil", millions }, { "mkr", millions },
		{ "\xd0\xbc\xd0\xbb\xd0\xbd", millions }, { "B", billions },
		{ "bn", billions }, { "bln", billions }, { "Mrd", billions },
		{ "Mld", billions }, { "Mia", billions }, { "CR", side }, { "DR", side } };

	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++)
		if (word.len == strlen(scales[i].word) &&
		    strncasecmp(word.ptr, scales[i].word, word.len) == 0)
			return scales[i].scale;
	return NULL;
}

static int
check_scale(struct span word, struct span text, struct reason *why)
{
	const char *scale = word.len > 0 ? scale_of(word) : NULL;
	char quoted[QUOTED_MAX];
	char other[QUOTED_MAX];

	if (scale == NULL)
		return 0;
	if (*scale == '\0')
		return fail(why,
		    "%s is marked as credit or debit by %s: write it with a minus or without, "
		    "and no word",
		    quote(quoted, text), quote(other, word));
	return fail(why, "%s is in %s: write the amount in full", quote(quoted, text), scale);
}

/* The code of a sign that stands for one currency, in most exports; else its text. */
static void
name_currency(char buf[CURRENCY_MAX], struct span currency)
{
	static const char *const signs[][2] = { { "$", "USD" }, { "US$", "USD" },
		{ "\xe2\x82\xac", "EUR" }, { "\xc2\xa3", "GBP" } };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (span_equal(currency, span_of(signs[i][0])))
			currency = span_of(signs[i][1]);
	/* Three characters of at most four bytes each. */
	memcpy(buf, currency.ptr, currency.len);
	buf[currency.len] = '\0';
	for (; *buf != '\0'; buf++)
		if (*buf >= 'a' && *buf <= 'z')
			*buf = (char)(*buf - 'a' + 'A');
}

/* All amounts of a run are in one currency. */
static int
check_currency(
    struct amounts *amounts, struct span currency, struct span text, struct reason *why)
{
	char name[CURRENCY_MAX];
	char quoted[QUOTED_MAX];

	if (currency.len == 0)
		return 0;
	name_currency(name, currency);
	if (amounts->currency[0] == '\0')
		memcpy(amounts->currency, name, sizeof(name));
	if (strcmp(amounts->currency, name) != 0)
		return fail(why, "%s is in %s, and what was before it in %s",
		    quote(quoted, text), name, amounts->currency);
	return 0;
}

size_t
amount_format(char buf[DECIMAL_TEXT_MAX], struct amounts *amounts, struct span text,
    int64_t divisor, struct reason *why)
{
	char quoted[QUOTED_MAX];
	struct money money;
	struct way way;

	if (text.len == 0) {
		fail(why, "is empty where an amount is needed");
		return 0;
	}
	if (!moneytext_split(text, &money)) {
		fail(why, "%s is not an amount", quote(quoted, text));
		return 0;
	}
	if (check_scale(money.currency, text, why) != 0 ||
	    check_scale(money.second, text, why) != 0)
		return 0;
	if (choose_way(amounts, money.digits, text, &way, why) != 0 ||
	    check_currency(amounts, money.currency, text, why) != 0 ||
	    check_currency(amounts, money.second, text, why) != 0)
		return 0;
	if (money.negative)
		way.value = -way.value;
	if (divisor == 1)
		return decimal_format(buf, way.value, way.places);
	way.value = ratio_round(way.value, divisor);
	return trim_zeros(buf, decimal_format(buf, way.value, DECIMAL_PLACES));
}

void
amounts_report(const struct amounts *amounts)
{
	if (amounts->doubtful > 0)
		diag_note("%" PRIu64 " amount%s such as %s read with a decimal point; "
			  "if it separates thousands, say --decimal ,",
		    amounts->doubtful, amounts->doubtful == 1 ? "" : "s", amounts->example);
}
