# Events of one lead with scores, for the suites of lf-stage.

# Events of one lead, a second apart, with these scores ("." for none).
scores() {
	echo "time lead score"
	local second=0
	for score in "$@"; do
		printf '2024-01-01T00:00:%02d A %s\n' $((second++)) "$score"
	done
}

# The stages that lf-stage gives to such events, in one line: stages SCORES -- OPTIONS.
stages() {
	local given=()
	while [ "$1" != -- ]; do
		given+=("$1")
		shift
	done
	shift
	scores "${given[@]}" | table >scores.tsv
	lf-stage "$@" scores.tsv | sed 1d | awk -F'\t' '{
		printf "%s%s", (NR > 1 ? " " : ""), ($4 == "" ? "." : $4)
	}'
}
