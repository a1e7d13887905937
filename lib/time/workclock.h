/*
 * A clock that goes only while people work: the working time between two instants is
 * what it shows at the second less what it shows at the first. Days are those of the zone
 * of zone_use. A local time that clocks skip is the first instant after the gap; one that
 * comes twice is the first of the two.
 */
#ifndef LF_WORKCLOCK_H
#define LF_WORKCLOCK_H

#include <stdint.h>

#include "time/workdays.h"

struct workclock;

/* A clock for these days, whose spans it takes: the caller must not free them. */
struct workclock *workclock_new(struct workdays workdays);
void workclock_free(struct workclock *clock); /* NULL is none */

/* How long its days and weeks are, see workdays_measure. */
struct measure workclock_measure(const struct workclock *clock);
/* Microseconds of work between two instants, from <= until; both as in instant.h. */
int64_t workclock_between(struct workclock *clock, int64_t from, int64_t until);

#endif
