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
		add(&spend->attributed, share);
	}
}

void
spend_attribute(struct spend *spend)
{
	const struct ledger *ledger = spend->windows.ledger;
	const struct lag *lag = spend->windows.lag;

	for (size_t i = 0; i < ledger->count; i++)
		for (size_t k = 0; k < lag->part_count; k++)
			attribute(spend, &ledger->item[i], &lag->parts[k]);
}

int128
spend_round(const struct spend *spend, int128 weighed)
{
	int128 unit = decimal_unit(spend->windows.ledger->places);

	return ratio_round(weighed, spend->windows.lag->total * unit) * unit;
}

void
spend_note_rest(const struct spend *spend)
{
	const struct ledger *ledger = spend->windows.ledger;
	char text[DECIMAL_TEXT_MAX];
	int128 rest = 0;

	for (size_t i = 0; i < ledger->count; i++)
		add(&rest, weigh(ledger->item[i].amount, spend->windows.lag->total));
	add(&rest, -spend->attributed);
	rest = spend_round(spend, rest);
	if (rest != 0)
		diag_note("spend of %.*s is in no row's window",
		    (int)decimal_format(text, rest, ledger->places), text);
}
