# Every example of the manuals and of README.md prints what is shown; those of leadflow-recipes(7)
# are in recipes.bats.

load lib/helper
load lib/examples

# examples PAGE: runs them in a folder that holds the sample exports, and for README.md, what
# `make demo` makes of them.
examples() {
	mkdir "$BATS_TEST_TMPDIR/$(basename "$1")"
	cd "$BATS_TEST_TMPDIR/$(basename "$1")"
	case $1 in
	*.md) demo_files ;;
	*) generate sample . 1 ;;
	esac
	run_examples "$1"
}

@test "the examples of README.md print what is shown" {
	examples "$BATS_TEST_DIRNAME/../README.md"
	same "$BATS_TEST_DIRNAME/../man/funnel.svg" funnel.svg
}

@test "the examples of the manuals print what is shown" {
	for page in "$BATS_TEST_DIRNAME"/../man/*.[157]; do
		grep -q '^\$ ' "$page" || continue
		[ "${page##*/}" != leadflow-recipes.7 ] || continue
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
