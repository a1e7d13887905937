/*
 * Entries into each stage to expect: from the leads that are open, from new ones,
 * and from where both go on to.
 */
#ifndef LF_EXPECTED_H
#define LF_EXPECTED_H

#include "chances.h"
#include "horizon.h"

/* Leads that are open when the future begins, by stage and age. */
struct crowds {
	size_t ages;
	uint32_t *leads;
};

void crowds_init(
    struct crowds *crowds, const struct exits *exits, const struct future *future);
void crowds_free(struct crowds *crowds);

/*
 * What goes from stage to stage in the future, by these chances. open is what comes
 * out of the crowds; fresh, by stage, what becomes of leads that enter it, by days
 * and way.
 */
struct outlook {
	const struct history *history;
	const struct future *future;
	const struct chances *chances;
	double *open;
	double **fresh;
};

void outlook_init(struct outlook *outlook, const struct history *history,
    const struct future *future, const struct chances *chances,
    const struct crowds *crowds);
void outlook_free(struct outlook *outlook);

/*
 * The entries to expect in each period, stage by stage, where new leads come at
 * these rates, day by day and stage by stage.
 */
void outlook_expect(const struct outlook *outlook, const double *rates, double *expected);

#endif
