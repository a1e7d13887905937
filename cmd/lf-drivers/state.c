#include <stdlib.h>

#include "time/instant.h"

#include "state.h"

/* The first three are in the order of counts_of. */
enum {
	KEPT_MOVES,
	KEPT_VISITS,
	KEPT_FORWARD,
	KEPT_TOUCHED_FORWARD,
	KEPT_WENT,
	KEPT_STAYED,
	KEPT_OPEN_SINCE,
	KEPT_TOUCHED,
	KEPT_ENDED,
	KEPT_TOUCHED_SINCE,
	KEPT_FITS,
	KEPT_MISSES,
	KEPT_LATE,
};

static const struct kept kept[] = {
	/* Of a driver, or, where that is empty, of all. */
	{ "moves", KEPT_COUNT },
	{ "visits", KEPT_COUNT },
	{ "forward", KEPT_COUNT },
	{ "touched-forward", KEPT_COUNT },
	/* All visits: how long those that went forward lasted, and the others. */
	{ "went", KEPT_DURATION },
	{ "stayed", KEPT_DURATION },
	{ "open-since", KEPT_TIME },
	/* Visits that a driver touched: when it did so first, and how long they lasted. */
	{ "touched", KEPT_DURATION },
	{ "ended", KEPT_DURATION },
	{ "touched-since", KEPT_TIME }, /* when those that are open began */
	/* --ignore: conditions, as the stage, and values, as the driver. */
	{ "fits", KEPT_COUNT },
	{ "misses", KEPT_COUNT },
	{ "late", KEPT_COUNT },
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", "direction", "driver", NULL };
static const char *const directions[DIRECTIONS] = { "in", "out" };

static const struct partialoptions_name recorded[] = {
	{ "driver", NULL, false },
	{ "touch", "last", false },
	{ "earlier", NULL, false },
	{ "ignore", NULL, false },
	{ "stages", NULL, true },
	{ "forward", NULL, false },
	{ "as-of", NULL, false },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-drivers-1",
	.keys = keys,
	.kept = kept,
	.recorded = recorded };

static struct partial_row
row_of(const struct work *w, const struct credit_key *key, const char *direction)
{
	return (struct partial_row){
		.group = names_text(w->groups, key->group),
		.key = { names_text(w->report.names, key->stage), span_of(direction),
		    names_text(w->drivers, key->driver) },
	};
}

static void
add_since(struct work *w, const struct credit_key *key, const char *direction,
    size_t figure, int64_t since)
{
	struct partial_row row = row_of(w, key, direction);

	row.kept = figure;
	row.value = since;
	row.count = 1;
	partial_add(&w->state, &row);
}

void
state_add_open(struct work *w, const struct lead *lead)
{
	const struct visit visit = { lead->group, lead->stage, lead->since, lead->since,
		false };
	const struct touches *by = &lead->touches;
	struct credit_key key = { lead->group, lead->stage, 0 };

	if (lead->stage == 0)
		return;
	attribution_count(w->attribution, &visit, by, false);
	if (!w->paced)
		return;
	add_since(w, &key, "", KEPT_OPEN_SINCE, lead->since);
	/* As-of is not known: whether the latest touches come too late will be seen later. */
	attribution_touched(
	    w->attribution, lead->group, lead->stage, by, lead->time - lead->since);
	for (uint32_t i = 0; i < by->count; i++) {
		enum direction direction = i < by->entry ? IN : OUT;

		key.driver = touches_driver(by, i);
		add_since(
		    w, &key, directions[direction], KEPT_TOUCHED_SINCE, lead->since);
	}
}

static uint64_t *
counts_of(struct credit *credit, size_t figure)
{
	uint64_t *const counts[] = { credit->moves, credit->visits, credit->forward };

	return counts[figure];
}

static void
put_count(struct work *w, struct partial_row *row, size_t figure, uint64_t count)
{
	row->kept = figure;
	row->count = count;
	if (count > 0)
		partial_put(&w->state, row);
}

static void
put_credit(struct work *w, struct credit *credit, const struct credit_key *key)
{
	struct partial_row row = row_of(w, key, "");

	if (credit->all != NULL)
		partial_put_durations(
		    &w->state, row, credit->all, KEPT_WENT, KEPT_STAYED);
	for (int i = IN; i < DIRECTIONS; i++) {
		const struct pace_touched *touched = &credit->touched[i];

		row = row_of(w, key, directions[i]);
		for (size_t k = KEPT_MOVES; k <= KEPT_FORWARD; k++)
			put_count(w, &row, k, counts_of(credit, k)[i]);
		put_count(w, &row, KEPT_TOUCHED_FORWARD, touched->forward);
		if (touched->ages != NULL)
			partial_put_durations(
			    &w->state, row, touched->ages, KEPT_ENDED, KEPT_TOUCHED);
	}
}

/* Whether rows fit the conditions of --ignore; and if none did, what values there are. */
static void
put_fits(struct work *w)
{
	struct partial_row row = { .count = 1 };
	const struct fit *fit;
	size_t at = 0;

	while ((fit = where_next(w->ignore, &at, &row.key[0])) != NULL) {
		row.key[2] = (struct span){ "", 0 };
		row.kept = fit->fitted ? KEPT_FITS : KEPT_MISSES;
		if (fit->asked)
			partial_put(&w->state, &row);
		for (uint32_t i = 0; fit_failed(fit) && i < fit->values.count; i++) {
			row.key[2] = fit->values.item[i];
			partial_put(&w->state, &row);
		}
	}
}

void
state_put(struct work *w)
{
	struct partial_row late = { .kept = KEPT_LATE };
	size_t count;
	struct credit **credits = attribution_credits(w->attribution, &count);

	for (size_t i = 0; i < count; i++) {
		struct credit_key key = attribution_key(w->attribution, credits[i]);

		put_credit(w, credits[i], &key);
	}
	free(credits);
	put_fits(w);
	put_count(w, &late, KEPT_LATE, w->late);
	if (!w->ends)
		w->state.latest = w->as_of;
	partial_finish(&w->state);
}

static void
take_fit(struct work *w, const struct partial_row *row)
{
	struct fit *fit;
	struct span text;
	size_t at = 0;

	while ((fit = where_next(w->ignore, &at, &text)) != NULL)
		if (span_equal(text, row->key[0]))
			fit_note(fit, row->key[2], row->kept == KEPT_FITS);
}

static void
take_credit(struct work *w, const struct partial_row *row)
{
	struct credit *credit = attribution_of(w->attribution,
	    names_id(w->groups, row->group), names_id(w->report.names, row->key[0]),
	    names_id(w->drivers, row->key[2]));
	enum direction direction = span_equal(row->key[1], span_of(directions[IN])) ? IN : OUT;
	struct pace_touched *touched = &credit->touched[direction];

	if (row->kept <= KEPT_FORWARD)
		counts_of(credit, row->kept)[direction] += row->count;
	else if (row->kept == KEPT_TOUCHED_FORWARD)
		touched->forward += row->count;
	else if (row->kept == KEPT_WENT || row->kept == KEPT_STAYED)
		pace_add(&credit->all, row->value, row->kept == KEPT_STAYED, row->count);
	else if (row->kept == KEPT_TOUCHED || row->kept == KEPT_ENDED)
		pace_add(&touched->ages, row->value, row->kept == KEPT_TOUCHED, row->count);
	else if (row->kept == KEPT_OPEN_SINCE)
		partial_wait(&w->state, &credit->all, row);
	else
		partial_wait(&w->state, &touched->ages, row);
}

/* Whether a driver, in a direction, has no more than all drivers have. */
static bool
is_part(const struct credit *part, const struct credit *all, int i)
{
	const struct pace_touched *touched = &part->touched[i];

	if (part->moves[i] > all->moves[i] || part->visits[i] > all->visits[i] ||
	    part->forward[i] > all->forward[i] || part->forward[i] > part->visits[i])
		return false;
	return touched->forward == 0 ||
	    (touched->ages != NULL && touched->forward <= touched->ages->completed &&
		all->all != NULL && touched->forward <= all->all->completed);
}

/* All states are read. The table is made of shares of what all drivers have. */
static void
check_credits(const struct work *w)
{
	size_t count;
	struct credit **credits = attribution_credits(w->attribution, &count);

	for (size_t i = 0; i < count; i++) {
		struct credit_key key = attribution_key(w->attribution, credits[i]);
		const struct credit *all = attribution_all(w->attribution, &key);
		char quoted[QUOTED_MAX];

		if (all != NULL && is_part(credits[i], all, IN) &&
		    is_part(credits[i], all, OUT))
			continue;
		diag_data("%s: a driver of %s has more than all have: make the states anew with "
			  "%s --partial",
		    tsv_name(w->report.tsv),
		    quote(quoted, names_text(w->report.names, key.stage)), diag_name());
	}
	free(credits);
}

void
state_read(struct work *w)
{
	const struct partial *state = &w->state;
	struct partial_row row;

	while (partial_next(&w->state, &row)) {
		if (row.kept == KEPT_LATE)
			w->late += row.count;
		else if (row.kept == KEPT_FITS || row.kept == KEPT_MISSES)
			take_fit(w, &row);
		else
			take_credit(w, &row);
	}
	if (!w->ends)
		w->as_of = partial_as_of(state);
	for (size_t i = 0; i < state->waiting_count; i++) {
		const struct partial_waiting *waiting = &state->waiting[i];

		pace_add(waiting->to, partial_watched(state, waiting, w->as_of),
		    waiting->kept == KEPT_OPEN_SINCE, waiting->count);
	}
	check_credits(w);
}
