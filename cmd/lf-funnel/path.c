#include <stdlib.h>

#include "base/mem.h"

#include "path.h"

static void
take_list(struct path *path, const char *text, struct names *names)
{
	struct list list = list_parse(text);
	char quoted[QUOTED_MAX];

	path->steps = mem_new(list.count, sizeof(*path->steps));
	for (size_t i = 0; i < list.count; i++) {
		if (list.item[i].len == 0)
			diag_usage("--steps: '%s' has an empty stage", text);
		path->steps[path->count++] = names_id(names, list.item[i]);
		for (size_t k = 0; k < i; k++)
			if (path->steps[k] == path->steps[i])
				diag_usage("--steps: %s occurs twice",
				    quote(quoted, list.item[i]));
	}
	list_free(&list);
}

static void
take_table(struct path *path, const struct stages *stages, struct names *names)
{
	path->steps = mem_new(stages->count, sizeof(*path->steps));
	for (size_t i = 0; i < stages->count; i++)
		if (stages->stage[i].path == PATH_STEP)
			path->steps[path->count++] = names_id(names, stages->stage[i].name);
	if (path->count == 0)
		diag_usage("--stages: %s has no step of the path; --steps names some",
		    stages->path);
}

void
path_set(
    struct path *path, const char *steps, const struct stages *stages, struct names *names)
{
	*path = (struct path){ 0 };
	if (steps != NULL)
		take_list(path, steps, names);
	else if (stages != NULL)
		take_table(path, stages, names);
	else
		diag_usage("--steps or --stages is needed: the steps of the funnel");
	for (size_t i = 0; stages != NULL && i < stages->count; i++)
		names_id(names, stages->stage[i].name);
	path->last = names_count(names);
	path->step_of = mem_new(path->last + 1, sizeof(*path->step_of));
	path->ends = mem_new(path->last + 1, sizeof(*path->ends));
	for (uint32_t i = 0; i <= path->last; i++) {
		path->step_of[i] = STEP_NONE;
		path->ends[i] = stages_ends(stages, names_text(names, i));
	}
	for (int i = 0; i < path->count; i++)
		path->step_of[path->steps[i]] = i;
}

void
path_free(struct path *path)
{
	free(path->steps);
	free(path->step_of);
	free(path->ends);
}
