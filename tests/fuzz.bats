# Fuzz targets and whole programs, over kept inputs and seeded trials.

load lib/helper

@test "each fuzz target stands its corpus, and seeded changes of it" {
	corpus=$BATS_TEST_DIRNAME/fuzz/corpus
	for target in "$corpus"/*/; do
		target=$(basename "$target")
		"fuzz-$target" 4000 1 "$corpus/$target"/*
	done
	# None is without a corpus.
	for target in "$BATS_TEST_DIRNAME"/fuzz/*.c; do
		target=$(basename "$target" .c)
		[ "$target" = seeded ] || [ -d "$corpus/$target" ]
	done
}

@test "whatever is damaged, a program ends with a message or with all of its output" {
	command -v python3 >/dev/null || skip "no python3 here"
	"$BATS_TEST_DIRNAME/fuzz/programs" 240 "${FUZZ_SEED:-1}"
}
