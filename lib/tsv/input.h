/*
 * The bytes of the files named on the command line, one file after the other.
 * Before a read that would wait, what is written so far is flushed; SIGUSR1
 * and --progress are answered.
 */
#ifndef LF_INPUT_H
#define LF_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tsv/out.h"

struct input;

/*
 * No names: standard input, as "-" is. out is flushed when the input pauses, and
 * signals that come while it writes are answered until the input is closed, unless
 * it is NULL.
 */
struct input *input_open(char *const *names, size_t count, struct out *out, bool progress);
void input_close(struct input *input);

/* The name of the file being read, "-" for standard input. */
const char *input_name(const struct input *input);
/* Goes on to the next file (at first, the first): false when there is none. */
bool input_next_file(struct input *input);
/* Reads at most size bytes; 0 at the file's end. Exits with status 1 on errors. */
size_t input_read(struct input *input, char *buf, size_t size);
/* Counts rows for SIGUSR1 and --progress. */
void input_count_rows(struct input *input, size_t rows);

#endif
