/* lf-stage: gives each event a stage, by its score, a field, or a table of rules. */
#include <stdlib.h>

#include "glob.h"
#include "instant.h"
#include "map.h"
#include "mem.h"
#include "options.h"
#include "out.h"
#include "patterns.h"
#include "rules.h"
#include "standing.h"
#include "tsv.h"

enum { BATCH = 128 };

struct settings {
	struct common common;
	const char *score, *cuts, *names;
	const char *field;
	const char *stages;
	struct texts where, list;
};

/* COL=GLOB of --where: the field of that column is to match. */
struct condition {
	size_t column;
	struct glob *glob;
};

struct stager {
	struct tsv *tsv;
	struct out *out;
	const char *lead_name, *time_name, *score_name;
	size_t lead, time;
	size_t score; /* TSV_NONE where scores play no part */
	size_t field; /* TSV_NONE without --field */
	size_t replaced; /* the column that the stage takes the place of, or TSV_NONE */
	struct condition *where;
	size_t where_count;
	struct rules *rules;
	struct patterns *patterns;
	struct policy policy;
	struct map *leads; /* their struct standing; NULL where none is needed */
	struct instant_memo memo;
};

/* Plain whole numbers, which most scores are, take a short way. */
static int
parse_score(struct span text, int128 *score, struct reason *why)
{
	int64_t whole = 0;
	int places;

	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned char)text.ptr[i] - (unsigned)'0';

		if (digit > 9 || i == 18)
			return decimal_parse(text, score, &places, why);
		whole = whole * 10 + digit;
	}
	*score = whole * DECIMAL_ONE;
	return 0;
}

static bool
is_chosen(const struct stager *stager, const struct row *row)
{
	for (size_t i = 0; i < stager->where_count; i++)
		if (!glob_match(stager->where[i].glob,
			tsv_value(stager->tsv, row, stager->where[i].column)))
			return false;
	return true;
}

/* What the rules look at. 0, or -1 and the reason why the score is none. */
static int
see_event(struct stager *stager, const struct row *row, struct standing *lead,
    struct event *event, struct reason *why)
{
	struct span text = { "", 0 };

	if (stager->score != TSV_NONE)
		text = tsv_value(stager->tsv, row, stager->score);
	event->patterns =
	    stager->patterns == NULL ? NULL : patterns_match(stager->patterns, row);
	event->scored = text.len > 0;
	if (event->scored && parse_score(text, &event->score, why) != 0)
		return -1;
	if (!stager->policy.sum)
		return 0;
	if (event->scored && standing_add(lead, event->score, why) != 0)
		return -1;
	event->scored = lead->scored;
	event->score = standing_score(lead);
	return 0;
}

/* The stage of an event, empty for none. 0, or -1 and the reason why the score is none. */
static int
find_stage(struct stager *stager, const struct row *row, struct span lead,
    struct span *stage, struct reason *why)
{
	struct standing *standing = NULL;
	struct event event;
	size_t at;
	bool fresh;

	*stage = (struct span){ "", 0 };
	if (!is_chosen(stager, row))
		return 0;
	if (stager->field != TSV_NONE) {
		*stage = tsv_value(stager->tsv, row, stager->field);
		return 0;
	}
	if (stager->leads != NULL)
		standing = map_put(stager->leads, lead, &fresh);
	if (see_event(stager, row, standing, &event, why) != 0)
		return -1;
	at = standing_move(standing, stager->rules, &stager->policy, &event);
	if (at != STAGE_NONE)
		*stage = stager->rules->stage[at].name;
	return 0;
}

/* The row and its stage, as a new last field or in the place of one. */
static void
write_row(const struct stager *stager, const struct row *row, struct span stage)
{
	struct span bytes = row_bytes(row);

	if (stager->replaced != TSV_NONE) {
		struct span old = row_field(row, stager->replaced);
		const char *end = old.ptr + old.len;

		out_span(stager->out, (struct span){ bytes.ptr, (size_t)(old.ptr - bytes.ptr) });
		out_field(stager->out, stage);
		out_span(stager->out,
		    (struct span){ end, (size_t)(bytes.ptr + bytes.len - end) });
	} else {
		out_span(stager->out, bytes);
		out_char(stager->out, '\t');
		out_field(stager->out, stage);
	}
	out_char(stager->out, '\n');
}

