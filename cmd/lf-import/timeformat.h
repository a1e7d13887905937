/*
 * Times by a format of strptime's letters: the whole text must fit, and the date must
 * exist. Numbers may have fewer digits than usual, as in 1/2/2026 9:05.
 */
#ifndef LF_TIMEFORMAT_H
#define LF_TIMEFORMAT_H

#include "base/diag.h"
#include "base/list.h"
#include "base/span.h"

#include "timereading.h"

/*
 * Whether format can be used: iso, epoch, epoch-ms, epoch-us, epoch-ns, excel, or
 * letters that give a date: %Y %y %m %b %B %h %d %e %j %a %A %H %I %p %M %S %f %z %Z
 * %T %R %F %D %%. 0, or -1 and the reason.
 */
int timeformat_check(const char *format, struct reason *why);
/*
 * Whether text is a time of a format that has been checked. months are the names of
 * months, or NULL for English ones. UTC, GMT, Z or an offset in the format is the time's
 * zone.
 */
bool timeformat_read(const char *format, const struct list *months, struct span text,
    struct reading *reading);
/*
 * The name of a zone, such as EST, that the format has after a time of day, if it has one: it
 * says nothing, since zones share such names. Else an empty span.
 */
struct span timeformat_abbreviation(const char *format);
/* How much of text the format fits from its start on; 0 if it does not. */
size_t timeformat_fits(const char *format, const struct list *months, struct span text);

#endif
