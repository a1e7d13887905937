#include "time/civil.h"

#include "warnings.h"

void
warnings_uncovered(const struct windows *windows, int64_t period, struct window window)
{
	const struct ledger *ledger = windows->ledger;
	const int64_t days[] = { window.from, window.until, ledger->first, ledger->last };
	char text[4][DATE_TEXT_MAX], name[PERIOD_TEXT_MAX];
	int len = (int)calendar_name(windows->calendar, period, name);

	if (ledger->count == 0) {
		diag_note("%.*s: the ledger is empty", len, name);
		return;
	}
	for (int i = 0; i < 4; i++)
		text[i][date_format(text[i], days[i])] = '\0';
	diag_note(
	    "%.*s: the ledger, from %s to %s, does not cover the days from %s to %s", len,
	    name, text[2], text[3], text[0], text[1]);
}

void
warnings_begin(const struct spend *spend)
{
	const struct windows *windows = &spend->windows;
	char text[DATE_TEXT_MAX], money[DECIMAL_TEXT_MAX], name[PERIOD_TEXT_MAX];
	int len = (int)calendar_name(windows->calendar, spend->first, name);
	int128 early;

	if (window_day(windows, spend->first) >= windows->log_begin ||
	    calendar_unit(windows->calendar) == PERIOD_ALL)
		return;
	early = spend_before_log(spend);
	if (early == 0)
		return;
	text[date_format(text, windows->log_begin)] = '\0';
	diag_note("%.*s: the log begins on %s: spend of %.*s is for the days before, whose "
		  "leads it does not have: leave this period out",
	    len, name, text,
	    (int)decimal_format(money, early, windows->ledger->places), money);
}

void
warnings_end(const struct windows *windows, int64_t period)
{
	char text[DATE_TEXT_MAX], name[PERIOD_TEXT_MAX];
	int len = (int)calendar_name(windows->calendar, period, name);

	if (window_day(windows, period + 1) <= windows->log_end ||
	    calendar_unit(windows->calendar) == PERIOD_ALL)
		return;
	text[date_format(text, windows->log_end - 1)] = '\0';
	diag_note("%.*s: the log ends on %s: the spend is that of the whole window, the leads "
		  "are not yet all",
	    len, name, text);
}
