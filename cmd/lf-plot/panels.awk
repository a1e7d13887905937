# Panels: values over periods, side by side where there are several.

# The greatest value of a panel, bands and sums of areas and bars included.
function greatest_value(s, p,    l, x, most, sum) {
	for (x = 1; x <= size[axis_of[s]]; x++) {
		sum = 0
		for (l = 1; l <= layers[s, p]; l++) {
			if (is_stacked(s, p, l))
				sum += layer_value[s, p, l, x]
			if (layer_value[s, p, l, x] + 0 > most)
				most = layer_value[s, p, l, x] + 0
			if (layer_value2[s, p, l, x] + 0 > most)
				most = layer_value2[s, p, l, x] + 0
		}
		if (sum > most)
			most = sum
	}
	return most + 0
}

function is_stacked(s, p, l) {
	return layer_kind[s, p, l] == "area" || layer_kind[s, p, l] == "bar"
}

function is_whole(s, p,    l, x) {
	for (l = 1; l <= layers[s, p]; l++)
		for (x = 1; x <= size[axis_of[s]]; x++)
			if (layer_value[s, p, l, x] ~ /\./ || layer_value2[s, p, l, x] ~ /\./)
				return 0
	return 1
}

function x_of(x) {
	return plot_left + (x - 0.5) * pitch
}

function y_of(value) {
	value += 0
	return plot_bottom - (value > axis_high ? 1 : value / axis_high) * plot_height
}

# Areas and bars lie on those before them; base[x] is where the next one begins.
function draw_area(s, p, l, base,    x, up, down, top, value) {
	for (x = 1; x <= size[axis_of[s]]; x++) {
		value = base[x] + layer_value[s, p, l, x]
		up = up xy(x_of(x), y_of(value))
		down = xy(x_of(x), y_of(base[x])) down
		base[x] = value
	}
	area(up down, layer_color[s, p, l])
	if (layers[s, p] > 1)
		path(up, "gap", 1)
}

# Bars with no room between them are one area with steps.
function draw_bars(s, p, l, base,    x, thick, value, up, down) {
	thick = pitch > 90 ? 64 : pitch * 0.72
	for (x = 1; x <= size[axis_of[s]]; x++) {
		value = base[x] + layer_value[s, p, l, x]
		up = up xy(x_of(x) - pitch / 2, y_of(value)) xy(x_of(x) + pitch / 2, y_of(value))
		down = xy(x_of(x) + pitch / 2, y_of(base[x])) xy(x_of(x) - pitch / 2, y_of(base[x])) down
		if (pitch >= 3)
			rect(x_of(x) - thick / 2, y_of(value), thick, y_of(base[x]) - y_of(value), layer_color[s, p, l])
		base[x] = value
	}
	if (pitch < 3)
		area(up down, layer_color[s, p, l])
}

# A band from value to value2, in pieces where one of them is missing.
function draw_band(s, p, l,    x, up, down, n, value) {
	for (x = 1; x <= size[axis_of[s]] + 1; x++) {
		value = layer_value[s, p, l, x]
		if (value != "" && layer_value2[s, p, l, x] != "") {
			n++
			up = up xy(x_of(x), y_of(layer_value2[s, p, l, x]))
			down = xy(x_of(x), y_of(value)) down
			continue
		}
		if (n == 1)
			rect(x_of(x - 1) - 2, y_of(layer_value2[s, p, l, x - 1]), 4, \
			    y_of(layer_value[s, p, l, x - 1]) - y_of(layer_value2[s, p, l, x - 1]), layer_color[s, p, l])
		else if (n > 1)
			area(up down, layer_color[s, p, l])
		up = down = ""
		n = 0
	}
}

# A line, in pieces where a value is missing, with a disc at each value where there is room.
function draw_line(s, p, l,    x, points, n) {
	for (x = 1; x <= size[axis_of[s]] + 1; x++) {
		if (layer_value[s, p, l, x] != "") {
			n++
			points = points xy(x_of(x), y_of(layer_value[s, p, l, x]))
			continue
		}
		if (n > 1)
			path(points, layer_color[s, p, l], 2)
		else if (n == 1 && pitch < 14)
			disc(x_of(x - 1), y_of(layer_value[s, p, l, x - 1]), 2, layer_color[s, p, l])
		points = ""
		n = 0
	}
	for (x = 1; x <= size[axis_of[s]] && pitch >= 14; x++)
		if (layer_value[s, p, l, x] != "")
			disc(x_of(x), y_of(layer_value[s, p, l, x]), 3, layer_color[s, p, l])
}

# The names of periods under a panel, none over another, the year where it changes.
function draw_periods(list, from, to, y,    x, step, short, room, at, done, done_below, last, named) {
	step = period_step(list, pitch)
	for (x = 1; x <= size[list]; x++)
		named += is_named(list, x, step)
	for (x = 1; x <= size[list]; x++) {
		if (named ? !is_named(list, x, step) : x > 1)
			continue
		shorten(keys[list, x], short)
		short[1] = fit(short[1], to - from, 11)
		room = width(short[1], 11) / 2
		at = x_of(x) < from + room ? from + room : x_of(x) > to - room ? to - room : x_of(x)
		if (done && at - room < done + 6)
			continue
		label(at, y, short[1], 11, "middle", "mute")
		done = at + room
		room = width(short[2], 11) / 2
		at = at < from + room ? from + room : at > to - room ? to - room : at
		if (short[2] == last || (done_below && at - room < done_below + 6))
			continue
		label(at, y + 14, short[2], 11, "middle", "mute")
		done_below = at + room
		last = short[2]
	}
}

