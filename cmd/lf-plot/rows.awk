# Rows: a name, a mark on a common axis, and figures in columns beside it.

# The greatest value of a section's rows, intervals included.
function greatest_item(s,    i, most) {
	for (i = 1; i <= items[s]; i++) {
		if (item_value[s, i] + 0 > most)
			most = item_value[s, i] + 0
		if (item_hi[s, i] + 0 > most)
			most = item_hi[s, i] + 0
	}
	return most + 0
}

# The width of each column of figures, its head in at most three lines; returns their sum.
function measure_columns(s,    c, i, room, words, word, sum) {
	for (c = 1; c <= columns[s]; c++) {
		room = 40
		for (i = 1; i <= items[s]; i++)
			if (width(item_figure[s, i, c], 12) > room)
				room = width(item_figure[s, i, c], 12)
		words = split(head_of[s, c], word, " ")
		for (i = 1; i <= words; i++)
			if (width(word[i], 11) > room)
				room = width(word[i], 11)
		if (width(head_of[s, c], 11) > 2 * room)
			room = width(head_of[s, c], 11) / 2
		column_width[c] = room > 110 ? 110 : room
		sum += column_width[c] + 16
	}
	return sum
}

# The heads of the columns, on lines that end at y.
function draw_heads(s, y,    c, x, n, i, line) {
	x = right
	for (c = columns[s]; c >= 1; c--) {
		n = wrap(head_of[s, c], column_width[c] + 2, 11, 3, line)
		for (i = 1; i <= n; i++)
			label(x, y - (n - i) * 14, line[i], 11, "end", "mute")
		x -= column_width[c] + 16
	}
}

function count_head_lines(s,    c, n, most, line) {
	for (c = 1; c <= columns[s]; c++) {
		n = wrap(head_of[s, c], column_width[c] + 2, 11, 3, line)
		if (n > most)
			most = n
	}
	return most
}

# Where a value lies on the axis, from 0 to 1; by logarithms around 1 for ratios.
function share_of_axis(s, value) {
	value += 0
	if (style_of[s] == "ratio")
		value = value <= 0 ? 0 : (log(value) / log(axis_high) + 1) / 2
	else
		value = axis_high > 0 ? value / axis_high : 0
	return value < 0 ? 0 : value > 1 ? 1 : value
}

# A ratio's axis reaches from 1/n to n, as far as its intervals do, but no farther than 1/16 to 16.
function ratio_reach(s,    i, most, value) {
	most = 2
	for (i = 1; i <= items[s]; i++) {
		value = (item_hi[s, i] + 0 > item_value[s, i] + 0 ? item_hi[s, i] : item_value[s, i]) + 0
		if (value > most)
			most = value
		value = (item_lo[s, i] != "" ? item_lo[s, i] : item_value[s, i]) + 0
		if (value > 0 && 1 / value > most)
			most = 1 / value
	}
	return most <= 2 ? 2 : most <= 4 ? 4 : most <= 8 ? 8 : 16
}

# The marks of the axis, mark[1] to mark[marks], and axis_high, where it ends.
function set_axis(s,    value) {
	if (style_of[s] != "ratio") {
		marks = linear_ticks(greatest_item(s), 4, 0, mark)
		axis_high = style_of[s] == "bare" ? greatest_item(s) : mark[marks]
		return
	}
	axis_high = ratio_reach(s)
	marks = 0
	for (value = 1 / axis_high; value <= axis_high; value *= 2)
		mark[++marks] = value
}

# The rules of the axis, behind rows without a heading among them.
function draw_rules(s, top, bottom, from, to,    i, x) {
	for (i = 1; i <= (style_of[s] == "bare" ? 1 : marks) && bottom > top; i++) {
		x = from + (to - from) * share_of_axis(s, mark[i])
		ruler(x, top, x, bottom, mark[i] == (style_of[s] == "ratio") ? "axis" : "rule")
	}
}

function mark_text(s, i) {
	return style_of[s] != "ratio" ? tick_text(mark[i], style_of[s], mark[2]) : \
	    mark[i] < 1 ? "1/" 1 / mark[i] : mark[i] ""
}

