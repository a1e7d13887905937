#include <stdlib.h>

#include "base/digits.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "lead/stages.h"

#include "visittext.h"

enum { KNOWN_BITS = 9, KNOWN = 1 << KNOWN_BITS, TEXT_MAX = 56 };

/* A text that has been seen, and what it says. */
struct known {
	char text[TEXT_MAX];
	unsigned char len;
	uint16_t stage;
	struct visitcounts visits;
};

/*
 * A million leads share some hundred texts: those seen before need neither be
 * parsed nor made again, which takes six times the instructions that finding
 * them here does.
 */
struct visittext {
	struct leads *leads;
	struct names *stages;
	struct known parsed[KNOWN]; /* by their text's slot */
	struct known made[KNOWN]; /* by what they say */
	uint32_t *ranks; /* of the stages, in byte order; NULL: nothing written yet */
	uint32_t *entered; /* room for the stages that a lead has entered */
	struct text text; /* a text, or a name */
};

struct visittext *
visittext_new(struct leads *leads, struct names *stages)
{
	struct visittext *list = mem_new(1, sizeof(*list));

	list->leads = leads;
	list->stages = stages;
	return list;
}

void
visittext_free(struct visittext *list)
{
	free(list->ranks);
	free(list->entered);
	text_free(&list->text);
	free(list);
}

/* Takes what stands before the next comma; a backslash quotes what follows. */
static struct span
take_name(struct visittext *list, struct span *text)
{
	char *to;
	size_t i;

	list->text.len = 0;
	to = text_room(&list->text, text->len);
	for (i = 0; i < text->len && text->ptr[i] != ','; i++) {
		if (text->ptr[i] == '\\' && i + 1 < text->len)
			i++;
		to[list->text.len++] = text->ptr[i];
	}
	*text = span_skip(*text, i);
	return text_span(&list->text);
}

/* Takes the comma that take_name has left; false at the text's end. */
static bool
take_comma(struct span *text)
{
	if (text->len == 0)
		return false;
	*text = span_skip(*text, 1);
	return true;
}

/* Takes a count and a stage off the front of *text. */
static int
parse_visits(
    struct visittext *list, struct span *text, struct lead *lead, struct reason *why)
{
	uint64_t count;
	uint32_t stage;

	digits_take(text, SIZE_MAX, &count);
	if (count == 0 || !span_take_char(text, ' '))
		return fail(why, "is not a list of counts and stages");
	stage = names_id(list->stages, take_name(list, text));
	if (stage == 0)
		return fail(why, "a stage has no name");
	if (stage > UINT16_MAX)
		return fail(why, "more than %d stages", UINT16_MAX);
	if (leads_visits(list->leads, lead, stage) > 0)
		return fail(why, "a stage occurs twice");
	leads_set_visits(list->leads, lead, stage, count);
	if (lead->stage == 0)
		lead->stage = (uint16_t)stage;
	return 0;
}

static bool
is_known(const struct known *known, struct span text)
{
	return span_equal(text, (struct span){ known->text, known->len });
}

/* Keeps what the text says, if four bytes say all. */
static void
know(const struct visittext *list, struct known *known, struct span text,
    const struct lead *lead)
{
	if (text.len > TEXT_MAX ||
	    !visitcounts_whole(&lead->visits, names_count(list->stages)))
		return;
	memcpy(known->text, text.ptr, text.len);
	known->len = (unsigned char)text.len;
	known->stage = lead->stage;
	known->visits = lead->visits;
}

int
visittext_parse(
    struct visittext *list, struct span text, struct lead *lead, struct reason *why)
{
	struct known *known = &list->parsed[hash_key(text, 0) >> (64 - KNOWN_BITS)];
	struct span rest = text;

	if (known->stage != 0 && is_known(known, text)) {
		lead->stage = known->stage;
		lead->visits = known->visits;
		return 0;
	}
	do {
		if (parse_visits(list, &rest, lead, why) != 0)
			return -1;
	} while (take_comma(&rest));
	know(list, known, text, lead);
	return 0;
}

/* Makes what is needed to put stages in order. */
static void
rank_stages(struct visittext *list)
{
	uint32_t count = names_count(list->stages);
	uint32_t *order = stages_order(NULL, list->stages);

	list->entered = mem_new(count, sizeof(*list->entered));
	list->ranks = mem_new(count + 1, sizeof(*list->ranks));
	for (uint32_t i = 0; i < count; i++)
		list->ranks[order[i]] = i;
	free(order);
}

/*
 * The stages that the lead has entered, how many they are: in an order that is
 * the same however the log was cut into runs.
 */
static size_t
list_entered(struct visittext *list, const struct lead *lead)
{
	uint32_t *entered = list->entered;
	uint32_t stage = 0;
	size_t count = 1;

	entered[0] = lead->stage;
	while ((stage = leads_next_stage(list->leads, lead, stage)) != 0) {
		size_t at = count;

		if (stage == lead->stage)
			continue;
		for (; at > 1 && list->ranks[entered[at - 1]] > list->ranks[stage]; at--)
			entered[at] = entered[at - 1];
		entered[at] = stage;
		count++;
	}
	return count;
}

/* Adds a stage and its count to the text. */
static void
add_visits(struct visittext *list, const struct lead *lead, uint32_t stage)
{
	struct span name = names_text(list->stages, stage);
	char *at = text_room(&list->text, 1 + DIGITS_MAX + 1 + 2 * name.len);

	if (list->text.len > 0)
		*at++ = ',';
	at += digits_put(at, leads_visits(list->leads, lead, stage));
	*at++ = ' ';
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == ',' || name.ptr[i] == '\\')
			*at++ = '\\';
		*at++ = name.ptr[i];
	}
	list->text.len = (size_t)(at - list->text.ptr);
}

static struct span
make_text(struct visittext *list, const struct lead *lead)
{
	size_t count;

	list->text.len = 0;
	if (list->ranks == NULL)
		rank_stages(list);
	count = list_entered(list, lead);
	for (size_t i = 0; i < count; i++)
		add_visits(list, lead, list->entered[i]);
	return text_span(&list->text);
}

void
visittext_put(struct visittext *list, const struct lead *lead, struct out *out)
{
	uint32_t visits = visitcounts_load(&lead->visits);
	struct known *known;
	struct span text;

	known = &list->made[hash_slot((uint64_t)lead->stage << 32 | visits, KNOWN_BITS)];
	if (known->stage == lead->stage && visitcounts_load(&known->visits) == visits) {
		out_span(out, (struct span){ known->text, known->len });
		return;
	}
	text = make_text(list, lead);
	know(list, known, text, lead);
	out_span(out, text);
}
