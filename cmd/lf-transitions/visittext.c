#include <stdlib.h>

#include "base/digits.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "lead/stages.h"

#include "visittext.h"

enum { KNOWN_BITS = 9, KNOWN = 1 << KNOWN_BITS, TEXT_MAX = 56 };

/* One more than a count that is read is a count. */
#define VISITS_MAX UINT64_C(1000000000000)

/* A text, and what it says. */
struct known {
	char text[TEXT_MAX];
	unsigned char len;
	uint16_t stage;
	struct visitcounts visits;
};

/* A million leads have a few hundred texts, so these are remembered. */
struct visittext {
	struct leads *leads;
	struct names *stages;
	struct known parsed[KNOWN]; /* in places that depend on the text */
	struct known made[KNOWN]; /* in places that depend on what it says */
	uint32_t *ranks; /* of the stages, in byte order; NULL: nothing is written yet */
	uint32_t *entered; /* the stages of the lead at hand */
	struct text text; /* the text or the name at hand */
};

struct visittext *
visittext_new(struct leads *leads, struct names *stages)
{
	struct visittext *visittext = mem_new(1, sizeof(*visittext));

	visittext->leads = leads;
	visittext->stages = stages;
	return visittext;
}

void
visittext_free(struct visittext *visittext)
{
	free(visittext->ranks);
	free(visittext->entered);
	text_free(&visittext->text);
	free(visittext);
}

/* Takes the text before the next comma; a backslash quotes the byte after it. */
static struct span
take_name(struct visittext *visittext, struct span *text)
{
	char *to;
	size_t i;

	visittext->text.len = 0;
	to = text_room(&visittext->text, text->len);
	for (i = 0; i < text->len && text->ptr[i] != ','; i++) {
		if (text->ptr[i] == '\\' && i + 1 < text->len)
			i++;
		to[visittext->text.len++] = text->ptr[i];
	}
	*text = span_skip(*text, i);
	return text_span(&visittext->text);
}

/* Takes the comma after a name; false at the end of the text. */
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
    struct visittext *visittext, struct span *text, struct lead *lead, struct reason *why)
{
	uint64_t count;
	uint32_t stage;

	digits_take(text, SIZE_MAX, &count);
	if (count == 0 || count > VISITS_MAX || !span_take_char(text, ' '))
		return fail(why, "is not a list of counts and stages");
	stage = names_id(visittext->stages, take_name(visittext, text));
	if (stage == 0)
		return fail(why, "a stage has no name");
	if (stage > UINT16_MAX)
		return fail(why, "more than %d stages", UINT16_MAX);
	if (leads_visits(visittext->leads, lead, stage) > 0)
		return fail(why, "a stage occurs twice");
	leads_set_visits(visittext->leads, lead, stage, count);
	if (lead->stage == 0)
		lead->stage = (uint16_t)stage;
	return 0;
}

static bool
is_known(const struct known *known, struct span text)
{
	return span_equal(text, (struct span){ known->text, known->len });
}

/* Remembers what the text says, if the four bytes of visitcounts have all of it. */
static void
know(const struct visittext *visittext, struct known *known, struct span text,
    const struct lead *lead)
{
	if (text.len > TEXT_MAX ||
	    !visitcounts_whole(&lead->visits, names_count(visittext->stages)))
		return;
	memcpy(known->text, text.ptr, text.len);
	known->len = (unsigned char)text.len;
	known->stage = lead->stage;
	known->visits = lead->visits;
}

int
visittext_parse(
    struct visittext *visittext, struct span text, struct lead *lead, struct reason *why)
{
	struct known *known = &visittext->parsed[hash_key(text, 0) >> (64 - KNOWN_BITS)];
	struct span rest = text;

	if (known->stage != 0 && is_known(known, text)) {
		lead->stage = known->stage;
		lead->visits = known->visits;
		return 0;
	}
	do {
		if (parse_visits(visittext, &rest, lead, why) != 0)
			return -1;
	} while (take_comma(&rest));
	know(visittext, known, text, lead);
	return 0;
}

/* Prepares for list_entered. */
static void
rank_stages(struct visittext *visittext)
{
	uint32_t count = names_count(visittext->stages);
	uint32_t *order = stages_order(NULL, visittext->stages);

	visittext->entered = mem_new(count, sizeof(*visittext->entered));
	visittext->ranks = mem_new(count + 1, sizeof(*visittext->ranks));
	for (uint32_t i = 0; i < count; i++)
		visittext->ranks[order[i]] = i;
	free(order);
}

/*
 * Lists the stages that the lead has entered in `entered`; returns how many. Their order
 * does not depend on how the log was cut into runs.
 */
static size_t
list_entered(struct visittext *visittext, const struct lead *lead)
{
	const uint32_t *ranks = visittext->ranks;
	uint32_t *entered = visittext->entered;
	uint32_t stage = 0;
	size_t count = 1;

	entered[0] = lead->stage;
	while ((stage = leads_next_stage(visittext->leads, lead, stage)) != 0) {
		size_t at = count;

		if (stage == lead->stage)
			continue;
		for (; at > 1 && ranks[entered[at - 1]] > ranks[stage]; at--)
			entered[at] = entered[at - 1];
		entered[at] = stage;
		count++;
	}
	return count;
}

/* Adds a stage and its count to `text`. */
static void
add_visits(struct visittext *visittext, const struct lead *lead, uint32_t stage)
{
	struct span name = names_text(visittext->stages, stage);
	char *at = text_room(&visittext->text, 1 + DIGITS_MAX + 1 + 2 * name.len);

	if (visittext->text.len > 0)
		*at++ = ',';
	at += digits_put(at, leads_visits(visittext->leads, lead, stage));
	*at++ = ' ';
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == ',' || name.ptr[i] == '\\')
			*at++ = '\\';
		*at++ = name.ptr[i];
	}
	visittext->text.len = (size_t)(at - visittext->text.ptr);
}

static struct span
make_text(struct visittext *visittext, const struct lead *lead)
{
	size_t count;

	visittext->text.len = 0;
	if (visittext->ranks == NULL)
		rank_stages(visittext);
	count = list_entered(visittext, lead);
	for (size_t i = 0; i < count; i++)
		add_visits(visittext, lead, visittext->entered[i]);
	return text_span(&visittext->text);
}

void
visittext_put(struct visittext *visittext, const struct lead *lead, struct out *out)
{
	uint32_t visits = visitcounts_load(&lead->visits);
	struct known *known;
	struct span text;

	known =
	    &visittext->made[hash_slot((uint64_t)lead->stage << 32 | visits, KNOWN_BITS)];
	if (known->stage == lead->stage && visitcounts_load(&known->visits) == visits) {
		out_span(out, (struct span){ known->text, known->len });
		return;
	}
	text = make_text(visittext, lead);
	know(visittext, known, text, lead);
	out_span(out, text);
}
