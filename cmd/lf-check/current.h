/* The file of --current: in which stage each lead is now. */
#ifndef LF_CURRENT_H
#define LF_CURRENT_H

#include "base/names.h"
#include "tsv/options.h"

#include "checks.h"
#include "leads.h"

struct current;

/* Reads the file; exits with 1 if it cannot be read, or has a row that is wrong. */
struct current *current_read(const char *path, const struct common *common);
void current_free(struct current *current);

/* Sets current_differs. Leads are compared with what they have at the end of the log. */
void current_finish(struct current *current, struct checks *checks,
    const struct leads *leads, const struct names *names);

#endif
