#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/fileclash.h"

/* Devices and pipes can have two uses: only regular files are known. */
static void
look(struct file_use *use)
{
	struct stat status;
	int failed = use->name != NULL ? stat(use->name, &status) : fstat(use->fd, &status);

	use->known = failed == 0 && S_ISREG(status.st_mode);
	if (!use->known)
		return;
	use->device = status.st_dev;
	use->inode = status.st_ino;
}

/* Files that are not there yet are the same if their names are. */
static bool
is_same(const struct file_use *a, const struct file_use *b)
{
	if (a->known && b->known)
		return a->device == b->device && a->inode == b->inode;
	return a->written && b->written && !a->known && !b->known && a->name != NULL &&
	    b->name != NULL && strcmp(a->name, b->name) == 0 &&
	    strncmp(a->name, "/dev/", 5) != 0;
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

void
fileclash_check(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		for (size_t j = 0; j < files->count; j++)
			if (i != j && files->use[i].written &&
			    is_same(&files->use[i], &files->use[j]))
				refuse(&files->use[i], &files->use[j]);
}

void
fileclash_free(struct files *files)
{
	free(files->use);
}
