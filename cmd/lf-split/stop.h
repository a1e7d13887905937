/*
 * The signals that end a run: INT, TERM and HUP, and PIPE if nobody reads the output. All
 * copies are ended with it. What is ignored at the start stays ignored.
 */
#ifndef LF_STOP_H
#define LF_STOP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * From now on such a signal ends the process groups groups[0, count), then the program. An
 * entry of 0 is skipped.
 */
void stop_catch(const pid_t *groups, size_t count);
/* Ends the groups, as a signal does. */
void stop_groups(void);
/* Holds the signals back, while the groups change; before is the mask to go back to. */
void stop_hold(sigset_t *before);
void stop_release(const sigset_t *before);
/* Whether a closed pipe is that of a copy, which may stop reading, and ends nothing. */
void stop_ignore_pipe(bool ignore);

#endif
