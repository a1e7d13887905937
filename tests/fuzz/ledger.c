/*
 * The ledger of lf-cost. The amounts of a file with the columns `time amount src` alone add up,
 * by src, to what a plain reader finds; what is read of any file, written as another one, is
 * read the same again; and what is spent before a day is the share that plain arithmetic has.
 * The input's first bytes choose the sizes of reads, and whether --group and --currency are
 * given.
 */
#include "failing.h"

#include "base/text.h"
#include "lf-cost/ledger.h"
#include "time/civil.h"

#include "chosen.h"

#define HEADER "time\tamount\tsrc\n"
/* Products of two numbers below it fit. */
#define SMALL ((int128)1 << 60)

static struct cells *
read_ledger(struct ledger *ledger, struct span text, bool grouped, const char *currency)
{
	static char name[] = "ledger";
	static const char *names[] = { name };
	const struct texts files = { .item = names, .count = 1 };
	const struct common common = { .null = "" };
	struct span src = span_of("src");
	const struct list groups = { &src, grouped ? 1 : 0 };
	struct cells *cells = cells_new(1);

	unread = text;
	ledger_read(ledger, &files, &common, &groups, currency, cells);
	return cells;
}

/* The decimal that was taken for one, or 0 for more digits than a plain reader has room for. */
static int128
plain_amount(struct span text, bool *known)
{
	int128 sum = 0;
	int digits = 0, after = -1;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '.') {
			after = 0;
		} else if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
			sum = sum * 10 + (text.ptr[i] - '0');
			digits++;
			after += after >= 0;
		}
		if (digits > 18)
			*known = false;
		if (digits > 18)
			return 0;
	}
	for (after = after < 0 ? 0 : after; after < DECIMAL_PLACES; after++)
		sum *= 10;
	return text.ptr[0] == '-' ? -sum : sum;
}

/* That each src, as the rows of such a file have it, has spent what its items say. */
static void
check_sums(const struct ledger *ledger, const struct cells *cells, struct span text)
{
	for (uint32_t group = 0; group <= names_count(cells->groups); group++) {
		struct span name = cells_group_text(cells, group), left = text, row, field;
		int128 wanted = 0, sum = 0;
		bool known = true;

		while (left.len > 0 && span_take(&left, '\n', &row)) {
			span_take(&row, '\t', &field);
			span_take(&row, '\t', &field);
			if (span_equal(row, name))
				wanted += plain_amount(field, &known);
		}
		for (size_t i = 0; i < ledger->count; i++)
			if (ledger->item[i].group == group)
				sum += ledger->item[i].amount;
		expect(sum == wanted || !known);
	}
}

/* What is spent of an item before the day, in units of the ledger's places. */
static void
check_share(const struct ledger *ledger, const struct spending *item, int64_t part)
{
	int128 unit = decimal_unit(ledger->places), amount = item->amount / unit;
	int128 share = ledger_spent(ledger, item, item->first + part) / unit;
	int128 off = amount * part - share * item->days;

	/* As near as can be, and even where two are as near. */
	off = 2 * (off < 0 ? -off : off);
	expect(off < item->days || (off == item->days && share % 2 == 0));
}

static void
check_spent(const struct ledger *ledger, const struct spending *item)
{
	int128 amount = item->amount / decimal_unit(ledger->places);

	expect(item->days > 0);
	expect(item->first >= ledger->first);
	expect(item->first + item->days - 1 <= ledger->last);
	expect(ledger_spent(ledger, item, item->first) == 0);
	expect(ledger_spent(ledger, item, item->first + item->days) == item->amount);
	if (amount < SMALL && -amount < SMALL && item->days > 1)
		for (int64_t part = 1; part < item->days; part += 1 + item->days / 7)
			check_share(ledger, item, part);
}

static void
write_item(struct text *to, const struct spending *item, struct span group)
{
	int64_t days[] = { item->first, item->first + item->days - 1 };

	for (int i = 0; i < 2; i++) {
		to->len += date_format(text_room(to, DATE_TEXT_MAX), days[i]);
		text_add(to, span_of("\t"));
	}
	to->len +=
	    decimal_format(text_room(to, DECIMAL_TEXT_MAX), item->amount, DECIMAL_PLACES);
	text_add(to, span_of("\t"));
	text_add(to, group);
	text_add(to, span_of("\r\n"));
}

static void
write_ledger(struct text *to, const struct ledger *ledger, const struct cells *cells)
{
	text_add(to, span_of("from\tuntil\tamount\tsrc\r\n"));
	for (size_t i = 0; i < ledger->count; i++) {
		check_spent(ledger, &ledger->item[i]);
		write_item(
		    to, &ledger->item[i], cells_group_text(cells, ledger->item[i].group));
	}
}

static void
take(struct span text)
{
	struct text first = { 0 }, second = { 0 };
	struct ledger ledger;
	bool grouped = choices & 1;
	bool plain =
	    text.len >= strlen(HEADER) && memcmp(text.ptr, HEADER, strlen(HEADER)) == 0;
	struct cells *cells =
	    read_ledger(&ledger, text, grouped, choices & 2 ? "EUR" : NULL);

	currency_note(&ledger.currency);
	must_succeed = true;
	if (plain && grouped)
		check_sums(&ledger, cells, span_skip(text, strlen(HEADER)));
	write_ledger(&first, &ledger, cells);
	ledger_free(&ledger);
	cells_free(cells);
	cells = read_ledger(&ledger, text_span(&first), grouped, NULL);
	write_ledger(&second, &ledger, cells);
	expect_same(text_span(&first), text_span(&second));
	ledger_free(&ledger);
	cells_free(cells);
	text_free(&first);
	text_free(&second);
}
