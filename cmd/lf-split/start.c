#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "tsv/out.h"

#include "start.h"
#include "stop.h"

extern char **environ;

static void
open_pipe(int ends[2])
{
	if (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 ||
	    fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0)
		diag_data("a pipe to a copy:");
}

static void
name_number(size_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%zu", number);
	if (setenv("LF_SPLIT", text, 1) != 0)
		diag_data("a copy cannot be started:");
}

/* 0, or an error. The group is its own, so that a signal can end all of a pipeline. */
static int
spawn(const char *command, int in, int out, const sigset_t *mask, pid_t *group)
{
	static char sh[] = "sh", option[] = "-c", dashes[] = "--";
	char *arguments[] = { sh, option, dashes, (char *)(uintptr_t)command, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int error;

	if ((error = posix_spawn_file_actions_init(&files)) != 0)
		return error;
	if ((error = posix_spawnattr_init(&how)) != 0) {
		posix_spawn_file_actions_destroy(&files);
		return error;
	}
	if ((error = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO)) == 0 &&
	    (error = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO)) == 0 &&
	    (error = posix_spawnattr_setpgroup(&how, 0)) == 0 &&
	    (error = posix_spawnattr_setsigmask(&how, mask)) == 0 &&
	    (error = posix_spawnattr_setflags(
		 &how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK)) == 0)
		error = posix_spawn(group, "/bin/sh", &files, &how, arguments, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

struct started
start_copy(const char *command, size_t number, pid_t *group)
{
	struct started copy;
	int in[2], out[2];
	sigset_t mask;

	open_pipe(in);
	open_pipe(out);
	/* A large pipe lets copies run side by side: a block for one is no wait for another. */
	pipe_enlarge(in[1]);
	if (fcntl(in[1], F_SETFL, O_NONBLOCK) != 0)
		diag_data("a pipe to a copy:");
	name_number(number);
	stop_hold(&mask);
	errno = spawn(command, in[0], out[1], &mask, group);
	if (errno != 0)
		*group = 0;
	stop_release(&mask);
	if (*group == 0)
		diag_data("a copy cannot be started:");
	close(in[0]);
	close(out[1]);
	copy = (struct started){ *group, in[1], out[0] };
	return copy;
}
