#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/tempfile.h"
#include "base/text.h"

const char *
tempfile_directory(const char *option)
{
	const char *directory = getenv("TMPDIR");

	if (option != NULL)
		return option;
	return directory != NULL && *directory != '\0' ? directory : "/tmp";
}

/* A file that has a name for a moment. */
static int
open_and_unlink(const char *directory)
{
	struct text path = { 0 };
	int error;
	int fd;

	text_add(&path, span_of(directory));
	text_add(&path, span_of("/"));
	text_add(&path, span_of(diag_name()));
	text_add(&path, span_of(".XXXXXX"));
	*text_room(&path, 0) = '\0';
	fd = mkstemp(path.ptr);
	error = errno;
	if (fd >= 0)
		unlink(path.ptr);
	text_free(&path);
	errno = error;
	return fd;
}

int
tempfile_open(const char *directory)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	/* Then a file that grows too large is a write error, as a full disk is. */
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGXFSZ, &ignore, NULL);
#ifdef O_TMPFILE
	int fd = open(directory, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);

	/* Some file systems have no such files; an old system opens the folder itself. */
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
#endif
	return open_and_unlink(directory);
}
