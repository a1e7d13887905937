# Every example of the manuals and of README.md prints what is shown.

load lib/helper

# examples PAGE: runs them in turn, in a folder that holds the sample exports.
examples() {
	local folder name count=0
	name=$(basename "$1")
	folder=$BATS_TEST_TMPDIR/$name
	mkdir -p "$folder.d" "$folder"
	awk -v to="$folder.d" -f "$BATS_TEST_DIRNAME/lib/examples.awk" "$1"
	cd "$folder"
	unset MAKEFLAGS MAKELEVEL # of the make that runs the tests
	generate sample . 1
	while [ -e "$folder.d/$((count += 1)).command" ]; do
		bash "$folder.d/$count.command" >"$folder.d/$count.out" 2>&1 || true
		same "$folder.d/$count.wanted" "$folder.d/$count.out" || {
			echo "$name: $(cat "$folder.d/$count.command")"
			return 1
		}
	done
	[ "$count" -gt 1 ]
}

@test "the examples of README.md print what is shown" {
	examples "$BATS_TEST_DIRNAME/../README.md"
	same "$BATS_TEST_DIRNAME/../man/funnel.svg" funnel.svg
}

@test "the examples of the manuals print what is shown" {
	for page in "$BATS_TEST_DIRNAME"/../man/*.[157]; do
		grep -q '^\$ ' "$page" || continue
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
