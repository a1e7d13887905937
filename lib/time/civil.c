#include <stdbool.h>
#include <stdio.h>

#include "time/civil.h"

/*
 * Both ways after Cassio Neri and Lorenz Schneider, "Euclidean affine functions and
 * their application to calendar algorithms", which multiply where others divide. Years
 * begin on 1 March, so that the leap day comes last, and are shifted by 82 eras of 400
 * years, so that all numbers are unsigned.
 */
enum { SHIFT_YEARS = 400 * 82, SHIFT_DAYS = 719468 + 146097 * 82 };

int64_t
civil_days(int year, int month, int day)
{
	uint32_t before_march = month <= 2;
	uint32_t y = (uint32_t)(year + SHIFT_YEARS) - before_march;
	uint32_t m = (uint32_t)month + 12 * before_march;
	uint32_t century = y / 100;

	return (int64_t)(1461 * y / 4 - century + century / 4 + (979 * m - 2919) / 32 +
		   (uint32_t)day - 1) -
	    SHIFT_DAYS;
}

struct civil
civil_date(int64_t days)
{
	uint32_t n1 = 4 * (uint32_t)(days + SHIFT_DAYS) + 3;
	uint32_t century = n1 / 146097;
	uint32_t n2 = (n1 % 146097) | 3;
	uint64_t p2 = UINT64_C(2939745) * n2;
	uint32_t year = 100 * century + (uint32_t)(p2 >> 32);
	uint32_t day_of_year = (uint32_t)p2 / 2939745 / 4;
	uint32_t n3 = 2141 * day_of_year + 197913;
	bool next = day_of_year >= 306;
	struct civil civil = { 0 };

	civil.year = (int)(year + next) - SHIFT_YEARS;
	civil.month = (int)(n3 >> 16) - (next ? 12 : 0);
	civil.day = (int)((n3 & 0xffff) / 2141) + 1;
	return civil;
}

int
civil_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int64_t
civil_usec(const struct civil *civil)
{
	int64_t days = civil_days(civil->year, civil->month, civil->day);
	int64_t seconds = civil->hour * 3600 + civil->minute * 60 + civil->second;

	return days * USEC_PER_DAY + seconds * USEC_PER_SEC + civil->usec;
}

size_t
date_format(char buf[DATE_TEXT_MAX], int64_t days)
{
	struct civil date = civil_date(days);

	return (size_t)snprintf(
	    buf, DATE_TEXT_MAX, "%04d-%02d-%02d", date.year, date.month, date.day);
}
