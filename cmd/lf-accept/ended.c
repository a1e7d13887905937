#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"

#include "ended.h"

void
ended_take(struct ended *ended, const struct stages *table, struct span stage)
{
	size_t place = stages_find(table, stage);

	if (place == STAGE_NONE || table->stage[place].path != PATH_END)
		return;
	if (ended->leads == NULL)
		ended->leads = mem_new(table->count, sizeof(*ended->leads));
	ended->leads[place]++;
}

void
ended_note(const struct ended *ended, const struct stages *table)
{
	char quoted[QUOTED_MAX];

	for (size_t i = 0; ended->leads != NULL && i < table->count; i++)
		if (ended->leads[i] > 0)
			diag_note("%" PRIu64 " lead%s handed over ha%s ended in %s: %s as "
				  "pending; name it in --rejected (or --accepted)",
			    ended->leads[i], ended->leads[i] == 1 ? "" : "s",
			    ended->leads[i] == 1 ? "s" : "ve",
			    quote(quoted, table->stage[i].name),
			    ended->leads[i] == 1 ? "it counts" : "they count");
}

void
ended_free(struct ended *ended)
{
	free(ended->leads);
}
