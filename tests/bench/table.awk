# Prints a summary as a table in Markdown. It is read twice, first for the seconds of base.
NR == FNR {
	if ($1 == base)
		unit = $3
	next
}

FNR == 1 {
	printf "| | median s | least to most | processor s | peak MB | times %s |\n", base
	print "|---|---:|---:|---:|---:|---:|"
	next
}

{
	printf "| %s | %.3f | %.3f to %.3f | %.3f | %.1f | %.1f |\n", $1, $3, $4, $5, $6,
		$8 / 1024, $3 / unit
}
