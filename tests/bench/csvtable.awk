# Prints one table in Markdown of the summaries of three races: seconds, processor, memory.
BEGIN {
	FS = "\t"
	print "| | time order | newest first | any order |\n|---|---:|---:|---:|"
}

FNR == 1 {
	race++
	next
}

!($1 in known) {
	known[$1]
	name[++names] = $1
}

{
	cell[$1, race] = sprintf("%.2f / %.2f / %.0f", $3, $6, $8 / 1024)
}

END {
	for (k = 1; k <= names; k++)
		printf "| %s | %s | %s | %s |\n", name[k], cell[name[k], 1], cell[name[k], 2],
			cell[name[k], 3]
}
