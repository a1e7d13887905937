#include "mappingcheck.h"

/* Whether --set gives a column. */
static bool
sets(const struct mapping_options *options, const char *wanted)
{
	const struct texts *columns = &options->columns;

	for (size_t i = 0; i < columns->count; i++) {
		struct span name, value;

		if (strcmp(columns->option[i], "set") != 0)
			continue;
		options_pair("set", columns->item[i], &name, &value);
		if (span_equal(name, span_of(wanted)))
			return true;
	}
	return false;
}

/* Whether a preset says it; without a preset, no. */
static bool
has(const struct mapping_options *options, const char *word)
{
	return preset_value(options->preset, word, 0) != NULL;
}

/* A preset of a file may lack what it should have. */
static void
check_preset(const struct preset *preset)
{
	bool when = preset_value(preset, "time", 0) != NULL ||
	    preset_value(preset, "entered", 0) != NULL ||
	    preset_value(preset, "from", 0) != NULL;

	if ((preset_value(preset, "from", 0) == NULL) !=
	    (preset_value(preset, "until", 0) == NULL))
		diag_usage("--preset: %s sets one of from and until", preset_name(preset));
	if (!when)
		diag_usage("--preset: %s sets no time, entered, or from and until",
		    preset_name(preset));
	if ((preset_value(preset, "lead", 0) == NULL) ==
	    (preset_value(preset, "amount", 0) == NULL))
		diag_usage(
		    "--preset: %s has to set a lead or an amount", preset_name(preset));
}

/* When: one of --time, --span, --entered, --set time and a preset. */
static void
check_when(const struct mapping_options *options)
{
	bool time = options->time.count > 0;
	bool entered = options->entered.count > 0;

	if (options->time.count > TIMES_MAX)
		diag_usage("--time: two columns at most, a date and its time of day");
	if (entered && options->preset != NULL && !has(options, "entered"))
		diag_usage("--entered makes rows of its own, which --preset %s does too",
		    preset_name(options->preset));
	if (time && (entered || has(options, "entered")))
		diag_usage("--time and --entered both say when: give one of them");
	if (time && options->span != NULL)
		diag_usage("--time and --span both say when: give one of them");
	if (time && sets(options, "time"))
		diag_usage("--time and --set both say when: give one of them");
	if (options->span != NULL && sets(options, "time"))
		diag_usage("--span and --set both say when: give one of them");
	if (!time && !entered && options->span == NULL && options->preset == NULL &&
	    !sets(options, "time"))
		diag_usage(
		    "option --time COL is needed (or --entered, --span, or --preset)");
}

void
mappingcheck_options(const struct mapping_options *options)
{
	const struct preset *preset = options->preset;
	bool ledger = options->amount != NULL || has(options, "amount");

	if (preset != NULL)
		check_preset(preset);
	if (preset != NULL && options->amount != NULL && !has(options, "amount"))
		diag_usage("--amount writes a ledger, and --preset %s events",
		    preset_name(preset));
	check_when(options);
	if (options->span != NULL && !ledger)
		diag_usage("--span: only a ledger has spans of days; see --amount");
	if (options->lead != NULL && sets(options, "lead"))
		diag_usage("--lead and --set both say who: give one of them");
	if (ledger && options->lead != NULL)
		diag_usage("--lead: a ledger has no lead");
	if (ledger && options->entered.count > 0)
		diag_usage("--entered: a ledger has no stage");
	if (!ledger && options->lead == NULL && preset == NULL && !sets(options, "lead"))
		diag_usage("option --lead COL is needed (or --preset; or --amount)");
}
