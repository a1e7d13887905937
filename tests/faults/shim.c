/*
 * Makes one call of a program fail, for tests/faults/run: preloaded, it stands before
 * the C library. FAULT names what fails, allocations (memory) or system calls (system);
 * FAULT_AT says which one, counted from 1; with FAULT_ON all that follow fail too. Without
 * FAULT_AT nothing fails, and how many calls there were goes to the file FAULT_COUNT. Programs
 * that this one starts are left alone.
 *
 * READ_AT_MOST, for tests/pieces.bats, is the most bytes that a read returns: a pipe or a terminal
 * may cut its input anywhere.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static long calls, fail_at, read_at_most;
static bool memory, system_calls, goes_on, ready;

static void
set_up(void)
{
	const char *what = getenv("FAULT");
	const char *at = getenv("FAULT_AT");
	const char *most = getenv("READ_AT_MOST");

	ready = true;
	unsetenv("LD_PRELOAD");
	memory = what != NULL && strcmp(what, "memory") == 0;
	system_calls = what != NULL && strcmp(what, "system") == 0;
	goes_on = getenv("FAULT_ON") != NULL;
	fail_at = at == NULL ? 0 : atol(at);
	read_at_most = most == NULL ? 0 : atol(most);
}

static bool
fails(bool counted, int error)
{
	if (!ready)
		set_up();
	if (!counted)
		return false;
	calls++;
	if (fail_at == 0 || calls < fail_at || (calls > fail_at && !goes_on))
		return false;
	errno = error;
	return true;
}

__attribute__((destructor)) static void
write_count(void)
{
	const char *name = getenv("FAULT_COUNT");
	char text[32];
	int fd;

	if (name == NULL || fail_at > 0)
		return;
	system_calls = false;
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, text, (size_t)snprintf(text, sizeof(text), "%ld\n", calls)) < 0)
		_exit(99);
	close(fd);
}

/* The function of the C library that stands behind this one. */
#define REAL(name) ((__typeof__(name) *)real(#name))

static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* glibc's own names: dlsym may allocate. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

void *
malloc(size_t size)
{
	return fails(memory, ENOMEM) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails(memory, ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return fails(memory, ENOMEM) ? NULL : __libc_realloc(old, size);
}

void *
aligned_alloc(size_t align, size_t size)
{
	return fails(memory, ENOMEM) ? NULL : __libc_memalign(align, size);
}

int
open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
	va_end(args);
	return fails(system_calls, EMFILE) ? -1 : REAL(open)(path, flags, mode);
}

ssize_t
read(int fd, void *buf, size_t size)
{
	if (fails(system_calls, EIO))
		return -1;
	/* A random seed, or the first bytes of a file of time zones, is no input in blocks. */
	if (read_at_most > 0 && size > 8 && size > (size_t)read_at_most)
		size = (size_t)read_at_most;
	return REAL(read)(fd, buf, size);
}

ssize_t
write(int fd, const void *buf, size_t size)
{
	return fails(system_calls, ENOSPC) ? -1 : REAL(write)(fd, buf, size);
}

int
close(int fd)
{
	/* A close that fails has closed all the same. */
	if (!fails(system_calls, EIO))
		return REAL(close)(fd);
	REAL(close)(fd);
	errno = EIO;
	return -1;
}

int
fstat(int fd, struct stat *status)
{
	return fails(system_calls, EIO) ? -1 : REAL(fstat)(fd, status);
}

int
stat(const char *path, struct stat *status)
{
	return fails(system_calls, EIO) ? -1 : REAL(stat)(path, status);
}

int
lstat(const char *path, struct stat *status)
{
	return fails(system_calls, EIO) ? -1 : REAL(lstat)(path, status);
}

int
fsync(int fd)
{
	return fails(system_calls, EIO) ? -1 : REAL(fsync)(fd);
}

int
rename(const char *from, const char *to)
{
	return fails(system_calls, EIO) ? -1 : REAL(rename)(from, to);
}

int
fchmod(int fd, mode_t mode)
{
	return fails(system_calls, EPERM) ? -1 : REAL(fchmod)(fd, mode);
}

int
mkstemp(char *path)
{
	return fails(system_calls, ENOSPC) ? -1 : REAL(mkstemp)(path);
}

ssize_t
pread(int fd, void *buf, size_t size, off_t at)
{
	return fails(system_calls, EIO) ? -1 : REAL(pread)(fd, buf, size, at);
}

int
fcntl(int fd, int command, ...)
{
	va_list args;
	void *argument;

	va_start(args, command);
	argument = va_arg(args, void *);
	va_end(args);
	return fails(system_calls, ENOLCK) ? -1 : REAL(fcntl)(fd, command, argument);
}

int
pipe(int ends[2])
{
	return fails(system_calls, EMFILE) ? -1 : REAL(pipe)(ends);
}

int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
	return fails(system_calls, ENOMEM) ? -1 : REAL(poll)(fds, count, timeout);
}

pid_t
waitpid(pid_t process, int *status, int options)
{
	return fails(system_calls, ECHILD) ? -1 : REAL(waitpid)(process, status, options);
}

int
posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *files,
    const posix_spawnattr_t *how, char *const arguments[], char *const environment[])
{
	/* It returns the error, and leaves errno alone. */
	if (fails(system_calls, EAGAIN))
		return EAGAIN;
	return REAL(posix_spawn)(process, path, files, how, arguments, environment);
}
