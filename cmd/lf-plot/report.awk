# Reads a report, r ("main" or "past"), and finds out by its header which one it is.

BEGIN {
	# The columns by which each is known. Before them come its period, or none, and its groups.
	know("funnel", "stage entered reached open gone rate rate_lo rate_hi of_first")
	know("within", "stage within entered observed reached rate rate_lo rate_hi")
	know("flow", "stage opening inflow outflow closing new")
	know("velocity", "stage n open mean sd min")
	know("aging", "stage lead since sojourn passed chance sla over")
	know("stuck", "stage open oldest p50 stuck overdue")
	know("accept", "handed accepted rejected pending overdue late rate rate_lo rate_hi")
	know("cost", "leads spend cost_per_lead")
	know("drivers", "stage direction driver moves share lift lift_lo lift_hi")
	know("forecast", "stage already expected p15 p50 p85")
	know("forecast", "stage expected p15 p50 p85")
	know("backtest", "stage origins mae naive mase coverage")
	programs = "lf-funnel, lf-flow, lf-velocity, lf-aging, lf-accept, lf-cost, lf-drivers, lf-forecast"
}

function know(kind, columns) {
	gsub(/ /, "\t", columns)
	sign[++signs] = "\t" columns "\t"
	kind_of[signs] = kind
}

# Ends the program. The status is 10 higher, so that it is no other that awk may end with.
function fail(status, message) {
	print printable("lf-plot: " message) | "cat 1>&2"
	close("cat 1>&2")
	exit 10 + status
}

function note(message) {
	print printable("lf-plot: " message) | "cat 1>&2"
}

# The header's columns, and what they make the report.
function read_header(r, line,    i, at, before) {
	count[r] = split(line, column, "\t")
	for (i = 1; i <= count[r]; i++) {
		if ((r, column[i]) in place)
			fail(2, name[r] ": column '" column[i] "' occurs twice")
		place[r, column[i]] = i
		column_at[r, i] = column[i]
	}
	for (i = 1; i <= signs && !at; i++) {
		at = index("\t" line "\t", sign[i])
		kind[r] = kind_of[i]
	}
	if (!at)
		fail(2, name[r] ":1: is no report that lf-plot draws, which are those of " programs)
	before = substr(line, 1, at - 1)
	has_period[r] = before ~ /^period(\t|$)/
	groups[r] = split(before, column, "\t") - (before ~ /\t$/)
	for (i = 1; i <= groups[r] - has_period[r]; i++)
		group_column[r, i] = column[i + has_period[r]]
	groups[r] -= has_period[r]
}

function check_end(r, line, crlf, number) {
	if (line ~ /^\030lf-/)
		fail(1, name[r] ":" number ": the program before failed: " substr(line, 2))
	if ((line ~ /\r$/) != crlf)
		fail(1, name[r] ":" number ": " (crlf ? "ends with LF where the first line ends with CRLF" : \
		    "ends with CRLF where the first line ends with LF"))
}

function read_report(r, path,    line, crlf, n) {
	getline line <path
	sub(/^\357\273\277/, "", line)
	if (line == "")
		fail(1, name[r] ": is empty, without a header line")
	crlf = line ~ /\r$/
	check_end(r, line, crlf, 1)
	sub(/\r$/, "", line)
	read_header(r, line)
	rows[r] = 0
	while ((getline line <path) > 0) {
		check_end(r, line, crlf, rows[r] + 2)
		sub(/\r$/, "", line)
		n = split(line, split_field, "\t")
		if (line == "")
			n = 1
		if (n != count[r])
			fail(1, name[r] ":" rows[r] + 2 ": " n " field" (n == 1 ? "" : "s") \
			    " where there are " count[r] " columns")
		line_of[r, ++rows[r]] = line
		split_report = r
		split_row = rows[r]
		if (r == "main")
			see_row(rows[r])
	}
	close(path)
}

function has(r, column) {
	return (r, column) in place
}

# A field of a row, by its place. Rows are kept as lines, which take less memory than fields; the
# one that was asked for last is kept in fields, too.
function field_at(r, row, at) {
	if (split_report != r || split_row != row) {
		split(line_of[r, row], split_field, "\t")
		split_report = r
		split_row = row
	}
	return split_field[at]
}

# What a row says in a column.
function text_at(r, row, column) {
	return field_at(r, row, place[r, column])
}

# The same as a number, or empty.
function number_at(r, row, column,    value) {
	value = text_at(r, row, column)
	if (value != "" && value !~ /^-?[0-9]+(\.[0-9]+)?$/)
		fail(1, name[r] ":" row + 1 ": " column ": '" value "' is not a number")
	return value
}

function period_at(r, row) {
	return has_period[r] ? field_at(r, row, 1) : ""
}

# The groups of a row, as a key.
function group_at(r, row,    i, key) {
	for (i = 1; i <= groups[r]; i++)
		key = key (i > 1 ? "\t" : "") field_at(r, row, i + has_period[r])
	return key
}

# A name as it is shown, also one of which nothing is to be seen.
function name_text(field) {
	field = clean(field)
	return field ~ /^ *$/ ? "(none)" : field
}

function group_text(key,    n, i, part, text) {
	n = groups["main"] == 0 ? 0 : split(key, part, "\t")
	if (groups["main"] == 1 && n == 0)
		n = 1
	for (i = 1; i <= n; i++)
		text = text (i > 1 ? dot : "") name_text(part[i])
	return text
}

# Puts a key into a list, keys[list, 1] to keys[list, size[list]], once; returns its place.
function enlist(list, key) {
	if (!((list, key) in rank)) {
		keys[list, ++size[list]] = key
		rank[list, key] = size[list]
	}
	return rank[list, key]
}

# Adds a row of the main report to the lists of its periods, groups and stages.
function index_row(row) {
	period_of[row] = enlist("period", period_at("main", row))
	group_of[row] = enlist("group", group_at("main", row))
	stage_of[row] = enlist("stage", has("main", "stage") ? text_at("main", row, "stage") : "")
	row_of[period_of[row], group_of[row], stage_of[row]] = row
}

function stage_text(stage) {
	return name_text(keys["stage", stage])
}

# The name of one series among others: what tells it from them.
function series_text(group, stage) {
	if (size["group"] < 2)
		return stage_text(stage)
	if (size["stage"] < 2)
		return group_text(keys["group", group])
	return group_text(keys["group", group]) dot stage_text(stage)
}

# A figure of the main report by its keys, empty where there is no row.
function figure(column, period, group, stage) {
	return (period, group, stage) in row_of ? \
	    number_at("main", row_of[period, group, stage], column) : ""
}
