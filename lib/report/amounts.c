#include <inttypes.h>

#include "report/amounts.h"

enum { PLACES_MIN = 2 };

void
amounts_watch(struct amounts *amounts, const struct tsv *tsv, const char *column,
    const struct list *groups)
{
	const struct list *columns = tsv_columns(tsv);
	long place = currencies_find(columns, span_of(column));

	if (place < 0 || list_find(groups, columns->item[place]) >= 0)
		return;
	amounts->tsv = tsv;
	amounts->currency = (size_t)place;
}

void
amounts_add(int128 *sum, int128 amount)
{
	struct reason why;

	if (decimal_add(sum, amount, &why) != 0)
		diag_data("--sum: %s", why.text);
}

void
amounts_subtract(int128 *sum, int128 amount)
{
	struct reason why;

	if (decimal_subtract(sum, amount, &why) != 0)
		diag_data("--sum: %s", why.text);
}

void
amounts_put(const struct amounts *amounts, struct out *out, int128 sum)
{
	int places = amounts->places < PLACES_MIN ? PLACES_MIN : amounts->places;

	out_char(out, '\t');
	out->used += decimal_format(out_room(out, DECIMAL_TEXT_MAX), sum, places);
}

static void
note_currencies(const struct amounts *amounts)
{
	struct text list = { 0 };

	if (currencies_count(&amounts->currencies) < 2)
		return;
	currencies_list(&amounts->currencies, &list);
	diag_note("--sum adds up amounts in %.*s: name the column of the currency in --group, "
		  "or leave the moves of one currency",
	    (int)list.len, list.ptr);
	text_free(&list);
}

void
amounts_note(const struct amounts *amounts, const char *column)
{
	char quoted[QUOTED_MAX];

	note_currencies(amounts);
	if (amounts->missing > 0)
		diag_note("--sum: %" PRId64 " move%s without a value in column %s count%s 0",
		    amounts->missing, amounts->missing == 1 ? "" : "s",
		    quote(quoted, span_of(column)), amounts->missing == 1 ? "s" : "");
}

int128
amounts_unit(const struct amounts *amounts)
{
	return decimal_unit(amounts->places);
}

void
amounts_take_unit(struct amounts *amounts, int128 unit)
{
	while (amounts->places < DECIMAL_PLACES && decimal_unit(amounts->places) > unit)
		amounts->places++;
}
