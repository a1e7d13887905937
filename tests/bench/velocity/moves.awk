# Moves to visits: stage and seconds, which an open one has not.
BEGIN {
	FS = OFS = "\t"
}

NR > 1 && $3 != "" {
	print $3, $4 == "" ? "" : $8
}
