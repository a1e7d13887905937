#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <fcntl.h>

#include "tsv/pipe.h"

bool
pipe_enlarge(int fd)
{
#ifdef F_SETPIPE_SZ
	if (fcntl(fd, F_GETPIPE_SZ) >= PIPE_ROOM)
		return true;
	return fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM) >= PIPE_ROOM;
#else
	(void)fd;
	return false;
#endif
}