static void
take_row(struct stager *stager, const struct row *row)
{
	struct span lead = tsv_value(stager->tsv, row, stager->lead);
	struct reason why;
	struct span stage;
	int64_t time;

	if (instant_parse_row(&stager->memo, tsv_value(stager->tsv, row, stager->time), &time,
		&why) != 0) {
		tsv_bad(stager->tsv, row, stager->time_name, &why);
	} else if (lead.len == 0) {
		fail(&why, "is empty");
		tsv_bad(stager->tsv, row, stager->lead_name, &why);
	} else if (find_stage(stager, row, lead, &stage, &why) != 0) {
		tsv_bad(stager->tsv, row, stager->score_name, &why);
	} else {
		write_row(stager, row, stage);
	}
}

/* Every event, with its stage. */
static void
filter(struct stager *stager)
{
	struct row rows[BATCH];
	size_t count;

	while ((count = tsv_rows(stager->tsv, rows, BATCH)) > 0)
		for (size_t i = 0; i < count; i++)
			take_row(stager, &rows[i]);
}

/* The columns of the input, and the stage's name behind them if it is new. */
static void
write_header(const struct stager *stager, const char *stage)
{
	const struct list *columns = tsv_columns(stager->tsv);

	for (size_t i = 0; i < columns->count; i++) {
		out_span(stager->out, columns->item[i]);
		out_char(stager->out, i + 1 < columns->count ? '\t' : '\n');
	}
	if (stager->replaced == TSV_NONE) {
		stager->out->used--;
		out_char(stager->out, '\t');
		out_text(stager->out, stage);
		out_char(stager->out, '\n');
	}
	out_flush(stager->out);
}

/* Splits COL[=SEP] of --list. */
static void
split_list(const char *text, struct span *column, struct span *separator)
{
	*column = (struct span){ text, strcspn(text, "=") };
	*separator = span_of(text[column->len] == '=' ? text + column->len + 1 : ";");
	if (column->len == 0 || separator->len == 0)
		diag_usage("--list: '%s' is not of the form COL or COL=SEPARATOR", text);
}

/* What parts the tags in a column's fields; empty if it is no list. */
static struct span
separator_of(const struct texts *lists, struct span column)
{
	for (size_t i = lists->count; i-- > 0;) {
		struct span name, separator;

		split_list(lists->item[i], &name, &separator);
		if (span_equal(name, column))
			return separator;
	}
	return (struct span){ "", 0 };
}

static void
bind_where(struct stager *stager, const struct settings *settings)
{
	const struct texts *where = &settings->where;

	stager->where = mem_new(where->count, sizeof(*stager->where));
	for (; stager->where_count < where->count; stager->where_count++) {
		struct span column, pattern;

		options_pair("where", where->item[stager->where_count], &column, &pattern);
		stager->where[stager->where_count] = (struct condition){
			tsv_need_for(stager->tsv, column, tsv_name(stager->tsv)),
			glob_new(pattern, separator_of(&settings->list, column)),
		};
	}
}

static void
bind_patterns(struct stager *stager, const struct settings *settings,
    const struct stages *table)
{
	struct span *separators = mem_new(table->columns.count, sizeof(*separators));

	for (size_t i = 0; i < table->columns.count; i++)
		separators[i] = separator_of(&settings->list, table->columns.item[i]);
	stager->patterns = patterns_new(table, stager->tsv, separators);
	free(separators);
}

