# Every example of the manuals and of README.md prints what is shown.

load lib/helper
load lib/examples

@test "the examples of README.md print what is shown" {
	examples "$BATS_TEST_DIRNAME/../README.md"
}

@test "the examples of the manuals print what is shown" {
	for page in "$BATS_TEST_DIRNAME"/../man/*.[157]; do
		grep -q '^\$ ' "$page" || continue
		[ "${page##*/}" != lf-spark.1 ] || continue # lf-spark.bats runs it
		examples "$page"
	done
}

@test "every program's manual has an example" {
	for page in "$BATS_TEST_DIRNAME"/../man/lf-*.1; do
		grep -q '^\$ ' "$page" || {
			echo "$page has none"
			return 1
		}
	done
}
