# What lf-funnel prints, over integers. The first file has the periods, in rows of unit, rank, name;
# the second the leads that came in: trial, rank of the period, group, when each of four steps was
# reached, or nothing, whether the lead is gone, and as-of, in microseconds. The options of a trial
# are those that lf-funnel.bats gives it; within has durations in days, for --within.

function gcd(a, b,    rest) {
	while (b > 0) { rest = a % b; a = b; b = rest }
	return a
}

# a/b with four places, half to even.
function ratio(a, b,    whole, digits, i, digit) {
	if (b == 0) return ""
	whole = int(a / b); a -= whole * b
	for (i = 0; i < 4; i++) {
		digit = int(a * 10 / b); a = a * 10 - digit * b
		digits = digits * 10 + digit
	}
	if (2 * a > b || (2 * a == b && digits % 2)) digits++
	if (digits == 10000) { whole++; digits = 0 }
	return sprintf("%d.%04d", whole, digits)
}

function wilson(k, n,    z, p, half, centre, scale) {
	if (n == 0) return "\t"
	z = 3.841458820694124; p = k / n
	half = sqrt(z) * sqrt((p * (1 - p) + z / (4 * n)) / n)
	centre = p + z / (2 * n); scale = 1 + z / n
	return sprintf("%.4f\t%.4f", k ? (centre - half) / scale : 0, k < n ? (centre + half) / scale : 1)
}

# The share that is there at last, and the median, of m leads whose times are in x, there or not.
function curve(m,    i, k, t, best, risk, ends, num, den, d) {
	num = den = 1; median = ""; best = -1
	for (;;) {
		t = -1
		for (i = 1; i <= m; i++)
			if (there[i] && x[i] > best && (t < 0 || x[i] < t)) t = x[i]
		if (t < 0) break
		best = t; risk = ends = 0
		for (i = 1; i <= m; i++) { risk += x[i] >= t; ends += there[i] && x[i] == t }
		num *= risk - ends; den *= risk
		d = gcd(den, num); num /= d; den /= d
		if (median == "" && 2 * num <= den) median = ratio(t, day)
	}
	return m ? ratio(den - num, den) : ""
}

function percentile(n, p,    h, low, part) {
	if (n == 0) return ""
	h = (n - 1) * p; low = int(h / 100); part = h % 100
	return ratio(y[low + 1] * (100 - part) + (part ? y[low + 2] * part : 0), 100 * day)
}

function put_step(key, came, k,    i, j, m, n, gone, base, sum, head, w, part, seen, hits, t) {
	m = n = gone = sum = 0
	for (i = 1; i <= came; i++) {
		base = from_first ? 1 : k - 1
		if (at[key, i, base] == "") continue
		there[++m] = at[key, i, k] != ""
		began[m] = at[key, i, base]
		x[m] = (there[m] ? at[key, i, k] : as_of) - began[m]
		gone += !there[m] && left[key, i]
		if (!there[m]) continue
		sum += x[m]
		for (j = n++; j > 0 && y[j] > x[m]; j--) y[j + 1] = y[j]
		y[j + 1] = x[m]
	}
	if (within) {
		w = split(within, part, " ")
		for (i = 1; i <= w; i++) {
			seen = hits = 0; t = part[i] * day
			for (j = 1; j <= m; j++) {
				seen += as_of - began[j] >= t
				hits += as_of - began[j] >= t && there[j] && x[j] <= t
			}
			print keys, stage[k], part[i] "d", m, seen, hits, ratio(hits, seen), wilson(hits, seen)
		}
		return
	}
	head = curve(m)
	print keys, stage[k], m, n, table ? m - n - gone : m - n, table ? gone : "", ratio(n, m), wilson(n, m),
	    ratio(n, came), head, median, ratio(sum, n * day), percentile(n, 50), percentile(n, 85), percentile(n, 95)
}

function finish(    rank, g, key, k, order, groups, name) {
	if (trial == "") return
	from_first = trial % 4 < 2; table = trial % 3 == 0
	groups = 0
	for (g in group) {
		for (k = groups++; k > 0 && order[k] "" > g ""; k--) order[k + 1] = order[k]
		order[k + 1] = g
	}
	for (rank = first; rank <= last; rank++)
		for (g = 1; g <= groups; g++) {
			key = rank SUBSEP order[g]
			keys = trial OFS period[trial % 7, rank] OFS order[g]
			if (!within)
				print keys, "new", "", count[key] + 0, "", "", "", "", "", count[key] ? "1.0000" : "",
				    "", "", "", "", "", ""
			for (k = 2; k <= 4; k++) put_step(key, count[key] + 0, k)
		}
	split("", group); split("", count); split("", at); split("", left)
	first = last = ""
}

BEGIN { FS = OFS = "\t"; day = 86400e6; split("new MQL SQL won", stage, " ") }
NR == FNR { period[$1, $2] = $3; next }
$1 != trial { finish(); trial = $1 }
{
	if (first == "" || $2 < first) first = $2
	if (last == "" || $2 > last) last = $2
	group[$3]
	key = $2 SUBSEP $3
	count[key]++
	for (k = 1; k <= 4; k++) at[key, count[key], k] = $(k + 3)
	left[key, count[key]] = $8; as_of = $9
}
END { finish() }
