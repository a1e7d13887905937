/*
 * Moves, the relation that lf-transitions writes and every report reads: a row for each
 * change of stage of a lead. Its columns are in leadflow-tsv(5).
 */
#ifndef LF_MOVES_H
#define LF_MOVES_H

#include <stdint.h>

#include "base/decimal.h"
#include "base/map.h"
#include "base/names.h"
#include "lead/entered.h"
#include "tsv/tsv.h"

/* What a report needs. The other columns are not parsed, and need not be there. */
enum move_part {
	MOVE_LEAD = 1 << 0,
	MOVE_TIME = 1 << 1,
	MOVE_VISIT = 1 << 2,
	MOVE_SINCE = 1 << 3,
	MOVE_SOJOURN = 1 << 4,
	MOVE_AGE = 1 << 5,
	MOVE_TIME_IF_ANY = 1 << 6, /* MOVE_TIME, where there is that column */
};

struct move {
	const struct row *row;
	struct span lead;
	const struct map_hint *hint; /* after moves_ahead */
	int64_t time; /* microseconds since 1970-01-01T00:00:00Z, like since */
	uint32_t from, to; /* stages by number; 0 for a first move, for an open visit */
	int64_t visit;
	int64_t since;
	int64_t sojourn, age; /* microseconds */
	bool imputed; /* the visit that ends was made up by --backfill */
	int places; /* after moves_sum: of the amount, or AMOUNT_NONE; not of open visits */
	int128 amount; /* the same, 0 if it is missing */
};

enum { AMOUNT_NONE = -1 };

struct moves;

/*
 * Moves from the rows of tsv. Their stages get numbers in names. parts are of enum
 * move_part. Exits with STATUS_USAGE if a column is missing.
 */
struct moves *moves_open(
    struct tsv *tsv, const struct common *common, struct names *names, unsigned parts);
void moves_close(struct moves *moves);
/* Has moves with an amount, of that column; exits with STATUS_USAGE if it is missing. */
void moves_sum(struct moves *moves, const char *column);
/*
 * Fetches what the map knows of the leads of moves to come; a move's hint is for
 * map_put_hinted. Needs MOVE_LEAD.
 */
void moves_ahead(struct moves *moves, const struct map *leads);
/*
 * The next move; false at the end. Its texts, row and hint are valid until the next call.
 * Rows that are no moves go to tsv_bad. At the end, standard error says so if open visits
 * last until different times, as those of several runs do.
 */
bool moves_next(struct moves *moves, struct move *move);
/*
 * For a program that keeps leads: an open visit of a lead that has one already. At the end
 * standard error says how many there were, unless it says that they last until different
 * times.
 */
void moves_open_again(struct moves *moves, const struct move *move);
/* The latest time so far: the as-of time of a report at its end. Needs MOVE_TIME. */
int64_t moves_as_of(const struct moves *moves);
/* Whether moves have a time. */
bool moves_dated(const struct moves *moves);
/* Has moves that are all at midnight in UTC be counted. */
void moves_watch_dates(struct moves *moves);
/* How many there were, and the times of two of them; 0 if one was at another time. */
uint64_t moves_dates(const struct moves *moves, int64_t *first, int64_t *last);
/* The stages that these moves have entered so far. */
struct entered *moves_entered(struct moves *moves);

#endif
