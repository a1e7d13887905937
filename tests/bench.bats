load lib/helper

bench() {
	"$BATS_TEST_DIRNAME/bench/run" "$@"
}

@test "the benchmark runs, and all tools give the same velocity table" {
	command -v sqlite3 >/dev/null || skip "no sqlite3 here"
	bench --quick >report
	[ "$(grep -c '^All results agree.$' report)" -eq 12 ]
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

@test "the judge of forecasts replays a real log beside the naive forecast" {
	needs_shared olist
	command -v python3 >/dev/null || skip "no python3 here"
	LEADFLOW_STATSFORECAST='' "$BATS_TEST_DIRNAME/bench/forecast" --only olist >report 2>note
	# Five months, of which the third months ahead of the last two have not come.
	awk -F '\t' '$1 == "olist" { print $3 }' report >got
	printf '5\n3\n26\n24\n' >wanted
	same wanted got
	grep -q '^all outcomes of real logs inside their intervals: 0' report
}

@test "expectations of a log whose truth is known are off by less than 2 %" {
	command -v python3 >/dev/null || skip "no python3 here"
	"$BATS_TEST_DIRNAME/bench/forecast" --truths Weibull >report
	[ "$(grep -cE '^Weibull	.*[+-][01]\.[0-9]+ %$' report)" -eq 6 ]
}
