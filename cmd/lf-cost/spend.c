#include <stdlib.h>

#include "base/mem.h"

#include "listing.h"
#include "spend.h"

static int128
weigh(int128 amount, int64_t leads)
{
	int128 product;

	if (__builtin_mul_overflow(amount, leads, &product))
		diag_data("--spread: the spend times the leads does not fit");
	return product;
}

static void
add(int128 *sum, int128 amount)
{
	struct reason why;

	if (decimal_add(sum, amount, &why) != 0)
		diag_data("%s", why.text);
}

/* The leads of a group in all periods. */
static int64_t
count_leads(const struct spend *spend, uint32_t group)
{
	int64_t leads = 0;

	for (int64_t period = spend->first; period <= spend->last; period++) {
		const struct cell *cell = cells_find(spend->cells, period, group, 0);

		leads += cell != NULL ? cell->leads : 0;
	}
	return leads;
}

/* Adds an item of the ledger to the periods whose leads came that many days later. */
static void
attribute(struct spend *spend, const struct spending *item, const struct lag_part *part)
{
	const struct windows *windows = &spend->windows;
	int64_t day = item->first + part->days;
	int64_t period = calendar_of_day(windows->calendar, day);
	int64_t last = calendar_of_day(windows->calendar, day + item->days - 1);
	int128 before, until, share;

	if (period < spend->first)
		period = spend->first;
	if (last > spend->last)
		last = spend->last;
	before = ledger_spent(
	    windows->ledger, item, window_day(windows, period) - part->days);
	for (; period <= last; period++, before = until) {
		struct cell *cell = cells_put(spend->cells, period, item->group, 0);

		until = ledger_spent(windows->ledger, item,
		    window_day(windows, period + 1) - part->days);
		share = weigh(until - before, part->weight);
		add(&cell->spend, share);
		add(&spend->accounts[item->group].spend, share);
		add(&spend->attributed, share);
	}
}

void
spend_attribute(struct spend *spend)
{
	const struct ledger *ledger = spend->windows.ledger;
	const struct lag *lag = spend->windows.lag;
	uint32_t last = names_count(spend->cells->groups);

	spend->accounts = mem_new(last + 1, sizeof(*spend->accounts));
	for (uint32_t group = 0; group <= last; group++)
		spend->accounts[group].leads = count_leads(spend, group);
	for (size_t i = 0; i < ledger->count; i++) {
		spend->accounts[ledger->item[i].group].listed = true;
		for (size_t k = 0; k < lag->part_count; k++)
			attribute(spend, &ledger->item[i], &lag->parts[k]);
	}
}

bool
spend_known(const struct spend *spend, uint32_t group)
{
	return spend->accounts[group].listed;
}

int128
spend_round(const struct spend *spend, int128 weighed)
{
	int128 unit = decimal_unit(spend->windows.ledger->places);

	return ratio_round(weighed, spend->windows.lag->total * unit) * unit;
}

int128
spend_before_log(const struct spend *spend)
{
	const struct ledger *ledger = spend->windows.ledger;
	const struct lag *lag = spend->windows.lag;
	int64_t from = window_day(&spend->windows, spend->first);
	int64_t until = spend->windows.log_begin;
	int128 sum = 0;

	for (size_t i = 0; i < ledger->count; i++)
		for (size_t k = 0; k < lag->part_count; k++) {
			const struct spending *item = &ledger->item[i];
			const struct lag_part *part = &lag->parts[k];
			int128 share = ledger_spent(ledger, item, until - part->days) -
			    ledger_spent(ledger, item, from - part->days);

			add(&sum, weigh(share, part->weight));
		}
	return spend_round(spend, sum);
}

/* Reports spend, if there is any. */
static void
note_spend(const struct spend *spend, int128 weighed, const char *what)
{
	char text[DECIMAL_TEXT_MAX];
	int128 money = spend_round(spend, weighed);

	if (money != 0)
		diag_note("spend of %.*s is %s",
		    (int)decimal_format(text, money, spend->windows.ledger->places), text,
		    what);
}

/* The leads of the groups that the ledger does not have. */
static void
note_unknown(const struct spend *spend, const uint32_t *groups, uint32_t count)
{
	struct listing listing = { 0 };
	int64_t leads = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct account *account = &spend->accounts[groups[i]];
		char quoted[QUOTED_MAX];

		if (account->listed)
			continue;
		leads += account->leads;
		listing_add(&listing,
		    span_of(quote(quoted, cells_group_text(spend->cells, groups[i]))));
	}
	if (leads > 0)
		diag_note("the ledger has no row of %s; leads whose cost is not known: %lld",
		    listing_end(&listing), (long long)leads);
	listing_free(&listing);
}

/* The spend of the groups without leads. */
static void
note_idle(const struct spend *spend, const uint32_t *groups, uint32_t count)
{
	struct listing listing = { 0 };
	struct text what = { 0 };
	int128 sum = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct account *account = &spend->accounts[groups[i]];
		char quoted[QUOTED_MAX];

		if (account->leads > 0 || account->spend == 0)
			continue;
		add(&sum, account->spend);
		listing_add(&listing,
		    span_of(quote(quoted, cells_group_text(spend->cells, groups[i]))));
	}
	text_add(&what, span_of("of groups without leads: "));
	if (listing.count > 0) {
		text_add(&what, span_of(listing_end(&listing)));
		*text_room(&what, 0) = '\0';
		note_spend(spend, sum, what.ptr);
	}
	text_free(&what);
	listing_free(&listing);
}

static void
note_groups(const struct spend *spend)
{
	uint32_t count;
	uint32_t *groups = cells_groups(spend->cells, &count);

	note_unknown(spend, groups, count);
	note_idle(spend, groups, count);
	free(groups);
}

void
spend_note(const struct spend *spend)
{
	const struct ledger *ledger = spend->windows.ledger;
	int128 rest = 0;

	if (spend->accounts != NULL && ledger->count > 0)
		note_groups(spend);
	for (size_t i = 0; i < ledger->count; i++)
		add(&rest, weigh(ledger->item[i].amount, spend->windows.lag->total));
	add(&rest, -spend->attributed);
	note_spend(spend, rest, "in no row's window");
}

void
spend_free(struct spend *spend)
{
	free(spend->accounts);
	cells_free(spend->cells);
}
