/*
 * Runs pipelines in turn, for several rounds, and writes what each run took.
 *
 *     measure ROUNDS <jobs
 *
 * A job is a line with a name and the commands of the pipeline, separated by TABs. Each
 * run gets a row: name, round, seconds, seconds of user and of system time, and the peak
 * memory of its processes, added up, in kilobytes. A command that fails ends everything.
 */
#define _DEFAULT_SOURCE
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_MAX = 256, COMMANDS_MAX = 8, WORDS_MAX = 64 };

struct job {
	char *name;
	char *commands[COMMANDS_MAX];
	size_t count;
};

static double
seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Without the shell if the command needs none, since starting it takes time. */
static void
execute(char *command)
{
	char *words[WORDS_MAX + 1];
	size_t count = 0;

	if (strpbrk(command, "\"'\\`$*?[]#~&;<>()") != NULL)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	for (char *word = strtok(command, " "); word != NULL; word = strtok(NULL, " ")) {
		if (count == WORDS_MAX)
			errx(1, "more than %d words", WORDS_MAX);
		words[count++] = word;
	}
	words[count] = NULL;
	execvp(words[0], words);
	err(127, "%s", words[0]);
}

/* Starts a command that reads *in, which becomes what it writes. Returns its process. */
static pid_t
start(char *command, int *in, int last)
{
	int ends[2];
	pid_t child;

	if (last) {
		ends[0] = -1;
		ends[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
	} else if (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0)
		err(1, "pipe");
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (child == 0) {
		dup2(*in, STDIN_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		close(*in);
		close(ends[1]);
		execute(command);
	}
	close(*in);
	close(ends[1]);
	*in = ends[0];
	return child;
}

static void
run(const struct job *job, long round)
{
	pid_t children[COMMANDS_MAX];
	double begin = now(), user = 0, system = 0;
	long peak = 0;
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC);

	for (size_t i = 0; i < job->count; i++)
		children[i] = start(job->commands[i], &in, i + 1 == job->count);
	for (size_t i = 0; i < job->count; i++) {
		struct rusage usage;
		int status;

		if (wait4(children[i], &status, 0, &usage) < 0)
			err(1, "wait4");
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			errx(1, "%s failed: %s", job->name, job->commands[i]);
		user += seconds(usage.ru_utime);
		system += seconds(usage.ru_stime);
		peak += usage.ru_maxrss;
	}
	printf("%s\t%ld\t%.6f\t%.6f\t%.6f\t%ld\n", job->name, round, now() - begin, user,
	    system, peak);
	fflush(stdout);
}

/* Splits a line into a job, which goes on using it. */
static struct job
job_parse(char *line)
{
	struct job job = { 0 };

	line[strcspn(line, "\n")] = '\0';
	job.name = strtok(line, "\t");
	for (char *command; (command = strtok(NULL, "\t")) != NULL;) {
		if (job.count == COMMANDS_MAX)
			errx(1, "more than %d commands in a pipeline", COMMANDS_MAX);
		job.commands[job.count++] = command;
	}
	return job;
}

int
main(int argc, char **argv)
{
	struct job jobs[JOBS_MAX];
	size_t count = 0, room = 0;
	long rounds = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
	char *line = NULL;

	if (rounds < 1)
		errx(2, "usage: measure ROUNDS <jobs");
	while (count < JOBS_MAX && getline(&line, &room, stdin) > 0) {
		jobs[count++] = job_parse(line);
		line = NULL;
		room = 0;
	}
	for (long round = 1; round <= rounds; round++)
		for (size_t i = 0; i < count; i++)
			run(&jobs[i], round);
	return 0;
}
