# What a picture shows, before it has a form: sections of rows, and of panels over
# periods. Each report makes some; draw.awk and plain.awk give them their form.

BEGIN {
	# The most of each that a picture holds.
	most["row"] = 100
	most["panel"] = 60
}

# A section of what ("rows", "panels"), with a style for its axis: number, percent or
# ratio (around 1, by its logarithm).
function section(what, title, style) {
	kind_of_section[++sections] = what
	title_of[sections] = title
	style_of[sections] = style
	axis_of[sections] = "period"
	return sections
}

# One entry of what the colours of a section mean.
function legend(s, color, text) {
	legend_color[s, ++legends[s]] = color
	legend_text[s, legends[s]] = text
}

# A column of figures beside the rows.
function column_of(s, head) {
	head_of[s, ++columns[s]] = head
}

# A row with a name and a value, empty if there is none, from lo to hi, or with more up to hi.
function item(s, text, value, lo, hi, color,    i) {
	i = ++items[s]
	item_text[s, i] = text
	item_value[s, i] = value
	item_lo[s, i] = lo
	item_hi[s, i] = hi
	item_color[s, i] = color
	return i
}

# A row that is the heading of those after it.
function heading(s, text) {
	is_heading[s, item(s, text, "", "", "", "ink")] = 1
}

# What stands in the next column of the row made last.
function figure_text(s, text) {
	item_figure[s, items[s], ++item_figures[s, items[s]]] = text
}

function panel(s, title) {
	panel_title[s, ++panels[s]] = title
	return panels[s]
}

# A layer of the panel made last: "bar", "line", "band" (from value to value2) or "area" (on
# top of the one before).
function layer(s, what, name, color,    p, l) {
	p = panels[s]
	l = ++layers[s, p]
	layer_kind[s, p, l] = what
	layer_name[s, p, l] = name
	layer_color[s, p, l] = color
	return l
}

# The value of the layer made last, at a place of the axis.
function put(s, x, value, value2,    p) {
	p = panels[s]
	layer_value[s, p, layers[s, p], x] = value
	layer_value2[s, p, layers[s, p], x] = value2
}

# What is said below the picture.
function remark(text) {
	remarks = remarks (remarks == "" ? "" : " ") text
}

# Which of the series have a place in the picture: those with the greatest weights, to
# kept[1] to kept[n] in their order; returns n. weight[1] to weight[all] is lost.
function choose(all, limit, weight, kept, what,    i, n, times, best) {
	if (all > limit) {
		for (times = 1; times <= limit; times++) {
			best = 0
			for (i = 1; i <= all; i++)
				if (!(i in taken_here) && (!best || weight[i] + 0 > weight[best] + 0))
					best = i
			taken_here[best]
		}
		remark("Only " limit " of " all " " what " are shown, the largest.")
		note("only " limit " of " all " " what " are shown, the largest")
	}
	for (i = 1; i <= all; i++)
		if (all <= limit || i in taken_here)
			kept[++n] = i
	for (i in taken_here)
		delete taken_here[i]
	return n
}
