# The picture as text, of 80 cells a line, for terminals and mails.

BEGIN {
	block = "\342\226\210"
	split("\342\226\217 \342\226\216 \342\226\215 \342\226\214 \342\226\213 \342\226\212 \342\226\211", eighth, " ")
	split("\342\226\201 \342\226\202 \342\226\203 \342\226\204 \342\226\205 \342\226\206 \342\226\207 \342\226\210", height, " ")
	shade = "\342\226\221"
	dash = "\342\224\200"
	bullet = "\342\227\217"
	middle_rule = "\342\224\202"
}

function pad(s, cells, side,    n, blanks) {
	s = fit(s, cells, 0)
	n = cells - width(s, 0)
	blanks = sprintf("%" (n > 0 ? n : 0) "s", "")
	return side == "end" ? blanks s : s blanks
}

function repeat(s, n,    to) {
	while (n-- >= 1)
		to = to s
	return to
}

# A bar of `share` of the cells, in eighths, and a shade up to `more` of them.
function plain_bar(share, more, cells,    n, to) {
	n = int(share * cells * 8 + 0.5)
	if (n == 0 && share > 0)
		n = 1
	to = repeat(block, int(n / 8)) eighth[n % 8]
	return to repeat(shade, more * cells + 0.5 - width(to, 0))
}

# A disc on its interval; ratios have a rule in the middle.
function plain_disc(s, i, cells,    at, lo, hi, x, to) {
	at = int(share_of_axis(s, item_value[s, i]) * (cells - 1) + 0.5)
	lo = item_lo[s, i] == "" ? at : int(share_of_axis(s, item_lo[s, i]) * (cells - 1) + 0.5)
	hi = item_hi[s, i] == "" ? at : int(share_of_axis(s, item_hi[s, i]) * (cells - 1) + 0.5)
	for (x = 0; x < cells; x++)
		to = to (item_value[s, i] != "" && x == at ? bullet : \
		    item_value[s, i] != "" && x >= lo && x <= hi ? dash : \
		    style_of[s] == "ratio" && x == int((cells - 1) / 2 + 0.5) ? middle_rule : " ")
	return to
}

# How many leads lie along the axis, as heights.
function plain_lane(s, lane, cells,    row, bin, count, most, to) {
	for (row = 1; row <= leads; row++)
		if (lead_lane[row] == lane && \
		    ++count[bin = int(share_of_axis(s, lead_value[row]) * (cells - 1))] > most)
			most = count[bin]
	for (bin = 0; bin < cells; bin++)
		to = to (count[bin] ? height[int((count[bin] * 8 + most - 1) / most)] : " ")
	return to
}

function plain_mark(s, i, cells) {
	if (mark_of[s] == "discs")
		return plain_lane(s, lane_of[s, i], cells)
	if (mark_of[s] == "disc")
		return plain_disc(s, i, cells)
	if (item_value[s, i] == "")
		return ""
	return plain_bar(share_of_axis(s, item_value[s, i]), \
	    item_hi[s, i] == "" ? 0 : share_of_axis(s, item_hi[s, i]), cells)
}

# A line of text, without blanks at its end.
function say(line) {
	sub(/ +$/, "", line)
	print line
}

# The cells of names and figures, to names_cells and figure_cells[c]; returns those of the marks.
function plain_measure(s,    i, c, sum, most_cells) {
	names_cells = 0
	for (i = 1; i <= items[s]; i++)
		if (!is_heading[s, i] && width(item_text[s, i], 0) > names_cells)
			names_cells = width(item_text[s, i], 0)
	for (c = 1; c <= columns[s]; c++) {
		figure_cells[c] = width(head_of[s, c], 0) > 10 ? 10 : width(head_of[s, c], 0)
		for (i = 1; i <= items[s]; i++)
			if (width(item_figure[s, i, c], 0) > figure_cells[c])
				figure_cells[c] = width(item_figure[s, i, c], 0)
		sum += figure_cells[c] + 2
	}
	most_cells = 68 - sum < 28 ? 68 - sum : 28
	if (names_cells > most_cells)
		names_cells = most_cells
	return 78 - names_cells - sum
}

