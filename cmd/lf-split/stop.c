#include <errno.h>

#include "stop.h"

static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

static const pid_t *volatile groups;
static volatile size_t group_count;
static volatile sig_atomic_t pipe_ignored;

void
stop_groups(void)
{
	for (size_t i = 0; groups != NULL && i < group_count; i++)
		if (groups[i] > 0) {
			kill(-groups[i], SIGTERM);
			kill(-groups[i], SIGCONT);
		}
}

static void
stop(int sent)
{
	int error = errno;

	if (sent == SIGPIPE && pipe_ignored) {
		errno = error;
		return;
	}
	stop_groups();
	/* It is held back until this handler returns; then it ends the program. */
	signal(sent, SIG_DFL);
	raise(sent);
}

void
stop_catch(const pid_t *of, size_t count)
{
	struct sigaction action = { .sa_handler = stop };
	struct sigaction before;

	groups = of;
	group_count = count;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ENDING; i++)
		sigaddset(&action.sa_mask, ending[i]);
	for (size_t i = 0; i < ENDING; i++)
		if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(ending[i], &action, NULL);
}

void
stop_hold(sigset_t *before)
{
	sigset_t signals;

	sigemptyset(&signals);
	for (size_t i = 0; i < ENDING; i++)
		sigaddset(&signals, ending[i]);
	sigprocmask(SIG_BLOCK, &signals, before);
}

void
stop_release(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}

void
stop_ignore_pipe(bool ignore)
{
	pipe_ignored = ignore;
}
