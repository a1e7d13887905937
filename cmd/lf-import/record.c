#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "tsv/escape.h"

#include "record.h"
#include "recordid.h"

void
record_check(const struct record *record, const struct mapping *mapping)
{
	struct span time = mapping->time.part[0].constant;
	struct span lead = mapping->lead.constant;
	struct span amount = mapping->amount.constant;
	struct times times = record->times;
	struct amounts amounts = record->amounts;
	struct reading reading;
	char buf[DECIMAL_TEXT_MAX];
	struct reason why;

	if (time.ptr != NULL && times_read(&times, time, &reading, &why) != 0)
		diag_usage("--set: time: %s", why.text);
	if (lead.ptr != NULL && lead.len == 0)
		diag_usage("--set: lead: is empty");
	if (amount.ptr != NULL && amount_format(buf, &amounts, amount, 1, &why) == 0)
		diag_usage("--set: amount: %s", why.text);
}

void
record_init(struct record *record, struct csvread *csv, struct mapping *mapping)
{
	size_t stages = mapping->entered.count;

	record->csv = csv;
	record->mapping = mapping;
	record->currency = mapping_lost_currency(mapping);
	record->entered = mem_new(stages, sizeof(*record->entered));
	record->entry = mem_new(stages, sizeof(*record->entry));
	record->values = mem_new(mapping->outputs.count, sizeof(*record->values));
}

void
record_free(struct record *record)
{
	merges_free(record->merges);
	list_free(&record->times.months);
	missing_free(&record->missing);
	fieldchoice_free(&record->fields);
	text_free(&record->lead_text);
	text_free(&record->id);
	text_free(&record->joined);
	free(record->entered);
	free(record->entry);
	free(record->values);
}

static int
value_of(
    struct record *record, struct source *source, struct span *value, struct fault *fault)
{
	fault->source = source;
	fault->second = NULL;
	return missing_value(&record->missing, source, record->csv, value, &fault->why);
}

static void
report_currencies(const struct record *record)
{
	struct text list = { 0 };
	char quoted[QUOTED_MAX];

	if (currencies_count(&record->currencies) < 2)
		return;
	currencies_list(&record->currencies, &list);
	diag_note("the amounts are in %.*s, as column %s says, which is not kept: keep it by "
		  "--keep, and name it currency by --rename, or choose one by --where",
	    (int)list.len, list.ptr,
	    quote(quoted, csvheader_name(record->mapping->header, (size_t)record->currency)));
	text_free(&list);
}

void
record_report(const struct record *record)
{
	report_currencies(record);
	fieldchoice_report(&record->fields,
	    source_name(&record->mapping->conditions.choose, record->mapping->header));
	if (record->rounded > 0)
		diag_note("%" PRIu64 " row%s a lead that a spreadsheet has rounded, such as "
			  "%s: several leads may be one; export them as text",
		    record->rounded, record->rounded == 1 ? " has" : "s have",
		    record->first_rounded);
}

static int
take_lead(struct record *record, struct fault *fault)
{
	struct span *lead = &record->lead;

	if (value_of(record, &record->mapping->lead, lead, fault) != 0)
		return -1;
	if (lead->len == 0)
		return fail(&fault->why, "is empty");
	if (record->long_ids)
		*lead = recordid_complete(*lead, &record->id);
	if (recordid_rounded(*lead) && record->rounded++ == 0)
		quote(record->first_rounded, *lead);
	if (!csvread_plain(record->csv, *lead) && escape_plain(*lead) < lead->len) {
		record->lead_text.len = 0;
		escape_add(&record->lead_text, *lead);
		*lead = text_span(&record->lead_text);
	}
	if (record->merges != NULL)
		*lead = merges_into(record->merges, *lead);
	return 0;
}

/* The text of a time: of its column, or of two with a blank between them. */
static int
time_text(
    struct record *record, struct time_source *time, struct span *text, struct fault *fault)
{
	struct span second;

	if (value_of(record, &time->part[0], text, fault) != 0)
		return -1;
	if (time->parts == 1)
		return 0;
	/* The first is copied: both may be of the same buffer. */
	record->joined.len = 0;
	text_add(&record->joined, *text);
	if (value_of(record, &time->part[1], &second, fault) != 0)
		return -1;
	if (text->len > 0 && second.len > 0)
		text_add(&record->joined, span_of(" "));
	text_add(&record->joined, second);
	*text = text_span(&record->joined);
	fault->source = &time->part[0];
	fault->second = &time->part[1];
	return 0;
}

/* A day of a span: midnights that name no zone are days there, whatever --zone says. */
static int
take_day(struct record *record, struct source *source, struct reading *reading,
    struct fault *fault)
{
	char quoted[QUOTED_MAX];
	struct span text;

	if (value_of(record, source, &text, fault) != 0 ||
	    times_read_day(&record->times, text, reading, &fault->why) != 0)
		return -1;
	if (!reading->day)
		return fail(&fault->why, "%s is a time, where a span has a day",
		    quote(quoted, text));
	return 0;
}

