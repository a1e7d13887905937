#include <string.h>

#include "time/zone.h"

#include "months.h"
#include "settings.h"
#include "timeformat.h"

enum { MAX_FIELD = 1 << 20 };

/* reading are the options that say how the CSV is read. */
static void
parse(struct settings *settings, struct opt *reading, int argc, char **argv)
{
	const struct opt table[] = {
		{ OPT_REPEAT, "time", "COL",
		    "the time of the event; two: date and time of day",
		    &settings->mapping.time },
		{ OPT_TEXT, "lead", "COL", "the lead", &settings->mapping.lead },
		{ OPT_REPEAT, "keep", "COL,...", "more columns",
		    &settings->mapping.columns },
		{ OPT_REPEAT, "rename", "OLD=NEW",
		    "another name for a column of the output", &settings->mapping.rename },
		{ OPT_REPEAT, "set", "NAME=VALUE", "a column with a constant",
		    &settings->mapping.columns },
		{ OPT_REPEAT, "where", "COL=GLOB", "only records that fit all of these",
		    &settings->mapping.where },
		{ OPT_FLAG, "all", NULL, "every column", &settings->mapping.all },
		{ OPT_REPEAT, "entered", "COL=STAGE",
		    "a staged event where COL has a time, instead of --time; * for any text",
		    &settings->mapping.entered },
		{ OPT_TEXT, "span", "FROM,UNTIL",
		    "a ledger of spans of days between two columns, instead of --time",
		    &settings->mapping.span },
		{ OPT_TEXT, "amount", "COL[/N]",
		    "a ledger of amounts, divided by N, instead of leads",
		    &settings->mapping.amount },
		{ OPT_TEXT, "decimal", "C",
		    "what stands before the decimals of amounts: . or ,",
		    &settings->decimal },
		{ OPT_TEXT, "preset", "NAME",
		    "what a vendor's export needs; ./FILE: of your own",
		    &settings->preset_name },
		{ OPT_ALONE, "list-presets", NULL, "print what each preset sets",
		    &settings->list_presets },
		{ OPT_TABLE, NULL, NULL, NULL, reading },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-import",
		.purpose =
		    "Turns CSV, as CRMs, marketing and ad tools export it, into events or a ledger.",
		.examples = "  lf-import --preset salesforce-lead-history history.csv | lf-sort\n"
			    "  lf-import --time date --amount spend --keep campaign spend.csv\n",
		.table = table,
		.names_columns = true,
	};

	options_parse(&program, &settings->common, argc, argv);
}

void
settings_parse(struct settings *settings, int argc, char **argv)
{
	struct opt reading[] = {
		{ OPT_TEXT, "delimiter", "C", "the byte between fields (,)",
		    &settings->delimiter },
		{ OPT_TEXT, "escape", "C",
		    "a byte that makes a quotation mark, or itself, plain",
		    &settings->escape },
		{ OPT_FLAG, "ragged", NULL, "take records without their last fields",
		    &settings->ragged },
		{ OPT_TEXT, "encoding", "NAME", "the input's encoding, as iconv names it",
		    &settings->encoding },
		{ OPT_TEXT, "skip-lines", "N", "lines to skip at the start of each file",
		    &settings->skip_lines },
		{ OPT_REPEAT, "missing", "[COL=]STR",
		    "STR is a missing value, of COL or of all", &settings->missing },
		{ OPT_FLAG, "trim", NULL, "blanks at the ends of fields go",
		    &settings->trim },
		{ OPT_REPEAT, "time-format", "FMT",
		    "how times are written: strptime's letters and %f, or iso, epoch, epoch-ms, "
		    "epoch-us, epoch-ns, excel",
		    &settings->formats },
		{ OPT_TEXT, "month-names", "NAME,...",
		    "the twelve months for %b and %B, instead of English ones",
		    &settings->month_names },
		{ OPT_TEXT, "zone", "ZONE", "the zone of times that carry none (UTC)",
		    &settings->zone },
		{ OPT_TEXT, "merges", "FILE", "leads that were merged: lead, into",
		    &settings->merges },
		{ OPT_TEXT, "max-field", "BYTES", "the longest field there can be (1 MiB)",
		    &settings->max_field },
		{ OPT_FLAG, "lenient", NULL, "take quotation marks in fields as they come",
		    &settings->lenient },
		{ 0 },
	};

	parse(settings, reading, argc, argv);
	if (settings->preset_name != NULL)
		settings->preset = preset_open(settings->preset_name);
	settings->mapping.preset = settings->preset;
}