# The marks of the axis, above the rows: as many as there is room for, 0 or 1 among them.
function draw_marks(s, y, from, to,    i, first, step, room) {
	if (style_of[s] == "bare")
		return
	for (i = 1; i <= marks; i++)
		if (width(mark_text(s, i), 11) > room)
			room = width(mark_text(s, i), 11)
	first = style_of[s] == "ratio" ? (marks + 1) / 2 : 1
	for (step = 1; step * (to - from) / (marks - 1) < room + 6 && step < marks; step++)
		continue
	for (i = 1; i <= marks; i++)
		if ((i - first) % step == 0)
			label(from + (to - from) * share_of_axis(s, mark[i]), y, mark_text(s, i), 11, "middle", "mute")
}

# A row's mark: a bar, with a lighter one up to hi, or a disc on its interval.
function draw_mark(s, i, y, high, from, to,    x, lo, hi) {
	if (item_value[s, i] == "")
		return
	x = from + (to - from) * share_of_axis(s, item_value[s, i])
	lo = from + (to - from) * share_of_axis(s, item_lo[s, i])
	hi = from + (to - from) * share_of_axis(s, item_hi[s, i])
	if (mark_of[s] == "bar") {
		if (item_hi[s, i] != "")
			rect(from, y - high / 2, hi - from, high, sky)
		rect(from, y - high / 2, x - from > 1 || item_value[s, i] == 0 ? x - from : 1, high, item_color[s, i])
		return
	}
	if (item_lo[s, i] != "" && item_hi[s, i] != "")
		shape("path", xy(lo, y) xy(hi, y), item_color[s, i], 2)
	disc(x, y, 4, item_color[s, i])
}

# The height of a row, and the space above it.
function row_height(s, i, from, to,    high) {
	if (is_heading[s, i])
		return (items[s] > 24 ? 20 : 26) + (i > 1 ? 6 : 0)
	if (mark_of[s] == "discs")
		high = lane_height(lane_of[s, i])
	return high > 26 ? high : items[s] > 24 && mark_of[s] != "discs" ? 20 : 26
}

function draw_row(s, i, y, high, from, to, names,    c, x) {
	if (is_heading[s, i]) {
		label_within(left, y + high - 13, item_text[s, i], -12, "start", "ink", right - left)
		return
	}
	y += high / 2
	label_within(from - 12, y, item_text[s, i], 12, "end", "ink", names)
	if (mark_of[s] == "discs")
		draw_lane(s, lane_of[s, i], y + high / 2, from, to)
	else
		draw_mark(s, i, y, high - 10, from, to)
	x = right
	for (c = columns[s]; c >= 1; c--) {
		label_within(x, y, item_figure[s, i, c], 12, "end", "ink", column_width[c])
		x -= column_width[c] + 16
	}
}

# Draws a section of rows from y on; returns where it ends.
function draw_rows(s, y,    i, names, from, to, high, top, bottom) {
	for (i = 1; i <= items[s]; i++)
		if (!is_heading[s, i] && width(item_text[s, i], 12) > names)
			names = width(item_text[s, i], 12)
	names = names > 300 ? 300 : names
	from = left + names + 12
	to = right - measure_columns(s) - (style_of[s] == "bare" ? 8 : 24)
	y += 8 + count_head_lines(s) * 14
	draw_heads(s, y - 14)
	set_axis(s)
	if (mark_of[s] == "discs")
		measure_lanes(s, from, to)
	draw_marks(s, y - 14, from, to)
	top = bottom = y
	for (i = 1; i <= items[s]; i++) {
		high[i] = row_height(s, i, from, to)
		if (is_heading[s, i]) {
			draw_rules(s, top, bottom, from, to)
			top = bottom + high[i]
		}
		bottom += high[i]
	}
	draw_rules(s, top, bottom, from, to)
	for (i = 1; i <= items[s]; i++) {
		draw_row(s, i, y, high[i], from, to, names)
		y += high[i]
	}
	return y
}
