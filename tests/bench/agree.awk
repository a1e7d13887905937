# Whether two velocity tables agree, to one in the fourth decimal place, on the
# columns that all tools give. Rows are in the order of the stages.
BEGIN {
	FS = "\t"
	count = split("stage n open mean min max p50", names, " ")
}

FNR == 1 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	file++
	next
}

{
	rows[file] = FNR
	for (i = 1; i <= count; i++)
		cell[file, FNR, i] = $column[names[i]]
}

function differ(a, b) {
	return a + 0 == a && b + 0 == b ? a - b > 0.00010001 || b - a > 0.00010001 : a != b
}

END {
	if (rows[1] != rows[2] || rows[1] < 2)
		exit 1
	for (row = 2; row <= rows[1]; row++)
		for (i = 1; i <= count; i++)
			if (differ(cell[1, row, i], cell[2, row, i]))
				exit 1
}
