/* A temporary file without a name: it goes when the program ends, in whatever way. */
#ifndef LF_TEMPFILE_H
#define LF_TEMPFILE_H

/*
 * Where temporary files go: the value of --temporary-directory, or, if it is NULL, $TMPDIR
 * or /tmp.
 */
const char *tempfile_directory(const char *option);
/* Open for reading and writing; mode 0600. -1 with errno if that fails. */
int tempfile_open(const char *directory);

#endif
