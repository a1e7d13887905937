# Reads what the shell put down: the outline of the page, the reports and the notes.

# Text of the outline or of a user, as it is shown.
function shown(text) {
	return escape(tidy(text))
}

# The same of a sentence: lines do not break within dates, nor before %.
function prose(text) {
	text = shown(text)
	gsub(/ %/, "\\&nbsp;%", text)
	gsub(/[0-9]+(-[A-Z]?[0-9]+)+/, "<bdi>&</bdi>", text)
	return text
}

function file_of(figure, ending) {
	return scratch "/" figure "." ending
}

function read_outline(    line, part) {
	while ((getline line <(scratch "/outline")) > 0) {
		split(line, part, "\t")
		if (part[1] == "section") {
			section_id[++sections] = part[2]
			section_title[sections] = part[3]
		} else if (part[1] == "figure") {
			figure_id[sections, ++figures[sections]] = part[2]
			figure_title[part[2]] = part[3]
			figure_words[part[2]] = part[4]
			figure_command[part[2]] = part[5]
		} else if (part[1] == "remark")
			section_remark[sections] = part[2]
		else if (part[1] == "missing") {
			missing_title[++missings] = part[2]
			missing_option[missings] = part[3]
		} else if (part[1] == "origin") {
			staged_command = part[2]
			moves_command = part[3]
		}
	}
}

# The report of a figure: its columns, and its rows as lines; of a report that is long, those that
# the page has room for. These are its last periods, or its first rows.
function read_report(figure, most,    path, line, i) {
	path = file_of(figure, "tsv")
	split("", at)
	split("", row)
	rows = columns = 0
	if ((getline line <path) <= 0)
		return 0
	row[0] = line
	columns = split(line, column, "\t")
	for (i = 1; i <= columns; i++)
		at[column[i]] = i
	while ((getline line <path) > 0)
		if (++rows <= most || column[1] == "period")
			row[rows] = line
	close(path)
	first_row = 1
	last_row = rows > most && column[1] != "period" ? most : rows
	if (last_row > most) {
		first_row = rows - most + 1
		for (i = rows; i > rows - most; i--)
			if (first_field(row[i]) != first_field(row[i - 1]))
				first_row = i
	}
	return 1
}

function first_field(line) {
	return substr(line, 1, index(line "\t", "\t") - 1)
}

# Splits a row into cell.
function take_row(i) {
	split(row[i], cell, "\t")
}

# A field of the row that was split into cell, by the name of its column.
function value_in(name) {
	return name in at ? cell[at[name]] : ""
}

# What the filter said about a figure, to note[1] to note[n]; returns n.
function read_notes(figure, note,    line, n) {
	while ((getline line <file_of(figure, "err")) > 0)
		note[++n] = line
	while ((getline line <file_of(figure, "thinned")) > 0)
		note[++n] = line
	close(file_of(figure, "err"))
	close(file_of(figure, "thinned"))
	return n
}
