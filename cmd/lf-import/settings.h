/* lf-import's options, and what they come to together with a preset. */
#ifndef LF_SETTINGS_H
#define LF_SETTINGS_H

#include "tsv/options.h"

#include "csvread.h"
#include "record.h"

struct settings {
	struct common common;
	struct mapping_options mapping;
	struct texts formats, missing;
	struct preset *preset;
	const char *preset_name, *zone, *month_names, *merges, *decimal;
	const char *delimiter, *escape, *encoding, *skip_lines, *max_field;
	bool ragged, lenient, trim, list_presets;
};

/* Parses the command line, and opens the preset; exits with STATUS_USAGE if it is wrong. */
void settings_parse(struct settings *settings, int argc, char **argv);
void settings_free(struct settings *settings);

/* How the CSV is to be read. */
struct csv_form settings_csv_form(const struct settings *settings);
/* Sets how the record's times, amounts and ids are read. */
void settings_prepare(
    struct settings *settings, struct record *record, const struct mapping *mapping);
/* The values of --missing, --null and the preset, which may be about one column. */
void settings_add_missing(const struct settings *settings, struct missing *missing,
    const struct csvheader *header);

#endif
