#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/digits.h"
#include "base/mem.h"
#include "base/text.h"
#include "lead/moves.h"
#include "time/duration.h"
#include "time/instant.h"

enum column {
	LEAD,
	TIME,
	FROM,
	TO,
	VISIT,
	SINCE,
	SOJOURN,
	AGE,
	AMOUNT,
	COLUMNS
};

enum { BATCH = 240, GROUP = 8, GROUPS_AHEAD = 3, COUNT_DIGITS = 18 };
#define NONE_YET UINT32_MAX

struct moves {
	struct tsv *tsv;
	struct names *names;
	const char *name[COLUMNS];
	size_t place[COLUMNS];
	size_t imputed; /* or TSV_NONE */
	unsigned parts;
	enum column wanted[COLUMNS]; /* the ones to parse */
	size_t wanted_count;
	struct instant_memo time_memo, since_memo;
	int64_t as_of;
	bool dates; /* moves_watch_dates, and all moves so far are at midnight in UTC: */
	uint64_t dated; /* these, and the times of the first and the last */
	int64_t first_date, last_date;
	size_t ends; /* the column of time, or TSV_NONE */
	struct text until, other; /* two times until which open visits last, or empty */
	uint64_t again; /* open visits of leads that had one already, the first one's lead: */
	struct text again_lead;
	struct entered entered;
	uint32_t marked; /* the stage that was marked as entered last, or NONE_YET */
	struct row rows[BATCH];
	const struct map *leads; /* of moves_ahead, or NULL */
	struct map_hint hints[BATCH];
	size_t count, next;
};

struct moves *
moves_open(
    struct tsv *tsv, const struct common *common, struct names *names, unsigned parts)
{
	static const unsigned part_of[AMOUNT] = { MOVE_LEAD, MOVE_TIME, 0, 0, MOVE_VISIT,
		MOVE_SINCE, MOVE_SOJOURN, MOVE_AGE };
	struct moves *moves = mem_new(1, sizeof(*moves));

	*moves = (struct moves){ .tsv = tsv, .names = names, .parts = parts,
		.as_of = INSTANT_MIN, .marked = NONE_YET,
		.name = { common->lead, common->time, "from", "to", "visit", "since",
		    "sojourn", "age" } };
	if ((parts & MOVE_TIME_IF_ANY) != 0 &&
	    tsv_find(tsv, span_of(common->time)) != TSV_NONE)
		parts = moves->parts |= MOVE_TIME;
	for (size_t i = 0; i < AMOUNT; i++) {
		if (part_of[i] == 0 || (parts & part_of[i]) != 0)
			moves->place[i] = tsv_need(tsv, moves->name[i]);
		if ((parts & part_of[i]) != 0)
			moves->wanted[moves->wanted_count++] = (enum column)i;
	}
	moves->imputed = tsv_find(tsv, span_of("imputed"));
	moves->ends = tsv_find(tsv, span_of(common->time));
	/* One that is misspelt is a mistake, even where nothing is read from it. */
	tsv_need_named(tsv, common);
	return moves;
}

void
moves_sum(struct moves *moves, const char *column)
{
	moves->name[AMOUNT] = column;
	moves->place[AMOUNT] = tsv_need(moves->tsv, column);
	moves->wanted[moves->wanted_count++] = AMOUNT;
}

void
moves_close(struct moves *moves)
{
	entered_free(&moves->entered);
	text_free(&moves->until);
	text_free(&moves->other);
	text_free(&moves->again_lead);
	free(moves);
}

int64_t
moves_as_of(const struct moves *moves)
{
	return moves->as_of;
}

bool
moves_dated(const struct moves *moves)
{
	return (moves->parts & MOVE_TIME) != 0;
}

struct entered *
moves_entered(struct moves *moves)
{
	return &moves->entered;
}

static struct span
value(const struct moves *moves, const struct move *move, enum column column)
{
	return tsv_value(moves->tsv, move->row, moves->place[column]);
}

static int
parse_count(struct span text, int64_t *count, struct reason *why)
{
	struct span left = text;
	uint64_t number;

	if (digits_take(&left, COUNT_DIGITS, &number) == 0 || left.len > 0)
		return fail_quoted(why, text, "is not a count");
	*count = (int64_t)number;
	return 0;
}

