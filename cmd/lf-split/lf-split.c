/* Deals rows out by lead to copies of a command that run side by side, one for each core. */
#include <unistd.h>

#include "base/buffersize.h"
#include "base/diag.h"
#include "base/fnv.h"
#include "base/tempfile.h"
#include "base/text.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

#include "copies.h"
#include "tables.h"

enum { ROWS = 64 /* at a time */, JOBS_MOST = 10000 };

struct options {
	const char *jobs, *buffer_size, *directory;
};

/* The processors that there are. */
static size_t
processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > JOBS_MOST ? JOBS_MOST : (size_t)count;
}

static void
make_header(struct text *header, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			text_add(header, span_of("\t"));
		text_add(header, columns->item[i]);
	}
}

static void
deal(struct tsv *tsv, size_t lead, struct copies *copies, size_t count)
{
	struct feed *feeds = copies_feeds(copies);
	struct row rows[ROWS];
	size_t to[ROWS];
	size_t got;

	while ((got = tsv_rows(tsv, rows, ROWS)) > 0) {
		for (size_t i = 0; i < got; i++)
			/* Analyzers take count, at least 1, for 0: NOLINTNEXTLINE */
			to[i] = fnv_of(tsv_value(tsv, &rows[i], lead)) % count;
		for (size_t i = 0; i < got; i++) {
			struct span row = row_bytes(&rows[i]);

			if (feeds[to[i]].fd >= 0 && !feed_row(&feeds[to[i]], row))
				copies_put(copies, to[i], row);
		}
	}
}

static void
split(struct tsv *tsv, const struct common *common, const struct options *options,
    struct out *out)
{
	struct text header = { 0 };
	struct copies_options settings = {
		.command = common->operand,
		.count = options->jobs == NULL ?
		    processors() :
		    (size_t)options_integer("jobs", options->jobs, 1, JOBS_MOST),
		.store = { .memory = buffersize(options->buffer_size),
		    .directory = tempfile_directory(options->directory) },
		.no_header = common->no_header,
		.dealt = span_of(common->lead),
	};
	size_t lead = tsv_need(tsv, common->lead);
	struct copies *copies;

	tsv_need_named(tsv, common);
	make_header(&header, tsv_columns(tsv));
	settings.has_table = tables_report(text_span(&header), settings.dealt);
	copies = copies_start(&settings, out);
	tsv_wait_by(tsv, copies_wait, copies);
	for (size_t i = 0; i < settings.count; i++)
		copies_put(copies, i, text_span(&header));
	deal(tsv, lead, copies, settings.count);
	copies_finish(copies);
	text_free(&header);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "jobs", "N", "how many copies run (as many as there are processors)",
		    &options.jobs },
		{ OPT_TEXT, "buffer-size", "SIZE",
		    "memory for output that waits, such as 500M or 50% (default 25%)",
		    &options.buffer_size },
		{ OPT_TEXT, "temporary-directory", "DIR",
		    "where output goes that is more than that (default $TMPDIR or /tmp)",
		    &options.directory },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-split",
		.purpose = "Deals rows out by lead to copies of a shell command, and puts "
			   "their output together.",
		.examples =
		    "  lf-split 'lf-transitions | lf-velocity --partial' in.tsv | lf-velocity --merge\n"
		    "  lf-split --jobs 4 'cat >part$LF_SPLIT.tsv' events.tsv\n",
		.table = table,
		.operand = "COMMAND",
	};
	struct common common;
	struct out out;
	struct tsv *tsv;

	options_parse(&program, &common, argc, argv);
	out_open(&out);
	tsv = tsv_open(&common, &out);
	split(tsv, &common, &options, &out);
	tsv_close(tsv);
	return STATUS_OK;
}