function plain_rows(s,    i, c, cells, line, lines, n, head, part) {
	cells = plain_measure(s)
	set_axis(s)
	for (c = 1; c <= columns[s]; c++) {
		n = wrap(head_of[s, c], figure_cells[c], 0, 4, part)
		lines = n > lines ? n : lines
		for (i = 1; i <= n; i++)
			head[c, i - n] = part[i]
	}
	for (i = 1 - lines; i <= 0; i++) {
		line = pad("", names_cells + 2 + cells)
		for (c = 1; c <= columns[s]; c++)
			line = line "  " pad(head[c, i], figure_cells[c], "end")
		say(line)
	}
	for (i = 1; i <= items[s]; i++) {
		line = pad(item_text[s, i], names_cells) "  " pad(plain_mark(s, i, cells), cells)
		for (c = 1; c <= columns[s]; c++)
			line = line "  " pad(item_figure[s, i, c], figure_cells[c], "end")
		say(is_heading[s, i] ? (i > 1 ? "\n" : "") fit(item_text[s, i], 80, 0) : line)
	}
}

function show_value(s, value) {
	return style_of[s] == "percent" ? percent(value) : \
	    style_of[s] != "money" && value ~ /\.[0-9][0-9][0-9]/ ? decimals(value, 1) : commas(value)
}

function layer_text(s, p, l, x) {
	return layer_kind[s, p, l] == "band" ? \
	    span_of(show_value(s, layer_value[s, p, l, x]), show_value(s, layer_value2[s, p, l, x])) : \
	    show_value(s, layer_value[s, p, l, x])
}

# The value that a period's bar shows: that of the last line that has one, else of the first bar.
function main_value(s, p, x,    l, value) {
	for (l = layers[s, p]; l >= 1 && value == ""; l--)
		if (layer_kind[s, p, l] == "line")
			value = layer_value[s, p, l, x]
	for (l = 1; l <= layers[s, p] && value == ""; l++)
		if (layer_kind[s, p, l] == "bar")
			value = layer_value[s, p, l, x]
	return value
}

# A panel as rows, one for each period.
function plain_panel(s, p,    t, l, x, high) {
	t = section("rows", panel_title[s, p], "bare")
	mark_of[t] = "bar"
	for (l = 1; l <= layers[s, p]; l++)
		if (layer_name[s, p, l] != "")
			column_of(t, layer_name[s, p, l])
	for (x = 1; x <= size[axis_of[s]]; x++) {
		item(t, clean(keys[axis_of[s], x]), main_value(s, p, x), "", "", blue)
		for (l = 1; l <= layers[s, p]; l++)
			if (layer_name[s, p, l] != "")
				figure_text(t, layer_text(s, p, l, x))
	}
	if (panel_title[s, p] != "")
		say("\n" fit(panel_title[s, p], 80, 0))
	plain_rows(t)
}

function draw_plain(    s, p, n, i, line, all) {
	n = wrap(title, 80, 0, 3, line)
	for (i = 1; i <= n && title != ""; i++)
		say(line[i])
	n = wrap(subtitle, 80, 0, 6, line)
	for (i = 1; i <= n && subtitle != ""; i++)
		say(line[i])
	all = sections
	for (s = 1; s <= all; s++) {
		say("")
		if (title_of[s] != "")
			say(title_of[s])
		if (kind_of_section[s] == "rows") {
			if (mark_of[s] == "bar" && legends[s] == 2)
				say(block " " legend_text[s, 1] "\n" shade " " legend_text[s, 2] "\n")
			plain_rows(s)
		}
		for (p = 1; p <= panels[s]; p++)
			plain_panel(s, p)
	}
	if (all == 0)
		say("\n" nothing)
	n = wrap(remarks, 80, 0, 6, line)
	if (remarks != "")
		say("")
	for (i = 1; i <= n && remarks != ""; i++)
		say(line[i])
}
