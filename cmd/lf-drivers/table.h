/* The report of lf-drivers. */
#ifndef LF_TABLE_H
#define LF_TABLE_H

#include "work.h"

void table_put_header(struct work *w);
void table_put(struct work *w);

#endif