void
settings_free(struct settings *settings)
{
	texts_free(&settings->mapping.time);
	texts_free(&settings->mapping.entered);
	texts_free(&settings->mapping.columns);
	texts_free(&settings->mapping.rename);
	texts_free(&settings->mapping.where);
	texts_free(&settings->formats);
	texts_free(&settings->missing);
	preset_free(settings->preset);
}

/* What an option says, or else the preset; or NULL. */
static const char *
given(const struct settings *settings, const char *value, const char *name)
{
	return value != NULL ? value : preset_value(settings->preset, name, 0);
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
		diag_usage(
		    "--escape: '%s' is not one byte (marks are doubled without it)", text);
	if (text[0] == separator)
		diag_usage("--escape: '%s' is the delimiter", text);
	return text[0];
}

struct csv_form
settings_csv_form(const struct settings *settings)
{
	const char *separator = given(settings, settings->delimiter, "delimiter");
	const char *utf16 = preset_value(settings->preset, "utf16-delimiter", 0);
	const char *skip = given(settings, settings->skip_lines, "skip-lines");
	struct csv_form form = {
		.delimiter = separator != NULL ? delimiter(separator) : ',',
		.utf16_delimiter =
		    utf16 != NULL && separator == NULL ? delimiter(utf16) : '\0',
		.style = { .escape = '"',
		    .lenient = settings->lenient,
		    .max_field = MAX_FIELD },
		.ragged = settings->ragged,
		.trim = settings->trim,
		.encoding = given(settings, settings->encoding, "encoding"),
		.footer = preset_value(settings->preset, "footer", 0),
	};

	if (settings->escape != NULL)
		form.style.escape = escape(settings->escape, form.delimiter);
	if (skip != NULL)
		form.skip_lines =
		    (uint64_t)options_integer("skip-lines", skip, 0, INT64_MAX);
	if (settings->max_field != NULL)
		form.style.max_field = (size_t)options_integer(
		    "max-field", settings->max_field, 1, INT64_MAX / 4);
	return form;
}

/* What stands before decimals; 0 if nothing says it. */
static char
decimal(const struct settings *settings, const struct mapping *mapping)
{
	const char *text = given(settings, settings->decimal, "decimal");

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
add_formats(struct settings *settings)
{
	struct texts *formats = &settings->formats;
	const char *text;
	struct reason why;

	if (formats->count == 0)
		while ((text = preset_value(
			    settings->preset, "time-format", formats->count)) != NULL)
			texts_add(formats, "preset", text);
	for (size_t i = 0; i < formats->count; i++)
		if (timeformat_check(formats->item[i], &why) != 0)
			diag_usage("--%s: %s", formats->option[i], why.text);
}

/* EST in a format would be taken for UTC. */
static void
check_zone_names(const struct texts *formats)
{
	for (size_t i = 0; i < formats->count; i++) {
		struct span name = timeformat_abbreviation(formats->item[i]);

		if (name.len > 0)
			diag_usage("--%s: '%s': %.*s says no offset from UTC: say with "
				   "--zone which zone it is, such as America/New_York",
			    formats->option[i], formats->item[i], (int)name.len,
			    name.ptr);
	}
}

static struct times
times(struct settings *settings, const struct mapping *mapping)
{
	const char *zone = given(settings, settings->zone, "zone");
	const char *months = given(settings, settings->month_names, "month-names");
	struct times times = { .zone = zone, .ledger = mapping->ledger };
	struct reason why;

	if (zone != NULL && zone_use(zone, &why) != 0)
		diag_usage("--zone: %s", why.text);
	if (months != NULL)
		times.months = months_parse(months);
	times.agree = settings->formats.count == 0 && settings->preset != NULL &&
	    preset_is_builtin(settings->preset);
	add_formats(settings);
	if (zone == NULL)
		check_zone_names(&settings->formats);
	times.format = settings->formats.item;
	times.count = settings->formats.count;
	return times;
}

void
settings_prepare(
    struct settings *settings, struct record *record, const struct mapping *mapping)
{
	record->times = times(settings, mapping);
	record->amounts.decimal = decimal(settings, mapping);
	record->long_ids = preset_value(settings->preset, "ids", 0) != NULL;
	record->totals = preset_value(settings->preset, "amount", 0) != NULL;
}

void
settings_add_missing(const struct settings *settings, struct missing *missing,
    const struct csvheader *header)
{
	const char *text;

	for (size_t i = 0; i < settings->missing.count; i++)
		missing_add(missing, settings->missing.item[i], header, true);
	if (*settings->common.null != '\0')
		missing_add(missing, settings->common.null, NULL, false);
	for (size_t i = 0; (text = preset_value(settings->preset, "missing", i)) != NULL;
	     i++)
		missing_add(missing, text, header, false);
}
