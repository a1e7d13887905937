#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"

#include "rows.h"
#include "runfile.h"
#include "sorter.h"

enum {
	/* The buffer of a run that is merged; a larger one is no faster. */
	BUFFER_MOST = 1 << 18,
	BUFFER_LEAST = 1 << 12,
	/* How many runs are merged at once. */
	FAN_MOST = 256,
	FAN_LEAST = 8,
};

struct sorter {
	struct keys *keys;
	struct sorter_options options;
	struct rows *rows; /* NULL once they are all in the file */
	struct runfile *file; /* NULL as long as memory is enough */
	uint64_t count;
};

struct sorter *
sorter_new(struct keys *keys, const struct sorter_options *options)
{
	struct sorter *sorter = mem_new(1, sizeof(*sorter));

	sorter->keys = keys;
	sorter->options = *options;
	sorter->rows = rows_new(keys, options->memory, options->backwards);
	return sorter;
}

void
sorter_free(struct sorter *sorter)
{
	if (sorter->rows != NULL)
		rows_free(sorter->rows);
	if (sorter->file != NULL)
		runfile_close(sorter->file);
	free(sorter);
}

/* The rows in memory become another run of the file. */
static void
spill(struct sorter *sorter)
{
	if (sorter->file == NULL)
		sorter->file = runfile_open(sorter->options.directory);
	rows_write(sorter->rows, runfile_begin(sorter->file));
	runfile_end(sorter->file);
}

void
sorter_add(
    struct sorter *sorter, const uint64_t *words, const struct row *row, size_t count)
{
	size_t added = rows_add(sorter->rows, words, row, count);

	sorter->count += count;
	while (added < count) {
		spill(sorter);
		added += rows_add(sorter->rows, words + added, row + added, count - added);
	}
}

/* Writes `count` runs of the file, from run `first` on, as one. */
static void
merge_some(const struct sorter *sorter, size_t first, size_t count, struct sink *sink)
{
	struct run **runs = mem_new(count, sizeof(struct run *));
	size_t buffer = sorter->options.memory / count;

	if (buffer > BUFFER_MOST)
		buffer = BUFFER_MOST;
	if (buffer < BUFFER_LEAST)
		buffer = BUFFER_LEAST;
	for (size_t i = 0; i < count; i++) {
		runs[i] = runfile_run(sorter->file, first + i, sorter->keys, buffer);
		runs[i]->rank = sorter->options.backwards ? count - i : i;
	}
	merge_runs(runs, count, sink);
	for (size_t i = 0; i < count; i++)
		runfile_run_free(runs[i]);
	free(runs);
}

/* Replaces the file by one of fewer runs: up to fan of the old ones become a new one. */
static void
merge_pass(struct sorter *sorter, size_t fan)
{
	struct runfile *fewer = runfile_open(sorter->options.directory);
	size_t count = runfile_count(sorter->file);

	for (size_t i = 0; i < count; i += fan) {
		merge_some(
		    sorter, i, count - i < fan ? count - i : fan, runfile_begin(fewer));
		runfile_end(fewer);
	}
	runfile_close(sorter->file);
	sorter->file = fewer;
}

static void
merge_file(struct sorter *sorter, struct sink *sink)
{
	size_t fan = sorter->options.memory / BUFFER_LEAST;

	if (fan > FAN_MOST)
		fan = FAN_MOST;
	if (fan < FAN_LEAST)
		fan = FAN_LEAST;
	while (runfile_count(sorter->file) > fan)
		merge_pass(sorter, fan);
	merge_some(sorter, 0, runfile_count(sorter->file), sink);
}

void
sorter_write(struct sorter *sorter, struct sink *sink)
{
	if (sorter->file == NULL) {
		rows_write(sorter->rows, sink);
	} else {
		spill(sorter);
		rows_free(sorter->rows);
		sorter->rows = NULL;
		merge_file(sorter, sink);
	}
	if (sink->rows != sorter->count)
		diag_data("%" PRIu64 " rows came in, but %" PRIu64 " went out",
		    sorter->count, sink->rows);
}
