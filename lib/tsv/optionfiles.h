/* The files that a command line names: its FILEs, and the values of options. */
#ifndef LF_OPTIONFILES_H
#define LF_OPTIONFILES_H

#include "tsv/options.h"

/*
 * Exits with STATUS_USAGE if a file that is written has another use, or an input is named
 * twice (see fileclash.h). own and shared are the tables of options, once they are parsed;
 * no file may have been opened for writing by then.
 */
void optionfiles_check(
    const struct opt *own, const struct opt *shared, const struct common *common);

#endif