# The names of a panel's layers at their right ends, moved apart where they would touch.
function draw_ends(s, p, x, room,    l, n, i, j, y, place, order, sum, last) {
	last = size[axis_of[s]]
	for (l = 1; l <= layers[s, p]; l++) {
		y = sum + layer_value[s, p, l, last] / (layer_kind[s, p, l] == "area" ? 2 : 1)
		sum += layer_kind[s, p, l] == "area" ? layer_value[s, p, l, last] : 0
		place[l] = y_of(y)
		for (i = ++n; i > 1 && place[order[i - 1]] > place[l]; i--)
			order[i] = order[i - 1]
		order[i] = l
	}
	spread_apart(order, place, n)
	for (i = 1; i <= n; i++) {
		l = order[i]
		rect(x, place[l] - 5, 10, 10, layer_color[s, p, l])
		label_within(x + 16, place[l], layer_name[s, p, l], 12, "start", "ink", room - 16)
	}
}

function spread_apart(order, place, n,    i, low) {
	low = plot_bottom - 8
	for (i = n; i >= 1; i--) {
		if (place[order[i]] > low)
			place[order[i]] = low
		low = place[order[i]] - 16
	}
	for (i = 1; i <= n; i++) {
		low = i == 1 ? plot_bottom - plot_height : low + 16
		if (place[order[i]] < low)
			place[order[i]] = low
		low = place[order[i]]
	}
}

function draw_layers(s, p,    l, base) {
	for (l = 1; l <= layers[s, p]; l++)
		if (layer_kind[s, p, l] == "area")
			draw_area(s, p, l, base)
		else if (layer_kind[s, p, l] == "bar")
			draw_bars(s, p, l, base)
		else if (layer_kind[s, p, l] == "band")
			draw_band(s, p, l)
	for (l = 1; l <= layers[s, p]; l++)
		if (layer_kind[s, p, l] == "line")
			draw_line(s, p, l)
}

# One panel, between x and x + wide, of `high` pixels without its title and its periods.
function draw_panel(s, p, x, y, wide, high,    n, i, tick, ends, most) {
	ends = is_labelled(s) ? ends_width(s, p) : 0
	if (panel_title[s, p] != "")
		label_within(x, y + 7, panel_title[s, p], 12, "start", "ink", wide - 8)
	plot_height = high
	plot_bottom = y + (panel_title[s, p] != "" ? 26 : 8) + high
	most = is_shared[s] ? shared_high[s] : greatest_value(s, p)
	n = linear_ticks(most, high > 150 ? 5 : 3, is_whole(s, p), tick)
	axis_high = tick[n]
	plot_left = x + tick_width[s] + 8
	pitch = (x + wide - ends - plot_left) / size[axis_of[s]]
	for (i = 1; i <= n; i++) {
		label(plot_left - 6, y_of(tick[i]), tick_text(tick[i], style_of[s], tick[2]), 11, "end", "mute")
		if (i > 1)
			ruler(plot_left, y_of(tick[i]), x + wide - ends, y_of(tick[i]), "rule")
	}
	draw_layers(s, p)
	ruler(plot_left, plot_bottom, x + wide - ends, plot_bottom, "axis")
	draw_periods(axis_of[s], plot_left - 4, x + wide - ends, plot_bottom + 11)
	if (ends)
		draw_ends(s, p, x + wide - ends + 8, ends - 8)
}

# Whether the one panel of a section has the names of its layers beside it.
function is_labelled(s) {
	return panels[s] == 1 && layers[s, 1] > 1 && layer_kind[s, 1, 1] == "area"
}

function ends_width(s, p,    l, most) {
	for (l = 1; l <= layers[s, p]; l++)
		if (width(layer_name[s, p, l], 12) > most)
			most = width(layer_name[s, p, l], 12)
	return (most > 200 ? 200 : most) + 26
}

# The room for the marks of the axes, and the greatest value where the panels share it.
function measure_panels(s,    p, n, i, tick, room, value) {
	for (p = 1; p <= panels[s]; p++)
		if (greatest_value(s, p) > shared_high[s])
			shared_high[s] = greatest_value(s, p)
	for (p = 1; p <= panels[s]; p++) {
		value = is_shared[s] ? shared_high[s] : greatest_value(s, p)
		n = linear_ticks(value, 5, is_whole(s, p), tick)
		for (i = 1; i <= n; i++) {
			room = width(tick_text(tick[i], style_of[s], tick[2]), 11)
			if (room > tick_width[s])
				tick_width[s] = room
		}
	}
}

# Draws a section of panels from y on; returns where it ends.
function draw_panels(s, y,    p, beside, wide, high, place) {
	measure_panels(s)
	beside = is_column[s] || panels[s] == 1 ? 1 : panels[s] <= 4 ? 2 : panels[s] <= 12 ? 3 : 4
	wide = (right - left - (beside - 1) * 20) / beside
	high = is_column[s] ? 110 : beside == 1 ? 240 : beside == 2 ? 140 : beside == 3 ? 100 : 76
	for (p = 1; p <= panels[s]; p++) {
		place = (p - 1) % beside
		draw_panel(s, p, left + place * (wide + 20), y, wide, high)
		if (place == beside - 1 || p == panels[s])
			y += high + 70
	}
	return y - 8
}
