#include "stay.h"
#include "sums.h"

/* The stage of a lead, and the amount with which it entered it. */
struct held {
	int128 amount;
	uint32_t stage;
	bool open; /* its open visit has been read */
};

void
sums_begin(struct sums *sums, const struct report *report)
{
	sums->stays = map_new(sizeof(struct held), 16);
	moves_ahead(report->moves, sums->stays);
	amounts_watch(&sums->amounts, report->tsv, report->sum, &report->groups);
}

void
sums_free(struct sums *sums)
{
	if (sums->stays != NULL)
		map_free(sums->stays);
}

int
sums_take(struct sums *sums, const struct move *move, const struct names *names,
    int128 *left, struct reason *why)
{
	bool fresh;
	struct held *held = map_put_hinted(sums->stays, move->lead, move->hint, &fresh);

	if (stay_check(held->stage, move, names, why) != 0)
		return -1;
	amounts_see(&sums->amounts, move);
	*left = held->amount;
	*held = (struct held){ move->amount, move->to, held->open };
	return 0;
}

bool
sums_take_open(struct sums *sums, const struct move *move)
{
	struct held *held = map_get(sums->stays, move->lead);
	bool again = held != NULL && held->open;

	if (held != NULL)
		held->open = true;
	return !again;
}

void
sums_close(int128 *opening, const struct cell *cell)
{
	amounts_add(opening, cell->inflow_sum);
	amounts_subtract(opening, cell->outflow_sum);
}

void
sums_put(
    const struct sums *sums, struct out *out, int128 opening, const struct cell *cell)
{
	int128 closing = opening;

	sums_close(&closing, cell);
	amounts_put(&sums->amounts, out, opening);
	amounts_put(&sums->amounts, out, cell->inflow_sum);
	amounts_put(&sums->amounts, out, cell->outflow_sum);
	amounts_put(&sums->amounts, out, closing);
}
