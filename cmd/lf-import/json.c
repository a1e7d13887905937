#include <stdint.h>

#include "base/utf8.h"

#include "json.h"

/* What is left to read, from at on. */
struct json {
	const char *begin, *at, *end;
	struct reason *why;
};

static int
bad(const struct json *json, const char *what)
{
	return fail(
	    json->why, "is not JSON: %s at byte %td", what, json->at - json->begin + 1);
}

static void
skip_space(struct json *json)
{
	while (json->at < json->end &&
	    (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r'))
		json->at++;
}

/* Takes c, after white space, if it is there. */
static bool
take(struct json *json, char c)
{
	skip_space(json);
	if (json->at == json->end || *json->at != c)
		return false;
	json->at++;
	return true;
}

/* Four hexadecimal digits. */
static int
take_unit(struct json *json, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++, json->at++) {
		char c = json->at < json->end ? *json->at : '\0';

		if (c >= '0' && c <= '9')
			*unit = *unit << 4 | (uint32_t)(c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			*unit = *unit << 4 | (uint32_t)((c | 0x20) - 'a' + 10);
		else
			return bad(json, "no hexadecimal digit");
	}
	return 0;
}

/* What stands behind \u: a code point, of two units where it takes two. */
static int
take_point(struct json *json, struct text *to)
{
	uint32_t point;
	uint32_t low;

	if (take_unit(json, &point) != 0)
		return -1;
	if (point >= 0xd800 && point < 0xdc00) {
		if (json->end - json->at < 2 || json->at[0] != '\\' || json->at[1] != 'u')
			return bad(json, "half a surrogate pair");
		json->at += 2;
		if (take_unit(json, &low) != 0)
			return -1;
		if (low < 0xdc00 || low > 0xdfff)
			return bad(json, "half a surrogate pair");
		point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
	} else if (point >= 0xdc00 && point < 0xe000) {
		return bad(json, "half a surrogate pair");
	}
	if (point == 0)
		return bad(json, "a NUL");
	to->len += utf8_put(text_room(to, 4), point);
	return 0;
}

static int
take_escape(struct json *json, struct text *to)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (json->at == json->end)
		return bad(json, "a string without an end");
	if (*json->at == 'u') {
		json->at++;
		return take_point(json, to);
	}
	found = memchr(letters, *json->at, sizeof(letters) - 1);
	if (found == NULL)
		return bad(json, "an unknown escape");
	json->at++;
	text_add(to, (struct span){ meanings + (found - letters), 1 });
	return 0;
}

/* A string, behind its first quotation mark. */
static int
take_string(struct json *json, struct text *to)
{
	to->len = 0;
	for (;;) {
		const char *from = json->at;

		while (json->at < json->end && *json->at != '"' && *json->at != '\\' &&
		    (unsigned char)*json->at >= 0x20)
			json->at++;
		text_add(to, (struct span){ from, (size_t)(json->at - from) });
		if (json->at == json->end)
			return bad(json, "a string without an end");
		if ((unsigned char)*json->at < 0x20)
			return bad(json, "a control character in a string");
		if (*json->at++ == '"')
			return 0;
		if (take_escape(json, to) != 0)
			return -1;
	}
}

static size_t
take_digits(struct json *json)
{
	const char *from = json->at;

	while (json->at < json->end && *json->at >= '0' && *json->at <= '9')
		json->at++;
	return (size_t)(json->at - from);
}

static bool
take_one_of(struct json *json, char a, char b)
{
	if (json->at == json->end || (*json->at != a && *json->at != b))
		return false;
	json->at++;
	return true;
}

static int
take_number(struct json *json)
{
	bool zero;

	take_one_of(json, '-', '-');
	zero = json->at < json->end && *json->at == '0';
	if (zero)
		json->at++;
	else if (take_digits(json) == 0)
		return bad(json, "no value");
	if (take_one_of(json, '.', '.') && take_digits(json) == 0)
		return bad(json, "no digit");
	if (take_one_of(json, 'e', 'E')) {
		take_one_of(json, '+', '-');
		if (take_digits(json) == 0)
			return bad(json, "no digit");
	}
	return 0;
}

static bool
take_word(struct json *json, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(json->end - json->at) < len || memcmp(json->at, word, len) != 0)
		return false;
	json->at += len;
	return true;
}

/* A string, number, true, false or null; the value, as json_value gives it. */
static int
take_scalar(struct json *json, struct text *buf, struct span *value)
{
	const char *from;

	skip_space(json);
	from = json->at;
	*value = (struct span){ "", 0 };
	if (take_word(json, "null"))
		return 0;
	if (take(json, '"')) {
		if (take_string(json, buf) != 0)
			return -1;
		*value = text_span(buf);
		return 0;
	}
	if (!take_word(json, "true") && !take_word(json, "false") && take_number(json) != 0)
		return -1;
	*value = (struct span){ from, (size_t)(json->at - from) };
	return 0;
}

/* The values of an array, behind its bracket. */
static int
take_array(struct json *json, struct text *buf)
{
	struct span ignored;

	if (take(json, ']'))
		return 0;
	do
		if (take_scalar(json, buf, &ignored) != 0)
			return -1;
	while (take(json, ','));
	return take(json, ']') ? 0 : bad(json, "no ',' or ']'");
}

static int
take_value(struct json *json, struct text *buf, struct span *value)
{
	const char *from;

	skip_space(json);
	from = json->at;
	if (json->at < json->end && *json->at == '{')
		return bad(json, "an object in the object");
	if (!take(json, '['))
		return take_scalar(json, buf, value);
	if (take_array(json, buf) != 0)
		return -1;
	*value = (struct span){ from, (size_t)(json->at - from) };
	return 0;
}

/* "name": value. The value is kept in buf if the name is key. */
static int
take_member(struct json *json, struct span key, struct text *buf, struct span *value,
    bool *found)
{
	struct text scratch = { NULL, 0, 0 };
	struct span ignored;
	int result = -1;
	bool wanted;

	if (!take(json, '"')) {
		bad(json, "no name");
		goto done;
	}
	if (take_string(json, &scratch) != 0)
		goto done;
	wanted = span_equal(text_span(&scratch), key);
	if (wanted && *found) {
		bad(json, "the name a second time");
		goto done;
	}
	if (!take(json, ':')) {
		bad(json, "no ':'");
		goto done;
	}
	result = wanted ? take_value(json, buf, value) :
			  take_value(json, &scratch, &ignored);
	*found = *found || wanted;
done:
	text_free(&scratch);
	return result;
}

int
json_value(struct span object, struct span key, struct text *buf, struct span *value,
    struct reason *why)
{
	struct json json = { object.ptr, object.ptr, object.ptr + object.len, why };
	bool found = false;

	buf->len = 0;
	*value = (struct span){ "", 0 };
	if (!take(&json, '{'))
		return bad(&json, "no '{'");
	if (!take(&json, '}')) {
		do
			if (take_member(&json, key, buf, value, &found) != 0)
				return -1;
		while (take(&json, ','));
		if (!take(&json, '}'))
			return bad(&json, "no ',' or '}'");
	}
	skip_space(&json);
	return json.at == json.end ? 0 : bad(&json, "more text");
}
