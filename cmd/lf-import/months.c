#include <strings.h>

#include "base/diag.h"

#include "months.h"

static const char *const english[MONTHS] = { "January", "February", "March", "April", "May",
	"June", "July", "August", "September", "October", "November", "December" };

static bool
same_name(struct span a, struct span b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

struct list
months_parse(const char *text)
{
	struct list names = list_parse(text);
	char quoted[QUOTED_MAX];

	if (names.count != MONTHS)
		diag_usage("--month-names: %zu name%s, where a year has 12 months",
		    names.count, names.count == 1 ? "" : "s");
	for (size_t i = 0; i < names.count; i++) {
		struct span *name = &names.item[i];

		while (name->len > 0 && name->ptr[name->len - 1] == '.')
			name->len--;
		if (name->len == 0)
			diag_usage("--month-names: month %zu has no name", i + 1);
		for (size_t k = 0; k < i; k++)
			if (same_name(*name, names.item[k]))
				diag_usage("--month-names: %s is two months",
				    quote(quoted, *name));
	}
	return names;
}

/* How much of an English name text begins with, if that is three letters or more. */
static size_t
english_prefix(struct span text, const char *name)
{
	size_t len = 0;

	while (len < text.len && name[len] != '\0' &&
	    strncasecmp(text.ptr + len, name + len, 1) == 0)
		len++;
	return len >= 3 ? len : 0;
}

static bool
take_english(struct span *text, const char *const *names, size_t count, int *place)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = english_prefix(*text, names[i]);

		if (len == 0)
			continue;
		*text = span_skip(*text, len);
		*place = (int)i;
		return true;
	}
	return false;
}

/* The longest name wins: one may begin with another. */
static bool
take_longest(const struct list *names, struct span *text, int *place)
{
	size_t longest = 0;

	for (size_t i = 0; i < names->count; i++) {
		struct span name = names->item[i];

		if (name.len > longest && name.len <= text->len &&
		    strncasecmp(text->ptr, name.ptr, name.len) == 0) {
			longest = name.len;
			*place = (int)i;
		}
	}
	*text = span_skip(*text, longest);
	return longest > 0;
}

bool
months_take(const struct list *names, struct span *text, int *month)
{
	int place;

	if (names != NULL ? !take_longest(names, text, &place) :
			    !take_english(text, english, MONTHS, &place))
		return false;
	*month = place + 1;
	return true;
}

bool
months_take_weekday(struct span *text, int *weekday)
{
	static const char *const names[] = { "Thursday", "Friday", "Saturday", "Sunday",
		"Monday", "Tuesday", "Wednesday" };

	return take_english(text, names, 7, weekday);
}
