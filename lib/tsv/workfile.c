#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tsv/tsv.h"
#include "tsv/workfile.h"

static const char *const names[WORK_COLUMNS] = { "day", "from", "until" };

static void
add_row(struct workdays *workdays, const char *path, const struct row *row,
    const size_t places[WORK_COLUMNS])
{
	struct span cells[WORK_COLUMNS];
	enum workcolumn column;
	struct reason why;

	for (int i = 0; i < WORK_COLUMNS; i++)
		cells[i] = places[i] < row->fields ? row_field(row, places[i]) :
						     (struct span){ "", 0 };
	if (workdays_add(workdays, cells, &column, &why) != 0)
		diag_data(
		    "%s:%" PRIu64 ": %s: %s", path, row->line, names[column], why.text);
}

struct workdays
workfile_read(const char *path)
{
	char *file = mem_string(span_of(path));
	const struct common common = { .null = "", .files = &file, .file_count = 1 };
	struct tsv *tsv = tsv_open(&common, NULL);
	struct workdays workdays = { 0 };
	size_t places[WORK_COLUMNS];
	struct row row;

	for (int i = 0; i < WORK_COLUMNS; i++)
		places[i] = tsv_need(tsv, names[i]);
	tsv_allow_short(tsv);
	while (tsv_next(tsv, &row))
		add_row(&workdays, path, &row, places);
	tsv_close(tsv);
	free(file);
	if (!workdays_any(&workdays))
		diag_data("%s: no weekday has a span: nobody ever works", path);
	return workdays;
}
