#include <stdint.h>

#include "base/utf8.h"

#include "json.h"

/* How deep arrays and objects may lie in each other: each level takes stack. */
enum { DEPTH_MAX = 64 };

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

/* What follows \u: a code point, which may take two units. */
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

/* A string, after its first quotation mark. */
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

static int take_value(struct json *json, struct text *scratch, int depth);

/* The values of an array, after its bracket. */
static int
take_array(struct json *json, struct text *scratch, int depth)
{
	if (take(json, ']'))
		return 0;
	do
		if (take_value(json, scratch, depth) != 0)
			return -1;
	while (take(json, ','));
	return take(json, ']') ? 0 : bad(json, "no ',' or ']'");
}

/* The members of an object, after its bracket. */
static int
take_object(struct json *json, struct text *scratch, int depth)
{
	if (take(json, '}'))
		return 0;
	do {
		if (!take(json, '"'))
			return bad(json, "no name");
		if (take_string(json, scratch) != 0)
			return -1;
		if (!take(json, ':'))
			return bad(json, "no ':'");
		if (take_value(json, scratch, depth) != 0)
			return -1;
	} while (take(json, ','));
	return take(json, '}') ? 0 : bad(json, "no ',' or '}'");
}

/* Checks a value; what its strings mean goes to scratch. */
static int
take_value(struct json *json, struct text *scratch, int depth)
{
	bool array = take(json, '[');
	bool object = !array && take(json, '{');
	struct span ignored;

	if ((array || object) && depth == DEPTH_MAX)
		return bad(json, "values too deep in each other");
	if (array)
		return take_array(json, scratch, depth + 1);
	if (object)
		return take_object(json, scratch, depth + 1);
	return take_scalar(json, scratch, &ignored);
}

/* The value of the key that was asked for: of an array or object, its text. */
static int
take_asked(struct json *json, struct text *buf, struct span *value)
{
	const char *from;

	skip_space(json);
	from = json->at;
	if (from == json->end || (*from != '[' && *from != '{'))
		return take_scalar(json, buf, value);
	if (take_value(json, buf, 0) != 0)
		return -1;
	*value = (struct span){ from, (size_t)(json->at - from) };
	return 0;
}

/* Passes over a string, from its first quotation mark on. */
static int
skip_string(struct json *json)
{
	for (json->at++; json->at < json->end; json->at++) {
		if (*json->at == '"') {
			json->at++;
			return 0;
		}
		if (*json->at == '\\' && json->at + 1 < json->end)
			json->at++;
	}
	return bad(json, "a string without an end");
}

/* Finds where a value ends that nobody asked for, whatever it holds. */
static int
skip_value(struct json *json)
{
	size_t depth = 0;

	while (json->at < json->end) {
		char c = *json->at;

		if (c == '"') {
			if (skip_string(json) != 0)
				return -1;
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}'))
			return 0;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && depth > 0)
			depth--;
		json->at++;
	}
	return bad(json, "no ',' or '}'");
}

/* Whether a name, as it stands between its quotation marks, is that key. */
static bool
is_key(struct span name, struct span key)
{
	struct reason ignored;
	struct json json = { name.ptr, name.ptr, name.ptr + name.len + 1, &ignored };
	struct text plain = { NULL, 0, 0 };
	bool is;

	if (name.len == 0 || memchr(name.ptr, '\\', name.len) == NULL)
		return span_equal(name, key);
	is = take_string(&json, &plain) == 0 && span_equal(text_span(&plain), key);
	text_free(&plain);
	return is;
}

/* "name": value. The value is taken if the name is key, and else passed over. */
static int
take_member(struct json *json, struct span key, struct text *buf, struct span *value,
    bool *found)
{
	struct span name;

	skip_space(json);
	if (json->at == json->end || *json->at != '"')
		return bad(json, "no name");
	name.ptr = json->at + 1;
	if (skip_string(json) != 0)
		return -1;
	name.len = (size_t)(json->at - name.ptr) - 1;
	if (!is_key(name, key))
		return take(json, ':') ? skip_value(json) : bad(json, "no ':'");
	if (*found)
		return bad(json, "the name a second time");
	*found = true;
	return take(json, ':') ? take_asked(json, buf, value) : bad(json, "no ':'");
}

int
json_value(struct span object, struct span key, struct text *buf, struct span *value,
    struct reason *why)
{
	struct json json = { object.ptr, object.ptr, object.ptr + object.len, why };
	bool found = false;

	buf->len = 0;
	*value = (struct span){ "", 0 };
	skip_space(&json);
	if (!take_word(&json, "null")) {
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
	}
	skip_space(&json);
	return json.at == json.end ? 0 : bad(&json, "more text");
}