static int
parse_lead(struct moves *moves, struct move *move, struct reason *why)
{
	move->lead = value(moves, move, LEAD);
	return move->lead.len == 0 ? fail(why, "is empty") : 0;
}

static int
parse_duration(struct span text, int64_t *usec, struct reason *why)
{
	if (seconds_parse_row(text, usec, why) != 0)
		return -1;
	return *usec < 0 ? fail_quoted(why, text, "is below zero") : 0;
}

/* The amount with which a lead enters a stage. */
static int
parse_amount(struct move *move, struct span text, struct reason *why)
{
	move->amount = 0;
	move->places = AMOUNT_NONE;
	if (move->to == 0 || text.len == 0)
		return 0;
	return decimal_parse(text, &move->amount, &move->places, why);
}

/* since must not be after time, which is parsed before it if it is needed. */
static int
parse_since(struct moves *moves, struct move *move, struct span text, struct reason *why)
{
	if (move->from == 0)
		return 0;
	if (instant_parse_row(&moves->since_memo, text, &move->since, why) != 0)
		return -1;
	return (moves->parts & MOVE_TIME) != 0 && move->since > move->time ?
	    fail(why, "is after %s", moves->name[TIME]) :
	    0;
}

/* Parses one column into the move; visit, since and sojourn may be empty. */
static int
parse_column(
    struct moves *moves, struct move *move, enum column column, struct reason *why)
{
	struct span text = value(moves, move, column);

	switch (column) {
	case LEAD:
		return parse_lead(moves, move, why);
	case TIME:
		return instant_parse_row(&moves->time_memo, text, &move->time, why);
	case VISIT:
		return move->to == 0 ? 0 : parse_count(text, &move->visit, why);
	case SINCE:
		return parse_since(moves, move, text, why);
	case SOJOURN:
		return move->from == 0 ? 0 : parse_duration(text, &move->sojourn, why);
	case AGE:
		return parse_duration(text, &move->age, why);
	case AMOUNT:
		return parse_amount(move, text, why);
	default:
		return 0;
	}
}

/* 0, or -1 with the reason and the column at fault, NULL for the whole row. */
static int
parse(struct moves *moves, struct move *move, const char **column, struct reason *why)
{
	struct span from = value(moves, move, FROM);
	struct span to = value(moves, move, TO);
	bool known;

	*column = NULL;
	if (from.len == 0 && to.len == 0)
		return fail(why, "from and to are both empty");
	/* New stages are numbered once the row is known to be good: others would get rows. */
	known = names_recall(moves->names, from, &move->from) &&
	    names_recall(moves->names, to, &move->to);
	if (!known) {
		move->from = from.len > 0;
		move->to = to.len > 0;
	}
	for (size_t i = 0; i < moves->wanted_count; i++)
		if (parse_column(moves, move, moves->wanted[i], why) != 0) {
			*column = moves->name[moves->wanted[i]];
			return -1;
		}
	if (!known) {
		move->from = names_id(moves->names, value(moves, move, FROM));
		move->to = names_id(moves->names, value(moves, move, TO));
	}
	move->imputed = moves->imputed != TSV_NONE &&
	    span_equal(tsv_value(moves->tsv, move->row, moves->imputed), span_of("1"));
	return 0;
}

void
moves_watch_dates(struct moves *moves)
{
	moves->dates = (moves->parts & (MOVE_TIME | MOVE_SINCE)) != 0;
}

uint64_t
moves_dates(const struct moves *moves, int64_t *first, int64_t *last)
{
	*first = moves->first_date;
	*last = moves->last_date;
	return moves->dates ? moves->dated : 0;
}

/* The time of a move, or since when the visit lasted if that alone is parsed. */
static void
see_date(struct moves *moves, const struct move *move)
{
	bool timed = moves_dated(moves);
	int64_t time = timed ? move->time : move->since;

	if (timed ? move->to == 0 : move->from == 0)
		return;
	moves->last_date = time;
	moves->dates = time % USEC_PER_DAY == 0;
	if (moves->dated++ == 0)
		moves->first_date = time;
}

void
moves_ahead(struct moves *moves, const struct map *leads)
{
	moves->leads = leads;
}

