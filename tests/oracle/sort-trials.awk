# Random logs for lf-sort, and what sort(1) needs to bring their rows into order.
# usage: LC_ALL=C awk -v trials=1000 -v seed=1 -f sort-trials.awk >keyed
#
# Writes the logs N.log, and the file `options` with a line for each: N, TAB, options. To
# standard output goes a line for each row: N, three keys that compare as text, the row's
# number, the row. Times and numbers are made first, then written in several ways, so
# that nothing here has to parse them.

function pick(n)
{
	return int(rand() * n)
}

function one_of(list,    parts, n)
{
	n = split(list, parts, " ")
	return parts[1 + pick(n)]
}

# YYYY-MM-DD for days since 1970-01-01, up to 2099.
function date(days,    y, m, len)
{
	for (y = 1970; days >= (len = y % 4 ? 365 : 366); y++)
		days -= len
	for (m = 1; days >= (len = m == 2 ? (y % 4 ? 28 : 29) : 30 + (m + (m > 7)) % 2); m++)
		days -= len
	return sprintf("%04d-%02d-%02d", y, m, days + 1)
}

# A time in microseconds since 1970, with that many decimals, written in a way picked at random.
function time_text(usec, decimals,    zone, east, seconds, clock, fraction, t)
{
	zone = one_of("Z Z Z none +02:00 -0930 +05")
	east = zone == "+02:00" ? 7200 : zone == "-0930" ? -34200 : zone == "+05" ? 18000 : 0
	seconds = int(usec / 1000000)
	fraction = usec - seconds * 1000000
	seconds += east
	clock = seconds % 86400
	if (zone == "none" && clock + fraction == 0 && pick(2))
		return date(seconds / 86400)
	t = sprintf("%s%s%02d:%02d", date(int(seconds / 86400)), pick(5) ? "T" : " ",
	    clock / 3600, int(clock / 60) % 60)
	if (clock % 60 || fraction || pick(2))
		t = t sprintf(":%02d", clock % 60)
	if (fraction || length(t) == 19 && !pick(9))
		t = t "." substr(sprintf("%06d", fraction), 1, fraction ? decimals : 3)
	return t (zone == "none" ? "" : zone)
}

function text(    t, n)
{
	for (n = pick(4) ? pick(4) : pick(24); n > 0; n--)
		t = t (pick(9) ? one_of("a a b") : one_of("\001 \177 \377 \\ - A"))
	return t
}

# A number of millionths, which may be negative, written in a way picked at random.
function number_text(millionths,    size, fraction, t)
{
	size = millionths < 0 ? -millionths : millionths
	fraction = sprintf("%06d", size % 1000000)
	while (fraction ~ /0$/ && pick(4))
		fraction = substr(fraction, 1, length(fraction) - 1)
	t = (pick(5) ? "" : "00") int(size / 1000000) (fraction == "" ? "" : "." fraction)
	return (millionths < 0 ? "-" : pick(9) ? "" : "+") t
}

# The next time of a log of that shape.
function next_time(shape, last, start, step)
{
	if (shape == "any" || (shape == "files" && !pick(12)))
		return start + pick(20) * step
	return last + (shape == "falling" ? -1 : 1) * pick(3) * step
}

function put(trial, shape, keys, null, backwards,
    file, row, rows, last, start, step, decimals, value, key, parts, n, i, k, line)
{
	file = trial ".log"
	printf "row\ttime\tlead\tn\tsince\n" >file
	rows = pick(5) ? pick(40) : pick(5) ? pick(3) : 400
	decimals = pick(2) ? 0 : 1 + pick(6)
	step = 10 ^ (6 - decimals) * (pick(3) ? 1 : 1 + pick(86400))
	last = start = (pick(19000) + 1000) * 86400000000
	n = split(keys, parts, ",")
	for (row = 1; row <= rows; row++) {
		last = next_time(shape, last, start, step)
		value["time"] = time_text(last, decimals)
		key["time"] = sprintf("1%016.0f", last)
		since = start + pick(9) * step
		value["since"] = time_text(since, decimals)
		key["since"] = sprintf("1%016.0f", since)
		value["lead"] = key["lead"] = text()
		number = (pick(9) - 4) * (pick(2) ? 1000000 : 10 ^ pick(12))
		value["n"] = key["n"] = number_text(number)
		key["n:n"] = sprintf("1%017.0f", number + 1e15)
		for (k in value)
			if (value[k] == "" || value[k] == null || !pick(30)) {
				value[k] = null
				key[k] = key[k ":n"] = ""
			}
		line = row "\t" value["time"] "\t" value["lead"] "\t" value["n"] "\t" value["since"]
		print line >file
		printf "%d", trial
		for (i = 1; i <= 3; i++)
			printf "\t%s", i <= n ? key[parts[i]] : ""
		printf "\t%d\t%s\n", backwards ? -row : row, line
	}
	close(file)
}

BEGIN {
	srand(seed)
	for (trial = 1; trial <= trials; trial++) {
		keys = one_of("time,lead time,lead time,lead time lead lead,time n:n,time since,lead " \
		    "lead,n:n n,lead since,time,n:n")
		backwards = !pick(4)
		null = pick(4) ? "" : "-"
		printf "%d\t%s%s%s%s\n", trial, keys == "time,lead" ? "" : "--key " keys,
		    backwards ? " --newest-first" : "", null == "" ? "" : " --null " null,
		    pick(3) ? " --buffer-size " one_of("1b 100b 300b 1K 2k 5000b") : "" >"options"
		put(trial, one_of("any any rising falling files"), keys, null, backwards)
	}
}
