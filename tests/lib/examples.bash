# Runs the examples of a manual or of README.md.

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
