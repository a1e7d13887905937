#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/fileclash.h"

enum { COPY_LINES = 20 };

/* The name in its folder. */
static const char *
base_name(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash != NULL ? slash + 1 : name;
}

/* The folder of a name, with a slash at its end, or "."; to be freed. */
static char *
folder_of(const char *name)
{
	size_t len = (size_t)(base_name(name) - name);

	return mem_string(len == 0 ? span_of(".") : (struct span){ name, len });
}

/* Devices and pipes can have two uses: only regular files are known. */
static void
look(struct file_use *use)
{
	struct stat status;
	char *folder;

	if ((use->name != NULL ? stat(use->name, &status) : fstat(use->fd, &status)) == 0) {
		use->known = S_ISREG(status.st_mode);
		use->size = status.st_size;
	} else if (use->name != NULL && errno == ENOENT) {
		folder = folder_of(use->name);
		use->fresh = stat(folder, &status) == 0;
		free(folder);
	}
	if (!use->known && !use->fresh)
		return;
	use->device = status.st_dev;
	use->inode = status.st_ino;
}

static bool
is_same(const struct file_use *a, const struct file_use *b)
{
	if (a->known != b->known || a->fresh != b->fresh || !(a->known || a->fresh) ||
	    a->device != b->device || a->inode != b->inode)
		return false;
	return a->known || strcmp(base_name(a->name), base_name(b->name)) == 0;
}

static _Noreturn void
refuse(const struct file_use *written, const struct file_use *other)
{
	const struct file_use *named = written->name != NULL ? written : other;
	const char *by = written->option != NULL ? "--" : "standard output";
	char quoted[QUOTED_MAX];

	if (written->option == NULL || (other->written && other->option == NULL))
		diag_spare_output();
	quote(quoted, span_of(named->name != NULL ? named->name : "-"));
	diag_usage("%s%s would overwrite %s, which %s%s %s", by,
	    written->option != NULL ? written->option : "", quoted,
	    other->option != NULL ? "--" : "",
	    other->option != NULL ? other->option :
		other->written	  ? "standard output" :
				    "the run",
	    other->written ? "writes too" : "reads");
}

void
fileclash_add(struct files *files, struct file_use use)
{
	look(&use);
	files->use =
	    mem_grow(files->use, files->count, &files->room, sizeof(*files->use));
	files->use[files->count++] = use;
}

/* A file that is read as the input twice would count twice. */
static void
refuse_twice(const struct file_use *input)
{
	char quoted[QUOTED_MAX];

	diag_usage("%s is named twice, and would count twice",
	    quote(quoted, span_of(input->name != NULL ? input->name : "-")));
}

static bool
is_input(const struct file_use *use)
{
	return !use->written && use->option == NULL;
}

/* Whether both are the same, and too long to be so by chance, as states of small parts are. */
static bool
reads_same(FILE *one, FILE *other)
{
	static char a[BUFSIZ], b[BUFSIZ];
	size_t lines = 0, len;

	while ((len = fread(a, 1, sizeof(a), one)) > 0) {
		if (fread(b, 1, sizeof(b), other) != len || memcmp(a, b, len) != 0)
			return false;
		for (size_t i = 0; i < len; i++)
			lines += a[i] == '\n';
	}
	return lines >= COPY_LINES && !ferror(one);
}

static bool
is_copy(const struct file_use *one, const struct file_use *other)
{
	FILE *a, *b;
	bool same;

	if (!one->known || !other->known || one->name == NULL || other->name == NULL ||
	    one->size != other->size)
		return false;
	a = fopen(one->name, "rb");
	b = fopen(other->name, "rb");
	same = a != NULL && b != NULL && reads_same(a, b);
	if (a != NULL)
		fclose(a);
	if (b != NULL)
		fclose(b);
	return same;
}

/* Whether the rows of both are added up: input files, and those of an option such as --ledger. */
static bool
are_added(const struct file_use *one, const struct file_use *other)
{
	if (one->written || other->written)
		return false;
	if (one->option == NULL || other->option == NULL)
		return one->option == other->option;
	return strcmp(one->option, other->option) == 0;
}

/* A download that was made twice has another name, and counts twice all the same. */
static void
note_copies(const struct files *files)
{
	char copy[QUOTED_MAX], first[QUOTED_MAX];

	for (size_t i = 1; i < files->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct file_use *one = &files->use[j];
			const struct file_use *other = &files->use[i];

			if (!are_added(one, other) || !is_copy(one, other))
				continue;
			diag_note("%s is the same as %s, byte for byte, and counts as well",
			    quote(copy, span_of(other->name)),
			    quote(first, span_of(one->name)));
			break;
		}
}

void
fileclash_check(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		for (size_t j = 0; j < files->count; j++) {
			const struct file_use *one = &files->use[i];
			const struct file_use *other = &files->use[j];

			if (i == j || !is_same(one, other))
				continue;
			if (one->written)
				refuse(one, other);
			if (is_input(one) && is_input(other))
				refuse_twice(one);
		}
	note_copies(files);
}

void
fileclash_free(struct files *files)
{
	free(files->use);
}
