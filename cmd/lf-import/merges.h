/* Which leads were merged into which, from a file of --merges. */
#ifndef LF_MERGES_H
#define LF_MERGES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct merges;

/*
 * Reads a TSV file with the columns lead and into; a cell of lead may list several:
 * 1,2 or [1,2] or 1;2. A row that merges a lead into itself is passed over. Exits with
 * STATUS_DATA for a cycle, or a lead merged into two; with STATUS_USAGE for a missing
 * column. long_ids: Salesforce's ids are completed; see recordid.h.
 */
struct merges *merges_read(const char *path, bool long_ids);
void merges_free(struct merges *merges);
/* The lead that this one ended in; the lead itself if it was never merged. */
struct span merges_into(const struct merges *merges, struct span lead);
/* How many of its rows have fit no lead that merges_into was asked about. */
uint64_t merges_unused(const struct merges *merges);

#endif
