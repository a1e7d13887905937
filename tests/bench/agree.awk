# Fails unless two velocity tables agree in all columns of the second, to within one in
# the fourth place. The first is that of leadflow. Rows are in the order of the stages.
BEGIN {
	FS = "\t"
}

FNR == 1 {
	file++
	for (i = 1; i <= NF; i++)
		column[file, $i] = i
	columns = NF
	if (file == 2)
		split($0, names)
}

{
	rows[file] = FNR
	for (i = 1; i <= NF; i++)
		cell[file, FNR, i] = $i
}

function differ(a, b) {
	return a + 0 == a && b + 0 == b ? (a - b) ^ 2 > 1.0001e-8 : a != b
}

END {
	if (rows[1] != rows[2] || rows[1] < 2 || columns < 7)
		exit 1
	for (i = 1; i <= columns; i++)
		for (row = 2; row <= rows[1]; row++)
			if (differ(cell[1, row, column[1, names[i]]], cell[2, row, i]))
				exit 1
}
