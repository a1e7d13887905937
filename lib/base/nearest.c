#include <stdio.h>

#include "base/diag.h"
#include "base/nearest.h"

/* Names of more bytes than this are compared in full only. */
enum { FOLDED_MAX = 64, LISTED_MAX = 40 };

/* Without blanks and capitals: its length, or -1 if it is too long. */
static int
fold(char to[FOLDED_MAX], struct span text)
{
	int len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ' ')
			continue;
		if (len == FOLDED_MAX)
			return -1;
		to[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return len;
}

bool
nearest_alike(struct span a, struct span b)
{
	char one[FOLDED_MAX], other[FOLDED_MAX];
	int len = fold(one, a);

	return len >= 0 && fold(other, b) == len && memcmp(one, other, (size_t)len) == 0;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* How many letters must be changed to make a of b. */
static int
distance(const char *a, int a_len, const char *b, int b_len)
{
	int rows[3][FOLDED_MAX + 1]; /* of a's beginnings: by their length modulo 3 */

	for (int j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (int i = 1; i <= a_len; i++) {
		int *now = rows[i % 3];
		const int *before = rows[(i + 2) % 3];
		const int *earlier = rows[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= b_len; j++) {
			now[j] = least(least(before[j], now[j - 1]) + 1,
			    before[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

long
nearest_find(const struct list *names, struct span text)
{
	char wanted[FOLDED_MAX], name[FOLDED_MAX];
	int wanted_len = fold(wanted, text);
	int best = wanted_len < 3 ? 0 : wanted_len < 5 ? 1 : 2; /* letters that may differ */
	long found = -1;

	for (size_t i = 0; i < names->count && wanted_len >= 0; i++) {
		int len = fold(name, names->item[i]);
		int letters = len < 0 ? FOLDED_MAX : distance(wanted, wanted_len, name, len);

		if (letters < best || (letters == best && found < 0)) {
			best = letters;
			found = (long)i;
		}
	}
	return found;
}

static void
add_quoted(struct text *to, struct span name)
{
	char quoted[QUOTED_MAX];

	text_add(to, span_of(quote(quoted, name)));
}

void
nearest_advise(struct text *to, const struct list *names, struct span text)
{
	long near = nearest_find(names, text);
	char more[32];

	if (near >= 0) {
		text_add(to, span_of("did you mean "));
		add_quoted(to, names->item[near]);
		text_add(to, span_of("? "));
	}
	text_add(to, span_of("there are: "));
	for (size_t i = 0; i < names->count && i < LISTED_MAX; i++) {
		text_add(to, span_of(i > 0 ? ", " : ""));
		add_quoted(to, names->item[i]);
	}
	if (names->count <= LISTED_MAX)
		return;
	snprintf(more, sizeof(more), " and %zu more", names->count - LISTED_MAX);
	text_add(to, span_of(more));
}
