#include <inttypes.h>

#include "base/diag.h"
#include "lead/logend.h"
#include "time/instant.h"

enum { GAP_DAYS = 365 };

void
logend_check(int64_t as_of, int64_t last)
{
	char text[INSTANT_TEXT_MAX];
	int64_t days;

	if (last == INSTANT_MIN)
		return;
	days = (as_of - last) / USEC_PER_DAY;
	if (days >= GAP_DAYS)
		diag_note("--as-of is %" PRId64 " days after the last row, %.*s: is the log "
			  "complete until then?",
		    days, (int)instant_format(text, last), text);
}
