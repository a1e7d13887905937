/* Turns CSV, as CRMs, marketing and ad tools export it, into events or a ledger. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "time/zone.h"
#include "tsv/options.h"

#include "csvread.h"
#include "months.h"
#include "rowwriter.h"
#include "timeformat.h"

enum { MAX_FIELD = 1 << 20 };

struct options {
	struct common common;
	struct mapping_options mapping;
	struct texts formats, missing;
	struct preset *preset;
	const char *preset_name, *zone, *month_names, *merges, *decimal;
	const char *delimiter, *escape, *encoding, *skip_lines, *max_field;
	bool ragged, lenient, trim, list_presets;
};

struct import {
	struct record in;
	struct csvread *csv;
	struct mapping *mapping;
	struct out out;
	struct rowwriter writer;
	const char *merges, *preset; /* the file's name, and the preset's */
	uint64_t events; /* and rows of a ledger, taken */
};

/* What an option says, or else the preset; or NULL. */
static const char *
given(const struct options *options, const char *value, const char *name)
{
	return value != NULL ? value : preset_value(options->preset, name, 0);
}

/* The name of the source, or of both that are joined. */
static void
add_fault_name(
    const struct import *import, const struct fault *fault, struct text *to)
{
	text_add(to, source_name(fault->source, import->mapping->header));
	if (fault->second != NULL) {
		text_add(to, span_of(", "));
		text_add(to, source_name(fault->second, import->mapping->header));
	}
	text_add(to, (struct span){ "", 1 });
}

static void
reject(struct import *import, const struct fault *fault)
{
	struct text column = { NULL, 0, 0 };

	add_fault_name(import, fault, &column);
	csvread_bad(import->csv, column.ptr, &fault->why);
	text_free(&column);
}

