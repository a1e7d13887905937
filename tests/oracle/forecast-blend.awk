# What lf-forecast expects of new leads that come evenly on each day of the months of 2026,
# and its standard deviation, in the next month and in the one after it. daily: the leads
# a day, month by month, of which there are too few to learn what repeats.
function sum_of(first, end, m, sum) { # leads in these months
	for (m = first; m < end; m++)
		sum += rate[m] * days[m]
	return sum
}

function length_of(first, end, m, sum) {
	for (m = first; m < end; m++)
		sum += days[m]
	return sum
}

# A method's expectation, k = 1 to 4: the last 1, 3 and 12 months, and the naive forecast.
function expect(k, origin, ahead, first) {
	first = origin - (k == 2 ? 3 : k == 3 ? 12 : 1)
	if (first < 1)
		first = 1
	return sum_of(first, origin) / length_of(first, origin) * days[origin + ahead]
}

function square(x) { return x * x }
function spread(x) { return sqrt(x > 0.5 ? x : 0.5) }
function distance(a, b) { return a > b ? a - b : b - a }

function blend(origin, ahead, past, k, usual, w, n, error, all, sum, weights) {
	for (past = 2; past + ahead < origin; past++) {
		w = 1 - (origin - ahead - 1 - past) / 24
		# Each of three windows has the rules' methods, and the naive one is alone.
		usual = square(expect(4, past, ahead) - sum_of(past + ahead, past + ahead + 1))
		for (k = 1; k < 4; k++)
			usual += 3 * square(expect(k, past, ahead) - sum_of(past + ahead, past + ahead + 1))
		for (k = 1; k <= 4; k++)
			error[k] += w * square(expect(k, past, ahead) - sum_of(past + ahead, past + ahead + 1))
		all += w * usual / 10
		n += w
	}
	for (k = 1; k <= 4; k++) {
		w = n > 0 ? (n + 1) / (n * error[k] / all + 1) : 1
		w = (k == 4 ? 9 : 3) * w ^ ((int(n + 0.5) + 1) / 2)
		sum += w * expect(k, origin, ahead)
		weights += w
	}
	return sum / weights
}

# The swing of the weeks before the end of the log.
function swing(all, m, d, week, end, weeks, came, after, total, squares) {
	for (m = 1; m <= months; m++)
		for (d = 1; d <= days[m]; d++)
			on[++all] = rate[m]
	for (end = all; end >= 7; end -= 7) {
		came = 0
		for (d = end - 6; d <= end; d++)
			came += on[d]
		total += came
		if (weeks++ > 0)
			squares += square(came - after)
		after = came
	}
	return sqrt(squares / (2 * (weeks - 1) * total / weeks))
}

BEGIN {
	months = split(daily, rate, " ")
	split("31 28 31 30 31 30 31 31", days, " ")
	for (ahead = 0; ahead < 2; ahead++) {
		mean = blend(months + 1, ahead)
		errors = swing() * spread(mean)
		poisson = spread(mean)
		for (past = 2; past + ahead <= months; past++) {
			w = 1 - (months - ahead - past) / 24
			was = blend(past, ahead)
			came = sum_of(past + ahead, past + ahead + 1)
			errors += w * sqrt(atan2(0, -1) / 2) * distance(was, came)
			poisson += w * spread((was + came) / 2)
		}
		printf "%.4f\t%.4f\n", mean, sqrt(mean) * errors / poisson
	}
}
