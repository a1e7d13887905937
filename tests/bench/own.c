/*
 * Runs a command, and writes how much processor time it took: by itself, and together with the
 * processes that it has waited for, as lf-split does for its copies. wait4 knows the sum alone.
 *
 *     own NAME COMMAND...
 *
 * Writes a row to standard error: name, as it is given, own seconds, all seconds. Its status is the command's.
 */
#define _DEFAULT_SOURCE
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The seconds of user and system time of a process that has ended and was not waited for. */
static double
own_seconds(pid_t process)
{
	unsigned long user, system;
	char path[64], text[1024];
	const char *after;
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)process);
	file = fopen(path, "r");
	if (file == NULL)
		err(1, "%s", path);
	len = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[len] = '\0';
	/* The second field is the name, in parentheses; the two times are fields 14 and 15. */
	after = strrchr(text, ')');
	if (after == NULL ||
	    sscanf(after + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
		&system) != 2)
		errx(1, "%s: not as expected", path);
	return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static double
seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct rusage usage;
	siginfo_t info;
	double own;
	int status;
	pid_t child;

	if (argc < 3)
		errx(2, "usage: own NAME COMMAND...");
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (child == 0) {
		execvp(argv[2], argv + 2);
		err(127, "%s", argv[2]);
	}
	if (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) != 0)
		err(1, "waitid");
	own = own_seconds(child);
	if (wait4(child, &status, 0, &usage) < 0)
		err(1, "wait4");
	fprintf(stderr, "%s\t%.2f\t%.6f\n", argv[1], own,
	    seconds(usage.ru_utime) + seconds(usage.ru_stime));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
