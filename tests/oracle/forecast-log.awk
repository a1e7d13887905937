# A log of moves up to the day `past`, of which the truth is known. New leads come from
# 2024-01-01 on, `rate` a day, as a Poisson process. They stay in A for 20 days on
# average (exponential); 60 % go on to B, the others to X. In B they stay for a time
# with a Weibull distribution, shape 2, scale 15 days; half go on to C, half to X. The
# entries into each stage in the 31 days after `past` go to the file `truth`.
#
# The random numbers are Park and Miller's, which are the same in every awk.

function uniform() {
	seed = seed * 16807 % 2147483647
	return seed / 2147483647
}

function exponential(mean) {
	return -mean * log(uniform())
}

function weibull(shape, scale) {
	return scale * exp(log(-log(uniform())) / shape)
}

# Time in days since 2024-01-01, by months of 2024 to 2026.
function stamp(t,    day, second, month) {
	day = int(t)
	second = int((t - day) * 86400)
	for (month = 1; day >= length_of[month] + 0; month++)
		day -= length_of[month]
	return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", 2024 + int((month - 1) / 12),
		(month - 1) % 12 + 1, day + 1, int(second / 3600), int(second / 60) % 60,
		second % 60)
}

function put(from, to, since, t) {
	if (t < past)
		print lead, stamp(t), from, to, from == "" ? "" : stamp(since)
	else if (from != "" && since < past)
		print lead, stamp(past), from, "", stamp(since)
	if (t >= past && t < past + 31)
		entered[to]++
}

BEGIN {
	OFS = "\t"
	seed = seed * 7919 % 2147483646 + 1
	split("31 29 31 30 31 30 31 31 30 31 30 31", length_of, " ")
	for (i = 13; i <= 36; i++)
		length_of[i] = i % 12 == 2 ? 28 : length_of[i - 12]
	print "lead", "time", "from", "to", "since"
	for (t = exponential(1 / rate); t < past + 31; t += exponential(1 / rate)) {
		lead++
		put("", "A", "", t)
		a = t + exponential(20)
		if (uniform() < 0.4) {
			put("A", "X", t, a)
			put("X", "", a, past)
			continue
		}
		put("A", "B", t, a)
		b = a + weibull(2, 15)
		end = uniform() < 0.5 ? "C" : "X"
		put("B", end, a, b)
		put(end, "", b, past)
	}
	for (i = 1; i <= 4; i++)
		print substr("ABCX", i, 1), entered[substr("ABCX", i, 1)] + 0 >truth
}
