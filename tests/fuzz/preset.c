/*
 * A file of --preset, then an empty line, then CSV that it is used on. The preset has the
 * values that a plain reader finds in the file, and the same when it is written and read again.
 * What becomes of the CSV does not depend on where reads cut it. The input's first byte
 * chooses that.
 */
#include "failing.h"

#include "base/text.h"
#include "lf-import/presets.h"
#include "lf-import/rowwriter.h"
#include "lf-import/settings.h"
#include "tsv/escape.h"

#include "pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* libcsv's own memory is not freed where a run ends early. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

#define HEADER "preset\tsets\tfrom\n"
enum { ROWS_MAX = 100 };

static struct text *account; /* of the records that could not be used */
static uint32_t cuts;

/* In place of lib/tsv/rejects.c: a preset has no bad rows, CSV may. */
void
rejects_open(struct rejects *rejects, const char *path, struct out *main)
{
	(void)rejects, (void)path, (void)main;
}

void
rejects_add(struct rejects *rejects, const char *file, uint64_t line, const char *column,
    const struct reason *why, struct span row)
{
	(void)rejects, (void)file, (void)column;
	expect(why->text[0] != '\0');
	if (account == NULL)
		diag_data("%s", why->text);
	text_add(account, (struct span){ (const char *)&line, sizeof(line) });
	text_add(account, span_of(why->text));
	text_add(account, row);
}

void
rejects_close(struct rejects *rejects)
{
	(void)rejects;
}

/* The preset in the text, in a file of that name. */
static struct preset *
read_preset(struct span text)
{
	unread = text;
	pieces = cuts;
	return preset_open("./preset");
}

/* A field of which a C string is made: without its escapes, up to a NUL. */
static struct span
plain(struct text *to, struct span field)
{
	static const char letters[] = "tnr\\";

	to->len = 0;
	for (size_t i = 0; i < field.len; i++) {
		char byte = field.ptr[i];
		const char *letter = byte != '\\' || i + 1 == field.len ?
		    NULL :
		    memchr(letters, field.ptr[i + 1], 4);

		if (letter != NULL) {
			byte = "\t\n\r\\"[letter - letters];
			i++;
		}
		text_add(to, (struct span){ &byte, 1 });
	}
	*text_room(to, 0) = '\0';
	return span_of(to->ptr);
}

struct plain_row {
	struct text sets, from;
};

/* The rows of a file whose columns are the three alone. */
static size_t
read_plainly(struct plain_row rows[ROWS_MAX], struct span text)
{
	size_t count = 0;
	struct span line, field;

	while (text.len > 0 && count < ROWS_MAX && span_take(&text, '\n', &line)) {
		span_take(&line, '\t', &field);
		span_take(&line, '\t', &field);
		plain(&rows[count].sets, field);
		plain(&rows[count++].from, line);
	}
	return count;
}

/* That the preset has those rows; written as a file to `to`. */
static void
check_rows(const struct preset *preset, const struct plain_row *rows, size_t count,
    struct text *to)
{
	text_add(to, span_of(HEADER));
	for (size_t i = 0; i < count; i++) {
		size_t nth = 0;
		const char *from;

		for (size_t k = 0; k < i; k++)
			nth += strcmp(rows[k].sets.ptr, rows[i].sets.ptr) == 0;
		from = preset_value(preset, rows[i].sets.ptr, nth);
		expect(from != NULL && strcmp(from, rows[i].from.ptr) == 0);
		text_add(to, span_of("p\t"));
		escape_add(to, span_of(rows[i].sets.ptr));
		text_add(to, span_of("\t"));
		escape_add(to, span_of(from));
		text_add(to, span_of("\n"));
	}
}

static void
check_preset(const struct preset *preset, struct span text)
{
	static struct plain_row rows[ROWS_MAX];
	struct text written = { 0 }, again = { 0 };
	struct preset *other;
	size_t count;

	if (text.len < strlen(HEADER) || memcmp(text.ptr, HEADER, strlen(HEADER)) != 0)
		return;
	memset(rows, 0, sizeof(rows));
	must_succeed = true;
	count = read_plainly(rows, span_skip(text, strlen(HEADER)));
	check_rows(preset, rows, count, &written);
	other = read_preset(text_span(&written));
	check_rows(other, rows, count, &again);
	expect_same(text_span(&written), text_span(&again));
	must_succeed = false;
}

/* What lf-import makes of CSV with the preset. */
static void
import(struct text *to, struct preset *preset, struct span csv)
{
	struct settings settings = { .preset = preset,
		.mapping = { .preset = preset },
		.common = { .null = "" } };
	struct record in = { 0 };
	struct out out;
	struct rowwriter writer = { .out = &out };
	struct csv_form form = settings_csv_form(&settings);
	struct mapping *mapping = mapping_new(&settings.mapping);
	struct fault fault;

	account = to;
	settings_prepare(&settings, &in, mapping);
	record_check(&in, mapping);
	out_attach(&out, -1, "output");
	unread = csv;
	mapping_bind(mapping, in.csv = csvread_open(&settings.common, &form, &out));
	settings_add_missing(&settings, &in.missing, mapping->header);
	record_init(&in, in.csv, mapping);
	while (csvread_next(in.csv)) {
		int taken = record_take(&in, &fault);

		if (taken > 0)
			rowwriter_put(&writer, &in);
		else if (taken < 0)
			csvread_bad(in.csv, NULL, &fault.why);
	}
	text_add(to, (struct span){ out.buf, out.used });
	diag_forget(&out);
}

static void
take(struct span text)
{
	struct span file = text, csv = { NULL, 0 };
	struct text whole = { 0 }, cut = { 0 };
	struct preset *preset;

	for (size_t i = 1; i < text.len; i++)
		if (text.ptr[i] == '\n' && text.ptr[i - 1] == '\n') {
			file.len = i;
			csv = span_skip(text, i + 1);
			break;
		}
	account = NULL;
	preset = read_preset(file);
	check_preset(preset, file);
	/* The C library reads zones, from files, and is not to be tested here. */
	if (csv.len == 0 || preset_value(preset, "zone", 0) != NULL)
		leave_all();
	pieces = 0;
	import(&whole, preset, csv);
	must_succeed = true;
	pieces = cuts;
	import(&cut, preset, csv);
	expect_same(text_span(&whole), text_span(&cut));
	leave_all();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	cuts = data[0];
	attempt(take, (struct span){ (const char *)data + 1, size - 1 });
	return 0;
}
