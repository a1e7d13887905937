/* The states of lf-velocity. */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "velocity.h"

extern const struct partial_form state_form;

/* How many of its counters the state has, by the options. */
size_t state_counters(const struct velocity *velocity);
/* Whether a state has open visits, those that joined. */
bool state_has_open(const struct partial *state);

/* Writes the rows of a cell. */
void state_put(struct velocity *velocity, const struct cells_row *row);
/* Adds what all states count. */
void state_merge(struct velocity *velocity);

#endif
