/* Turns CSV, as CRMs, marketing and ad tools export it, into events or a ledger. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "time/zone.h"
#include "tsv/escape.h"
#include "tsv/options.h"

#include "csvread.h"
#include "record.h"

enum { MAX_FIELD = 1 << 20 };

struct options {
	struct common common;
	struct mapping_options mapping;
	struct texts formats, missing;
	const char *preset, *zone, *merges;
	const char *delimiter, *escape, *encoding, *skip_lines, *max_field;
	bool ragged, lenient, list_presets;
};

struct import {
	struct record in;
	struct csvread *csv;
	struct mapping *mapping;
	struct out out;
};

/* A fifth of the run's time goes if such times are not written anew. */
static void
put_clock(struct out *out, struct span clock)
{
	char *to = out_room(out, clock.len + 1);

	memcpy(to, clock.ptr, clock.len);
	to[10] = 'T';
	to[clock.len] = 'Z';
	out->used += clock.len + 1;
}

static void
put_time(struct import *import, const struct reading *time)
{
	struct out *out = &import->out;

	if (time->clock.len > 0)
		put_clock(out, time->clock);
	else if (!time->day)
		out_instant(out, time->usec);
	else if (!import->mapping->ledger)
		out_instant(out, timeformats_midnight(&import->in.formats, time->usec));
	else
		out->used += date_format(out_room(out, INSTANT_TEXT_MAX),
		    floor_div(time->usec, USEC_PER_DAY));
}

/* A row of the output; stage is NULL if it has no such column. */
static void
put_row(struct import *import, const struct reading *time, const struct span *stage)
{
	struct out *out = &import->out;

	put_time(import, time);
	out_char(out, '\t');
	out_span(out, import->mapping->ledger ?
	    (struct span){ import->in.amount, import->in.amount_len } :
	    import->in.lead);
	if (stage != NULL) {
		out_char(out, '\t');
		escape_field(out, *stage);
	}
	for (size_t i = 0; i < import->mapping->outputs.count; i++) {
		out_char(out, '\t');
		escape_field(out, import->in.values[i]);
	}
	out_char(out, '\n');
}

static void
put_record(struct import *import)
{
	const struct mapping *mapping = import->mapping;

	if (mapping->entered_count == 0)
		put_row(import, import->in.times, NULL);
	for (size_t i = 0; i < mapping->entered_count; i++)
		if (import->in.entered[i])
			put_row(import, &import->in.times[i], &mapping->entered[i].stage);
}

static void
reject(struct import *import, const struct fault *fault)
{
	char *column =
	    mem_string(source_name(fault->source, csvread_columns(import->csv)));

	csvread_bad(import->csv, column, &fault->why);
	free(column);
}

static void
filter(struct import *import)
{
	while (csvread_next(import->csv)) {
		struct fault fault;
		int taken = record_take(&import->in, &fault);

		if (taken > 0)
			put_record(import);
		else if (taken < 0)
			reject(import, &fault);
	}
}

static char
delimiter(const char *text)
{
	if (strcmp(text, "\\t") == 0)
		return '\t';
	if (text[0] == '\0' || text[1] != '\0' || strchr("\"\r\n", text[0]) != NULL)
		diag_usage(
		    "--delimiter: '%s' is not one byte (\\t for a TAB; no quotation mark)",
		    text);
	return text[0];
}

static char
escape(const char *text, char separator)
{
	if (text[0] == '\0' || text[1] != '\0' || strchr("\"\r\n", text[0]) != NULL)
		diag_usage("--escape: '%s' is not one byte (marks are doubled without it)",
		    text);
	if (text[0] == separator)
		diag_usage("--escape: '%s' is the delimiter", text);
	return text[0];
}

static struct csv_form
csv_form(const struct options *options)
{
	const struct preset *preset = options->mapping.preset;
	struct csv_form form = {
		.style = { .escape = '"', .lenient = options->lenient, .max_field = MAX_FIELD },
		.delimiter =
		    options->delimiter != NULL ? delimiter(options->delimiter) : ',',
		.ragged = options->ragged,
		.encoding = options->encoding,
		.footer = preset != NULL ? preset->footer : NULL,
		.utf16_tabs =
		    preset != NULL && preset->utf16_tabs && options->delimiter == NULL,
	};

	if (options->escape != NULL)
		form.style.escape = escape(options->escape, form.delimiter);
	if (options->skip_lines != NULL)
		form.skip_lines = (uint64_t)options_integer(
		    "skip-lines", options->skip_lines, 0, INT64_MAX);
	if (options->max_field != NULL)
		form.style.max_field = (size_t)options_integer(
		    "max-field", options->max_field, 1, INT64_MAX / 4);
	return form;
}

/* The formats of --time-format, else the preset's, else ISO 8601. */
static struct timeformats
time_formats(const struct options *options)
{
	const struct preset *preset = options->mapping.preset;
	struct timeformats formats = { .item = options->formats.item,
		.count = options->formats.count,
		.zone = options->zone };
	struct reason why;

	if (options->zone != NULL && zone_use(options->zone, &why) != 0)
		diag_usage("--zone: %s", why.text);
	for (size_t i = 0; i < formats.count; i++)
		if (timeformat_check(formats.item[i], &why) != 0)
			diag_usage("--time-format: %s", why.text);
	if (formats.count > 0 || preset == NULL)
		return formats;
	formats.item = preset->formats;
	while (formats.count < PRESET_FORMATS_MAX && formats.item[formats.count] != NULL)
		formats.count++;
	formats.agree = true;
	return formats;
}

