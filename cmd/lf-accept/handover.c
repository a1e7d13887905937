#include "base/diag.h"
#include "base/list.h"
#include "base/mem.h"

#include "handover.h"

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

/* False if there was an entry before. */
static bool
enter(struct entry *entry, int64_t time, uint32_t group)
{
	if (entry->made)
		return false;
	*entry = (struct entry){ time, group, true };
	return true;
}

static void
decide(struct handover *lead, int64_t time, enum role role)
{
	if (lead->decision == ROLE_NONE) {
		lead->decision = role;
		lead->decided = time;
	} else if (lead->decision == ROLE_ACCEPTED && role == ROLE_REJECTED) {
		lead->reversed = true;
	}
}

int
handover_take(struct handover *lead, int64_t time, uint32_t group, enum role role,
    struct reason *why)
{
	if (lead->handed.made && time < lead->handed.time)
		return fail(why, "is before the lead's hand-over; sort with lf-sort");
	if (lead->handed.made && role != ROLE_HANDED)
		decide(lead, time, role);
	if (role == ROLE_HANDED)
		enter(&lead->handed, time, group);
	else if (role == ROLE_REJECTED)
		enter(&lead->rejected, time, group);
	else if (enter(&lead->accepted, time, group))
		lead->direct = !lead->handed.made;
	return 0;
}
