/* Pipes that hold more than the usual 64 KiB. */
#ifndef LF_PIPE_H
#define LF_PIPE_H

#include <stdbool.h>

/* What Linux lets any user have, of 64 pipes or so at a time; further ones stay small. */
enum { PIPE_ROOM = 1 << 20 };

/* Has the pipe at fd hold PIPE_ROOM bytes; false if that cannot be, or it is no pipe. */
bool pipe_enlarge(int fd);

#endif
