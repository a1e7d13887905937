#include <inttypes.h>

#include "base/digits.h"
#include "base/fnv.h"
#include "base/mem.h"
#include "report/partialread.h"
#include "report/partialheader.h"
#include "time/duration.h"
#include "time/instant.h"

/*
 * The highest count that is read, and the highest sum of all counts of all states. Whatever
 * a program adds up of them fits: a count in 64 bits; and in 128 bits the product of two of
 * them, or of one and a duration, which is below 10^18, with four decimals.
 */
#define COUNT_MAX UINT64_C(1000000000000)
#define TOTAL_MAX UINT64_C(1000000000000000)

/* Those after the keys: figure, value, count, and the empty one. */
enum { FIGURE_COLUMNS = 4 };

enum own { OWN_ENTERED, OWN_NAMED, OWN_AS_OF, OWN_LATEST, OWN_WORKED, OWN_END, OWNS };

static const char *const owns[OWNS] = { "entered", "named", "as-of", "latest", "worked",
	"end" };

static _Noreturn void
bad_line(const struct partial *partial, uint64_t line, const char *what)
{
	diag_data("%s:%" PRIu64 ": %s", tsv_name(partial->report->tsv), line, what);
}

/* The state is not as it was written. */
static _Noreturn void
bad_state(const struct partial *partial, uint64_t line, const char *what)
{
	diag_data("%s:%" PRIu64 ": %s: make the state anew with %s --partial",
	    tsv_name(partial->report->tsv), line, what, diag_name());
}

/* Checks the rows since the last check, at the end of a file or at another header. */
static void
check_rows(struct partial *partial)
{
	struct partial_check *check = &partial->check;

	if (check->ends == 0)
		bad_state(partial, check->line,
		    "the state is cut short: its last row, which counts the others, is missing");
	if (check->rows != check->counted)
		bad_state(partial, check->line,
		    "rows are missing, or too many: the last row of a state counts others");
	if (check->hash + check->ends * check->header != check->summed)
		bad_state(partial, check->line,
		    "the state is damaged: its rows are not those that were written");
	*check = (struct partial_check){ .header = check->header, .line = 1 };
}

static void
end_file(void *data)
{
	check_rows(data);
}

/* Refuses the header of another state. */
static _Noreturn void
other_header(struct partial *partial, uint64_t line, struct span header)
{
	struct reason why;

	partialheader_differ(header, partial->header, partial->form->version, &why);
	bad_line(partial, line, why.text);
}

static void
take_header(void *data, struct span header)
{
	other_header(data, 1, header);
}

/* A line that is no row of this state: it may be the header of another. */
static void
take_bad(void *data, const struct row *row, const char *column)
{
	struct partial *partial = data;
	struct span last = row_field(row, row->fields - 1);

	(void)column;
	if (last.len > 3 && memcmp(last.ptr, "lf-", 3) == 0)
		other_header(partial, row->line, row_bytes(row));
	bad_state(partial, row->line,
	    "is not a row of the state, which was cut short or is damaged");
}

void
partial_begin(struct partial *partial)
{
	struct tsv *tsv = partial->report->tsv;

	partial->check = (struct partial_check){ .header = fnv_of(partial->header), .line = 1 };
	partial->report->entered = &partial->entered;
	tsv_take_bad(tsv, take_bad, partial);
	tsv_watch_files(tsv, end_file, take_header, partial);
}

static _Noreturn void
bad_field(const struct partial *partial, const struct row *row, const char *column,
    const struct reason *why)
{
	diag_data("%s:%" PRIu64 ": %s: %s", tsv_name(partial->report->tsv), row->line, column,
	    why->text);
}

static bool
is_undated(const struct partial *partial, const char *figure)
{
	const char *const *list = partial->form->undated;

	while (list != NULL && *list != NULL && strcmp(*list, figure) != 0)
		list++;
	return list != NULL && *list != NULL;
}

static void
take_period(struct partial *partial, const struct row *row, struct partial_row *to)
{
	struct span name = row_field(row, 0);
	struct reason why;

	to->period = PARTIAL_UNDATED;
	if (partial->report->calendar == NULL ||
	    (name.len == 0 && is_undated(partial, partial->form->kept[to->kept].name)))
		return;
	if (calendar_find(partial->report->calendar, name, &partial->period) != 0) {
		fail_quoted(&why, name, "is not one");
		bad_field(partial, row, "period", &why);
	}
	to->period = partial->period;
}

static int
parse_count(struct span text, uint64_t *count, struct reason *why)
{
	struct span left = text;

	if (digits_take(&left, DIGITS_MAX, count) == 0 || left.len > 0 || *count > COUNT_MAX)
		return fail_quoted(why, text, "is not a count");
	return 0;
}

