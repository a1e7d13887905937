#include "tsv/filekind.h"

static bool
begins(struct span text, struct span with)
{
	return text.len >= with.len && memcmp(text.ptr, with.ptr, with.len) == 0;
}

const char *
filekind_of_bytes(struct span bytes)
{
	static const struct {
		struct span start;
		const char *words;
	} kinds[] = {
		{ { "\x1f\x8b", 2 }, "is compressed by gzip: pipe it through zcat" },
		{ { "\xfd\x37zX", 4 }, "is compressed by xz: pipe it through xzcat" },
		{ { "\x28\xb5\x2f\xfd", 4 },
		    "is compressed by zstd: pipe it through zstdcat" },
		{ { "PK\x03\x04", 4 },
		    "is a workbook (xlsx, ods) or a zip archive: save it as CSV, or unzip it" },
		{ { "\xd0\xcf\x11\xe0", 4 }, "is a workbook (xls): save it as CSV" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (begins(bytes, kinds[i].start))
			return kinds[i].words;
	return NULL;
}

/* The text after its first byte and the blanks that follow that. */
static struct span
after_first(struct span text)
{
	do
		text = span_skip(text, 1);
	while (text.len > 0 && strchr(" \t\r\n", text.ptr[0]) != NULL);
	return text;
}

const char *
filekind_of_text(struct span text)
{
	struct span next = text.len > 0 ? after_first(text) : text;
	char second = next.len > 0 ? next.ptr[0] : '\n';

	if (begins(text, span_of("[")) && strchr("\n[{\"]", second) != NULL)
		return "is JSON: make it CSV, as with jq -r '.[] | [.id, .time] | @csv'";
	if (begins(text, span_of("{")) && strchr("\n\"}", second) != NULL)
		return "is JSON: make it CSV, as with jq -r '[.id, .time] | @csv'";
	if (begins(text, span_of("<")))
		return "is XML or HTML: save it as CSV";
	if (begins(text, span_of("BZh")))
		return "is compressed by bzip2: pipe it through bzcat";
	return NULL;
}
