/* Names that a person may have meant: "did you mean", in messages. */
#ifndef LF_NEAREST_H
#define LF_NEAREST_H

#include "base/list.h"
#include "base/text.h"

/*
 * The place of the name that is most like the text, or -1. Names are alike if they
 * differ only in blanks and the case of ASCII letters, or besides that in one letter
 * out of three or more, or two out of five or more: one that is missing, too many,
 * another, or two that changed places (optimal string alignment; G. V. Boytsov,
 * Indexing methods for approximate dictionary searching, J. Exp. Algorithmics 16
 * (2011), 1.1).
 */
long nearest_find(const struct list *names, struct span text);

/* Whether they differ only in blanks and the case of ASCII letters; one of 64 bytes at most. */
bool nearest_alike(struct span a, struct span b);

/*
 * Adds what to do about a name that is none of these: "did you mean 'SQL'? there are:
 * 'MQL', 'SQL'", without the question if none is like it, and at most the first forty.
 */
void nearest_advise(struct text *to, const struct list *names, struct span text);

#endif
