#include "base/digits.h"
#include "base/utf8.h"

#include "clocktext.h"
#include "moneytext.h"

/* Digits and exponents up to DIGITS_MOST fill at most MONEYTEXT_DIGITS. */
enum { CODE_LETTERS = 3, GROUP_DIGITS = 3, DIGITS_MOST = 60 };

/* Takes that text off the front. */
static bool
take(struct span *text, const char *wanted)
{
	size_t len = strlen(wanted);

	if (text->len < len || memcmp(text->ptr, wanted, len) != 0)
		return false;
	*text = span_skip(*text, len);
	return true;
}

static bool
is_sign(uint32_t point)
{
	return point == '$' || (point >= 0xa2 && point <= 0xa5) ||
	    (point >= 0x20a0 && point <= 0x20cf);
}

static bool
is_letter(uint32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
	return (point >= 0xc0 && point <= 0x1fff) || (point >= 0x3040 && point <= 0xd7ff);
}

/*
 * Takes a currency off the front: a sign, or up to three letters, of which signs can be
 * some (US$), and a point after letters (kr.). Nothing, if a digit follows that point:
 * Rs.50 could be 50 or a half.
 */
static bool
take_currency(struct span *text, struct span *currency)
{
	struct span left = *text;
	bool letter = false;
	size_t letters = 0;

	for (;; letters++) {
		uint32_t point;
		size_t len = utf8_take(left.ptr, left.len, &point);

		if (len == 0 || (!is_sign(point) && !is_letter(point)))
			break;
		letter = is_letter(point);
		left = span_skip(left, len);
	}
	*currency = (struct span){ text->ptr, text->len - left.len };
	if (letters == 0 || letters > CODE_LETTERS)
		return false;
	if (letter && take(&left, ".") && left.len > 0 && is_digit(left.ptr[0]))
		return false;
	*text = left;
	return true;
}

/* What stands before the digits: blanks, one sign or bracket, and one currency. */
static bool
take_front(struct span *text, struct money *money, bool *bracket)
{
	bool has_sign = false;
	bool has_currency = false;

	for (;;) {
		bool minus;

		clocktext_blanks(text);
		*bracket = *bracket || (text->len > 0 && text->ptr[0] == '(');
		minus = take(text, "(") || take(text, "-") || take(text, "\xe2\x88\x92");
		if (minus || take(text, "+")) {
			if (has_sign)
				return false;
			has_sign = true;
			money->negative = minus;
		} else if (!has_currency && take_currency(text, &money->currency)) {
			has_currency = true;
		} else {
			if (!has_currency)
				money->currency.len = 0;
			return true;
		}
	}
}

/* What stands after them: blanks, the bracket's end, and one currency. */
static bool
take_back(struct span text, struct money *money, bool bracket)
{
	bool has_currency = false;

	for (;;) {
		clocktext_blanks(&text);
		if (text.len == 0)
			return !bracket;
		if (bracket && take(&text, ")"))
			bracket = false;
		else if (has_currency || !take_currency(&text, &money->second))
			return false;
		else
			has_currency = true;
	}
}

/* Up to the last digit, and a mark right after it. */
static size_t
digits_length(struct span text)
{
	size_t len = text.len;

	while (len > 0 && !is_digit(text.ptr[len - 1]))
		len--;
	return len +
	    (len > 0 && len < text.len && (text.ptr[len] == '.' || text.ptr[len] == ','));
}

bool
moneytext_split(struct span text, struct money *money)
{
	bool bracket = false;
	size_t len;

	*money = (struct money){ .negative = false };
	if (!take_front(&text, money, &bracket))
		return false;
	len = digits_length(text);
	money->digits = (struct span){ text.ptr, len };
	return len > 0 && take_back(span_skip(text, len), money, bracket);
}

/* Takes a mark between thousands: its length, or 0. */
static size_t
take_mark(struct span *text, char decimal)
{
	static const char *const marks[] = { " ", "'", "\xc2\xa0", "\xe2\x80\xaf",
		"\xe2\x80\x99" };
	size_t before = text->len;

	if (take(text, decimal == '.' ? "," : "."))
		return 1;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (take(text, marks[i]))
			break;
	return before - text->len;
}

/* A number being written without its marks: its digits, and where its point stands. */
struct plain {
	char digit[MONEYTEXT_DIGITS];
	size_t count;
	long point; /* this many digits stand before it; below 0, zeros after it */
	bool full; /* there were too many digits */
};

/* Takes digits; leading zeros are dropped. Returns how many there were. */
static size_t
take_digits(struct span *text, struct plain *plain)
{
	size_t len = 0;

	for (; len < text->len && is_digit(text->ptr[len]); len++) {
		if (plain->count == 0 && text->ptr[len] == '0')
			plain->point--;
		else if (plain->count < DIGITS_MOST)
			plain->digit[plain->count++] = text->ptr[len];
		else
			plain->full = true;
	}
	plain->point += (long)len;
	*text = span_skip(*text, len);
	return len;
}

/* Digits in one run, or in groups of three with the same mark between all of them. */
static bool
take_whole(struct span *text, struct plain *plain, char decimal)
{
	bool zero = text->len > 0 && text->ptr[0] == '0';
	size_t len = take_digits(text, plain);
	struct span first = *text;
	size_t mark = len == 0 ? 0 : take_mark(text, decimal);

	if (mark == 0)
		return true;
	if (zero || len > GROUP_DIGITS || take_digits(text, plain) != GROUP_DIGITS)
		return false;
	while (text->len >= mark && memcmp(text->ptr, first.ptr, mark) == 0) {
		*text = span_skip(*text, mark);
		if (take_digits(text, plain) != GROUP_DIGITS)
			return false;
	}
	return true;
}

/* E+12, or nothing. */
static bool
take_exponent(struct span *text, struct plain *plain)
{
	uint64_t exponent;
	bool negative;

	if (!take(text, "E") && !take(text, "e"))
		return true;
	negative = take(text, "-");
	if (!negative)
		take(text, "+");
	if (digits_take(text, 2, &exponent) == 0 || exponent > DIGITS_MOST)
		return false;
	plain->point += negative ? -(long)exponent : (long)exponent;
	return true;
}

/* The digits, with zeros up to the point on either side. */
static size_t
write_plain(char buf[MONEYTEXT_DIGITS], const struct plain *plain)
{
	long count = (long)plain->count;
	size_t len = 0;

	if (plain->point <= 0)
		buf[len++] = '0';
	for (long i = plain->point < 0 ? plain->point : 0; i < count || i < plain->point;
	     i++) {
		if (i == plain->point)
			buf[len++] = '.';
		buf[len++] = i >= 0 && i < count ? plain->digit[i] : '0';
	}
	return len;
}

size_t
moneytext_plain(char buf[MONEYTEXT_DIGITS], struct span digits, char decimal)
{
	struct plain plain = { .count = 0 };
	size_t before = digits.len;
	size_t fraction = 0;
	bool point;

	if (!take_whole(&digits, &plain, decimal))
		return 0;
	point = span_take_char(&digits, decimal);
	if (point)
		fraction = take_digits(&digits, &plain);
	plain.point -= (long)fraction;
	if (before == digits.len + point || !take_exponent(&digits, &plain) ||
	    digits.len > 0)
		return 0;
	if (plain.full || plain.point > DIGITS_MOST || plain.point < -DIGITS_MOST)
		return MONEYTEXT_DIGITS;
	return write_plain(buf, &plain);
}
