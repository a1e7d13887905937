# Lanes, the marks of rows of leads: a disc for each lead, at its value and in the colour of its
# class, those of about the same value on top of each other. Where leads are too many for that, the
# area of a disc is their number.

BEGIN {
	most_piled = 100 # of all lanes together
	most_discs = 2000
	across = 6 # pixels from disc to disc
	apart = 13 # the same where their area counts
}

# A lead, by its row in the report, in a lane, at a value, of class 1 to 3.
function lead_at(row, lane, value, class) {
	leads++
	leads_of[lane]++
	lead_lane[row] = lane
	lead_value[row] = value
	lead_class[row] = class
}

function lead_place(s, row, from, to, step) {
	return int(share_of_axis(s, lead_value[row]) * (to - from - step) / step)
}

# Counts the leads at the places that are `step` apart, by lane and class, to at_place, and finds
# the most at one of them, for each lane, to most_in_lane. Returns the most of all.
function count_places(s, from, to, step,    row, at, n, most) {
	split("", at_place)
	split("", most_in_lane)
	for (row = 1; row <= leads; row++) {
		at = lead_lane[row] SUBSEP lead_place(s, row, from, to, step)
		at_place[at, lead_class[row]]++
		n = ++at_place[at]
		if (n > most_in_lane[lead_lane[row]])
			most_in_lane[lead_lane[row]] = n
		if (n > most)
			most = n
	}
	return most
}

# Finds out whether every lead has a disc: then most_in_disc is 0, else the leads of the largest.
function measure_lanes(s, from, to,    lane, piled) {
	most_in_disc = 0
	if (leads <= most_discs) {
		count_places(s, from, to, across)
		for (lane in most_in_lane)
			piled += most_in_lane[lane]
		if (piled <= most_piled)
			return
	}
	most_in_disc = count_places(s, from, to, apart)
	remark("The area of a disc is a number of leads; the largest is " commas(most_in_disc) ".")
}

function lane_height(lane) {
	return most_in_disc ? 26 : most_in_lane[lane] * 6 + 12
}

function draw_lane(s, lane, y, from, to) {
	if (most_in_disc)
		draw_areas(s, lane, y, from, to)
	else
		draw_piles(s, lane, y, from, to)
}

# Discs on top of each other, on a ground line.
function draw_piles(s, lane, y, from, to,    row, class, place, pile) {
	for (class = 1; class <= 3; class++)
		for (row = 1; row <= leads; row++)
			if (lead_lane[row] == lane && lead_class[row] == class) {
				place = lead_place(s, row, from, to, across)
				disc(from + 3 + place * across, y - 9 - pile[place]++ * 6, 2.6, \
				    legend_color[s, class], format == "svg" ? lead_text(row) : "")
			}
}

# One disc for all leads of a place, in the colour of the class that most of them have.
function draw_areas(s, lane, y, from, to,    class, place, n, best, radius) {
	for (place = 0; place <= (to - from) / apart; place++) {
		n = at_place[lane, place]
		if (!n)
			continue
		best = 1
		for (class = 2; class <= 3; class++)
			if (at_place[lane, place, class] > at_place[lane, place, best])
				best = class
		radius = 8 * sqrt(n / most_in_disc)
		disc(from + apart / 2 + place * apart, y - 13, radius < 1.8 ? 1.8 : sprintf("%.1f", radius), \
		    legend_color[s, best], format == "svg" ? commas(n) " leads" : "")
	}
}
