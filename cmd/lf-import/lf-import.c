/* Turns CSV, as CRMs, marketing and ad tools export it, into events or a ledger. */
#include <inttypes.h>

#include "csvread.h"
#include "directrow.h"
#include "rowwriter.h"
#include "settings.h"

struct import {
	struct record in;
	struct csvread *csv;
	struct mapping *mapping;
	struct out out;
	struct directrow direct;
	struct rowwriter writer;
	const char *merges, *preset; /* the file's name, and the preset's */
	uint64_t events; /* and rows of a ledger, taken */
};

/* The name of the source, or of both that are joined. */
static void
add_fault_name(const struct import *import, const struct fault *fault, struct text *to)
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
take(struct import *import)
{
	struct fault fault;
	int taken = record_take(&import->in, &fault);

	if (taken > 0) {
		rowwriter_put(&import->writer, &import->in);
		import->events++;
	} else if (taken < 0) {
		reject(import, &fault);
	}
}

static void
filter(struct import *import)
{
	while (csvread_next(import->csv)) {
		if (import->direct.count > 0 &&
		    directrow_put(&import->direct, &import->in, &import->out))
			import->events++;
		else
			take(import);
	}
}

static void
start(struct import *import, struct settings *settings)
{
	struct csv_form form = settings_csv_form(settings);
	struct record *in = &import->in;

	*import = (struct import){ .mapping = mapping_new(&settings->mapping),
		.merges = settings->merges,
		.preset = settings->preset_name };
	settings_prepare(settings, in, import->mapping);
	record_check(in, import->mapping);
	if (settings->merges != NULL)
		in->merges = merges_read(settings->merges, in->long_ids);
	out_open(&import->out);
	import->writer.out = &import->out;
	import->csv = csvread_open(&settings->common, &form, &import->out);
	mapping_bind(import->mapping, import->csv);
	settings_add_missing(settings, &in->missing, import->mapping->header);
	record_init(in, import->csv, import->mapping);
	directrow_init(&import->direct, in);
}

static void
report_merges(const struct import *import)
{
	uint64_t unused = import->merges != NULL ? merges_unused(import->in.merges) : 0;

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
	record_report(&import->in);
	report_merges(import);
	missing_report(&import->in.missing, import->mapping->header);
	conditions_report(&import->mapping->conditions, import->preset);
	csvread_close(import->csv);
	directrow_free(&import->direct);
	record_free(&import->in);
	mapping_free(import->mapping);
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

int
main(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct import import;

	settings_parse(&settings, argc, argv);
	if (settings.list_presets)
		return list_presets();
	start(&import, &settings);
	if (!settings.common.no_header)
		columns_put_header(&import.mapping->outputs, &import.out);
	out_flush(&import.out);
	filter(&import);
	finish(&import);
	settings_free(&settings);
	return STATUS_OK;
}
