#include <stdlib.h>

#include "base/mem.h"
#include "report/grouping.h"
#include "time/instant.h"
#include "time/zone.h"
#include "tsv/tsv.h"

#include "ledger.h"

enum { PLACES_MIN = 2 };

struct reader {
	struct ledger *ledger;
	struct tsv *tsv;
	size_t amount, time, from, until, currency; /* columns, or TSV_NONE */
	long other_currency; /* a column that seems to have it, or -1 */
	struct grouping grouping;
	struct cells *cells; /* has the numbers of groups */
	struct cells *days; /* of size_t, by day and group: the place of their item, plus 1 */
	const char *with, *without; /* files that have a column currency and have none, or NULL */
};

/* Parses a day, or the instant that lies in it in --tz. */
static int
parse_day(struct span text, int64_t *day, struct reason *why)
{
	bool zoned;
	int64_t usec;

	if (text.len == 0)
		return fail(why, "is empty");
	if (instant_parse(text, &usec, &zoned, why) != 0)
		return -1;
	*day = floor_div(zoned ? usec + zone_east(usec) : usec, USEC_PER_DAY);
	return 0;
}

static struct span
cell(const struct reader *reader, const struct row *row, size_t column)
{
	return tsv_value(reader->tsv, row, column);
}

static int
parse_days(const struct reader *reader, const struct row *row, struct spending *item,
    const char **column, struct reason *why)
{
	int64_t last;

	item->days = 1;
	*column = "time";
	if (reader->time != TSV_NONE)
		return parse_day(cell(reader, row, reader->time), &item->first, why);
	*column = "from";
	if (parse_day(cell(reader, row, reader->from), &item->first, why) != 0)
		return -1;
	*column = "until";
	if (parse_day(cell(reader, row, reader->until), &last, why) != 0)
		return -1;
	if (last < item->first)
		return fail(why, "is before from");
	item->days = last - item->first + 1;
	return 0;
}

/* Amounts of the same day and group are added up. Spans are kept apart: each is rounded. */
static int
add(struct reader *reader, const struct spending *item, struct reason *why)
{
	struct ledger *ledger = reader->ledger;
	int64_t last = item->first + item->days - 1;

	if (item->first < ledger->first)
		ledger->first = item->first;
	if (last > ledger->last)
		ledger->last = last;
	if (item->days == 1) {
		size_t *place = cells_put(reader->days, item->first, item->group, 0);

		if (*place > 0)
			return decimal_add(
			    &ledger->item[*place - 1].amount, item->amount, why);
		*place = ledger->count + 1;
	}
	ledger->item =
	    mem_grow(ledger->item, ledger->count, &ledger->room, sizeof(*ledger->item));
	ledger->item[ledger->count++] = *item;
	return 0;
}

static int
take_row(
    struct reader *reader, const struct row *row, const char **column, struct reason *why)
{
	struct spending item;
	bool wanted = true;
	int places;

	*column = "amount";
	if (decimal_parse(
		cell(reader, row, reader->amount), &item.amount, &places, why) != 0)
		return -1;
	*column = "currency";
	if (reader->currency != TSV_NONE &&
	    currency_take(&reader->ledger->currency, cell(reader, row, reader->currency),
		item.amount, &wanted, why) != 0)
		return -1;
	if (!wanted)
		return 0;
	if (reader->other_currency >= 0)
		currencies_take(&reader->ledger->currency.others,
		    cell(reader, row, (size_t)reader->other_currency));
	if (parse_days(reader, row, &item, column, why) != 0)
		return -1;
	if (places > reader->ledger->places)
		reader->ledger->places = places;
	*column = "amount";
	item.group = cells_group(reader->cells, grouping_of(&reader->grouping, row));
	return add(reader, &item, why);
}

/* Money in no currency cannot be added to money in one. */
static void
find_currency(struct reader *reader, const char *file)
{
	struct tsv *tsv = reader->tsv;

	reader->currency = reader->ledger->currency.wanted != NULL ?
	    tsv_need(tsv, "currency") :
	    tsv_find(tsv, span_of("currency"));
	if (reader->currency == TSV_NONE)
		reader->without = file;
	else
		reader->with = file;
	if (reader->with != NULL && reader->without != NULL)
		diag_usage("--ledger: %s has a column 'currency', and %s has none",
		    reader->with, reader->without);
}

/* Without a column currency, one of another name may have it; a group is in one. */
static void
find_other_currency(struct reader *reader, const struct list *groups)
{
	const struct list *columns = tsv_columns(reader->tsv);
	struct span name;

	reader->other_currency = -1;
	if (reader->currency != TSV_NONE)
		return;
	reader->other_currency = currencies_find(columns, span_of("amount"));
	if (reader->other_currency < 0)
		return;
	name = columns->item[reader->other_currency];
	if (list_find(groups, name) >= 0)
		reader->other_currency = -1;
	else
		currency_doubt(&reader->ledger->currency, name);
}

static void
find_columns(struct reader *reader, const char *file, const struct list *groups)
{
	struct tsv *tsv = reader->tsv;

	reader->amount = tsv_need(tsv, "amount");
	reader->time = tsv_find(tsv, span_of("time"));
	if (reader->time == TSV_NONE && tsv_find(tsv, span_of("from")) == TSV_NONE)
		tsv_need(tsv, "time");
	if (reader->time == TSV_NONE) {
		reader->from = tsv_need(tsv, "from");
		reader->until = tsv_need(tsv, "until");
	}
	find_currency(reader, file);
	find_other_currency(reader, groups);
	grouping_bind(&reader->grouping, tsv, groups);
}

static void
read_file(struct reader *reader, const char *name, const struct common *common,
    const struct list *groups)
{
	char *file = mem_string(span_of(name));
	const struct common input = {
		.null = common->null, .files = &file, .file_count = 1
	};
	struct row row;
	const char *column;
	struct reason why;

	reader->tsv = tsv_open(&input, NULL);
	find_columns(reader, name, groups);
	while (tsv_next(reader->tsv, &row))
		if (take_row(reader, &row, &column, &why) != 0)
			tsv_bad(reader->tsv, &row, column, &why);
	tsv_close(reader->tsv);
	grouping_free(&reader->grouping);
	reader->grouping = (struct grouping){ 0 };
	free(file);
}

void
ledger_read(struct ledger *ledger, const struct texts *files, const struct common *common,
    const struct list *groups, const char *currency, struct cells *cells)
{
	struct reader reader = {
		.ledger = ledger, .cells = cells, .days = cells_new(sizeof(size_t))
	};

	*ledger = (struct ledger){
		.first = INT64_MAX, .last = INT64_MIN, .places = PLACES_MIN
	};
	currency_begin(&ledger->currency, currency);
	for (size_t i = 0; i < files->count; i++)
		read_file(&reader, files->item[i], common, groups);
	cells_free(reader.days);
}

void
ledger_free(struct ledger *ledger)
{
	free(ledger->item);
	currency_free(&ledger->currency);
}

int128
ledger_spent(const struct ledger *ledger, const struct spending *item, int64_t day)
{
	int64_t part = day - item->first;
	int128 unit = decimal_unit(ledger->places);
	int128 whole, rest;

	if (part <= 0)
		return 0;
	if (part >= item->days)
		return item->amount;
	/*
	 * This is amount * part / days without the product, which might not fit. whole
	 * is kept even, so that rounding the rest half to even rounds the sum so.
	 */
	whole = item->amount / unit / item->days * part;
	rest = item->amount / unit % item->days * part;
	if (whole % 2 != 0) {
		whole--;
		rest += item->days;
	}
	return (whole + ratio_round(rest, item->days)) * unit;
}
