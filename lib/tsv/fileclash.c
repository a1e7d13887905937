#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/fileclash.h"

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
}

void
fileclash_free(struct files *files)
{
	free(files->use);
}
