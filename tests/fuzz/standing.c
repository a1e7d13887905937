/*
 * The states of lf-stage: where leads stand by --sum, --ratchet or --advance, and that of
 * --old. What is loaded, saved, has the same leads in the same order, and is loaded and saved
 * the same again. The input's first bytes choose the sizes of reads, and which state it is;
 * its rows follow, or a whole state as it is.
 */
#include "failing.h"

#include "lf-stage/byrules.h"
#include "lf-stage/old.h"

#include "chosen.h"
#include "stored.h"

enum { SUM = 1, OLD = 2, SEALED = 4 };

static const char *
columns(void)
{
	if (choices & OLD)
		return "lf-stage-births-3\tfirst\tstage\tlast";
	return choices & SUM ? "lf-stage-standing-3\tstage\tstep\tlast\tscore" :
			       "lf-stage-standing-3\tstage\tstep\tlast";
}

/* Loads the state in the text, and saves it to `stored`. */
static void
go_on(struct span text)
{
	const struct movement movement = { .sum = choices & SUM,
		.ratchet = !(choices & SUM) };
	struct byrules *byrules;
	struct old *old;

	unread = text;
	if (choices & OLD) {
		old = old_new(STORED_PATH);
		must_succeed = true;
		old_save(old);
		old_free(old);
	} else {
		byrules = byrules_new(
		    rules_of_bands("33,67", "new,a\\,b,MQL"), &movement, STORED_PATH);
		must_succeed = true;
		byrules_save(byrules);
		byrules_free(byrules);
	}
}

static void
take(struct span text)
{
	struct text state = { 0 };
	struct span first;

	stored = (struct text){ 0 };
	if (choices & SEALED)
		seal_state(&state, columns(), text, (struct span){ "", 0 });
	else
		text_add(&state, text);
	go_on(text_span(&state));
	first = mem_copy(text_span(&stored));
	if (choices & SEALED)
		expect_leads(text_span(&state), first);
	go_on(first);
	expect_same(first, text_span(&stored));
	free((void *)(uintptr_t)first.ptr);
	text_free(&stored);
	text_free(&state);
}
