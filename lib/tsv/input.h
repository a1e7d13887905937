/*
 * The bytes of the files on the command line, one file after the other. Before a read
 * that has to wait, the output is flushed, or what else is to be done meanwhile.
 */
#ifndef LF_INPUT_H
#define LF_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tsv/out.h"

struct input;

/*
 * Without names it reads standard input, as for "-". out is flushed when the input
 * pauses; it is NULL for an input beside the main one. progress is --progress.
 */
struct input *input_open(char *const *names, size_t count, struct out *out, bool progress);
void input_close(struct input *input);

/*
 * From now on wait is called before each read, in place of a flush. It returns when fd can be
 * read without waiting; if it returns false, the input ends there, as if no more followed.
 */
void input_wait_by(struct input *input, bool (*wait)(void *data, int fd), void *data);
/* Whether it has ended so. */
bool input_stopped(const struct input *input);

/* The name of the file being read, "-" for standard input. */
const char *input_name(const struct input *input);
/* Goes on to the next file, at first to the first one; false if there is none. */
bool input_next_file(struct input *input);
/* Reads at most size bytes; returns 0 at the end of the file. Exits with 1 on errors. */
size_t input_read(struct input *input, char *buf, size_t size);
/* Adds rows to the count of progress.h. */
void input_count_rows(struct input *input, size_t rows);

#endif
