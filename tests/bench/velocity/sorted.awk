# Turns times, leads and scores, sorted by lead and then by time, into visits: stage and
# seconds; open ones have no seconds.
BEGIN {
	FS = OFS = "\t"
}

$2 != lead {
	if (was != "")
		print was, ""
	lead = $2
	was = ""
}

$3 != "" {
	stage = $3 < 33 ? "stage1" : $3 < 67 ? "stage2" : "stage3"
	if (stage == was)
		next
	time = seconds($1)
	if (was != "")
		print was, time - since
	was = stage
	since = time
}

END {
	if (was != "")
		print was, ""
}
