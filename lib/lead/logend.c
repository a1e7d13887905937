#include <inttypes.h>

#include "base/diag.h"
#include "lead/logend.h"

/* The lesser gap counts only in a log of so many rows: small ones have gaps like that. */
enum { GAP_DAYS = 365, LESSER_GAP_DAYS = 30, ROWS = 1000 };

void
logend_check(const struct logend *log, int64_t as_of)
{
	char text[INSTANT_TEXT_MAX];
	int64_t days;
	bool lesser;

	if (log->last == INSTANT_MIN)
		return;
	days = (as_of - log->last) / USEC_PER_DAY;
	lesser = log->rows >= ROWS && days >= LESSER_GAP_DAYS && as_of - log->last > log->gap;
	if (days >= GAP_DAYS || lesser)
		diag_note("--as-of is %" PRId64 " days after the last row, %.*s%s: is the log "
			  "complete until then?",
		    days, (int)instant_format(text, log->last), text,
		    days >= GAP_DAYS ? "" : ", and no rows before are that far apart");
}
