#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "tsv/escape.h"
#include "tsv/tsv.h"

#include "presets.h"
#include "presettexts.h"

struct preset_row {
	char *sets, *from;
};

struct preset {
	char *name;
	bool builtin;
	struct preset_row *row;
	size_t count, room;
};

/* What `sets` can be beside a column of the output. */
static const char *const words[] = { "time", "from", "until", "lead", "amount", "entered",
	"where", "created", "choose", "deleted", "set", "missing", "time-format", "month-names",
	"zone", "decimal", "delimiter", "encoding", "skip-lines", "utf16-delimiter",
	"preamble", "daily", "footer", "ids" };

static char *
plain_text(struct span escaped)
{
	struct text text = { NULL, 0, 0 };
	char *copy;

	escape_undo(&text, escaped);
	copy = mem_string(text_span(&text));
	text_free(&text);
	return copy;
}

static void
add_row(struct preset *preset, struct span sets, struct span from)
{
	preset->row =
	    mem_grow(preset->row, preset->count, &preset->room, sizeof(*preset->row));
	preset->row[preset->count++] =
	    (struct preset_row){ plain_text(sets), plain_text(from) };
}

/* A built-in one from its lines. */
static struct preset *
parse_text(const char *text)
{
	struct preset *preset = mem_new(1, sizeof(*preset));
	struct span left = span_of(text);
	struct span line, name = { NULL, 0 }, sets = { NULL, 0 };

	preset->builtin = true;
	while (span_take(&left, '\n', &line) && line.len > 0) {
		span_take(&line, '\t', &name);
		span_take(&line, '\t', &sets);
		if (preset->name == NULL)
			preset->name = mem_string(name);
		add_row(preset, sets, line);
	}
	return preset;
}

void
preset_free(struct preset *preset)
{
	if (preset == NULL)
		return;
	for (size_t i = 0; i < preset->count; i++) {
		free(preset->row[i].sets);
		free(preset->row[i].from);
	}
	free(preset->row);
	free(preset->name);
	free(preset);
}

/* The preset is freed, which nothing holds any more: sanitizers call that a leak. */
static _Noreturn void
holds_two(struct preset *preset, struct span other, const char *path)
{
	char one[QUOTED_MAX], two[QUOTED_MAX];

	quote(one, span_of(preset->name));
	preset_free(preset);
	diag_usage("--preset: %s holds more than one, %s and %s: leave the rows of one", path,
	    one, quote(two, other));
}

static struct preset *
read_file(const char *path)
{
	struct preset *preset = mem_new(1, sizeof(*preset));
	char *file = mem_string(span_of(path));
	struct common common = { .null = "", .files = &file, .file_count = 1 };
	struct tsv *tsv = tsv_open(&common, NULL);
	size_t name = tsv_need(tsv, "preset");
	size_t sets = tsv_need(tsv, "sets");
	size_t from = tsv_need(tsv, "from");
	struct row row;

	while (tsv_next(tsv, &row)) {
		struct span called = tsv_value(tsv, &row, name);

		if (preset->name == NULL)
			preset->name = mem_string(called);
		if (!span_equal(called, span_of(preset->name)))
			holds_two(preset, called, path);
		add_row(preset, tsv_value(tsv, &row, sets), tsv_value(tsv, &row, from));
	}
	if (preset->name == NULL) {
		preset_free(preset);
		diag_usage("--preset: %s holds none", path);
	}
	tsv_close(tsv);
	free(file);
	return preset;
}

/* A built-in preset begins with its name and a TAB. */
static struct span
text_name(const char *text)
{
	return (struct span){ text, strcspn(text, "\t") };
}

static _Noreturn void
unknown(const char *name)
{
	struct text names = { NULL, 0, 0 };

	for (size_t i = 0; i < PRESET_TEXTS; i++) {
		text_add(&names, span_of(i > 0 ? ", " : ""));
		text_add(&names, text_name(preset_texts[i]));
	}
	diag_usage(
	    "--preset: '%s' is none of %.*s; a file is named with a slash, as in ./%s",
	    name, (int)names.len, names.ptr, name);
}

struct preset *
preset_open(const char *name)
{
	if (strchr(name, '/') != NULL)
		return read_file(name);
	for (size_t i = 0; i < PRESET_TEXTS; i++)
		if (span_equal(text_name(preset_texts[i]), span_of(name)))
			return parse_text(preset_texts[i]);
	unknown(name);
}

const char *
preset_name(const struct preset *preset)
{
	return preset->name;
}

bool
preset_is_builtin(const struct preset *preset)
{
	return preset->builtin;
}

const char *
preset_value(const struct preset *preset, const char *sets, size_t nth)
{
	for (size_t i = 0; preset != NULL && i < preset->count; i++)
		if (strcmp(preset->row[i].sets, sets) == 0 && nth-- == 0)
			return preset->row[i].from;
	return NULL;
}

static bool
is_word(const char *sets)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], sets) == 0)
			return true;
	return false;
}

bool
preset_next_column(
    const struct preset *preset, size_t *next, struct span *name, struct source *source)
{
	while (*next < preset->count) {
		const struct preset_row *row = &preset->row[(*next)++];
		bool set = strcmp(row->sets, "set") == 0;

		if (is_word(row->sets) && !set)
			continue;
		*source = (struct source){ .divisor = 1 };
		if (set) {
			options_pair("preset", row->from, name, &source->constant);
		} else {
			*name = span_of(row->sets);
			source->text = span_of(row->from);
			source->alternatives = true;
		}
		return true;
	}
	return false;
}

struct preset *
preset_builtin(size_t nth)
{
	return nth < PRESET_TEXTS ? parse_text(preset_texts[nth]) : NULL;
}

void
presets_list(struct out *out)
{
	out_text(out, "preset\tsets\tfrom\n");
	for (size_t i = 0; i < PRESET_TEXTS; i++)
		out_text(out, preset_texts[i]);
}
