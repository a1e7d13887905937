# The TSV reader that all filters share.

load helper

@test "rows are the same wherever reads cut the input, and whatever the bytes" {
	fuzz-tsv 10000 1
}

@test "TABs and LFs are found in every way that this machine has" {
	fuzz-scan 10000 1
}
