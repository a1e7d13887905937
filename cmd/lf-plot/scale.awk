# Axes: round numbers for values, and names for periods, as many as there is room for.

# A round step, of 1, 2 or 5, that divides a range into at most `most` parts.
function round_step(range, most,    step) {
	step = 1
	while (step * most < range)
		step *= 10
	while (step / 10 * most >= range)
		step /= 10
	if (step / 5 * most >= range)
		return step / 5
	return step / 2 * most >= range ? step / 2 : step
}

# Marks from 0 on, in tick[1] to tick[n], that reach high; returns n. Whole numbers get no parts.
function linear_ticks(high, most, whole, tick,    step, n) {
	step = high > 0 ? round_step(high, most) : 1
	if (whole && step < 1)
		step = 1
	for (n = 1; n < 3 || tick[n - 1] < high - step * 1e-6; n++)
		tick[n] = (n - 1) * step
	return n - 1
}

# A mark as it is written beside an axis: number or percent.
function tick_text(value, style, step) {
	if (style == "percent")
		return sprintf(step < 0.0095 ? "%.1f %%" : "%.0f %%", value * 100)
	return commas(step >= 1 ? sprintf("%.0f", value) : sprintf("%.*f", step < 0.095 ? 2 : 1, value))
}

BEGIN {
	split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month, " ")
}

# A period's name in two lines, short[1] and short[2]: Jan and 2026, Q1 and 2026, 31 and Jan 2026.
function shorten(period, short) {
	short[1] = clean(period)
	short[2] = ""
	if (period ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/) {
		short[1] = month[substr(period, 6) + 0]
		short[2] = substr(period, 1, 4)
	} else if (period ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$/) {
		short[1] = substr(period, 9) + 0
		short[2] = month[substr(period, 6, 2) + 0] " " substr(period, 1, 4)
	} else if (period ~ /^(FY)?[0-9][0-9][0-9][0-9]-([QH][1-4]|W[0-9][0-9])$/) {
		short[1] = substr(period, index(period, "-") + 1)
		short[2] = substr(period, 1, index(period, "-") - 1)
	}
}

# Every how many of the periods has a name, where each has `pitch` pixels. Months go by parts of
# a year, days by weeks.
function period_step(list, pitch,    i, room, short, n, step) {
	for (i = 1; i <= size[list]; i++) {
		shorten(keys[list, i], short)
		if (width(short[1], 11) > room)
			room = width(short[1], 11)
	}
	n = split(keys[list, 1] ~ /^....-[01][0-9]$/ ? "1 2 3 6 12 24 60 120 240" : \
	    keys[list, 1] ~ /^....-..-..$/ ? "1 2 7 14 28 56 91 182 364 728" : \
	    keys[list, 1] ~ /-W/ ? "1 2 4 13 26 52 104 260" : \
	    keys[list, 1] ~ /-Q/ ? "1 2 4 8 20 40 80" : "1 2 5 10 20 50 100", step, " ")
	for (i = 1; i < n && step[i] * pitch < room + 8; i++)
		continue
	while (step[n] * pitch < room + 8)
		step[n] *= 2
	return step[i]
}

# Whether a period is one that gets a name: months count from January, quarters from the first.
function is_named(list, i, step,    first) {
	first = keys[list, 1]
	if (first ~ /^....-[01][0-9]$/)
		i += substr(first, 6) - 1
	else if (first ~ /-Q[1-4]$/)
		i += substr(first, length(first)) - 1
	return (i - 1) % step == 0
}