static void
filter(struct import *import)
{
	while (csvread_next(import->csv)) {
		struct fault fault;
		int taken = record_take(&import->in, &fault);

		if (taken > 0) {
			rowwriter_put(&import->writer, &import->in);
			import->events++;
		} else if (taken < 0) {
			reject(import, &fault);
		}
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
	const char *separator = given(options, options->delimiter, "delimiter");
	const char *utf16 = preset_value(options->preset, "utf16-delimiter", 0);
	const char *skip = given(options, options->skip_lines, "skip-lines");
	struct csv_form form = {
		.delimiter = separator != NULL ? delimiter(separator) : ',',
		.utf16_delimiter =
		    utf16 != NULL && separator == NULL ? delimiter(utf16) : '\0',
		.style = { .escape = '"', .lenient = options->lenient, .max_field = MAX_FIELD },
		.ragged = options->ragged,
		.trim = options->trim,
		.encoding = given(options, options->encoding, "encoding"),
		.footer = preset_value(options->preset, "footer", 0),
	};

	if (options->escape != NULL)
		form.style.escape = escape(options->escape, form.delimiter);
	if (skip != NULL)
		form.skip_lines =
		    (uint64_t)options_integer("skip-lines", skip, 0, INT64_MAX);
	if (options->max_field != NULL)
		form.style.max_field = (size_t)options_integer(
		    "max-field", options->max_field, 1, INT64_MAX / 4);
	return form;
}

/* What stands before decimals; 0 if nothing says it. */
static char
decimal(const struct options *options, const struct mapping *mapping)
{
	const char *text = given(options, options->decimal, "decimal");

	if (text == NULL)
		return '\0';
	if (strcmp(text, ".") != 0 && strcmp(text, ",") != 0)
		diag_usage("--decimal: '%s' is neither . nor ,", text);
	if (!mapping->ledger)
		diag_usage("--decimal: only a ledger has amounts; see --amount");
	return text[0];
}

/* The formats of --time-format, else the preset's, else ISO 8601. */
static void
add_formats(struct options *options)
{
	struct texts *formats = &options->formats;
	const char *text;
	struct reason why;

	if (formats->count == 0)
		while ((text = preset_value(options->preset, "time-format", formats->count)) !=
		    NULL)
			texts_add(formats, "preset", text);
	for (size_t i = 0; i < formats->count; i++)
		if (timeformat_check(formats->item[i], &why) != 0)
			diag_usage("--%s: %s", formats->option[i], why.text);
}

static struct times
times(struct options *options, const struct mapping *mapping)
{
	const char *zone = given(options, options->zone, "zone");
	const char *months = given(options, options->month_names, "month-names");
	struct times times = { .zone = zone, .ledger = mapping->ledger };
	struct reason why;

	if (zone != NULL && zone_use(zone, &why) != 0)
		diag_usage("--zone: %s", why.text);
	if (months != NULL)
		times.months = months_parse(months);
	times.agree = options->formats.count == 0 && options->preset != NULL &&
	    preset_is_builtin(options->preset);
	add_formats(options);
	times.format = options->formats.item;
	times.count = options->formats.count;
	return times;
}

/* The values of --missing, --null and the preset, which may be about one column. */
static void
add_missing(struct missing *missing, const struct options *options,
    const struct csvheader *header)
{
	const char *text;

	for (size_t i = 0; i < options->missing.count; i++)
		missing_add(missing, span_of(options->missing.item[i]), header);
	if (*options->common.null != '\0')
		missing_add(missing, span_of(options->common.null), NULL);
	for (size_t i = 0; (text = preset_value(options->preset, "missing", i)) != NULL; i++)
		missing_add(missing, span_of(text), header);
}

static void
start(struct import *import, struct options *options)
{
	struct csv_form form = csv_form(options);
	const char *ids = preset_value(options->preset, "ids", 0);
	struct record *in = &import->in;

	*import = (struct import){ .mapping = mapping_new(&options->mapping),
		.merges = options->merges,
		.preset = options->preset_name };
	in->times = times(options, import->mapping);
	in->amounts.decimal = decimal(options, import->mapping);
	in->long_ids = ids != NULL;
	in->totals = preset_value(options->preset, "amount", 0) != NULL;
	record_check(in, import->mapping);
	if (options->merges != NULL)
		in->merges = merges_read(options->merges, in->long_ids);
	out_open(&import->out);
	import->writer.out = &import->out;
	import->csv = csvread_open(&options->common, &form, &import->out);
	mapping_bind(import->mapping, import->csv);
	add_missing(&in->missing, options, import->mapping->header);
	record_init(in, import->csv, import->mapping);
}

static void
report_merges(const struct import *import)
{
	uint64_t unused =
	    import->merges != NULL ? merges_unused(import->in.merges) : 0;

	if (unused > 0 && import->events > 0)
		diag_note("--merges: %" PRIu64 " row%s of %s fit%s no event", unused,
		    unused == 1 ? "" : "s", import->merges, unused == 1 ? "s" : "");
}

static void
finish(struct import *import)
{
	/* How many rows were rejected is the last line. */
	times_report(&import->in.times);
	amounts_report(&import->in.amounts);
	report_merges(import);
	conditions_report(&import->mapping->conditions, import->preset);
	csvread_close(import->csv);
	record_free(&import->in);
	mapping_free(import->mapping);
}

static void
free_options(struct options *options)
{
	texts_free(&options->mapping.time);
	texts_free(&options->mapping.entered);
	texts_free(&options->mapping.columns);
	texts_free(&options->mapping.rename);
	texts_free(&options->mapping.where);
	texts_free(&options->formats);
	texts_free(&options->missing);
	preset_free(options->preset);
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
		{ OPT_REPEAT, "time", "COL", "the time of the event; two: date and time of day",
		    &options->mapping.time },
		{ OPT_TEXT, "lead", "COL", "the lead", &options->mapping.lead },
		{ OPT_REPEAT, "keep", "COL,...", "more columns", &options->mapping.columns },
		{ OPT_REPEAT, "rename", "OLD=NEW", "another name for a column of the output",
		    &options->mapping.rename },
		{ OPT_REPEAT, "set", "NAME=VALUE", "a column with a constant",
		    &options->mapping.columns },
		{ OPT_REPEAT, "where", "COL=GLOB", "only records that fit all of these",
		    &options->mapping.where },
		{ OPT_FLAG, "all", NULL, "every column", &options->mapping.all },
		{ OPT_REPEAT, "entered", "COL=STAGE",
		    "a staged event where COL has a time, instead of --time; * for any text",
		    &options->mapping.entered },
		{ OPT_TEXT, "span", "FROM,UNTIL",
		    "a ledger of spans of days between two columns, instead of --time",
		    &options->mapping.span },
		{ OPT_TEXT, "amount", "COL[/N]",
		    "a ledger of amounts, divided by N, instead of leads",
		    &options->mapping.amount },
		{ OPT_TEXT, "decimal", "C", "what stands before the decimals of amounts: . or ,",
		    &options->decimal },
		{ OPT_TEXT, "preset", "NAME", "what a vendor's export needs; ./FILE: of your own",
		    &options->preset_name },
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
		{ OPT_REPEAT, "missing", "[COL=]STR", "STR is a missing value, of COL or of all",
		    &options->missing },
		{ OPT_FLAG, "trim", NULL, "blanks at the ends of fields go", &options->trim },
		{ OPT_REPEAT, "time-format", "FMT",
		    "how times are written: strptime's letters and %f, or iso, epoch, epoch-ms, "
		    "epoch-us, epoch-ns, excel",
		    &options->formats },
		{ OPT_TEXT, "month-names", "NAME,...",
		    "the twelve months for %b and %B, instead of English ones",
		    &options->month_names },
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
		"Turns CSV, as CRMs, marketing and ad tools export it, into events or a ledger.",
		"  lf-import --preset salesforce-lead-history history.csv | lf-sort\n"
		"  lf-import --time date --amount spend --keep campaign spend.csv\n",
		table, true };

	options_parse(&program, &options->common, argc, argv);
	if (options->preset_name != NULL)
		options->preset = preset_open(options->preset_name);
	options->mapping.preset = options->preset;
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
	free_options(&options);
	return STATUS_OK;
}
