/*
 * The stage table, leadflow-stages(5): the stages in the order of the path, how long a
 * lead may stay in each, and which ones are beside the path or end it. Its conditions
 * are left to lf-stage, which reads the rows.
 */
#ifndef LF_STAGES_H
#define LF_STAGES_H

#include <stdint.h>

#include "base/list.h"
#include "base/map.h"
#include "base/names.h"
#include "base/span.h"
#include "base/text.h"
#include "time/duration.h"

enum stage_path { PATH_STEP, PATH_OFF, PATH_END };

/* A row of the file. */
struct stage_row {
	uint64_t line;
	size_t stage; /* its place among the stages */
	struct span *cells; /* one for each column, empty or not */
};

/* A stage, at the place of its first row, with what any of its rows says. */
struct stage {
	struct span name;
	enum stage_path path;
	int64_t sla; /* microseconds, or -1 for none */
};

struct stages {
	const char *path; /* of the file, for messages */
	struct measure measure; /* of the SLA */
	struct list columns;
	struct stage_row *rows;
	size_t row_count;
	struct stage *stage;
	size_t count;
	struct map *places; /* size_t, by the name of the stage */
	struct names *texts; /* of all the spans */
};

#define STAGE_NONE SIZE_MAX

/* Reads the file. Exits with 1 and the line if the table is wrong. */
struct stages *stages_read(const char *path);
/* The same, with an SLA in days and weeks of that measure. */
struct stages *stages_read_by(const char *path, struct measure measure);
/*
 * Adds the stages as a list with commas between them: each name, in which a backslash quotes
 * a comma or a backslash, or is a NUL with the 0 after it, and its path as the table has it.
 */
void stages_list(const struct stages *stages, struct text *list);
/* A table with the stages of such a list. */
struct stages *stages_listed(const char *text);
void stages_free(struct stages *stages);

/* The place of a stage, or STAGE_NONE. stages may be NULL: there is no table. */
size_t stages_find(const struct stages *stages, struct span name);
/* Whether a lead's way ends in the stage; false if that is not in the table. */
bool stages_ends(const struct stages *stages, struct span name);
/* Compares by place in the table; stages that are not in it come last, in byte order. */
int stages_compare(const struct stages *stages, struct span a, struct span b);
/* The numbers of all names, which are stages, in that order; to be freed. */
uint32_t *stages_order(const struct stages *stages, const struct names *names);

#endif
