#include <inttypes.h>

#include "base/diag.h"
#include "tsv/options.h"

#include "asof.h"

struct asof
asof_parse(const char *text)
{
	struct asof asof = { .given = text != NULL, .log = { .last = INSTANT_MIN } };

	if (asof.given)
		asof.end = options_time("as-of", text);
	return asof;
}

void
asof_report_late(const struct asof *asof)
{
	if (asof->late > 0)
		diag_note("%" PRIu64 " row%s at or after --as-of left out", asof->late,
		    asof->late == 1 ? "" : "s");
}

void
asof_report_gap(const struct asof *asof)
{
	if (asof->given && asof->late == 0)
		logend_check(&asof->log, asof->end);
}
