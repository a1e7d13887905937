/* Names of months and weekdays in times: English ones, or those of --month-names. */
#ifndef LF_MONTHS_H
#define LF_MONTHS_H

#include "base/list.h"

enum { MONTHS = 12 };

/*
 * The names of --month-names, without points at their ends, to be freed with list_free.
 * Exits with STATUS_USAGE if they are not twelve different ones.
 */
struct list months_parse(const char *text);

/*
 * Takes the name of a month, in any ASCII case, and sets its number, 1 to 12. names is
 * NULL for English, of which three letters or more do.
 */
bool months_take(const struct list *names, struct span *text, int *month);
/* The same for an English weekday: the days after a Thursday, as 1970-01-01 was one. */
bool months_take_weekday(struct span *text, int *weekday);

#endif
