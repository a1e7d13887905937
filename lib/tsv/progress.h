/*
 * How far the program is: what an input counts, and the line on standard error that
 * tells it, each time SIGUSR1 comes and, with --progress, every second on a terminal.
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
 * Starts to count and to catch the signals. There is one main input, for which
 * progress_answer_main answers; every_second is --progress.
 */
void progress_start(struct progress *progress, bool is_main, bool every_second);
void progress_stop(struct progress *progress);

/* The next file begins; fd is -1 until it is open. name is not copied. */
void progress_file(struct progress *progress, const char *name, int fd);

/* Writes the line, if a signal has asked for it. */
void progress_answer(const struct progress *progress);
/* The same for the main input, while there is one: for output that has to wait. */
void progress_answer_main(void);

#endif
