# Lanes: a disc for each lead, at its value, those of about the same value on top of each other,
# in the colour of its class. Where leads are too many for that, the area of a disc is their number.

BEGIN {
	most_piled = 100 # of all lanes together
	most_discs = 2000
	across = 6 # pixels from disc to disc
	apart = 13 # the same where their area counts
}

# A lead at a value, of class 1 to 3, in a lane, which is a row of the section.
function lead_at(s, lane, value, class, words,    n) {
	n = ++leads_of[s, lane]
	lead_value[s, lane, n] = value
	lead_class[s, lane, n] = class
	lead_words[s, lane, n] = words
}

function lead_place(s, lane, n, from, to, step) {
	return int(share_of_axis(s, lead_value[s, lane, n]) * (to - from - step) / step)
}

# The most leads at one of the places that are `step` apart.
function most_at_once(s, lane, from, to, step,    n, most, count, place) {
	for (n = 1; n <= leads_of[s, lane]; n++)
		if (++count[place = lead_place(s, lane, n, from, to, step)] > most)
			most = count[place]
	return most + 0
}

# Finds out whether every lead has a disc: then most_in_disc is 0, else the leads of the largest.
function measure_lanes(s, from, to,    lane, most, all, value) {
	most_in_disc = 0
	for (lane = 1; lane <= items[s]; lane++) {
		all += leads_of[s, lane]
		most += most_at_once(s, lane, from, to, across)
		value = most_at_once(s, lane, from, to, apart)
		if (value > most_in_disc)
			most_in_disc = value
	}
	if (most <= most_piled && all <= most_discs)
		most_in_disc = 0
	else
		remark("The area of a disc is a number of leads; the largest is " commas(most_in_disc) ".")
}

function lane_height(s, lane, from, to) {
	return most_in_disc ? 26 : most_at_once(s, lane, from, to, across) * 6 + 12
}

function draw_lane(s, lane, y, from, to) {
	if (most_in_disc)
		draw_areas(s, lane, y, from, to)
	else
		draw_piles(s, lane, y, from, to)
}

# Discs on top of each other, on a ground line.
function draw_piles(s, lane, y, from, to,    n, class, place, pile) {
	for (class = 1; class <= 3; class++)
		for (n = 1; n <= leads_of[s, lane]; n++)
			if (lead_class[s, lane, n] == class) {
				place = lead_place(s, lane, n, from, to, across)
				disc(from + 3 + place * across, y - 9 - pile[place]++ * 6, 2.6, \
				    legend_color[s, class], format == "svg" ? lead_words[s, lane, n] : "")
			}
}

# One disc for all leads of a place, in the colour of the class that most of them have.
function draw_areas(s, lane, y, from, to,    n, class, place, count, all, best, radius) {
	for (n = 1; n <= leads_of[s, lane]; n++) {
		place = lead_place(s, lane, n, from, to, apart)
		all[place]++
		count[place, lead_class[s, lane, n]]++
	}
	for (place = 0; place <= (to - from) / apart; place++) {
		if (!all[place])
			continue
		best = 1
		for (class = 2; class <= 3; class++)
			if (count[place, class] > count[place, best])
				best = class
		radius = 8 * sqrt(all[place] / most_in_disc)
		disc(from + apart / 2 + place * apart, y - 13, radius < 1.8 ? 1.8 : sprintf("%.1f", radius), \
		    legend_color[s, best], format == "svg" ? commas(all[place]) " leads" : "")
	}
}
