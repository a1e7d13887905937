#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "lead/replacement.h"

enum { LOCK_TRIES = 100 };

struct replacement {
	char *path;
	char *lock; /* the name of the file that is locked: path itself is replaced */
	int lock_fd;
	char *fresh; /* the name of the new content */
	volatile sig_atomic_t writing; /* there may be a file of that name */
	struct out out;
};

/* For signals: what to take away before the program ends. There is one such file. */
static const struct replacement *volatile held;

static const int endings[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM };

static void
remove_beside(const struct replacement *file)
{
	if (file->writing)
		unlink(file->fresh);
	unlink(file->lock);
}

static void
end_by_signal(int number)
{
	if (held != NULL)
		remove_beside(held);
	signal(number, SIG_DFL);
	raise(number);
}

/* Signals that are ignored stay so, as nohup wants it. */
static void
catch_signals(void)
{
	struct sigaction ending = { .sa_handler = end_by_signal };

	sigemptyset(&ending.sa_mask);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct sigaction old;

		if (sigaction(endings[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(endings[i], &ending, NULL);
	}
}

/* A hidden name in the same folder: with the ending x, that of a/b is a/.b.lf-x. */
static char *
beside(const char *path, const char *ending)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	size_t size = strlen(path) + strlen(ending) + 6;
	char *made = mem_new(size, 1);

	snprintf(made, size, "%.*s.%s.lf-%s", (int)folder, path, path + folder, ending);
	return made;
}

/* Whether the file that is open is still the one of that name. */
static bool
is_at(int fd, const char *path)
{
	struct stat opened, named;

	return fstat(fd, &opened) == 0 && lstat(path, &named) == 0 &&
	    opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* Opens the lock file, without a wait for the other end of a named pipe. */
static void
open_lock(struct replacement *file)
{
	struct stat status;

	file->lock_fd = open(
	    file->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (file->lock_fd < 0 && errno == ELOOP)
		diag_data("%s: is a symbolic link, in the way of the lock of %s", file->lock,
		    file->path);
	if (file->lock_fd < 0)
		diag_data("%s:", file->lock);
	if (fstat(file->lock_fd, &status) != 0)
		diag_data("%s:", file->lock);
	/* A lock file is empty: one that is not is somebody's. */
	if (!S_ISREG(status.st_mode) || status.st_size > 0)
		diag_data("%s: is in the way of the lock of %s", file->lock, file->path);
}

/*
 * A run takes its lock file away at its end. A run that opened that file before, and
 * locks it after, has locked nothing, and tries again.
 */
static void
take_lock(struct replacement *file)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	for (int tries = 0; tries < LOCK_TRIES; tries++) {
		open_lock(file);
		if (fcntl(file->lock_fd, F_SETLK, &whole) != 0) {
			if (errno == EACCES || errno == EAGAIN)
				break;
			diag_data("%s:", file->lock);
		}
		if (is_at(file->lock_fd, file->lock))
			return;
		close(file->lock_fd);
	}
	diag_data("%s: in use by another run", file->path);
}

/* The program fails: leaves the old content as it is, and nothing beside it. */
static void
abandon(void *data)
{
	remove_beside(data);
}

static void
check_old(const char *path)
{
	struct stat status;

	if (lstat(path, &status) != 0) {
		if (errno != ENOENT)
			diag_data("%s:", path);
		return;
	}
	if (S_ISLNK(status.st_mode))
		diag_data("%s: is a symbolic link, which would be replaced, not followed: "
			  "name the file itself",
		    path);
	if (!S_ISREG(status.st_mode))
		diag_data("%s: is not a regular file", path);
}

struct replacement *
replacement_open(const char *path)
{
	struct replacement *file = mem_new(1, sizeof(*file));

	file->path = mem_string(span_of(path));
	file->lock = beside(file->path, "lock");
	file->fresh = beside(file->path, "new");
	take_lock(file);
	held = file;
	catch_signals();
	diag_before_exit(abandon, file);
	check_old(file->path);
	return file;
}

/* The mode of the old content, or that which a new file gets. */
static mode_t
mode_of(const char *path)
{
	struct stat old;
	mode_t mask;

	if (stat(path, &old) == 0)
		return old.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

struct out *
replacement_begin(struct replacement *file)
{
	int fd;

	file->writing = 1;
	/* This run has the lock, so a file of that name was left by a killed run. */
	unlink(file->fresh);
	fd = open(file->fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || fchmod(fd, mode_of(file->path)) != 0)
		diag_data("%s: cannot be replaced:", file->path);
	out_attach(&file->out, fd, file->path);
	return &file->out;
}

/*
 * A renaming is on the disk when its folder is. Where that cannot be known, as in a
 * folder that may not be read, all is done that can be, and the run is no failure.
 */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	char *folder =
	    mem_string(slash == NULL ? span_of(".") : (struct span){ path, len });
	int fd = open(folder, O_RDONLY | O_CLOEXEC);

	/* Some file systems know no syncing of folders: EINVAL. */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		diag_note("%s: is written, but a power cut may bring back the old one: %s:",
		    path, folder);
	if (fd >= 0)
		close(fd);
	free(folder);
}

void
replacement_commit(struct replacement *file)
{
	out_sync(&file->out);
	out_close(&file->out);
	if (rename(file->fresh, file->path) != 0)
		diag_data("%s: cannot be replaced:", file->path);
	file->writing = 0;
	sync_folder(file->path);
}

void
replacement_close(struct replacement *file)
{
	diag_forget(file);
	held = NULL;
	remove_beside(file);
	close(file->lock_fd);
	free(file->path);
	free(file->lock);
	free(file->fresh);
	free(file);
}
