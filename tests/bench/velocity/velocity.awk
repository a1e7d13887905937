# Turns visits, sorted by stage and then by seconds, open ones first, into the table.
BEGIN {
	FS = OFS = "\t"
	print "stage", "n", "open", "mean", "sd", "min", "p50", "p85", "p95", "max"
}

# Interpolated, as R's type 7.
function percentile(p, below, rest) {
	below = int((n - 1) * p)
	rest = (n - 1) * p - below
	return days[below + 1] + (rest > 0 ? rest * (days[below + 2] - days[below + 1]) : 0)
}

function report(i, mean, squares) {
	if (n < 2)
		return
	mean = sum / n
	for (i = 1; i <= n; i++)
		squares += (days[i] - mean) ^ 2
	printf "%s\t%d\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\n", stage, n, open,
		mean, sqrt(squares / (n - 1)), days[1], percentile(0.5), percentile(0.85),
		percentile(0.95), days[n]
}

$1 != stage {
	report()
	stage = $1
	n = open = sum = 0
}

$2 == "" {
	open++
	next
}

{
	sum += days[++n] = $2 / 86400
}

END {
	report()
}
