# A report as a table of HTML, with the figures as the filter printed them.

# Columns of numbers stand to the right, but for names, such as the numbers of leads.
function find_numbers(keys,    i, j) {
	split("", is_text)
	for (j = 1; j <= keys; j++)
		is_text[j] = 1
	for (i = first_row; i <= last_row; i++) {
		take_row(i)
		for (j = keys + 1; j <= columns; j++)
			if (cell[j] !~ /^-?[0-9]*\.?[0-9]*$/)
				is_text[j] = 1
	}
}

# How many columns name the row: all up to the stage, the lead or the driver, or else the first.
function count_keys(    j, keys) {
	for (j = 1; j <= columns; j++)
		if (column[j] ~ /^(stage|lead|driver)$/)
			keys = j
	return keys ? keys : 1
}

function table_row(i, keys,    j, line, tag) {
	take_row(i)
	for (j = 1; j <= columns; j++) {
		tag = j == keys ? "th scope=\"row\"" : "td"
		if (!is_text[j])
			tag = tag " class=\"n\""
		line = line "<" tag ">" escape(fit(clean(cell[j]), 80, 0)) (j == keys ? "</th>" : "</td>")
	}
	print "<tr>" line "</tr>"
}

function table_caption(figure,    n) {
	n = last_row - first_row + 1
	if (n == rows)
		return figure_title[figure]
	return figure_title[figure] (first_row > 1 ? ", the last " : ", the first ") n " of " rows " rows"
}

# Of the report that was read.
function print_table(figure,    i, j, keys) {
	keys = count_keys()
	find_numbers(keys)
	print "<div class=\"box\" role=\"group\" tabindex=\"0\" aria-label=\"Table: " \
	    shown(figure_title[figure]) "\">"
	# The caption repeats the heading, but for what is left out.
	print "<table>\n<caption" (last_row - first_row + 1 == rows ? " class=\"unseen\"" : "") ">" \
	    shown(table_caption(figure)) "</caption>\n<thead><tr>"
	for (j = 1; j <= columns; j++)
		print "<th scope=\"col\"" (is_text[j] ? "" : " class=\"n\"") ">" escape(clean(column[j])) "</th>"
	print "</tr></thead>\n<tbody>"
	for (i = first_row; i <= last_row; i++)
		table_row(i, keys)
	if (rows == 0)
		print "<tr><td colspan=\"" columns "\">No rows.</td></tr>"
	print "</tbody>\n</table>\n</div>"
}

# What its columns mean; those of one meaning together.
function print_meanings(figure,    j, words, last, names, said) {
	for (j = 1; j <= columns + 1; j++) {
		words = j <= columns ? meaning_of(figure, column[j]) : ""
		if (names != "" && words != last) {
			said = said "<dt>" names "</dt><dd>" last "</dd>\n"
			names = ""
		}
		if (words != "")
			names = names (names == "" ? "" : ", ") "<code>" escape(column[j]) "</code>"
		last = words
	}
	if (said != "")
		print "<dl>\n" said "</dl>"
}
