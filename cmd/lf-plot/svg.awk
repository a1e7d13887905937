# The picture as SVG.

# An attribute that gives a colour, with the class for those that have one.
function paint(attribute, color) {
	return color in tint ? "class=\"lf-" color "\" " attribute "=\"" tint[color] "\"" : \
	    attribute "=\"" color "\""
}

function svg_piece(i, points,    at) {
	split(points, at, ",")
	if (what_is[i] == "rect")
		print "<rect x=\"" at[1] "\" y=\"" at[2] "\" width=\"" at[3] "\" height=\"" at[4] "\" " \
		    paint("fill", color_of[i]) "/>"
	else
		print "<circle cx=\"" at[1] "\" cy=\"" at[2] "\" r=\"" size_of[i] "\" " \
		    paint("fill", color_of[i]) (words_of[i] == "" ? "/>" : \
		    "><title>" escape(words_of[i]) "</title></circle>")
}

function svg_shape(i,    n, j, piece) {
	sub(/ $/, "", points_of[i])
	if (what_is[i] == "area")
		print "<polygon points=\"" points_of[i] "\" " paint("fill", color_of[i]) "/>"
	else if (what_is[i] == "path")
		print "<polyline points=\"" points_of[i] "\" fill=\"none\" " paint("stroke", color_of[i]) \
		    " stroke-width=\"" size_of[i] "\" stroke-linejoin=\"round\"/>"
	else {
		n = split(points_of[i], piece, " ")
		for (j = 1; j <= n; j++)
			svg_piece(i, piece[j])
	}
}

function svg_label(i,    size, look, words) {
	size = text_size[i]
	look = paint("fill", text_color[i])
	if (size < 0) {
		size = -size
		look = "font-weight=\"bold\" " look
	}
	if (text_align[i] != "start")
		look = "text-anchor=\"" text_align[i] "\" " look
	if (text_whole[i] != "")
		words = "<title>" escape(text_whole[i]) "</title>"
	printf("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" %s>%s%s</text>\n", text_x[i], \
	    text_y[i] + size * 0.36, size, look, words, escape(text_of[i]))
}

function draw_svg(wide, high, words,    i) {
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" wide "\" height=\"" high \
	    "\" viewBox=\"0 0 " wide " " high "\" role=\"img\" aria-label=\"" escape(words) \
	    "\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">"
	print "<rect width=\"" wide "\" height=\"" high "\" " paint("fill", "paper") "/>"
	for (i = 1; i <= shapes; i++)
		svg_shape(i)
	for (i = 1; i <= labels; i++)
		svg_label(i)
	print "</svg>"
}
