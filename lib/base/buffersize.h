/* The value of --buffer-size. */
#ifndef LF_BUFFERSIZE_H
#define LF_BUFFERSIZE_H

#include <stddef.h>

/* In bytes; NULL is a quarter of the machine's memory. Exits with STATUS_USAGE. */
size_t buffersize(const char *text);

#endif
