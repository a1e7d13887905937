# Text: what may be shown of bytes, how wide it is, and how numbers are written. For awk programs
# of all scripts.

BEGIN {
	for (i = 1; i < 256; i++)
		ord[sprintf("%c", i)] = i
	# DejaVu Sans, in hundredths of its size, from blank to tilde. Few fonts are wider.
	split("32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 " \
	    "34 34 84 84 84 54 100 69 69 70 77 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 " \
	    "69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 " \
	    "42 53 40 64 60 82 60 60 53 64 34 64 84", wide, " ")
	dots = "\342\200\246"
	dot = " \302\267 "
	strange = "\357\277\275"
}

function ord_at(s, at) {
	return ord[substr(s, at, 1)]
}

# The length of the UTF-8 character at a place, 0 where there is none; `point` is its number.
function utf8(s, at,    b, n, i) {
	b = ord_at(s, at)
	n = b < 128 ? 1 : b < 194 ? 0 : b < 224 ? 2 : b < 240 ? 3 : b < 245 ? 4 : 0
	point = n == 1 ? b : n == 2 ? b - 192 : n == 3 ? b - 224 : b - 240
	for (i = 1; i < n; i++) {
		b = ord_at(s, at + i)
		if (b < 128 || b > 191)
			return 0
		point = point * 64 + b - 128
	}
	if ((n == 3 && (point < 2048 || (point >= 55296 && point < 57344))) ||
	    (n == 4 && (point < 65536 || point > 1114111)))
		return 0
	return n
}

# Whether the character `point` is one to show: no control, and one that XML may hold.
function is_shown() {
	return point >= 32 && (point < 127 || point >= 160) && point != 65534 && point != 65535
}

# A field with the escapes of TSV undone, the ends of lines as blanks.
function unescape(s,    at, c, is_escape, to) {
	while ((at = index(s, "\\")) > 0) {
		c = substr(s, at + 1, 1)
		is_escape = c != "" && index("tnr\\", c) > 0
		to = to substr(s, 1, at - 1) (is_escape && c != "\\" ? " " : "\\")
		s = substr(s, at + 1 + is_escape)
	}
	return to s
}

# Text as it is shown: what is no character, or one that cannot be shown, as a character that
# says so.
function tidy(s,    at, n, to) {
	if (s ~ /^[ -~]*$/)
		return s
	for (at = 1; at <= length(s); at += n) {
		n = utf8(s, at)
		to = to (n > 0 && point >= 9 && point <= 13 ? " " : \
		    n == 0 || !is_shown() ? strange : substr(s, at, n))
		n = n == 0 ? 1 : n
	}
	return to
}

# A field as it is shown, or the beginning of one that no picture has room for.
function clean(s) {
	return tidy(unescape(substr(s, 1, 1000)))
}

# Whether the character `point` cannot be seen; lib/base/utf8.c says which those are.
function is_hidden(    i) {
	if (!hidden_count)
		hidden_count = split("0 31 127 159 173 173 847 847 1536 1541 1564 1564 1757 1757 1807 1807 2192 2193 " \
	    "2274 2274 4447 4448 6068 6069 6155 6159 8203 8207 8232 8238 8288 8303 12644 " \
	    "12644 65024 65039 65279 65279 65440 65440 65520 65531 69821 69821 69837 69837 " \
	    "78896 78911 113824 113827 119155 119162 917504 921599", hidden, " ")
	for (i = 1; i < hidden_count; i += 2)
		if (point <= hidden[i + 1])
			return point >= hidden[i]
	return 0
}

# As messages hold it: what cannot be printed as \x1b.
function printable(s,    at, n, to) {
	for (at = 1; at <= length(s); at += n) {
		n = utf8(s, at)
		if (n > 0 && !is_hidden()) {
			to = to substr(s, at, n)
			continue
		}
		to = to sprintf("\\x%02x", ord_at(s, at))
		n = 1
	}
	return to
}

# Text as XML and HTML have it, also between double quotes.
function escape(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	gsub(/"/, "\\&quot;", s)
	return s
}

# The width of the character `point`, in hundredths of the size of the font, and the cells
# of a terminal that it takes.
function char_width() {
	if (point < 127)
		return wide[point - 31]
	return point < 768 ? 85 : point < 880 ? 0 : point < 2048 ? 100 : point < 65536 ? 105 : 137
}

function char_cells() {
	if (point >= 768 && point < 880)
		return 0
	return point >= 4352 && (point < 4448 || point >= 11904) && \
	    !(point >= 64256 && point < 65024) && point != 65533 ? 2 : 1
}

# The width of text: in pixels at a size, of bold if that is negative, and in cells at size 0.
function width(s, size,    at, n, sum) {
	for (at = 1; at <= length(s); at += n) {
		n = utf8(s, at)
		sum += size == 0 ? char_cells() : char_width()
	}
	return size == 0 ? sum : size > 0 ? sum * size / 100 : -sum * size / 100 * 1.18
}

# Text that fits into a width: its middle is left out where it is too long.
function fit(s, room, size,    at, n, count, from, start, head, tail) {
	if (width(s, size) <= room)
		return s
	for (at = 1; at <= length(s); at += n) {
		n = utf8(s, at)
		start[++count] = at
	}
	start[count + 1] = length(s) + 1
	room -= width(dots, size)
	head = 0
	tail = count + 1
	while (head + 1 < tail) {
		if (head <= 2 * (count - tail + 1))
			head++
		else
			tail--
		if (width(substr(s, 1, start[head + 1] - 1), size) + \
		    width(substr(s, start[tail]), size) > room)
			break
		from = substr(s, 1, start[head + 1] - 1) dots substr(s, start[tail])
	}
	return from == "" ? dots : from
}

# Breaks text between words into lines that fit, in line[1] to line[n]; returns n, at most most.
function wrap(s, room, size, most, line,    word, words, i, n) {
	words = split(s, word, " ")
	n = 1
	line[1] = word[1]
	for (i = 2; i <= words; i++)
		if (n == most || width(line[n] " " word[i], size) <= room)
			line[n] = line[n] " " word[i]
		else
			line[++n] = word[i]
	for (i = 1; i <= n; i++)
		line[i] = fit(line[i], room, size)
	return n
}

# A decimal number with commas between thousands.
function commas(s,    whole, rest, sign) {
	sign = s ~ /^-/ ? "-" : ""
	sub(/^-/, "", s)
	whole = s
	sub(/\..*/, "", whole)
	rest = substr(s, length(whole) + 1)
	while (length(whole) > 3) {
		rest = "," substr(whole, length(whole) - 2) rest
		whole = substr(whole, 1, length(whole) - 3)
	}
	return sign whole rest
}

function decimals(value, places) {
	return value == "" ? "" : commas(sprintf("%." places "f", value))
}

function percent(value) {
	if (value == "")
		return ""
	value += 0
	return sprintf(value > 0 && value < 0.0995 ? "%.1f %%" : "%.0f %%", value * 100)
}

# "lo to hi", as a format writes them; empty where both are.
function span_of(lo, hi) {
	return lo == "" && hi == "" ? "" : (lo == "" ? "?" : lo) " to " (hi == "" ? "?" : hi)
}
