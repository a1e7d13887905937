# Reads moves, and prints what lf-velocity --km 20,80,100 --compare prints, by definition: at each
# age, all visits are counted. A line has the key, separated by |, n, open, km_mean, km_p50, km_p20,
# km_p80, km_p100, speed and p_value. Durations are in days.
#
# Variables: group=COLUMN; by=N, the first N characters of since are the period; per=lead;
# seen=TIME; from=TIME; compare=previous, year (of periods that are months) or others;
# ends=STAGE is left out. TZ has to be UTC.
function usec(time,   whole, fraction) {
	whole = substr(time, 1, 19)
	gsub(/[-:T]/, " ", whole)
	fraction = substr(time, 20)
	gsub(/[.Z]/, "", fraction)
	return mktime(whole) * 1000000 + substr(fraction "000000", 1, 6)
}

function erfc(x,   term, sum, n) {
	if (x > 4)
		return 0
	sum = term = x
	for (n = 1; n < 200; n++) {
		term *= -x * x / n
		sum += term / (2 * n + 1)
	}
	return 1 - 2 / sqrt(atan2(0, -1)) * sum
}

# A visit of a key: how long, whether it is open, and from which age on it is seen (-1: from 0 on).
function add(key, duration, open, entry,   i) {
	i = ++count[key]
	length_of[key, i] = duration
	is_open[key, i] = open
	entry_of[key, i] = entry
	completed[key] += !open && entry < 0
	opened[key] += open
}

# How many of a key are at risk, how many end, at that age.
function at_risk(key, age,   i, n) {
	for (i = 1; i <= count[key]; i++)
		n += length_of[key, i] >= age && entry_of[key, i] < age
	return n
}

function ending(key, age,   i, n) {
	for (i = 1; i <= count[key]; i++)
		n += length_of[key, i] == age && !is_open[key, i]
	return n
}

function waiting(key, age,   i, n) {
	for (i = 1; i <= count[key]; i++)
		n += entry_of[key, i] >= age
	return n
}

# Sets ages[1..] to the ages at which visits of these keys end, in order, and returns how many.
function end_ages(keys, size,   k, i, age, seen_age, n) {
	delete ages
	for (k = 1; k <= size; k++)
		for (i = 1; i <= count[keys[k]]; i++)
			if (!is_open[keys[k], i]) {
				age = length_of[keys[k], i]
				# As text: mawk has six digits of a large number in a subscript.
				if (!(sprintf("%.0f", age) in seen_age))
					ages[++n] = age
				seen_age[sprintf("%.0f", age)]
			}
	for (i = 2; i <= n; i++) {
		age = ages[i]
		for (k = i - 1; k > 0 && ages[k] > age; k--)
			ages[k + 1] = ages[k]
		ages[k + 1] = age
	}
	return n + 0
}

function days(value) {
	return value == "" ? "" : sprintf("%.4f", value / 86400000000)
}

function curve(key,   keys, n, i, risk, ended, s, area, last, longest, found, p, known) {
	keys[1] = key
	n = end_ages(keys, 1)
	s = known = 1
	last = 0
	for (i = 1; i <= n && known; i++) {
		risk = at_risk(key, ages[i])
		ended = ending(key, ages[i])
		area += s * (ages[i] - last)
		last = ages[i]
		if (risk == ended && waiting(key, ages[i])) {
			known = 0
			break
		}
		s *= 1 - ended / risk
		for (p = 20; p <= 100; p += 10)
			if (!(p in found) && s <= 1 - p / 100 + 1e-9)
				found[p] = ages[i]
	}
	for (i = 1; i <= count[key]; i++)
		if (length_of[key, i] > longest)
			longest = length_of[key, i]
	area += s * (longest - last)
	return days(known && n > 0 ? area : "") "\t" days(found[50]) "\t" days(found[20]) "\t" \
		days(found[80]) "\t" days(found[100])
}

function logrank(key, others, size,   keys, n, i, k, r, r1, d, d1, o1, o2, e1, e2, v, speed, p) {
	for (k = 1; k <= size; k++)
		keys[k] = others[k]
	keys[size + 1] = key
	n = end_ages(keys, size + 1)
	for (i = 1; i <= n; i++) {
		r1 = r = at_risk(key, ages[i])
		d1 = d = ending(key, ages[i])
		for (k = 1; k <= size; k++) {
			r += at_risk(others[k], ages[i])
			d += ending(others[k], ages[i])
		}
		o1 += d1
		o2 += d - d1
		e1 += d * r1 / r
		e2 += d * (r - r1) / r
		if (r > 1)
			v += d * (r1 / r) * (1 - r1 / r) * (r - d) / (r - 1)
	}
	speed = o2 > 0 && e1 > 0 && e2 > 0 ? sprintf("%.4f", o1 / e1 / (o2 / e2)) : ""
	p = e1 >= 5 && e2 >= 5 && v > 0 ? sprintf("%.4f", erfc(sqrt((o1 - e1) ^ 2 / v / 2))) : ""
	return speed "\t" p
}

function compared(key,   part, others, size, other, month, year) {
	split(key, part, "|")
	if (compare == "others") {
		for (other in count) {
			split(other, of, "|")
			if (of[1] == part[1] && of[3] == part[3] && of[2] != part[2])
				others[++size] = other
		}
		return logrank(key, others, size + 0)
	}
	year = substr(part[1], 1, 4)
	month = substr(part[1], 6) + 0
	if (compare == "year" || (compare == "previous" && month == 1))
		year--
	if (compare == "previous")
		month = month == 1 ? 12 : month - 1
	other = sprintf("%04d-%02d|%s|%s", year, month, part[2], part[3])
	if (!(other in count))
		return "\t"
	others[1] = other
	return logrank(key, others, 1)
}

BEGIN { FS = "\t" }
NR == 1 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	next
}
$column["from"] == "" || $column["from"] == ends { next }
{
	open = $column["to"] == ""
	since = usec($column["since"])
	duration = usec($column["time"]) - since
	value = group != "" ? $column[group] : ""
	period = by ? substr($column["since"], 1, by) : ""
}
per == "lead" {
	id = $column["lead"] SUBSEP $column["from"]
	if (!(id in sum)) {
		first_key[id] = period "|" value "|" $column["from"]
		first_since[id] = since
	}
	sum[id] += duration
	still[id] = still[id] || open
	next
}
from != "" && since < usec(from) { next }
seen != "" && since < usec(seen) {
	if (open || usec($column["time"]) > usec(seen))
		add(period "|" value "|" $column["from"], duration, open, usec(seen) - since)
	next
}
{ add(period "|" value "|" $column["from"], duration, open, -1) }
END {
	for (id in sum)
		if (from == "" || first_since[id] >= usec(from))
			add(first_key[id], sum[id], still[id], -1)
	for (key in count)
		print key "\t" completed[key] + 0 "\t" opened[key] + 0 "\t" curve(key) "\t" \
			(compare != "" ? compared(key) : "\t")
}
