# Random CSV with random damage, and what lf-import should make of it by the words of
# lf-import(1), from a reader that looks at one character after the other.
# usage: awk -v first=N -v last=M -v seed=S -f csv-damage.awk
# Writes the files damaged.N, each without a header and with the columns a, b and c; `commands`,
# which read them into the files got and got_bad; `wanted`, the rows; `rejected`, what
# --rejects gets, without the reasons; and on standard output the number of well-formed
# records, how many of them were lost in another record, and how many without that.

function pick(n)
{
	return int(rand() * n)
}

function one_of(list,    parts, n)
{
	n = split(list, parts, "|")
	return parts[1 + pick(n)]
}

# A field of a well-formed record.
function random_field(may_be_empty,    text, quoted, k, part)
{
	quoted = pick(3) == 0
	text = may_be_empty ? "" : "x"
	for (k = pick(5); k > 0; k--) {
		part = one_of("a|b|7| |,|q|n|$|\\|\t|r")
		if (part == "q")
			part = escape != "" && pick(2) ? escape "\"" : "\"\""
		else if (part == "n")
			part = eol
		else if (part == "r")
			part = "\r"
		else if (part == escape)
			part = escape escape
		if (quoted || part !~ /[",\r\n]/)
			text = text part
	}
	return quoted ? "\"" text "\"" : text
}

# Damages one record; where is a place in it.
function damage(text,    where, kind)
{
	where = 1 + pick(length(text))
	kind = pick(8)
	if (kind == 0 && (where = index(text, "\"")) == 0)
		where = 1
	if (kind < 2) # take a character away, a mark if there is one
		return substr(text, 1, where - 1) substr(text, where + 1)
	if (kind < 6) # put one in, most often a mark
		return substr(text, 1, where - 1) \
		    (kind < 5 ? "\"" : one_of(",|\\|x|\n|\r")) substr(text, where)
	return substr(text, 1, where - 1) "\"" substr(text, where + 1)
}

# The file, with its records' places and whether each is damaged.
function make_file(    i, k, n)
{
	records = 2 + pick(9)
	eol = pick(4) == 0 ? "\r\n" : "\n"
	for (i = 1; i <= records; i++) {
		record[i] = random_field(0) "," random_field(1) "," random_field(1) eol
		hurt[i] = 0
	}
	for (k = 1 + pick(3); k > 0; k--) {
		i = 1 + pick(records)
		record[i] = damage(record[i])
		hurt[i] = 1
	}
	text = ""
	for (i = 1; i <= records; i++) {
		begins[i] = length(text) + 1
		# What does not begin a line is no record.
		if (text != "" && text !~ /[\r\n]$/)
			hurt[i] = 1
		text = text record[i]
		ends[i] = length(text) + 1
	}
	if (pick(4) == 0 && substr(text, length(text)) == "\n")
		text = substr(text, 1, length(text) - 1)
}

# The character at p; the last line ends, if need be, with one that is not there.
function at(p)
{
	if (p == size + 1 && substr(text, size, 1) != "\n")
		return "\n"
	return substr(text, p, 1)
}

function is_blank(c)
{
	return lenient && (c == " " || c == "\t")
}

function is_end(c)
{
	return c == "," || c == "\n" || c == "\r"
}

# Whether an escape stands at p, with what it makes plain after it.
function is_escape(p)
{
	return escape != "" && at(p) == escape && (at(p + 1) == "\"" || at(p + 1) == escape)
}

function trim(value)
{
	while (value != "" && is_blank(substr(value, length(value))))
		value = substr(value, 1, length(value) - 1)
	return value
}

# Reads the field at place; false if it breaks the record.
function read_bare(    value)
{
	for (; !is_end(at(place)); place++) {
		if (is_escape(place))
			place++
		else if (at(place) == "\"" && !lenient)
			return 0
		value = value at(place)
	}
	field[++fields] = trim(value)
	return length(value) <= longest
}

function read_quoted(    value, open)
{
	open = place++
	for (;; place++) {
		if (at(place) == "")
			return 0
		if (is_escape(place) || (at(place) == "\"" && at(place + 1) == "\""))
			place++
		else if (at(place) == "\"")
			break
		value = value at(place)
	}
	for (place++; is_blank(at(place)); place++)
		;
	if (!is_end(at(place))) {
		if (!lenient || length(value) > longest)
			return 0
		while (!is_end(at(place)))
			place++
		value = substr(text, open, place - open)
		field[++fields] = trim(value)
		return length(value) <= longest
	}
	field[++fields] = value
	return length(value) <= longest
}

# Reads the record at place, and goes to the one after it; false if it is broken.
function read_record(    good)
{
	for (fields = 0;; place++) {
		while (is_blank(at(place)))
			place++
		good = at(place) == "\"" ? read_quoted() : read_bare()
		if (!good || at(place) != ",")
			break
	}
	if (good)
		pass_end()
	return good
}

function pass_end()
{
	place += at(place) == "\r" && at(place + 1) == "\n" ? 2 : 1
}

# Without gsub, whose backslashes differ from awk to awk.
function escaped(value,    out, i, c, letter)
{
	for (i = 1; i <= length(value); i++) {
		c = substr(value, i, 1)
		letter = index("\\\t\n\r", c)
		out = out (letter ? "\\" substr("\\tnr", letter, 1) : c)
	}
	return out
}

function reject(line, from,    bytes)
{
	bytes = substr(text, from, place - from)
	sub(/\n$/, "", bytes)
	sub(/\r$/, "", bytes)
	print "damaged." trial "\t" line "\t" escaped(bytes) >"rejected"
}

# The lines from a place to another; a CR alone counts where the text ends with it.
function count_lines(from, to,    n, p)
{
	n = substr(text, to - 1, 1) == "\r"
	for (p = from; p < to; p++)
		n += at(p) == "\n"
	return n
}

# Reads the file, and keeps from where to where it found records.
function read_file(    line, from, i, used)
{
	size = length(text)
	found = 0
	line = 1
	for (place = 1; place <= size; line += count_lines(from, place)) {
		from = place
		if (at(place) == "\n" || at(place) == "\r") {
			pass_end()
			continue
		}
		if (!read_record()) {
			for (place = from; at(place) != "\n" && at(place) != "\r"; place++)
				;
			pass_end()
			reject(line, from)
			continue
		}
		from_[++found] = from
		to_[found] = place
		for (i = 1; i < fields && field[i] == ""; i++)
			;
		used = field[i] != ""
		if (fields == 3 && used)
			print "2026-01-01T00:00:00Z\t" trial "\t" escaped(field[1]) "\t" \
			    escaped(field[2]) "\t" escaped(field[3]) >"wanted"
		else if (used)
			reject(line, from)
	}
}

# Counts the well-formed records that are not there: a record that begins before one, and
# ends after it began, is what damage has made of it.
function count_lost(    i, k, kept, inside)
{
	for (i = 1; i <= records; i++) {
		if (hurt[i])
			continue
		whole++
		kept = inside = 0
		for (k = 1; k <= found; k++) {
			if (from_[k] == begins[i])
				kept = 1
			if (from_[k] < begins[i] && to_[k] > begins[i])
				inside = 1
		}
		if (!kept && inside)
			swallowed++
		else if (!kept)
			lost++
	}
}

BEGIN {
	srand(seed)
	for (trial = first; trial <= last; trial++) {
		lenient = trial % 2
		escape = trial % 3 == 0 ? "\\" : ""
		longest = trial % 7 == 0 ? 12 : 1000
		print "lf-import --columns a,b,c --no-header --all --set time=2026-01-01 " \
		    "--set lead=" trial " --max-field " longest \
		    (lenient ? " --lenient" : "") (escape != "" ? " --escape '\\'" : "") \
		    " --rejects bad damaged." trial " >>got 2>stderr" >"commands"
		print "cat bad >>got_bad" >"commands"
		make_file()
		printf "%s", text >("damaged." trial)
		close("damaged." trial)
		read_file()
		count_lost()
	}
	print whole + 0, swallowed + 0, lost + 0
}
