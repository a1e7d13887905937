load lib/helper

bench() {
	"$BATS_TEST_DIRNAME/bench/run" "$@"
}

setup_file() {
	command -v sqlite3 >/dev/null || skip "no sqlite3 here"
}

@test "the benchmark runs, and all tools give the same velocity table" {
	bench --quick >report
	[ "$(grep -c '^All results agree.$' report)" -eq 4 ]
	grep -q '^| SQLite | ' report
	grep -q '^### Targets$' report
}

@test "a section of the benchmark runs alone" {
	bench --events 1000 --leads 100 --runs 3 startup >report
	[ "$(grep -c '^### ' report)" -eq 2 ]
}

@test "a section that there is not is a usage error" {
	local status=0
	bench nonsense >report 2>stderr || status=$?
	[ "$status" -eq 2 ]
	head -n 1 stderr | grep -q '^usage: '
}

@test "expectations of logs whose truth is known are off by less than 2 %" {
	# With one seed a log, the share of outcomes within the intervals says nothing.
	"$BATS_TEST_DIRNAME/bench/forecast" 1 >report || true
	[ "$(grep -cE '^[24]000	.*[+-][01]\.[0-9]+ %$' report)" -eq 8 ]
}
