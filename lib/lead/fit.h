/*
 * Whether the condition of a --where fits any value at all. One that fits none is most
 * often misspelt, and says so, with the values that there are.
 */
#ifndef LF_FIT_H
#define LF_FIT_H

#include "base/list.h"

/* It starts as { 0 }. */
struct fit {
	bool asked, fitted;
	struct list values; /* until one fits: the first that do not */
};

/* For fit_note, until a value fits. */
void fit_look(struct fit *fit, struct span value, bool fits);
void fit_free(struct fit *fit);

/* Notes whether the condition fits the value, and returns that. */
static inline bool
fit_note(struct fit *fit, struct span value, bool fits)
{
	if (!fit->fitted)
		fit_look(fit, value, fits);
	return fits;
}

/*
 * Says that no row fits the condition, if it was asked and none did. where begins the message:
 * what the condition is from; text is the whole, and pattern the part that a value may be
 * meant by.
 */
void fit_report(
    const struct fit *fit, const char *where, struct span text, struct span pattern);
/* Whether that would be said. */
static inline bool
fit_failed(const struct fit *fit)
{
	return fit->asked && !fit->fitted;
}

#endif
