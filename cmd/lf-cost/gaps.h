/* Months that a ledger forgot: what is missing inside it looks like days without spend. */
#ifndef LF_GAPS_H
#define LF_GAPS_H

#include "ledger.h"

/* Reports the calendar months between its first and last day that no row covers. */
void gaps_note(const struct ledger *ledger);

#endif
