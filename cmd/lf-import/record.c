#include <stdlib.h>

#include "base/mem.h"
#include "tsv/escape.h"

#include "record.h"

void
record_check(
    const struct mapping *mapping, struct times formats, struct amounts amounts)
{
	struct span time = mapping->time.constant;
	struct span lead = mapping->lead.constant;
	struct span amount = mapping->amount.constant;
	struct reading reading;
	char buf[DECIMAL_TEXT_MAX];
	struct reason why;

	if (time.ptr != NULL && times_read(&formats, time, &reading, &why) != 0)
		diag_usage("--set: time: %s", why.text);
	if (lead.ptr != NULL && lead.len == 0)
		diag_usage("--set: lead: is empty");
	if (amount.ptr != NULL && amount_format(buf, &amounts, amount, 1, &why) == 0)
		diag_usage("--set: amount: %s", why.text);
}

void
record_init(struct record *intake, struct csvread *csv, struct mapping *mapping)
{
	size_t times = mapping->entered_count > 0 ? mapping->entered_count : 1;

	intake->csv = csv;
	intake->mapping = mapping;
	intake->times = mem_new(times, sizeof(*intake->times));
	intake->entered = mem_new(times, sizeof(*intake->entered));
	intake->values = mem_new(mapping->outputs.count, sizeof(*intake->values));
}

void
record_free(struct record *intake)
{
	merges_free(intake->merges);
	list_free(&intake->formats.months);
	text_free(&intake->lead_text);
	free(intake->missing.item);
	free(intake->times);
	free(intake->entered);
	free(intake->values);
}

static int
value_of(struct record *intake, struct source *source, struct span *value,
    struct fault *fault)
{
	fault->source = source;
	return source_value(source, intake->csv, &intake->missing, value, &fault->why);
}

/* 1 if the record fits all conditions, 0 if not, -1 and the fault if it is bad. */
static int
counts(struct record *intake, struct fault *fault)
{
	struct conditions *conditions = &intake->mapping->conditions;

	for (size_t i = 0; i < conditions->count; i++) {
		struct span value;

		if (value_of(intake, &conditions->item[i].source, &value, fault) != 0)
			return -1;
		if (!condition_fits(&conditions->item[i], value))
			return 0;
	}
	return 1;
}

static int
take_lead(struct record *intake, struct fault *fault)
{
	struct span lead;

	if (value_of(intake, &intake->mapping->lead, &lead, fault) != 0)
		return -1;
	if (lead.len == 0)
		return fail(&fault->why, "is empty");
	if (escape_plain(lead) < lead.len) {
		intake->lead_text.len = 0;
		escape_add(&intake->lead_text, lead);
		lead = text_span(&intake->lead_text);
	}
	intake->lead = intake->merges != NULL ? merges_into(intake->merges, lead) : lead;
	return 0;
}

static int
take_time(struct record *intake, struct source *source, struct reading *time,
    bool *there, struct fault *fault)
{
	struct span text;

	if (value_of(intake, source, &text, fault) != 0)
		return -1;
	if (there != NULL) {
		*there = text.len > 0;
		if (!*there)
			return 0;
	}
	return times_read(&intake->formats, text, time, &fault->why);
}

static int
take_times(struct record *intake, struct fault *fault)
{
	struct mapping *mapping = intake->mapping;

	if (mapping->entered_count == 0)
		return take_time(intake, &mapping->time, intake->times, NULL, fault);
	for (size_t i = 0; i < mapping->entered_count; i++)
		if (take_time(intake, &mapping->entered[i].source, &intake->times[i],
			&intake->entered[i], fault) != 0)
			return -1;
	return 0;
}

static int
take_amount(struct record *intake, struct fault *fault)
{
	struct source *source = &intake->mapping->amount;
	struct span text;

	if (value_of(intake, source, &text, fault) != 0)
		return -1;
	intake->amount_len =
	    amount_format(intake->amount, &intake->amounts, text, source->divisor, &fault->why);
	return intake->amount_len > 0 ? 0 : -1;
}

static int
take_record(struct record *intake, struct fault *fault)
{
	struct mapping *mapping = intake->mapping;

	if (take_times(intake, fault) != 0)
		return -1;
	if ((mapping->ledger ? take_amount : take_lead)(intake, fault) != 0)
		return -1;
	for (size_t i = 0; i < mapping->outputs.count; i++)
		if (value_of(intake, &mapping->outputs.item[i].source, &intake->values[i], fault) !=
		    0)
			return -1;
	return 0;
}

int
record_take(struct record *intake, struct fault *fault)
{
	int fits = counts(intake, fault);

	if (fits > 0 && take_record(intake, fault) != 0)
		return -1;
	return fits;
}
