/* Which options go together. */
#ifndef LF_MAPPINGCHECK_H
#define LF_MAPPINGCHECK_H

#include "mapping.h"

/* Exits with STATUS_USAGE for options that make no sense, alone or with a preset. */
void mappingcheck_options(const struct mapping_options *options);

#endif
