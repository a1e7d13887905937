# Prints a table in Markdown of the rows of own: name, bytes dealt out, own seconds, all seconds.
BEGIN {
	FS = "\t"
}

!($1 in runs) {
	name[++names] = $1
}

{
	i = ++runs[$1]
	bytes[$1] = $2
	own[$1, i] = $3
	all[$1, i] = $4
}

# The median of figures[name, 1] to [name, n].
function median(figures, name, n,    i, j, swap) {
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && figures[name, j - 1] > figures[name, j]; j--) {
			swap = figures[name, j]
			figures[name, j] = figures[name, j - 1]
			figures[name, j - 1] = swap
		}
	return (figures[name, int((n + 1) / 2)] + figures[name, int((n + 2) / 2)]) / 2
}

# GB a second; of too little time to measure, nothing.
function rate(bytes, seconds) {
	return seconds > 0 ? sprintf("%.3f", bytes / 1e9 / seconds) : "-"
}

END {
	print "| | GB a second of its own | of all |\n|---|---:|---:|"
	for (k = 1; k <= names; k++)
		printf "| %s | %s | %s |\n", name[k],
			rate(bytes[name[k]], median(own, name[k], runs[name[k]])),
			rate(bytes[name[k]], median(all, name[k], runs[name[k]]))
}
