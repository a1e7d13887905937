/*
 * Sorts rows by named columns: in memory, by radix, or, if they are more than memory
 * may hold, as sorted runs in a temporary file that are merged.
 */
#include "base/buffersize.h"
#include "base/diag.h"
#include "base/tempfile.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

#include "sorter.h"

enum { ROWS = 64 }; /* at a time */

struct options {
	const char *key, *buffer_size, *directory;
	bool newest_first;
};

static void
put_header(struct out *out, const struct list *columns)
{
	out_columns(out, columns);
	out_char(out, '\n');
	out_flush(out);
}

/* For end_file: whose file it is, and what judges it. */
struct file_end {
	struct tsv *tsv;
	struct newestfirst *newest;
};

static void
end_file(void *data)
{
	struct file_end *end = data;

	newestfirst_end_file(end->newest, tsv_name(end->tsv));
}

static void
read_rows(
    struct tsv *tsv, struct keys *keys, struct sorter *sorter, struct newestfirst *newest)
{
	struct file_end end = { tsv, newest };
	struct row rows[ROWS];
	uint64_t words[ROWS];
	size_t count;

	tsv_watch_files(tsv, end_file, NULL, &end);
	while ((count = tsv_rows(tsv, rows, ROWS)) > 0) {
		size_t good = 0;

		for (size_t i = 0; i < count; i++)
			if (keys_read(keys, &rows[i], &words[good])) {
				newestfirst_read(newest, &rows[i], keys->time);
				rows[good++] = rows[i];
			}
		sorter_add(sorter, words, rows, good);
	}
}

static void
sort_rows(struct tsv *tsv, const struct common *common, const struct options *options,
    struct out *out)
{
	const struct sorter_options settings = {
		.memory = buffersize(options->buffer_size),
		.directory = tempfile_directory(options->directory),
		.backwards = options->newest_first,
	};
	struct keys *keys = keys_new(tsv, common, options->key);
	struct newestfirst newest = { .keys = keys,
		.lead = tsv_find(tsv, span_of(common->lead)) };
	struct sorter *sorter = sorter_new(keys, &settings);
	struct sink sink = { .out = out };

	if (!common->no_header)
		put_header(out, tsv_columns(tsv));
	read_rows(tsv, keys, sorter, &newest);
	if (options->newest_first)
		newestfirst_doubt(&newest);
	else if (newestfirst_matters(&newest))
		sink.newest = &newest;
	sorter_write(sorter, &sink);
	newestfirst_report(&newest);
	sorter_free(sorter);
	keys_free(keys);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "key", "COL,...",
		    "sort by these columns, not time and lead; COL:n holds numbers",
		    &options.key },
		{ OPT_FLAG, "newest-first", NULL,
		    "the input is in falling order: of equal rows the last comes first",
		    &options.newest_first },
		{ OPT_TEXT, "buffer-size", "SIZE",
		    "memory for rows, such as 500M or 50% (default 25%)",
		    &options.buffer_size },
		{ OPT_TEXT, "temporary-directory", "DIR",
		    "where rows go that are more than that (default $TMPDIR or /tmp)",
		    &options.directory },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-sort",
		.purpose = "Sorts rows by time and lead, or by other columns; the header "
			   "stays first.",
		.examples = "  lf-sort events.tsv | lf-stage --stages stages.tsv\n"
			    "  lf-sort --key lead,time moves.tsv\n",
		.table = table,
	};
	struct common common;
	struct out out;
	struct tsv *tsv;

	options_parse(&program, &common, argc, argv);
	out_open(&out);
	tsv = tsv_open(&common, &out);
	sort_rows(tsv, &common, &options, &out);
	tsv_close(tsv);
	return STATUS_OK;
}
