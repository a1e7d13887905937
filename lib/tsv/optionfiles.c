#include <string.h>
#include <unistd.h>

#include "tsv/fileclash.h"
#include "tsv/optionfiles.h"

static void
add_file(struct files *files, const char *name, const char *option, bool written)
{
	bool standard = !written && strcmp(name, "-") == 0;

	fileclash_add(files, (struct file_use){ .name = standard ? NULL : name,
	    .fd = STDIN_FILENO, .option = option, .written = written });
}

/* Whether the value is a file, as that of --preset is if it has a slash. */
static bool
names_file(const struct opt *opt)
{
	const char *const *one = opt->to;

	if (opt->arg != NULL && strcmp(opt->arg, "FILE") == 0)
		return true;
	return opt->kind == OPT_TEXT && strcmp(opt->name, "preset") == 0 && *one != NULL &&
	    strchr(*one, '/') != NULL;
}

/* The value of every option FILE: the file is read, but for those of these names. */
static void
add_files_of(struct files *files, const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		const struct texts *texts = table->to;
		const char *const *one = table->to;
		bool written;

		if (table->kind == OPT_TABLE)
			add_files_of(files, table->to);
		if (table->name == NULL || !names_file(table))
			continue;
		written = strcmp(table->name, "rejects") == 0 ||
		    strcmp(table->name, "state") == 0 ||
		    strcmp(table->name, "output") == 0;
		if (!opt_repeats(table) && *one != NULL)
			add_file(files, *one, table->name, written);
		for (size_t i = 0; opt_repeats(table) && i < texts->count; i++)
			add_file(files, texts->item[i], table->name, written);
	}
}

void
optionfiles_check(
    const struct opt *own, const struct opt *shared, const struct common *common)
{
	struct files files = { NULL, 0, 0 };

	add_files_of(&files, own);
	add_files_of(&files, shared);
	fileclash_add(&files, (struct file_use){ .fd = STDOUT_FILENO, .written = true });
	for (size_t i = 0; i < common->file_count; i++)
		add_file(&files, common->files[i], NULL, false);
	if (common->file_count == 0)
		add_file(&files, "-", NULL, false);
	fileclash_check(&files);
	fileclash_free(&files);
}