/* Takes the count of a row, which its column has. A figure that counts nothing has no row. */
static uint64_t
take_count(struct partial *partial, const struct row *row, size_t column, uint64_t least)
{
	struct reason why;
	uint64_t count;

	if (parse_count(row_field(row, column), &count, &why) != 0)
		bad_field(partial, row, "count", &why);
	if (count < least)
		bad_state(partial, row->line, "count: is 0");
	partial->total += count;
	if (partial->total > TOTAL_MAX)
		bad_state(partial, row->line,
		    "count: with those before it is more than 1000000000000000, as no log has it");
	return count;
}

static void
take_sum(struct partial *partial, const struct row *row, size_t column, int128 *sum)
{
	struct reason why;
	int places;

	if (decimal_parse(row_field(row, column), sum, &places, &why) != 0)
		bad_field(partial, row, "count", &why);
}

static int
parse_duration(struct span text, int64_t *usec, struct reason *why)
{
	if (seconds_parse_row(text, usec, why) != 0)
		return -1;
	return *usec < 0 ? fail_quoted(why, text, "is below zero") : 0;
}

static int
parse_value(struct partial *partial, enum kept_kind kind, struct span text,
    int64_t *value, struct reason *why)
{
	*value = 0;
	if (kind == KEPT_DURATION || kind == KEPT_DURATION_SUM)
		return parse_duration(text, value, why);
	if (kind == KEPT_TIME || kind == KEPT_TIME_SUM)
		return instant_parse_row(partial->memo, text, value, why);
	return text.len > 0 ? fail_quoted(why, text, "is not empty") : 0;
}

/* The first column after the keys. */
static size_t
figure_column(const struct partial *partial)
{
	return (partial->report->calendar != NULL) + partial->report->groups.count +
	    partial->keys;
}

/* Takes a row of a figure of the program. */
static void
take_row(struct partial *partial, const struct row *row, struct partial_row *to)
{
	enum kept_kind kind = partial->form->kept[to->kept].kind;
	size_t column = partial->report->calendar != NULL;
	size_t groups = partial->report->groups.count;
	struct reason why;

	take_period(partial, row, to);
	to->group = groups > 0 ? row_field(row, column) : (struct span){ NULL, 0 };
	column += groups;
	if (groups > 0)
		to->group.len = (size_t)(row->text + row->ends[column - 1] - to->group.ptr);
	for (size_t i = 0; i < partial->keys; i++)
		to->key[i] = row_field(row, column++);
	if (parse_value(partial, kind, row_field(row, column + 1), &to->value, &why) != 0)
		bad_field(partial, row, "value", &why);
	to->count = 0;
	to->sum = 0;
	if (kept_is_sum(kind))
		take_sum(partial, row, column + 2, &to->sum);
	else
		to->count = take_count(partial, row, column + 2, 1);
}

static void
take_as_of(struct partial *partial, const struct row *row, int64_t usec)
{
	char text[2][INSTANT_TEXT_MAX];

	if (partial->as_of != INSTANT_MIN && usec != partial->as_of) {
		text[0][instant_format(text[0], usec)] = '\0';
		text[1][instant_format(text[1], partial->as_of)] = '\0';
		diag_data("%s:%" PRIu64 ": the open rows are of %s, those of the states before "
			  "of %s: make all parts with the same lf-transitions --as-of",
		    tsv_name(partial->report->tsv), row->line, text[0], text[1]);
	}
	partial->as_of = usec;
}

static void
take_end(struct partial *partial, const struct row *row, struct span value)
{
	struct partial_check *check = &partial->check;
	uint64_t hash;

	if (partialheader_hash(value, &hash) != 0)
		bad_state(partial, row->line, "value: is not the hash of a state");
	check->ends++;
	check->counted += take_count(partial, row, figure_column(partial) + 2, 0);
	check->summed += hash;
}

/* Takes a row of the module's own. */
static void
take_own(struct partial *partial, const struct row *row, enum own own)
{
	struct span value = row_field(row, figure_column(partial) + 1);
	struct reason why;
	int64_t usec = 0;
	uint32_t stage;

	if (own == OWN_END) {
		take_end(partial, row, value);
	} else if (own == OWN_ENTERED || own == OWN_NAMED) {
		stage = names_id(partial->report->names, value);
		if (own == OWN_ENTERED)
			entered_mark(&partial->entered, stage);
	} else if (instant_parse_row(partial->memo, value, &usec, &why) != 0) {
		bad_field(partial, row, "value", &why);
	} else if (own == OWN_AS_OF) {
		entered_mark(&partial->entered, 0);
		take_as_of(partial, row, usec);
	} else {
		int64_t *latest = own == OWN_LATEST ? &partial->latest : &partial->worked;

		if (usec > *latest)
			*latest = usec;
	}
}

