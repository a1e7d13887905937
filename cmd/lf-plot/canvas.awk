# A picture as a list of shapes and labels, in pixels from the upper left corner, which are
# then written as SVG, or as commands for gnuplot. Shapes are drawn in turn, labels last.

BEGIN {
	# Okabe and Ito's colours, which the colour-blind can tell apart.
	blue = "#0072b2"; orange = "#e69f00"; green = "#009e73"; pink = "#cc79a7"
	sky = "#56b4e9"; red = "#d55e00"; yellow = "#f0e442"; grey = "#8a8a8a"
	split(blue " " orange " " green " " pink " " sky " " red " #4d4d4d " yellow, hue, " ")
	hues = 8
	# The colours that a page may replace, by class: on dark paper, for one.
	tint["ink"] = "#222222"; tint["mute"] = "#595959"; tint["rule"] = "#dddddd"
	tint["axis"] = "#888888"; tint["gap"] = "#ffffff"; tint["paper"] = "#ffffff"
}

# Rectangles and discs of one look that follow one another are one shape. A pointer that rests
# on it shows the words.
function shape(what, points, color, size, words) {
	if ((what == "rect" || what == "disc") && what_is[shapes] == what && \
	    color_of[shapes] == color && size_of[shapes] == size && words == "" && words_of[shapes] == "") {
		points_of[shapes] = points_of[shapes] points
		return
	}
	what_is[++shapes] = what
	points_of[shapes] = points
	color_of[shapes] = color
	size_of[shapes] = size
	words_of[shapes] = words
}

function xy(x, y) {
	return sprintf("%.1f,%.1f ", x, y)
}

function rect(x, y, w, h, color) {
	if (w > 0 && h > 0)
		shape("rect", sprintf("%.1f,%.1f,%.1f,%.1f ", x, y, w, h), color, 0)
}

function area(points, color) {
	shape("area", points, color, 0)
}

function path(points, color, thick) {
	shape("path", points, color, thick)
}

function ruler(x1, y1, x2, y2, color) {
	shape("path", xy(x1, y1) xy(x2, y2), color, 1)
}

function disc(x, y, radius, color, words) {
	shape("disc", xy(x, y), color, radius, words)
}

# A line of text, centred on y; size is that of its font, negative if bold; align is start,
# middle or end. `whole` is said by a pointer that rests on it, where the text was cut short.
function label(x, y, text, size, align, color, whole) {
	if (text == "")
		return
	text_of[++labels] = text
	text_x[labels] = x
	text_y[labels] = y
	text_size[labels] = size
	text_align[labels] = align
	text_color[labels] = color
	text_whole[labels] = whole == text ? "" : whole
}

# The same, cut to a width.
function label_within(x, y, text, size, align, color, room) {
	label(x, y, fit(text, room, size), size, align, color, text)
}
