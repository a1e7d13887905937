# The reader of TSV and of times that all filters share.

load lib/helper

@test "rows are the same wherever reads cut the input, and whatever the bytes" {
	fuzz-tsv 10000 1
}

@test "TABs and LFs are found in every way that this machine has" {
	fuzz-scan 10000 1
}

@test "the rows of a calendar are taken or refused, and its week is worked to the minute" {
	fuzz-workdays 10000 1
}

@test "every day of the years 0001 to 9999 is read and written, and what is none is refused" {
	calendar
}