/* Takes an open visit. In the moves of one run, all of them last until the same time. */
static void
take_open(struct moves *moves, const struct row *row)
{
	struct span end;

	if (moves->ends == TSV_NONE || moves->other.len > 0)
		return;
	end = tsv_value(moves->tsv, row, moves->ends);
	if (moves->until.len == 0)
		text_add(&moves->until, end);
	else if (!span_equal(end, text_span(&moves->until)))
		text_add(&moves->other, end);
}

void
moves_open_again(struct moves *moves, const struct move *move)
{
	if (moves->again++ == 0)
		text_add(&moves->again_lead, move->lead);
}

static void
note_again(struct moves *moves)
{
	char quoted[QUOTED_MAX];

	if (moves->again == 0)
		return;
	diag_note("%" PRIu64 " open visit%s of a lead that has one already, such as %s: of "
		  "several runs, only the last may have open visits",
	    moves->again, moves->again == 1 ? " is" : "s are",
	    quote(quoted, text_span(&moves->again_lead)));
	moves->again = 0;
}

/* Says, once, that moves of several runs stand together, each with its open visits. */
static void
note_runs(struct moves *moves)
{
	char until[QUOTED_MAX], other[QUOTED_MAX];

	if (moves->other.len == 0) {
		note_again(moves);
		return;
	}
	diag_note("open visits last until %s, and others until %s: of several runs, only the "
		  "last may have open visits, and parts of a log need the same --as-of",
	    quote(until, text_span(&moves->until)), quote(other, text_span(&moves->other)));
	moves->other.len = 0;
	moves->again = 0;
}

/* How many rows of the batch are in the group that begins there. */
static size_t
group_rows(const struct moves *moves, size_t at)
{
	size_t left = at < moves->count ? moves->count - at : 0;

	return left < GROUP ? left : GROUP;
}

static void
hash_leads(struct moves *moves, size_t at)
{
	size_t count = group_rows(moves, at);
	struct span leads[GROUP];

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		leads[i] = row_field(&moves->rows[at + i], moves->place[LEAD]);
	map_hash(moves->leads, leads, &moves->hints[at], count);
}

static void
guess_leads(struct moves *moves, size_t at)
{
	size_t count = group_rows(moves, at);

	if (count > 0)
		map_guess(moves->leads, &moves->hints[at], count);
}

static bool
next_batch(struct moves *moves)
{
	moves->next = 0;
	moves->count = tsv_rows(moves->tsv, moves->rows, BATCH);
	if (moves->leads != NULL && moves->count > 0) {
		for (size_t i = 0; i < GROUPS_AHEAD; i++)
			hash_leads(moves, i * GROUP);
		guess_leads(moves, 0);
	}
	return moves->count > 0;
}

/*
 * As a group begins, fetches the index of the leads GROUPS_AHEAD on, and what is known of
 * those one group on. If each group fetches both for itself, lf-accept takes 16 % longer;
 * with groups of 16, whose index is fetched two groups on, 10 %.
 */
static void
fetch_ahead(struct moves *moves)
{
	if (moves->leads == NULL || moves->next % GROUP != 0)
		return;
	guess_leads(moves, moves->next + GROUP);
	hash_leads(moves, moves->next + (size_t)GROUPS_AHEAD * GROUP);
}

bool
moves_next(struct moves *moves, struct move *move)
{
	for (;;) {
		const char *column;
		struct reason why;

		if (moves->next == moves->count && !next_batch(moves)) {
			note_runs(moves);
			return false;
		}
		fetch_ahead(moves);
		move->row = &moves->rows[moves->next];
		move->hint = &moves->hints[moves->next];
		moves->next++;
		move->time = move->since = move->sojourn = move->age = 0;
		move->visit = 0;
		if (parse(moves, move, &column, &why) != 0) {
			tsv_bad(moves->tsv, move->row, column, &why);
			continue;
		}
		if ((moves->parts & MOVE_TIME) != 0 && move->time > moves->as_of)
			moves->as_of = move->time;
		if (move->to == 0)
			take_open(moves, move->row);
		if (moves->dates)
			see_date(moves, move);
		/* Mostly it is the stage that was marked last. */
		if (move->to != moves->marked) {
			moves->marked = move->to;
			entered_mark(&moves->entered, move->to);
		}
		return true;
	}
}
