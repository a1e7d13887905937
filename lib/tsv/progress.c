#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/diag.h"
#include "tsv/progress.h"

static volatile sig_atomic_t asked;
static const struct progress *main_progress;

static void
ask(int signal)
{
	(void)signal;
	asked = 1;
}

/* Without SA_RESTART, so that a read that waits is interrupted for the answer. */
static void
catch_signal(int signal)
{
	struct sigaction action = { .sa_handler = ask };

	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
}

static void
set_timer(time_t seconds)
{
	struct itimerval every = { { seconds, 0 }, { seconds, 0 } };

	setitimer(ITIMER_REAL, &every, NULL);
}

void
progress_start(struct progress *progress, bool is_main, bool every_second)
{
	*progress = (struct progress){ .fd = -1 };
	clock_gettime(CLOCK_MONOTONIC, &progress->started);
	catch_signal(SIGUSR1);
	if (is_main)
		main_progress = progress;
	progress->ticks = every_second && isatty(STDERR_FILENO);
	if (progress->ticks) {
		catch_signal(SIGALRM);
		set_timer(1);
	}
}

void
progress_stop(struct progress *progress)
{
	/* Only the input that has the timer stops it. */
	if (progress->ticks)
		set_timer(0);
	if (main_progress == progress)
		main_progress = NULL;
}

void
progress_file(struct progress *progress, const char *name, int fd)
{
	progress->name = name;
	progress->fd = fd;
	progress->file_bytes = 0;
}

/* Rows, bytes, rate and, for a regular file, the share done. */
static void
report(const struct progress *progress)
{
	struct timespec now;
	struct stat status;
	double seconds;
	char share[64] = "";

	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - progress->started.tv_sec) +
	    (double)(now.tv_nsec - progress->started.tv_nsec) / 1e9;
	if (progress->fd >= 0 && fstat(progress->fd, &status) == 0 &&
	    S_ISREG(status.st_mode) && status.st_size > 0)
		snprintf(share, sizeof(share), ", %.1f %% of %.40s",
		    100 * (double)progress->file_bytes / (double)status.st_size,
		    progress->name);
	diag_note("%llu rows, %llu bytes, %.1f MB/s%s", (unsigned long long)progress->rows,
	    (unsigned long long)progress->bytes,
	    seconds > 0 ? (double)progress->bytes / 1e6 / seconds : 0, share);
}

void
progress_answer(const struct progress *progress)
{
	if (!asked)
		return;
	asked = 0;
	report(progress);
}

void
progress_answer_main(void)
{
	if (main_progress != NULL)
		progress_answer(main_progress);
}
