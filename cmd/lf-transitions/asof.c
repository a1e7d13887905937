#include <inttypes.h>

#include "base/diag.h"
#include "time/instant.h"
#include "tsv/options.h"

#include "asof.h"

/* From here on, an end of the log without a row before it is doubtful: a wrong year. */
enum { GAP_DAYS = 365 };

struct asof
asof_parse(const char *text)
{
	struct asof asof = { .given = text != NULL, .latest = INSTANT_MIN };

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
	char last[INSTANT_TEXT_MAX];
	int64_t days;

	if (!asof->given || asof->late > 0 || asof->latest == INSTANT_MIN)
		return;
	days = (asof->end - asof->latest) / USEC_PER_DAY;
	if (days >= GAP_DAYS)
		diag_note("--as-of is %" PRId64 " days after the last row, %.*s: is the log "
			  "complete until then?",
		    days, (int)instant_format(last, asof->latest), last);
}
