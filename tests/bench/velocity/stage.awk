# Does what lf-stage --score score does.
BEGIN {
	FS = OFS = "\t"
}

NR == 1 {
	print $0, "stage"
	next
}

{
	print $0, $4 == "" ? "" : $4 < 33 ? "stage1" : $4 < 67 ? "stage2" : "stage3"
}