static enum own
find_own(struct span figure)
{
	int own = 0;

	while (own < OWNS && !span_equal(figure, span_of(owns[own])))
		own++;
	return (enum own)own;
}

/* Whether the figure is one of the program, which then is *kept: mostly that of before. */
static bool
find_kept(struct partial *partial, struct span figure, size_t *kept)
{
	const struct kept *list = partial->form->kept;

	*kept = partial->recent;
	if (span_equal(figure, span_of(list[*kept].name)))
		return true;
	for (*kept = 0; list[*kept].name != NULL; ++*kept)
		if (span_equal(figure, span_of(list[*kept].name))) {
			partial->recent = *kept;
			return true;
		}
	return false;
}

/* All states are read: the log ends at as-of. */
static void
check_times(const struct partial *partial)
{
	char text[2][INSTANT_TEXT_MAX];

	if (partial->as_of == INSTANT_MIN || partial->latest <= partial->as_of)
		return;
	text[0][instant_format(text[0], partial->latest)] = '\0';
	text[1][instant_format(text[1], partial->as_of)] = '\0';
	diag_data("%s: there are moves up to %s, but open rows of %s: make all parts with the "
		  "same lf-transitions --as-of",
	    tsv_name(partial->report->tsv), text[0], text[1]);
}

/* A line whose last column is not empty: the same header again, or another. */
static void
take_header_again(struct partial *partial, const struct row *row)
{
	if (!span_equal(row_bytes(row), partial->header))
		other_header(partial, row->line, row_bytes(row));
	check_rows(partial);
	partial->check.line = row->line;
}

/* Takes a row; true if it is of a figure of the program. */
static bool
take(struct partial *partial, const struct row *row, struct partial_row *to)
{
	struct span figure = row_field(row, figure_column(partial));
	bool kept = find_kept(partial, figure, &to->kept);
	enum own own = kept ? OWNS : find_own(figure);

	if (kept)
		take_row(partial, row, to);
	else if (own < OWNS)
		take_own(partial, row, own);
	else
		bad_state(partial, row->line, "figure: is none of a state");
	partial->check.line = row->line;
	if (own == OWN_END)
		return false;
	partial->check.rows++;
	partial->check.hash += fnv_of(row_bytes(row));
	return kept;
}

bool
partial_next(struct partial *partial, struct partial_row *to)
{
	struct row row;

	while (tsv_next(partial->report->tsv, &row)) {
		if (row.fields != figure_column(partial) + FIGURE_COLUMNS)
			bad_state(partial, 1, "the header is damaged: it has other columns than a state");
		if (row_field(&row, row.fields - 1).len > 0)
			take_header_again(partial, &row);
		else if (take(partial, &row, to))
			return true;
	}
	check_times(partial);
	return false;
}

bool
partial_take_amounts(const struct partial_row *row, size_t unit, struct amounts *amounts)
{
	if (row->kept == unit)
		amounts_take_unit(amounts, row->sum);
	else if (row->kept == unit + 1)
		amounts->missing += (int64_t)row->count;
	else if (row->kept == unit + 2)
		currencies_take(&amounts->currencies, row->key[0]);
	else
		return false;
	return true;
}

void
partial_wait(struct partial *partial, void *to, const struct partial_row *row)
{
	partial->waiting = mem_grow(partial->waiting, partial->waiting_count,
	    &partial->waiting_room, sizeof(*partial->waiting));
	partial->waiting[partial->waiting_count++] =
	    (struct partial_waiting){ to, row->kept, row->value, row->count,
		    row->sum };
}

int64_t
partial_watched(
    const struct partial *partial, const struct partial_waiting *waiting, int64_t as_of)
{
	if (waiting->value > as_of)
		diag_data("%s: %s: a time is after that at which the log ends: make the states "
			  "anew with %s --partial",
		    tsv_name(partial->report->tsv), partial->form->kept[waiting->kept].name,
		    diag_name());
	return as_of - waiting->value;
}

int64_t
partial_as_of(const struct partial *partial)
{
	return partial->as_of > partial->latest ? partial->as_of : partial->latest;
}

int64_t
partial_clock_as_of(const struct partial *partial)
{
	return partial->worked != INSTANT_MIN ? partial->worked : partial_as_of(partial);
}
