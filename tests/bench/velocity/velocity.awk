# Visits, sorted by stage and then by seconds, open ones first, to the table.
BEGIN {
	FS = OFS = "\t"
	print "stage", "n", "open", "mean", "min", "max", "p50"
}

function report() {
	if (n > 0)
		printf "%s\t%d\t%d\t%.4f\t%.4f\t%.4f\t%.4f\n", stage, n, open, sum / n / 86400,
			days[1] / 86400, days[n] / 86400,
			(days[int((n + 1) / 2)] + days[int((n + 2) / 2)]) / 2 / 86400
	n = open = sum = 0
}

$1 != stage {
	report()
	stage = $1
}

$2 == "" {
	open++
	next
}

{
	sum += days[++n] = $2
}

END {
	report()
}
