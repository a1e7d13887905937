/*
 * How far the program is: the counters of an input, and the line on standard error that
 * shows them when SIGUSR1 comes and, with --progress on a terminal, every second.
 */
#ifndef LF_PROGRESS_H
#define LF_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* The counters of one input. */
struct progress {
	const char *name; /* of the file being read */
	int fd; /* -1 before the first file and between two */
	uint64_t rows, bytes;
	uint64_t file_bytes; /* of the file being read */
	struct timespec started;
	bool ticks; /* it has the timer of --progress */
};

/*
 * Starts the counters, and catches the signals from now on. every_second is --progress.
 * The main input is the one that progress_answer_main shows.
 */
void progress_start(struct progress *progress, bool is_main, bool every_second);
void progress_stop(struct progress *progress);

/* Sets the file being read; fd is -1 if none is open. name is not copied. */
void progress_file(struct progress *progress, const char *name, int fd);

/* Writes the line if a signal has asked for it. */
void progress_answer(const struct progress *progress);
/* The same for the main input, if there is one: for output, which may have to wait. */
void progress_answer_main(void);

#endif
