# The whole picture: title, sections one below the other, notes.

function draw_title(y,    n, i, line) {
	if (title != "") {
		n = wrap(title, right - left, -18, 3, line)
		for (i = 1; i <= n; i++)
			label(left, y + i * 24 - 12, line[i], -18, "start", "ink", title)
		y += n * 24 + 4
	}
	return draw_words(subtitle, y)
}

function draw_words(words, y,    n, i, line) {
	if (words == "")
		return y
	n = wrap(words, right - left, 12, 6, line)
	for (i = 1; i <= n; i++)
		label(left, y + i * 17 - 8, line[i], 12, "start", "mute", words)
	return y + n * 17
}

# The legend of a section, from y on, in lines; returns where it ends.
function draw_legend(s, y,    i, x, room) {
	x = left
	for (i = 1; i <= legends[s]; i++) {
		room = width(legend_text[s, i], 12)
		room = room > 300 ? 300 : room
		if (x > left && x + 16 + room > right) {
			x = left
			y += 18
		}
		rect(x, y + 5, 10, 10, legend_color[s, i])
		label_within(x + 16, y + 10, legend_text[s, i], 12, "start", "ink", room)
		x += 16 + room + 20
	}
	return legends[s] ? y + 30 : y
}

function draw_section(s, y) {
	y += 20
	if (title_of[s] != "") {
		label_within(left, y + 10, title_of[s], -13, "start", "ink", right - left)
		y += 26
	}
	y = draw_legend(s, y)
	return kind_of_section[s] == "rows" ? draw_rows(s, y) : draw_panels(s, y)
}

function draw_picture(    y, s) {
	left = 24
	right = 776
	y = draw_title(title == "" ? 0 : 20)
	for (s = 1; s <= sections; s++)
		y = draw_section(s, y)
	if (sections == 0) {
		label((left + right) / 2, y + 70, nothing, 14, "middle", "mute")
		y += 120
	}
	if (remarks != "")
		y = draw_words(remarks, y + 12)
	y = int(y + 24)
	if (format == "svg")
		draw_svg(800, y, (title != "" ? title ". " : "") subtitle)
	else
		draw_gnuplot(800, y)
}
