/* A made-up company's exports, for the demo, the manuals and the tests. */
#ifndef LF_SAMPLE_H
#define LF_SAMPLE_H

#include <stdint.h>

/*
 * Writes four files to the folder: crm-history.csv, changes of the fields of leads, as a
 * CRM exports them; activities.csv, what leads did, as a marketing tool exports it;
 * spend.csv, what campaigns cost, by day; stages.tsv, the stage table for them.
 */
void sample_write(const char *folder, uint64_t seed);

#endif
