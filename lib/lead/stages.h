/*
 * The stage table, leadflow-stages(5): the stages in the order of the path,
 * how long a lead may stay in each, and which lie beside the path or end it.
 * Its conditions are lf-stage's affair, which reads the rows.
 */
#ifndef LF_STAGES_H
#define LF_STAGES_H

#include <stdint.h>

#include "base/list.h"
#include "base/names.h"
#include "base/span.h"
#include "tsv/out.h"

enum stage_path { PATH_STEP, PATH_OFF, PATH_END };

/* A row of the file. */
struct stage_row {
	uint64_t line;
	size_t stage; /* its place among the stages */
	struct span *cells; /* as many as there are columns; empty ones included */
};

/* A stage: that of its first row, completed by what further rows add. */
struct stage {
	struct span name;
	enum stage_path path;
	int64_t sla; /* microseconds, or -1 for none */
};

struct stages {
	const char *path; /* of the file, for messages */
	struct list columns;
	struct stage_row *rows;
	size_t row_count;
	struct stage *stage;
	size_t count;
	char *text; /* what the spans point to */
};

#define STAGE_NONE SIZE_MAX

/* Reads the file; exits with 1 if it cannot be read or is wrong, with its line. */
struct stages *stages_read(const char *path);
/*
 * Writes the stages as a list (see list_parse), an empty item between those that
 * are no ends and the ends; and a table of such a list, in that order.
 */
void stages_put_list(const struct stages *stages, struct out *out);
struct stages *stages_listed(const char *names);
void stages_free(struct stages *stages);

/* The place of a stage, or STAGE_NONE. stages may be NULL: there is no table. */
size_t stages_find(const struct stages *stages, struct span name);
/* Whether visits to the stage end a lead's way; not if it is not in the table. */
bool stages_ends(const struct stages *stages, struct span name);
/* By place in the table, then stages that are not in it in byte order. */
int stages_compare(const struct stages *stages, struct span a, struct span b);
/* The numbers of all names, which are of stages, in that order; to be freed. */
uint32_t *stages_order(const struct stages *stages, const struct names *names);

#endif