static int
take_span(struct record *record, struct fault *fault)
{
	struct mapping *mapping = record->mapping;
	char from[INSTANT_TEXT_MAX];
	size_t len;

	if (take_day(record, &mapping->from, &record->time, fault) != 0 ||
	    take_day(record, &mapping->until, &record->until, fault) != 0)
		return -1;
	if (record->until.usec >= record->time.usec)
		return 0;
	len = date_format(from, floor_div(record->time.usec, USEC_PER_DAY));
	return fail(&fault->why, "is before the span's first day, %.*s", (int)len, from);
}

static int
by_time(const void *a, const void *b)
{
	const struct entry *one = a;
	const struct entry *two = b;

	if (one->usec != two->usec)
		return one->usec < two->usec ? -1 : 1;
	return one->column < two->column ? -1 : one->column > two->column;
}

/* The stages that the record has a time for, in the order of time. */
static int
take_entered(struct record *record, struct fault *fault)
{
	struct entered *entered = &record->mapping->entered;
	bool sorted = true;

	record->entries = 0;
	for (size_t i = 0; i < entered->count; i++) {
		struct reading *reading = &record->entered[i];
		struct entry entry = { 0, i };
		struct span text;

		if (value_of(record, &entered->item[i].source, &text, fault) != 0)
			return -1;
		if (text.len == 0)
			continue;
		if (times_read(&record->times, text, reading, &fault->why) != 0)
			return -1;
		entry.usec = reading->day ? times_midnight(&record->times, reading->usec) :
					    reading->usec;
		sorted = sorted &&
		    (record->entries == 0 ||
			record->entry[record->entries - 1].usec <= entry.usec);
		record->entry[record->entries++] = entry;
	}
	if (!sorted)
		qsort(record->entry, record->entries, sizeof(*record->entry), by_time);
	return 0;
}

static int
take_when(struct record *record, struct fault *fault)
{
	struct span text;

	if (record->mapping->when == WHEN_ENTERED)
		return take_entered(record, fault);
	if (record->mapping->when == WHEN_SPAN)
		return take_span(record, fault);
	if (time_text(record, record->mapping->at, &text, fault) != 0)
		return -1;
	return times_read(&record->times, text, &record->time, &fault->why);
}

static int
take_amount(struct record *record, struct fault *fault)
{
	struct source *source = &record->mapping->amount;
	struct span text;

	if (value_of(record, source, &text, fault) != 0)
		return -1;
	if (text.len == 0 && record->totals)
		text = span_of("0");
	record->amount_len = amount_format(
	    record->amount, &record->amounts, text, source->divisor, &fault->why);
	return record->amount_len > 0 ? 0 : -1;
}

/* Whether a cell says that the row is a total: it is empty, or has that word. */
static bool
says_total(struct span cell)
{
	enum { TOTAL = 5 };

	for (size_t i = 0; i + TOTAL <= cell.len; i++)
		if ((cell.ptr[i] | 0x20) == 't' &&
		    strncasecmp(cell.ptr + i, "total", TOTAL) == 0)
			return true;
	return cell.len == 0;
}

/*
 * 1 if the row is a total of an ad platform's report: it has no campaign, or no day; 0 if
 * not, -1 and the fault.
 */
static int
is_total(struct record *record, struct fault *fault)
{
	struct mapping *mapping = record->mapping;
	struct span cell;

	if (mapping->campaign.picks > 0) {
		if (value_of(record, &mapping->campaign, &cell, fault) != 0)
			return -1;
		if (cell.len == 0)
			return 1;
	}
	if (mapping->when == WHEN_SPAN) {
		if (value_of(record, &mapping->from, &cell, fault) != 0)
			return -1;
	} else if (time_text(record, mapping->at, &cell, fault) != 0) {
		return -1;
	}
	return says_total(cell);
}

static int
take_record(struct record *record, enum record_kind kind, struct fault *fault)
{
	struct mapping *mapping = record->mapping;

	if (take_when(record, fault) != 0)
		return -1;
	if ((mapping->ledger ? take_amount : take_lead)(record, fault) != 0)
		return -1;
	for (size_t i = 0; i < mapping->outputs.count; i++) {
		struct output *output = &mapping->outputs.item[i];

		if (value_of(record, &output->source, &record->values[i], fault) != 0)
			return -1;
		if (kind == RECORD_CREATED && output == mapping->value)
			record->values[i].len = 0;
	}
	return 0;
}

/* What the row is a change of. */
static void
take_field(struct record *record)
{
	struct fault ignored;
	struct span field;

	if (value_of(record, &record->mapping->conditions.choose, &field, &ignored) == 0 &&
	    field.len > 0)
		fieldchoice_take(&record->fields, field);
}

int
record_take(struct record *record, struct fault *fault)
{
	struct conditions *conditions = &record->mapping->conditions;
	enum record_kind kind = RECORD_COUNTS;

	fault->second = NULL;
	if (conditions->count + conditions->created.count > 0)
		kind = conditions_check(
		    conditions, record->csv, &record->missing, &fault->source, &fault->why);
	if (kind <= RECORD_LEFT_OUT)
		return kind;
	if (record->totals) {
		int total = is_total(record, fault);

		if (total != 0)
			return total > 0 ? 0 : -1;
	}
	if (take_record(record, kind, fault) != 0)
		return -1;
	if (conditions->choose.picks > 0 && kind == RECORD_COUNTS)
		take_field(record);
	if (record->currency >= 0)
		currencies_take(&record->currencies,
		    csvread_field(record->csv, (size_t)record->currency));
	return 1;
}
