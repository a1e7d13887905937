/*
 * The state of lf-transitions: what is loaded of it, saved, has the same leads in the same
 * order, and is loaded and saved the same again. The input's first bytes choose the sizes of
 * reads, and which options the state is of; its first line is the total, and rows follow, or
 * a whole state as it is.
 */
#include "failing.h"

#include "lf-transitions/state.h"

#include "chosen.h"
#include "stored.h"

static const char *const columns[] = {
	"lf-transitions-3\tstages\tentered\tage_moved\tage_seen",
	"lf-transitions-3\tplace\tfirst:src\tfirst:page\tstages\tentered\tage_moved\tage_seen",
	"lf-transitions-3\tplace\tlast:owner\tstages\tentered\tage_moved\tage_seen",
	"lf-transitions-3\tplace\tfirst:src\tfirst:page\tlast:owner\tstages\tentered\tage_moved"
	"\tage_seen",
};

/* Loads the state in the text, and saves it to `stored`. */
static void
go_on(struct span text)
{
	struct span names[] = { span_of("src"), span_of("page"), span_of("owner") };
	const struct list first = { names, choices & 1 ? 2 : 0 };
	const struct list last = { names + 2, choices & 2 ? 1 : 0 };
	const struct list none = { NULL, 0 };
	struct leads *leads = leads_new(last.count > 0 ? LEADS_SLOT :
		(choices & 3) != 0		       ? LEADS_PLACE :
							 LEADS_FIRST,
	    false);
	struct firsts *firsts = first.count > 0 ? firsts_new(&first, false) : NULL;
	struct leadvalues *more = last.count > 0 ? leadvalues_new(&last, &none) : NULL;
	struct names *stages = names_new();
	struct state *state;
	int64_t latest;

	unread = text;
	state = state_open(STORED_PATH, &first, &last);
	latest = state_load(state, leads, stages, firsts, more);
	must_succeed = true;
	state_save(state, latest);
	state_close(state);
	names_free(stages);
	if (firsts != NULL)
		firsts_free(firsts);
	if (more != NULL)
		leadvalues_free(more);
	leads_free(leads);
}

static void
take(struct span text)
{
	struct text state = { 0 };
	struct span first, total = { "", 0 };

	stored = (struct text){ 0 };
	if (choices & 4) {
		span_take(&text, '\n', &total);
		seal_state(&state, columns[choices & 3], text, total);
	} else {
		text_add(&state, text);
	}
	go_on(text_span(&state));
	first = mem_copy(text_span(&stored));
	if (choices & 4)
		expect_leads(text_span(&state), first);
	go_on(first);
	expect_same(first, text_span(&stored));
	free((void *)(uintptr_t)first.ptr);
	text_free(&stored);
	text_free(&state);
}
