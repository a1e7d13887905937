#include "time/instantrow.h"

/* The zeros of what is to be there; a limit is 0x7f less the largest digit. */
#define NUMBER_LIMITS UINT64_C(0x7676767676767676) /* 99999999 */
#define MONTH_SHAPE UINT64_C(0x2d30302d30303030) /* "0000-00-" */
#define MONTH_LIMITS UINT64_C(0x7f767e7f76767676) /* 9999-19- */

bool
instant_see_month(struct instant_month *place, const char *text)
{
	uint64_t word = digits_load(text) ^ MONTH_SHAPE;
	uint64_t pairs = digits_pairs(word);
	int year = (int)(pairs & 0xff) * 100 + (int)(pairs >> 16 & 0xff);
	int month = (int)(pairs >> 40 & 0xff);

	if (digits_exceed(word, MONTH_LIMITS) || year < 1 || month < 1 || month > 12)
		return false;
	place->text = digits_load(text);
	place->usec = (civil_days(year, month, 1) - 1) * USEC_PER_DAY;
	place->days = (uint32_t)civil_month_days(year, month);
	return true;
}

int
seconds_parse_row(struct span text, int64_t *usec, struct reason *why)
{
	/* Up to eight digits, in a sixth of the time that the general way takes. */
	if (text.len > 0 && text.len <= 8) {
		unsigned unused = 8 * (8 - (unsigned)text.len);
		uint64_t word = (digits_load(text.ptr) ^ DIGITS_ZEROS) << unused;

		if (!digits_exceed(word, NUMBER_LIMITS)) {
			*usec = (int64_t)digits_number(word) * USEC_PER_SEC;
			return 0;
		}
	}
	return seconds_parse(text, usec, why);
}

/* YYYY-MM-DDT, for days since 1970-01-01. */
static void
put_date(char *buf, int64_t days)
{
	struct civil date = civil_date(days);
	char digits[8];

	digits_store(digits,
	    DIGITS_ZEROS |
		digits_of((uint32_t)(date.year * 10000 + date.month * 100 + date.day)));
	memcpy(buf, digits, 4);
	buf[4] = '-';
	memcpy(buf + 5, digits + 4, 2);
	buf[7] = '-';
	memcpy(buf + 8, digits + 6, 2);
	buf[10] = 'T';
}

void
instant_see_date(struct instant_date *date, uint32_t day)
{
	date->key = day + 1;
	put_date(date->text, day + INSTANT_MIN / USEC_PER_DAY);
}

size_t
instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	int64_t days = floor_div(usec, USEC_PER_DAY);
	uint64_t clock = (uint64_t)(usec - days * USEC_PER_DAY);

	put_date(buf, days);
	return instant_put_clock(buf, (uint32_t)(clock / (uint64_t)USEC_PER_SEC),
	    (uint32_t)(clock % (uint64_t)USEC_PER_SEC));
}
