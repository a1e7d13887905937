# run_examples FILE: runs the examples of a manual or of README.md in turn, in this folder, and fails
# where one prints something else than is shown.
run_examples() {
	local commands count=0
	commands=$(mktemp -d "$BATS_TEST_TMPDIR/examples.XXXXXX")
	awk -v to="$commands" -f "$BATS_TEST_DIRNAME/lib/examples.awk" "$1"
	unset MAKEFLAGS MAKELEVEL # of the make that runs the tests
	while [ -e "$commands/$((count += 1)).command" ]; do
		bash "$commands/$count.command" >"$commands/$count.out" 2>&1 || true
		same "$commands/$count.wanted" "$commands/$count.out" || {
			echo "$(basename "$1"): $(cat "$commands/$count.command")"
			return 1
		}
	done
	[ "$count" -gt 1 ]
}

# The files that `make demo` makes before its reports, in this folder.
demo_files() {
	generate sample . 1
	lf-import --time 'Activity Date' --lead 'Lead ID' --keep Activity,Campaign,Score \
		--rename Activity=event --rename Campaign=campaign --rename Score=score \
		activities.csv >activities.tsv
	lf-import --time CreatedDate --lead LeadId --where Field=Status --keep NewValue \
		--rename NewValue=event --set campaign= --set score= crm-history.csv >statuses.tsv
	lf-sort activities.tsv statuses.tsv >events.tsv
	lf-stage --stages stages.tsv events.tsv | lf-transitions --first campaign >moves.tsv
}
