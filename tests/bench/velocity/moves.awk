# Turns moves into visits: stage and seconds; open ones have no seconds.
BEGIN {
	FS = OFS = "\t"
}

NR > 1 && $3 != "" {
	print $3, $4 == "" ? "" : $8
}
