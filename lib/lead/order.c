#include <inttypes.h>

#include "lead/order.h"
#include "time/instant.h"

int
order_look(struct order *order, int64_t time, int64_t last, struct reason *why)
{
	char time_text[INSTANT_TEXT_MAX], last_text[INSTANT_TEXT_MAX];
	size_t time_len, last_len;

	if (last == order_mark(time, true)) {
		order->again++;
		return 0;
	}
	if (last == order_mark(order_time(last), false))
		return instant_order(time, order_time(last), why);
	time_len = instant_format(time_text, time);
	last_len = instant_format(last_text, order_time(last));
	return fail(why,
	    "%.*s came late: in the state, the lead's last time is %.*s; "
	    "leave the row out, or make the state anew from the whole log",
	    (int)time_len, time_text, (int)last_len, last_text);
}

void
order_report(const struct order *order, const char *state)
{
	if (order->again > 0)
		diag_note("%" PRIu64 " row%s the very time of the lead's last row in %s: "
			  "if that run had %s already, %s twice",
		    order->again, order->again == 1 ? " has" : "s have", state,
		    order->again == 1 ? "it" : "them",
		    order->again == 1 ? "it counts" : "they count");
}
