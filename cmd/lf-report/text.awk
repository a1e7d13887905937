# The same as plain text, for a mail; and what is begun with.

function print_wrapped(text, lead,    n, i, line) {
	text = tidy(text)
	gsub(/ %/, "\302\240%", text)
	n = wrap(text, 76 - length(lead), 0, 1000, line)
	for (i = 1; i <= n; i++)
		print (i == 1 ? lead : sprintf("%" length(lead) "s", "")) line[i]
}

function underline(text, sign,    i, line) {
	text = tidy(text)
	for (i = width(text, 0); i > 0; i--)
		line = line sign
	print text "\n" line "\n"
}

# The table of a report that has no picture, or of leads: as many columns as fit.
function print_text_table(figure,    i, j, text, size, room, line, blanks) {
	read_report(figure, 60)
	find_numbers(count_keys())
	for (i = 0; i <= last_row; i++) {
		take_row(i)
		for (j = 1; j <= columns; j++) {
			text[i, j] = fit(clean(cell[j]), 30, 0)
			if (width(text[i, j], 0) > size[j])
				size[j] = width(text[i, j], 0)
		}
	}
	for (i = 0; i <= last_row; i++) {
		line = ""
		room = 82
		for (j = 1; j <= columns && (room -= size[j] + 2) >= 0; j++) {
			blanks = sprintf("%" (size[j] - width(text[i, j], 0)) "s", "")
			line = line (is_text[j] ? text[i, j] blanks : blanks text[i, j]) "  "
		}
		sub(/ +$/, "", line)
		print line
	}
}

function print_text_figure(figure,    line, n, i, note) {
	underline(figure_title[figure], "-")
	print_wrapped(figure_words[figure], "")
	print ""
	while ((getline line <file_of(figure, "text")) > 0) {
		print line
		n++
	}
	if (n > 0 && figure == "leads")
		print ""
	if (n == 0 || figure == "leads")
		print_text_table(figure)
	n = read_notes(figure, note)
	for (i = 1; i <= n; i++)
		print_wrapped(note[i], "  * ")
	print "\n  $ " tidy(figure_command[figure]) "\n"
}

function print_text(    s, i) {
	underline(title, "=")
	print span "\n"
	for (i = 1; i <= headlines; i++)
		print_wrapped(headline_figure[i] " " headline_words[i], "* ")
	print ""
	for (s = 1; s <= sections; s++) {
		underline(section_title[s], "=")
		for (i = 1; i <= figures[s]; i++)
			print_text_figure(figure_id[s, i])
	}
	print "How the moves were made:\n\n  $ " tidy(staged_command) "\n  $ " tidy(moves_command)
}

BEGIN {
	scratch = ENVIRON["LF_SCRATCH"]
	pictures = ENVIRON["LF_PICTURES"]
	title = ENVIRON["LF_TITLE"]
	read_outline()
	tell_headlines()
	if (pictures == "text")
		print_text()
	else if (pictures == "subject")
		print tidy(title) (leads + 0 == 0 ? "" : ": " span)
	else
		print_page()
}