/* The values of --missing, --null and the preset. */
static struct missing
missing_values(const struct options *options)
{
	const struct preset *preset = options->mapping.preset;
	const char *more = preset != NULL && preset->missing != NULL ? preset->missing : "";
	struct missing missing = { mem_new(
				       options->missing.count + strlen(more) + 2,
				       sizeof(*missing.item)),
		0 };

	for (size_t i = 0; i < options->missing.count; i++)
		missing.item[missing.count++] = span_of(options->missing.item[i]);
	if (*options->common.null != '\0')
		missing.item[missing.count++] = span_of(options->common.null);
	while (*more != '\0') {
		size_t len = strcspn(more, "|");

		missing.item[missing.count++] = (struct span){ more, len };
		more += len + (more[len] == '|');
	}
	return missing;
}

static void
start(struct import *import, const struct options *options)
{
	struct csv_form form = csv_form(options);

	*import = (struct import){ .mapping = mapping_new(&options->mapping) };
	import->in.formats = time_formats(options);
	record_check(import->mapping, import->in.formats);
	import->in.missing = missing_values(options);
	if (options->merges != NULL)
		import->in.merges = merges_read(options->merges);
	out_open(&import->out);
	import->csv = csvread_open(&options->common, &form, &import->out);
	mapping_bind(import->mapping, import->csv);
	record_init(&import->in, import->csv, import->mapping);
}

static void
finish(struct import *import)
{
	const struct timeformats *formats = &import->in.formats;

	/* How many rows were rejected is the last line. */
	if (formats->twice > 0)
		diag_note("%" PRIu64 " time%s that clocks in %s showed twice: the first is taken",
		    formats->twice, formats->twice == 1 ? "" : "s", formats->zone);
	csvread_close(import->csv);
	record_free(&import->in);
	mapping_free(import->mapping);
}

static void
free_texts(struct options *options)
{
	free(options->mapping.entered.item);
	free(options->mapping.keep.item);
	free(options->mapping.rename.item);
	free(options->mapping.set.item);
	free(options->mapping.where.item);
	free(options->formats.item);
	free(options->missing.item);
}

static int
list_presets(void)
{
	struct out out;

	out_open(&out);
	presets_list(&out);
	out_close(&out);
	return STATUS_OK;
}

static void
parse_options(struct options *options, int argc, char **argv)
{
	const struct opt table[] = {
		{ OPT_TEXT, "time", "COL", "the time of the event", &options->mapping.time },
		{ OPT_TEXT, "lead", "COL", "the lead", &options->mapping.lead },
		{ OPT_REPEAT, "keep", "COL,...", "more columns", &options->mapping.keep },
		{ OPT_REPEAT, "rename", "OLD=NEW", "another name for a column of the output",
		    &options->mapping.rename },
		{ OPT_REPEAT, "set", "NAME=VALUE", "a column with a constant",
		    &options->mapping.set },
		{ OPT_REPEAT, "where", "COL=GLOB", "only records that fit all of these",
		    &options->mapping.where },
		{ OPT_FLAG, "all", NULL, "every column", &options->mapping.all },
		{ OPT_REPEAT, "entered", "COL=STAGE",
		    "a staged event where COL has a time, instead of --time",
		    &options->mapping.entered },
		{ OPT_TEXT, "amount", "COL[/N]",
		    "a ledger of amounts, divided by N, instead of leads",
		    &options->mapping.amount },
		{ OPT_TEXT, "preset", "NAME", "what a vendor's export needs",
		    &options->preset },
		{ OPT_ALONE, "list-presets", NULL, "print what each preset sets",
		    &options->list_presets },
		{ OPT_TEXT, "delimiter", "C", "the byte between fields (,)",
		    &options->delimiter },
		{ OPT_TEXT, "escape", "C", "a byte that makes a quotation mark, or itself, plain",
		    &options->escape },
		{ OPT_FLAG, "ragged", NULL, "take records without their last fields",
		    &options->ragged },
		{ OPT_TEXT, "encoding", "NAME", "the input's encoding, as iconv names it",
		    &options->encoding },
		{ OPT_TEXT, "skip-lines", "N", "lines to skip at the start of each file",
		    &options->skip_lines },
		{ OPT_REPEAT, "missing", "STR", "a field spelled STR is missing",
		    &options->missing },
		{ OPT_REPEAT, "time-format", "FMT",
		    "how times are spelled: strptime's letters and %f, iso, epoch, epoch-ms",
		    &options->formats },
		{ OPT_TEXT, "zone", "ZONE", "the zone of times that carry none (UTC)",
		    &options->zone },
		{ OPT_TEXT, "merges", "FILE", "leads that were merged: lead, into",
		    &options->merges },
		{ OPT_TEXT, "max-field", "BYTES", "the longest field there can be (1 MiB)",
		    &options->max_field },
		{ OPT_FLAG, "lenient", NULL, "take quotation marks in fields as they come",
		    &options->lenient },
		{ 0 },
	};
	const struct program program = { "lf-import",
		"CSV, as CRMs, marketing and ad tools export it, to events or a ledger.",
		"  lf-import --preset salesforce-lead-history history.csv | lf-sort\n"
		"  lf-import --time date --amount spend --keep campaign spend.csv\n",
		table, true };

	options_parse(&program, &options->common, argc, argv);
	if (options->preset != NULL)
		options->mapping.preset = preset_need(options->preset);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct import import;

	parse_options(&options, argc, argv);
	if (options.list_presets)
		return list_presets();
	start(&import, &options);
	if (!options.common.no_header)
		columns_put_header(&import.mapping->outputs, &import.out);
	out_flush(&import.out);
	filter(&import);
	finish(&import);
	free_texts(&options);
	return STATUS_OK;
}
