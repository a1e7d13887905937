# Turns events in time order into visits: stage and seconds; open ones have no seconds.
BEGIN {
	FS = OFS = "\t"
}

NR > 1 && $4 != "" {
	stage = $4 < 33 ? "stage1" : $4 < 67 ? "stage2" : "stage3"
	was = at[$2]
	if (stage == was)
		next
	time = seconds($1)
	if (was != "")
		print was, time - since[$2]
	at[$2] = stage
	since[$2] = time
}

END {
	for (lead in at)
		print at[lead], ""
}
