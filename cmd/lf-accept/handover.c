#include "handover.h"

/* False if there was an entry already. */
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
	} else if (role != lead->decision && !lead->changed) {
		lead->changed = true;
		lead->changed_at = time;
	}
}

int
handover_take(struct handover *lead, int64_t time, uint32_t group, enum role role,
    struct reason *why)
{
	if (lead->handed.made && time < lead->handed.time)
		return fail(why, "is before the lead's handover; sort with lf-sort");
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
