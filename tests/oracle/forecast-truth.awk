# How many leads of forecast-log.awk enter each stage in the 31 days after `past` on
# average, if new ones come at `rate` a day: integrals, with 20 steps a day.
BEGIN {
	steps = 20
	end = (past + 31) * steps
	for (i = 0; i < end; i++) {
		a = i / steps
		b = (i + 1) / steps
		leave_a[i] = exp(-a / 20) - exp(-b / 20)
		leave_b[i] = exp(-a * a / 225) - exp(-b * b / 225)
	}
	# The shares of leads that have left A, and A and B, that long after they came.
	for (i = 0; i < end; i++) {
		left_a += leave_a[i]
		for (k = both = 0; k <= i; k++)
			both += leave_a[k] * leave_b[i - k]
		left_b += both
		if (i >= past * steps) {
			sum_a += left_a
			sum_b += left_b - both / 2
		}
	}
	OFS = "\t"
	print "A", rate * 31
	print "B", 0.6 * rate * sum_a / steps
	print "C", 0.3 * rate * sum_b / steps
	print "X", rate * (0.4 * sum_a + 0.3 * sum_b) / steps
}
