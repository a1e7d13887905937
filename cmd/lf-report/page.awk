# The page, with pictures of SVG in it, or of PNG beside it in a mail.

function print_head(    line) {
	print "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
	if (pictures == "svg")
		print "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " \
		    "style-src 'unsafe-inline'\">"
	print "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	print "<meta name=\"color-scheme\" content=\"light dark\">"
	print "<meta name=\"generator\" content=\"lf-report (leadflow) @VERSION@\">"
	print "<title>" shown(title) "</title>\n<style>"
	while ((getline line <(scratch "/style.css")) > 0)
		print line
	print "</style>\n</head>\n<body>"
}

function print_title(    s) {
	print "<header>\n<h1>" shown(title) "</h1>\n<p>" prose(span) (leads + 0 == 0 ? "" : \
	    ". Periods are in " shown(ENVIRON["LF_ZONE"]) ".") "</p>"
	print "<nav aria-label=\"Sections\">\n<ul>"
	for (s = 1; s <= sections; s++)
		print "<li><a href=\"#" section_id[s] "\">" shown(section_title[s]) "</a></li>"
	print "</ul>\n</nav>\n</header>\n<main>"
}

function print_headlines(    i) {
	if (headlines == 0)
		return
	print "<section aria-labelledby=\"headlines\">\n<h2 id=\"headlines\">In short</h2>\n<ul class=\"tiles\">"
	for (i = 1; i <= headlines; i++)
		print "<li><span>" headline_about[i] "</span> <strong>" prose(headline_figure[i]) "</strong> " \
		    prose(headline_words[i]) "</li>"
	print "</ul>\n</section>"
}

# Returns whether there is one.
function print_picture(figure,    line) {
	if (rows == 0 || (getline line <file_of(figure, pictures)) <= 0)
		return 0
	if (pictures == "png") {
		print "<p><img src=\"cid:" figure "@lf-report\" width=\"800\" alt=\"" \
		    shown(figure_title[figure]) "\"></p>"
		return 1
	}
	print "<div class=\"box picture\" role=\"group\" tabindex=\"0\" aria-label=\"Picture: " \
	    shown(figure_title[figure]) "\">"
	do
		print line
	while ((getline line <file_of(figure, "svg")) > 0)
	print "</div>"
	return 1
}

function print_notes(figure,    n, i, note) {
	n = read_notes(figure, note)
	if (n == 0)
		return
	print "<ul class=\"notes\">"
	for (i = 1; i <= n; i++)
		print "<li>" shown(note[i]) "</li>"
	print "</ul>"
}

# Below a picture, the table is folded; not that of the leads, which are names to act on. Mail programs
# unfold all, so a mail has no such table.
function print_figure(figure,    folded) {
	print "<h3 id=\"figure-" figure "\">" shown(figure_title[figure]) "</h3>"
	print "<p>" prose(figure_words[figure]) "</p>"
	read_report(figure, 60)
	folded = print_picture(figure) && figure != "leads"
	print_notes(figure)
	if (folded && pictures == "png")
		return
	if (folded)
		print "<details><summary>The figures</summary>"
	print_table(figure)
	if (!folded)
		print "<details><summary>What the columns mean</summary>"
	print_meanings(figure)
	print_command(figure_command[figure])
	print "</details>"
}

function print_command(command) {
	print "<pre tabindex=\"0\"><code>" shown(command) "</code></pre>"
}

function print_section(s,    i) {
	print "<section aria-labelledby=\"" section_id[s] "\">\n<h2 id=\"" section_id[s] "\">" \
	    shown(section_title[s]) "</h2>"
	for (i = 1; i <= figures[s]; i++)
		print_figure(figure_id[s, i])
	if (section_remark[s] != "")
		print "<p class=\"notes\">" shown(section_remark[s]) "</p>"
	print "</section>"
}

function print_origin(    i) {
	print "<section aria-labelledby=\"origin\">\n<h2 id=\"origin\">How this page was made</h2>"
	print "<p>By lf-report of leadflow @VERSION@. Below each table stands the command that made it, " \
	    "from moves of leads between stages. These came from the log so:</p>"
	print_command(staged_command)
	print_command(moves_command)
	print_notes("sort")
	print_notes("stage")
	print_notes("moves")
	if (missings > 0) {
		print "<p>What the page could show as well, and the options of lf-report that add it:</p>\n<ul>"
		for (i = 1; i <= missings; i++)
			print "<li>" missing_title[i] ": <code>" shown(missing_option[i]) "</code></li>"
		print "</ul>"
	}
	print "</section>"
}

function print_page(    s) {
	print_head()
	print_title()
	print_headlines()
	for (s = 1; s <= sections; s++)
		print_section(s)
	print_origin()
	print "</main>\n</body>\n</html>"
}
