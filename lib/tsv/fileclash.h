/*
 * The files of a run, by device and inode: one that is written is neither read nor
 * written for something else. So a slip in a name cannot empty a person's export.
 */
#ifndef LF_FILECLASH_H
#define LF_FILECLASH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct file_use {
	const char *name; /* of the file; NULL: it is open as fd */
	int fd;
	const char *option; /* "rejects"; NULL: the input, or standard output */
	bool written;
	bool known; /* it is a regular file; these two say which one, */
	bool fresh; /* or it is not there yet, and they say in which folder it will be */
	dev_t device;
	ino_t inode;
	off_t size; /* of a regular file */
};

struct files {
	struct file_use *use;
	size_t count, room;
};

/* Adds one; what is known of it is found out. */
void fileclash_add(struct files *files, struct file_use use);
/*
 * Exits with STATUS_USAGE if one file has two uses, and is written by one of them, or is
 * the input twice. Standard error names input files, and those of an option, whose bytes
 * are those of another one, from 20 lines on.
 */
void fileclash_check(struct files *files);
void fileclash_free(struct files *files);

#endif
