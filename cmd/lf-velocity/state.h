/* The states of lf-velocity. */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "velocity.h"

extern const struct partial_form state_form;

/* Writes what all cells count. */
void state_put(struct velocity *velocity, const struct cells_row *rows, size_t count);
/* Adds what all states count. */
void state_merge(struct velocity *velocity);

#endif
