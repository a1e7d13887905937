# The picture as commands for gnuplot, which makes a PNG of it.

# Text as a string of gnuplot: every byte but letters and blanks by its number, so that none can
# end the string or begin something. (Between single marks, gnuplot 5.4 loses its place after four
# of them. It takes all digits after a backslash for one number, so digits go by number too.)
function literal(s,    i, c, to) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		to = to (c ~ /^[A-Za-z ]$/ ? c : sprintf("\\%03o", ord[c]))
	}
	return "\"" to "\""
}

function rgb(color) {
	return color in tint ? tint[color] : color
}

# The points of a shape as rows of data; a rectangle's are its centre and its sides.
function gnuplot_data(i,    n, j, at, piece) {
	print "$d" i " << END"
	n = split(points_of[i], piece, " ")
	for (j = 1; j <= n; j++) {
		split(piece[j], at, ",")
		if (what_is[i] == "rect")
			print at[1], at[2], at[1], at[1] + at[3], at[2], at[2] + at[4]
		else
			print at[1], at[2], size_of[i]
	}
	print "END"
}

function gnuplot_clause(i) {
	return "$d" i (what_is[i] == "rect" ? " using 1:2:3:4:5:6 with boxxyerror fs solid noborder fc" : \
	    what_is[i] == "area" ? " using 1:2 with filledcurves closed fs solid noborder fc" : \
	    what_is[i] == "path" ? " using 1:2 with lines lw " size_of[i] " lc" : \
	    " using 1:2:3 with circles fs solid noborder fc") " rgb '" rgb(color_of[i]) "'"
}

function gnuplot_label(i,    size, align, font) {
	size = text_size[i] < 0 ? -text_size[i] : text_size[i]
	font = text_size[i] < 0 ? ":Bold" : ""
	align = text_align[i] == "start" ? "left" : text_align[i] == "end" ? "right" : "center"
	printf("set label %s at %.1f,%.1f %s front noenhanced font '%s,%d' textcolor rgb '%s'\n", \
	    literal(text_of[i]), text_x[i], text_y[i], align, font, size, rgb(text_color[i]))
}

# At two points a pixel, for screens that have them. Fonts are measured in points.
function draw_gnuplot(wide, high,    i) {
	print "set encoding utf8"
	print "set terminal pngcairo size " 2 * wide "," 2 * high \
	    " font 'sans-serif,12' fontscale 1.5 linewidth 2 rounded noenhanced background '#ffffff'"
	print "unset border; unset tics; unset key; set margins 0,0,0,0"
	print "set xrange [0:" wide "]; set yrange [" high ":0]"
	for (i = 1; i <= labels; i++)
		gnuplot_label(i)
	for (i = 1; i <= shapes; i++)
		gnuplot_data(i)
	printf "plot NaN notitle"
	for (i = 1; i <= shapes; i++)
		printf ", \\\n%s", gnuplot_clause(i)
	print ""
}