/* Finds the columns; what is missing is a usage error. */
static void
bind(struct stager *stager, const struct settings *settings, const struct stages *table)
{
	const struct common *common = &settings->common;
	struct tsv *tsv = stager->tsv;
	char quoted[QUOTED_MAX];

	stager->lead_name = common->lead;
	stager->time_name = common->time;
	stager->score_name = settings->score != NULL ? settings->score : "score";
	stager->lead = tsv_need(tsv, common->lead);
	stager->time = tsv_need(tsv, common->time);
	stager->score = TSV_NONE;
	stager->field = TSV_NONE;
	if (settings->field != NULL)
		stager->field = tsv_need(tsv, settings->field);
	else if (stager->rules->scored)
		stager->score = tsv_need(tsv, stager->score_name);
	bind_where(stager, settings);
	if (table != NULL && stager->rules->patterned)
		bind_patterns(stager, settings, table);
	stager->replaced = tsv_find(tsv, span_of(common->stage));
	if (stager->replaced != TSV_NONE && stager->replaced != stager->field)
		diag_usage("%s: there is a column %s already; name the new one with --stage",
		    tsv_name(tsv), quote(quoted, span_of(common->stage)));
}

static void
check(const struct settings *settings)
{
	if (settings->field == NULL && settings->score == NULL && settings->stages == NULL)
		diag_usage("one of --score, --field and --stages is needed");
	if (settings->field != NULL && settings->stages != NULL)
		diag_usage("--field and --stages are two ways; "
			   "a column of the table may name the field");
	if (settings->field != NULL && settings->score != NULL)
		diag_usage("--field and --score are two ways");
	if ((settings->cuts != NULL || settings->names != NULL) &&
	    (settings->score == NULL || settings->stages != NULL))
		diag_usage("--cuts and --names are for --score without --stages");
}

static void
stager_close(struct stager *stager)
{
	for (size_t i = 0; i < stager->where_count; i++)
		glob_free(stager->where[i].glob);
	free(stager->where);
	patterns_free(stager->patterns);
	rules_free(stager->rules);
	if (stager->leads != NULL)
		map_free(stager->leads);
}

static void
run(const struct settings *settings)
{
	struct stages *table = settings->stages != NULL ? stages_read(settings->stages) : NULL;
	struct stager stager = { 0 };
	struct out out;

	if (table != NULL)
		stager.rules = rules_of_table(table);
	else if (settings->score != NULL)
		stager.rules = rules_of_bands(
		    settings->cuts != NULL ? settings->cuts : "33,67", settings->names);
	if (stager.rules != NULL && standing_needed(stager.rules))
		stager.leads = map_new(sizeof(struct standing), 8);
	out_open(&out);
	stager.out = &out;
	stager.tsv = tsv_open(&settings->common, &out);
	bind(&stager, settings, table);
	if (!settings->common.no_header)
		write_header(&stager, settings->common.stage);
	filter(&stager);
	tsv_close(stager.tsv);
	stager_close(&stager);
	stages_free(table);
}

int
main(int argc, char **argv)
{
	struct settings settings = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "score", "COL", "by bands of the score in COL", &settings.score },
		{ OPT_TEXT, "cuts", "A,B", "where bands begin (33,67)", &settings.cuts },
		{ OPT_TEXT, "names", "A,B,C", "the bands' names (stage1,stage2,stage3)",
		    &settings.names },
		{ OPT_TEXT, "field", "COL", "the stage is what COL says", &settings.field },
		{ OPT_TEXT, "stages", "FILE", "by the rules of a stage table",
		    &settings.stages },
		{ OPT_REPEAT, "where", "COL=GLOB", "other events get no stage",
		    &settings.where },
		{ OPT_REPEAT, "list", "COL[=SEP]",
		    "a pattern matches when one of the tags in COL does, parted by SEP (;)",
		    &settings.list },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-stage",
		.purpose = "Gives each event a stage, empty where nothing applies.",
		.examples = "  lf-stage --score score --names cold,warm,hot events.tsv\n"
			    "  lf-stage --stages stages.tsv events.tsv | lf-transitions\n",
		.table = table,
	};

	options_parse(&program, &settings.common, argc, argv);
	check(&settings);
	run(&settings);
	free(settings.where.item);
	free(settings.list.item);
	return STATUS_OK;
}
