#include <stdlib.h>

#include "base/mem.h"

#include "report/partialoptions.h"

bool
partialoptions_given(const struct opt *opt)
{
	if (opt_repeats(opt))
		return ((const struct texts *)opt->to)->count > 0;
	if (opt->arg == NULL)
		return *(const bool *)opt->to;
	return *(const char *const *)opt->to != NULL;
}

void
partialoptions_add(struct partialoptions *recorded, const struct opt *opt,
    const char *otherwise, bool is_file)
{
	recorded->item = mem_grow(
	    recorded->item, recorded->count, &recorded->room, sizeof(*recorded->item));
	recorded->item[recorded->count++] =
	    (struct partialoptions_option){ *opt, otherwise, is_file, NULL };
}

void
partialoptions_free(struct partialoptions *recorded)
{
	for (size_t i = 0; i < recorded->count; i++)
		free(recorded->item[i].content);
	free(recorded->item);
	free(recorded->text);
}

static struct partialoptions_option *
find(const struct partialoptions *recorded, const char *name)
{
	for (size_t i = 0; i < recorded->count; i++)
		if (strcmp(recorded->item[i].opt.name, name) == 0)
			return &recorded->item[i];
	return NULL;
}

void
partialoptions_set_content(
    struct partialoptions *recorded, const char *name, struct span content)
{
	struct partialoptions_option *item = find(recorded, name);

	free(item->content);
	item->content = mem_string(content);
}

const char *
partialoptions_content(const struct partialoptions *recorded, const char *name)
{
	return find(recorded, name)->content;
}

static void
put_value(struct text *text, const char *name, const char *value)
{
	options_check_field(name, span_of(value));
	text_add(text, span_of(" --"));
	text_add(text, span_of(name));
	text_add(text, span_of("="));
	for (; *value != '\0'; value++) {
		if (*value == ' ' || *value == '\\')
			text_add(text, span_of("\\"));
		text_add(text, (struct span){ value, 1 });
	}
}

/* The value of an option that is given once, as text. */
static const char *
value_of(const struct opt *opt)
{
	return opt->arg == NULL ? "yes" : *(const char *const *)opt->to;
}

static void
put_option(const struct partialoptions_option *item, struct text *text)
{
	const struct opt *opt = &item->opt;
	const struct texts *texts = opt->to;

	if (opt_repeats(opt))
		for (size_t i = 0; i < texts->count; i++)
			put_value(text, opt->name, texts->item[i]);
	else if (item->otherwise == NULL || strcmp(value_of(opt), item->otherwise) != 0)
		put_value(text, opt->name, value_of(opt));
}

void
partialoptions_put(const struct partialoptions *recorded, struct text *text)
{
	for (size_t i = 0; i < recorded->count; i++) {
		const struct partialoptions_option *item = &recorded->item[i];

		if (item->content != NULL)
			put_value(text, item->opt.name, item->content);
		else if (!item->is_file && partialoptions_given(&item->opt))
			put_option(item, text);
	}
}

/* Takes the next word off *rest, where a NUL is put after it; NULL if there is none. */
static char *
next_word(char **rest)
{
	char *from = *rest, *to, *word;

	while (*from == ' ')
		from++;
	if (*from == '\0')
		return NULL;
	word = to = from;
	for (; *from != '\0' && *from != ' '; from++) {
		if (from[0] == '\\' && from[1] != '\0')
			from++;
		*to++ = *from;
	}
	*rest = from + (*from == ' ');
	*to = '\0';
	return word;
}

/* Adds the values that an option has among words of the form --name=value. */
static void
collect(struct texts *values, const char *name, const struct texts *words)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->item[i];

		if (strncmp(word, "--", 2) == 0 && strncmp(word + 2, name, len) == 0 &&
		    word[2 + len] == '=')
			texts_add(values, name, word + 2 + len + 1);
	}
}

static _Noreturn void
refuse(const char *name, const char *value)
{
	if (value == NULL)
		diag_usage("--%s: the states were made without it; it goes with --partial", name);
	diag_usage("--%s: the states were made with --%s=%s", name, name, value);
}

/* Checks that an option that is given has the recorded values. */
static void
check_given(const struct partialoptions_option *item, const struct texts *values)
{
	const struct opt *opt = &item->opt;
	const struct texts *given = opt->to;
	const char *value = values->count > 0 ? values->item[0] : item->otherwise;

	if (!opt_repeats(opt)) {
		if (value == NULL || strcmp(value_of(opt), value) != 0)
			refuse(opt->name, value);
		return;
	}
	for (size_t i = 0; i < given->count || i < values->count; i++)
		if (i >= given->count || i >= values->count ||
		    strcmp(given->item[i], values->item[i]) != 0)
			refuse(opt->name, i < values->count ? values->item[i] : NULL);
}

static void
give(const struct opt *opt, const struct texts *values)
{
	if (opt_repeats(opt))
		for (size_t i = 0; i < values->count; i++)
			texts_add(opt->to, opt->name, values->item[i]);
	else if (opt->arg == NULL)
		*(bool *)opt->to = true;
	else
		*(const char **)opt->to = values->item[0];
}

/* Takes the recorded values of an option. */
static void
take(struct partialoptions_option *item, const struct texts *values)
{
	if (item->is_file && values->count > 0)
		item->content = mem_string(span_of(values->item[0]));
	else if (!item->is_file && partialoptions_given(&item->opt))
		check_given(item, values);
	else if (!item->is_file && values->count > 0)
		give(&item->opt, values);
}

void
partialoptions_take(struct partialoptions *recorded, struct span text)
{
	struct texts words = { 0 };
	char *rest = recorded->text = mem_string(text);
	char *word;

	while ((word = next_word(&rest)) != NULL)
		texts_add(&words, "", word);
	for (size_t i = 0; i < recorded->count; i++) {
		struct texts values = { 0 };

		collect(&values, recorded->item[i].opt.name, &words);
		take(&recorded->item[i], &values);
		texts_free(&values);
	}
	texts_free(&words);
}
