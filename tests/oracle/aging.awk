# What lf-aging prints for moves in rows of trial, lead, microseconds, from, to, visit, age, src, as
# random_moves makes them, with the options of each trial as lf-aging.bats gives them. The curve is
# a product of fractions of integers. Set summary for --summary.

function gcd(a, b,    rest) {
	while (b > 0) { rest = a % b; a = b; b = rest }
	return a
}

# a/b with four places, half to even, where 10000 * b is exact.
function ratio(a, b,    whole, rest, low, left) {
	if (b == 0) return ""
	whole = int(a / b); rest = (a - whole * b) * 10000
	if (rest > 9007199254740991) { print "an integer is too large" >"/dev/stderr"; exit 1 }
	low = int(rest / b); left = rest - low * b
	if (2 * left > b || (2 * left == b && low % 2 == 1)) low++
	if (low == 10000) { whole++; low = 0 }
	return sprintf("%d.%04d", whole, low)
}

# Sets over[1] / over[2] to 1 - S(after + more)/S(after) of the visits of a cell.
function share_over(cell, after, more,    i, t, risk, ends, num, den, d) {
	num = den = 1
	for (i = 1; i <= count[cell]; i++) {
		t = len[cell, i]
		if (t > after + more || (more > 0 && t <= after) || (t in done)) continue
		done[t]
		risk = ends = 0
		for (d = 1; d <= count[cell]; d++) {
			risk += len[cell, d] >= t
			ends += ended[cell, d] && len[cell, d] == t
		}
		num *= risk - ends; den *= risk
		d = gcd(den, num)
		num /= d; den /= d
	}
	split("", done)
	over[1] = den - num; over[2] = den
}

# The date of a day since 1970-01-01: Howard Hinnant, chrono-compatible low-level date algorithms.
function date(day,    era, doe, yoe, doy, mp, month) {
	day += 719468
	era = int(day / 146097); doe = day - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153); month = mp < 10 ? mp + 3 : mp - 9
	return sprintf("%04d-%02d-%02d", yoe + era * 400 + (month <= 2), month, doy - int((153 * mp + 2) / 5) + 1)
}

function iso(us,    second, fraction, day) {
	second = int(us / 1000000); fraction = us - second * 1000000
	day = int(second / 86400); second -= day * 86400
	fraction = fraction ? sprintf(".%06d", fraction) : ""
	sub(/0+$/, "", fraction)
	return sprintf("%sT%02d:%02d:%02d%sZ", date(day), second / 3600, second % 3600 / 60, second % 60, fraction)
}

function put_visit(i,    cell, stage, sojourn, passed, chance, stuck, sla, group) {
	cell = cell_of[i]; stage = from[i]; sojourn = length_of[i]
	sla = table && stage in slas ? slas[stage] : -1
	share_over(cell, sojourn, 0)
	passed = ratio(over[1], over[2])
	stuck = over[1] == over[2]
	chance = ""
	if (!stuck) {
		share_over(cell, sojourn, ahead)
		chance = ahead ? ratio(over[1], over[2]) : "0.0000"
		stuck = !ahead || over[1] <= (limit < 0 ? 0.05 : limit) * over[2]
	}
	if (summary) {
		open[cell]++; stuck_of[cell] += stuck; overdue_of[cell] += sojourn > sla
		sojourns[cell, open[cell]] = sojourn
		return
	}
	if ((limit >= 0 && !stuck) || (overdue && (sla < 0 || sojourn <= sla))) return
	group = trial % 2 ? src[i] "\t" : ""
	printf "%s\t%02d\t%s\t%.0f\t%s\t%s%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", trial % 2 ? src[i] : "", place[stage] ? place[stage] : 99,
	    stage, since[i], lead[i], group, stage, lead[i], iso(since[i]), ratio(sojourn, unit), passed, chance,
	    sla < 0 ? "" : ratio(sla, unit), sla < 0 || sojourn <= sla ? "" : ratio(sojourn - sla, unit) | sorted
}

function put_summary(cell, stage, group,    i, j, n, a, low, high, sla) {
	n = open[cell]
	sla = table && stage in slas ? slas[stage] : -1
	for (i = 1; i <= n; i++) {
		# Its rank, with ties in the order of the rows.
		a = 1
		for (j = 1; j <= n; j++)
			a += sojourns[cell, j] < sojourns[cell, i] || (j < i && sojourns[cell, j] == sojourns[cell, i])
		if (a == n) high = sojourns[cell, i]
		if (a == int((n + 1) / 2)) low = sojourns[cell, i]
		if (a == int(n / 2) + 1) low2 = sojourns[cell, i]
	}
	printf "%s\t%02d\t%s\t\t\t%s%s\t%d\t%s\t%s\t%d\t%s\n", trial % 2 ? group : "", place[stage] ? place[stage] : 99, stage,
	    trial % 2 ? group "\t" : "", stage, n, ratio(high, unit), ratio(low + low2, 2 * unit), stuck_of[cell],
	    sla < 0 ? "" : overdue_of[cell] | sorted
}

function finish(    i, cell, part) {
	if (trial == "") return
	table = trial % 3 == 0
	overdue = table && trial % 2 == 0
	limit = trial % 4 == 1 ? 0.25 : trial % 4 == 2 ? 0.5 : -1
	ahead = trial % 7 < 3 ? 30 * 86400e6 : trial % 7 < 6 ? 7 * 86400e6 : 0
	unit = trial % 11 ? 86400e6 : 3600e6
	split("", place)
	if (table) { place["SQL"] = 1; place["new"] = 2; place["MQL"] = 3; place["won"] = 4 }
	sorted = "LC_ALL=C sort -t '\t' -k 1,1 -k 2,2 -k 3,3 -k 4,4n -k 5,5 | cut -f 6-"
	for (i = 1; i <= opens; i++)
		if (!table || from[i] != "lost") put_visit(i)
	for (cell in open) {
		split(cell, part, SUBSEP)
		put_summary(cell, part[2], part[1])
	}
	close(sorted)
	opens = 0
	split("", count); split("", len); split("", ended); split("", last); split("", open)
	split("", stuck_of); split("", overdue_of); split("", sojourns)
}

BEGIN { FS = "\t"; slas["SQL"] = 10 * 86400e6; slas["MQL"] = 36 * 3600e6 }
$1 != trial { finish(); trial = $1 }
{
	if ($4 != "") {
		cell = (trial % 2 ? $8 : "") SUBSEP $4
		count[cell]++
		len[cell, count[cell]] = $3 - last[$2]
		ended[cell, count[cell]] = $5 != ""
		if ($5 == "") {
			opens++
			cell_of[opens] = cell; lead[opens] = $2; since[opens] = last[$2]
			from[opens] = $4; src[opens] = $8; length_of[opens] = $3 - last[$2]
		}
	}
	last[$2] = $3
}
END { finish() }
