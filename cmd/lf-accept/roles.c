#include <stdlib.h>

#include "base/diag.h"
#include "base/list.h"
#include "base/mem.h"

#include "roles.h"

void
roles_set(struct roles *roles, struct names *names, struct span stage, enum role role)
{
	uint32_t id = names_id(names, stage);
	char quoted[QUOTED_MAX];

	if (id == 0)
		diag_usage("a stage of --handed, --accepted or --rejected is empty");
	if (id <= roles->last)
		diag_usage(
		    "stage %s is named twice: it is either handed over, accepted or "
		    "rejected",
		    quote(quoted, stage));
	roles->role = mem_resize(roles->role, id + 1, sizeof(*roles->role));
	roles->role[0] = ROLE_NONE;
	roles->last = id;
	roles->role[id] = role;
}

void
roles_set_list(struct roles *roles, struct names *names, const char *text, enum role role)
{
	struct list list = list_parse(text);

	for (size_t i = 0; i < list.count; i++)
		roles_set(roles, names, list.item[i], role);
	list_free(&list);
}

void
roles_free(struct roles *roles)
{
	free(roles->role);
}
