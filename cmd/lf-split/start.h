/* Starts a copy of the command. */
#ifndef LF_START_H
#define LF_START_H

#include <stddef.h>
#include <sys/types.h>

/* Its process, which leads a group of its own, and this program's ends of its pipes. */
struct started {
	pid_t group;
	int in; /* to its standard input; does not block */
	int out; /* from its standard output */
};

/*
 * Runs `sh -c command` with the number in LF_SPLIT; *group is set before a signal can come.
 * Exits with status 1 if that fails.
 */
struct started start_copy(const char *command, size_t number, pid_t *group);

#endif
