# Turns the rows of measure into one row for each job: medians, and the mean of the
# processor time, which says more for very short runs.
BEGIN {
	FS = OFS = "\t"
	print "job", "runs", "seconds", "least", "most", "processor", "mean", "peak"
}

!($1 in runs) {
	job[++jobs] = $1
}

{
	i = ++runs[$1]
	seconds[$1, i] = $3
	processor[$1, i] = $4 + $5
	sum[$1] += $4 + $5
	peak[$1, i] = $6
}

# The median of figures[name, 1] to [name, n], which are sorted afterwards.
function median(figures, name, n, i, j, swap) {
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && figures[name, j - 1] > figures[name, j]; j--) {
			swap = figures[name, j]
			figures[name, j] = figures[name, j - 1]
			figures[name, j - 1] = swap
		}
	return (figures[name, int((n + 1) / 2)] + figures[name, int((n + 2) / 2)]) / 2
}

END {
	for (k = 1; k <= jobs; k++) {
		name = job[k]
		n = runs[name]
		middle = median(seconds, name, n)
		print name, n, middle, seconds[name, 1], seconds[name, n],
			median(processor, name, n), sum[name] / n, median(peak, name, n)
	}
}
