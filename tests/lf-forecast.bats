load lib/helper

# One lead a day comes in January and February, stays in A for five days, and goes to B.
steady_log() {
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (i = 0; i < 59; i++) {
			day = i < 31 ? sprintf("2026-01-%02d", i + 1) : sprintf("2026-02-%02d", i - 30)
			stamp[i] = day "T12:00:00Z"
			print i, stamp[i], "", "A", ""
			if (i >= 5)
				print i - 5, stamp[i], "A", "B", stamp[i - 5]
		}
		for (i = 0; i < 59; i++)
			print i, "2026-03-01T00:00:00Z", i < 54 ? "B" : "A", "", i < 54 ? stamp[i + 5] : stamp[i]
	}' >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
}

# known_log SEED RATE PAST: moves.tsv whose truth is known, and what came after in truth.
known_log() {
	awk -v seed="$1" -v rate="$2" -v past="$3" -v truth=truth \
		-f "$BATS_TEST_DIRNAME/oracle/forecast-log.awk" >moves.tsv
	printf 'stage\tpath\nA\nB\nC\tend\nX\tend\n' >stages.tsv
}

@test "what always happens is expected for certain" {
	steady_log
	lf-forecast --by day --periods 3 --stages stages.tsv moves.tsv >got
	table <<-'END' >wanted
		period stage expected p15 p50 p85
		2026-03-01 A 1.0000 1 1 1
		2026-03-01 B 1.0000 1 1 1
		2026-03-02 A 1.0000 1 1 1
		2026-03-02 B 1.0000 1 1 1
		2026-03-03 A 1.0000 1 1 1
		2026-03-03 B 1.0000 1 1 1
	END
	same wanted got
}

@test "new leads that come in the forecast go on within it" {
	steady_log
	lf-forecast --by month --periods 2 --stages stages.tsv moves.tsv >got
	table <<-'END' >wanted
		period stage expected p15 p50 p85
		2026-03 A 31.0000 31 31 31
		2026-03 B 31.0000 31 31 31
		2026-04 A 30.0000 30 30 30
		2026-04 B 30.0000 30 30 30
	END
	same wanted got
}

@test "the first period is what remains of the one holding as-of" {
	steady_log
	head -n 1 moves.tsv >cut.tsv
	# As of 2026-02-22T00:00, with seven days of February to come.
	awk -F '\t' -v OFS='\t' -v t=2026-02-22T00:00:00Z '
		NR > 1 && $4 != "" && $2 < t { print }
		NR > 1 && $4 != "" && $3 != "" && $2 >= t && $5 < t { print $1, t, $3, "", $5 }
	' moves.tsv >>cut.tsv
	lf-forecast --by month --periods 1 --stages stages.tsv cut.tsv | cut -f1-3 >got
	printf 'period\tstage\texpected\n2026-02\tA\t7.0000\n2026-02\tB\t7.0000\n' >wanted
	same wanted got
}

# Twenty leads enter A on the 1st. Ten leave for B after two days, five for C
# after four; five are open after six. No lead is new on the day before as-of.
# From the first exit on, 20, 10 and 10 are seen at the ages of 2, 3 and 4 days,
# and fewer than ten beyond, where the chance is the mean over these three: 10/40
# and 5/40 a day.
competing_log() {
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		start = "2026-01-01T00:00:00Z"
		for (i = 0; i < 20; i++) {
			print i, start, "", "A", ""
			if (i < 10) print i, "2026-01-03T00:00:00Z", "A", "B", start
			else if (i < 15) print i, "2026-01-05T00:00:00Z", "A", "C", start
			else print i, "2026-01-07T00:00:00Z", "A", "", start
		}
	}' >moves.tsv
	printf 'stage\tpath\nA\nB\tend\nC\tend\n' >stages.tsv
}

@test "open leads leave by the hazards of their age, which compete" {
	competing_log
	lf-forecast --by day --periods 2 --inflow last --stages stages.tsv moves.tsv 2>note |
		tail -n +2 | cut -f1-3 >got
	# 5 x 10/45 and 5 x 5/45; then what is left, 5 x 30/45, again.
	table <<-'END' >wanted
		2026-01-07 A 0.0000
		2026-01-07 B 1.1111
		2026-01-07 C 0.5556
		2026-01-08 A 0.0000
		2026-01-08 B 0.7407
		2026-01-08 C 0.3704
	END
	same wanted got
}

# forgotten_log [DAY]: a lead a day stays in A for up to three days; five more are there since DAY.
forgotten_log() {
	awk -v since="${1-}" 'function t(d) {
		return sprintf("2026-%02d-%02d", 1 + d / 28, 1 + d % 28)
	}
	BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (i = 0; i < 5 && since != ""; i++)
			print since, "old" i, "A"
		for (d = 0; d < 164; d++) {
			print t(d), d, "A"
			print t(d + d % 4), d, "B"
		}
	}' | lf-sort | lf-transitions --as-of 2026-07-01 >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
}

# Entries into B that are expected in July.
expected_into_b() {
	lf-forecast --by month --periods 1 --runs 1 --stages stages.tsv moves.tsv |
		awk -F '\t' '$2 == "B" { print $3 }'
}

@test "leads forgotten long ago are expected to leave, however old they are" {
	forgotten_log
	expected_into_b >without
	# None of these days is among the last three months, which tell the inflow.
	for since in 2026-01-02 2026-02-01 2026-03-01; do
		forgotten_log "$since"
		expected_into_b | paste without - >>got
	done
	# The older they are, the more is known of such leads, and the fewer are to leave.
	awk '$2 - $1 < 3 || $2 - $1 > 4 { bad = 1 } END { exit bad || NR != 3 }' got || {
		cat got
		false
	}
}

@test "leads that stay long after the others have left tell how few such leave" {
	# 31 leads leave A on the day on which they enter it, and nine never.
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (i = 0; i < 31; i++) {
			day = sprintf("2024-01-%02d", i + 1)
			print day, i, "A"
			print day, i, "B"
			if (i < 9)
				print day, "still" i, "A"
		}
	}' | lf-transitions --as-of 2025-01-31 >moves.tsv
	# The nine have been seen for 396 to 388 days.
	lf-forecast --by month --periods 1 --inflow last --stages <(printf 'stage\tpath\nA\nB\tend\n') \
		moves.tsv 2>note | cut -f 1-3 >got
	printf 'period\tstage\texpected\n2025-01\tA\t0.0000\n2025-01\tB\t%s\n' \
		"$(awk 'BEGIN { printf "%.4f", 9 * 31 / (31 + 9 * 392) }')" >wanted
	same wanted got
}

@test "a stage that few leads have entered gets no interval, and is named" {
	competing_log
	lf-forecast --by day --periods 1 --inflow last --stages stages.tsv moves.tsv 2>note |
		grep C >got
	printf '2026-01-07\tC\t0.5556\t\t\t\n' >wanted
	same wanted got
	echo "lf-forecast: stage 'C': entered 5 times so far, fewer than the 10 that an interval needs" >wanted
	same wanted note
}

@test "visits are seen from a stage's first exit on: logs may begin to record exits late" {
	# A hundred leads enter on each day of January and stay for one day or two; only
	# the exits from the 21st on are recorded.
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (day = 1; day <= 31; day++)
			for (i = 0; i < 100; i++) {
				lead++
				since = sprintf("2026-01-%02d", day)
				left = day + 1 + i % 2
				print lead, since, "", "A", ""
				if (left >= 21 && left <= 31)
					print lead, sprintf("2026-01-%02d", left), "A", "B", since
				else if (left > 31)
					print lead, "2026-02-01", "A", "", since
			}
	}' >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
	lf-forecast --by day --periods 1 --stages stages.tsv moves.tsv | cut -f1-3 >got
	printf 'period\tstage\texpected\n2026-02-01\tA\t100.0000\n2026-02-01\tB\t100.0000\n' >wanted
	same wanted got
}

@test "--inflow takes the mean of the last periods, the last one, or a year ago" {
	# 1 lead a day in March 2025, 2 in January 2026, 4 in February.
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (i = 1; i <= 31; i++) put("2025-03", i, 1)
		for (i = 1; i <= 31; i++) put("2026-01", i, 2)
		for (i = 1; i <= 28; i++) put("2026-02", i, 4)
		print 1, "2026-03-01", "A", "", "2025-03-01"
	}
	function put(month, day, n) {
		while (n-- > 0)
			print ++lead, sprintf("%s-%02d", month, day), "", "A", ""
	}' >moves.tsv
	expected() {
		lf-forecast --by month --periods 1 --no-header --inflow $1 moves.tsv | cut -f3
	}
	[ "$(expected last)" = 124.0000 ]
	[ "$(expected mean:1)" = 124.0000 ]
	[ "$(expected seasonal)" = 31.0000 ]
	# Weekday by weekday: 9 of each in 59 days but for Thursday to Saturday in January.
	awk 'BEGIN { for (d = 0; d < 59; d++) { n[d % 7]++; s[d % 7] += d < 31 ? 2 : 4 }
		for (d = 59; d < 90; d++) sum += s[d % 7] / n[d % 7]; printf "%.4f\n", sum }' >wanted
	expected mean:2 >got
	same wanted got
}

@test "days repeat those of their weekday" {
	# Seven leads come every Monday in eight weeks.
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (w = 0; w < 8; w++)
			for (i = 0; i < 7; i++) {
				d = 5 + 7 * w
				month = d <= 31 ? 1 : 2
				day = sprintf("2026-%02d-%02d", month, d - 31 * (month - 1))
				print ++lead, day, "", "A", ""
			}
		print 1, "2026-03-01", "A", "", "2026-01-05"
	}' >moves.tsv
	lf-forecast --by day --periods 3 --no-header --inflow mean:56 moves.tsv >got
	table <<-'END' >wanted
		2026-03-01 A 0.0000 0 0 0
		2026-03-02 A 7.0000 7 7 7
		2026-03-03 A 0.0000 0 0 0
	END
	same wanted got
}

@test "expectations are within 2 % of the truth of exponential and Weibull stays" {
	for case in '200 182' '600 60'; do
		set -- $case
		known_log 1 $1 $2
		awk -v rate=$1 -v past=$2 -f "$BATS_TEST_DIRNAME/oracle/forecast-truth.awk" >true
		lf-forecast --by month --periods 1 --runs 10 --stages stages.tsv --no-header \
			moves.tsv >got
		awk 'NR == FNR { true[$1] = $2; next }
			{ off = $3 / true[$2] - 1; rows++ }
			off > 0.02 || off < -0.02 { print; exit 1 }
			END { if (rows != 4) exit 1 }' true got
	done
}

@test "60 to 80 % of the outcomes of 200 seeds lie between p15 and p85" {
	for seed in $(seq 200); do
		known_log $seed 5 182
		lf-forecast --by month --periods 1 --runs 200 --stages stages.tsv --no-header \
			moves.tsv | paste - truth
	done >all
	awk '{ seen[$2]++; inside[$2] += $8 >= $4 && $8 <= $6 }
		END {
			for (stage in seen)
				if (seen[stage] != 200 || inside[stage] < 120 || inside[stage] > 160) {
					print stage, seen[stage], inside[stage]
					exit 1
				}
		}' all
}

@test "the same seed gives the same bytes, another seed others, the order of rows none" {
	known_log 3 5 60
	lf-forecast --by week --periods 4 --seed 7 --stages stages.tsv moves.tsv >wanted
	lf-forecast --by week --periods 4 --seed 7 --stages stages.tsv moves.tsv >got
	same wanted got
	{ head -n 1 moves.tsv; tail -n +2 moves.tsv | sort -r; } >mixed.tsv
	lf-forecast --by week --periods 4 --seed 7 --stages stages.tsv mixed.tsv >got
	same wanted got
	lf-forecast --by week --periods 4 --seed 8 --stages stages.tsv moves.tsv >other
	run ! cmp -s wanted other
	# What is expected does not hang on the seed.
	cut -f1-3 wanted >a
	cut -f1-3 other >b
	same a b
}

# Two reckonings agree for sums of many runs: the simulation and the convolution.
@test "the median of many runs is what is expected, also far ahead" {
	known_log 4 20 182
	lf-forecast --by month --periods 6 --runs 2000 --stages stages.tsv --no-header \
		moves.tsv >got
	awk '$5 / $3 > 1.01 || $5 / $3 < 0.99 { print; exit 1 } END { if (NR != 24) exit 1 }' got
}

@test "a backtest of what always happens has no error and misses nothing" {
	steady_log
	lf-forecast --by month --periods 1 --backtest 1 --stages stages.tsv moves.tsv >got
	table <<-'END' >wanted
		stage origins mae naive mase coverage
		A 1 0.0000 3.0000 0.0000 1.0000
		B 1 0.0000 2.0000 0.0000 1.0000
	END
	same wanted got
	lf-forecast --by week --backtest 4 --stages stages.tsv moves.tsv >got
	# Entries are seven a week: the naive forecast has no error, so there is no ratio.
	table <<-'END' >wanted
		stage origins mae naive mase coverage
		A 4 0.0000 0.0000 . 1.0000
		B 4 0.0000 0.0000 . 1.0000
	END
	same wanted got
}

@test "a backtest's errors are those of forecasts from the moves before each period" {
	known_log 5 5 182
	lf-forecast --by month --backtest 3 --stages stages.tsv --no-header moves.tsv >got
	for month in 04 05 06; do
		end=2024-$month-01T00:00:00Z
		before=$(printf '2024-%02d' $((10#$month - 1)))
		awk -F '\t' -v OFS='\t' -v t=$end '
			NR == 1 || ($4 != "" && $2 < t) { print }
			NR > 1 && $3 != "" && $5 < t && ($2 >= t || $4 == "") { print $1, t, $3, "", $5 }
		' moves.tsv >known.tsv
		lf-forecast --by month --periods 1 --stages stages.tsv --no-header known.tsv |
			while IFS="$(printf '\t')" read -r period stage expected low middle high; do
				came=$(awk -F '\t' -v s=$stage -v m=2024-$month \
					'$4 == s && index($2, m) == 1 { n++ } END { print n + 0 }' moves.tsv)
				last=$(awk -F '\t' -v s=$stage -v m=$before \
					'$4 == s && index($2, m) == 1 { n++ } END { print n + 0 }' moves.tsv)
				echo "$stage $expected $came $last"
			done
	done | awk -v OFS='\t' '
		function abs(x) { return x < 0 ? -x : x }
		{ error[$1] += abs($2 - $3); naive[$1] += abs($4 - $3) }
		END { for (s in error) print s, 3, error[s] / 3, naive[s] / 3, error[s] / naive[s] }' |
		sort >wanted
	paste wanted got | awk '
		function off(a, b) { return a - b > 0.0002 || b - a > 0.0002 }
		$1 != $6 || $2 != $7 || off($3, $8) || off($4, $9) || off($5, $10) { print; exit 1 }
		END { if (NR != 4) exit 1 }'
}

@test "entries by leads in a stage where the way ends are not expected" {
	steady_log
	# Some customers go back to A, and stay there.
	awk -F '\t' -v OFS='\t' '
		$3 == "B" && $1 < 20 {
			print $1, "2026-02-27", "B", "A", $5
			$3 = "A"
			$5 = "2026-02-27"
		}
		{ print }' moves.tsv >back.tsv
	expected_in_a() {
		lf-forecast --by day --periods 1 --no-header "$@" back.tsv | cut -f2,3 | grep A
	}
	[ "$(expected_in_a --stages stages.tsv)" = "A	1.0000" ]
	[ "$(expected_in_a)" != "A	1.0000" ]
}

@test "periods lie in --tz" {
	steady_log
	lf-forecast --by month --periods 2 --tz America/New_York --no-header \
		--stages stages.tsv moves.tsv >got
	# As-of is seven in the evening of February 28th there.
	cut -f1 got | uniq >periods
	printf '2026-02\n2026-03\n' >wanted
	same wanted periods
	[ "$(cut -f1-3 got | head -n 1)" = "2026-02	A	0.2083" ]
}

@test "stages of the table that no lead has entered have rows, too" {
	steady_log
	printf 'stage\tpath\nA\nB\tend\nlost\tend\n' >stages.tsv
	lf-forecast --by day --periods 1 --no-header --stages stages.tsv moves.tsv 2>note >got
	printf '2026-03-01\tA\t1.0000\t1\t1\t1\n2026-03-01\tB\t1.0000\t1\t1\t1\n' >wanted
	printf '2026-03-01\tlost\t0.0000\t\t\t\n' >>wanted
	same wanted got
}

@test "a header and no rows gives a header and no rows" {
	printf 'lead\ttime\tfrom\tto\tsince\n' | lf-forecast --by day --periods 1 >got
	table <<<'period stage expected p15 p50 p85' >wanted
	same wanted got
}

@test "leads that go round within a day do not hang it" {
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (i = 1; i <= 20; i++) {
			day = sprintf("2026-01-%02d", i)
			print i, day, "", "A", ""
			print i, day, "A", "B", day
			print i, day, "B", "A", day
		}
		print 20, "2026-01-21", "A", "", "2026-01-20"
	}' >moves.tsv
	lf-forecast --by day --periods 2 --runs 3 moves.tsv >got
	[ "$(wc -l <got)" -eq 5 ]
}

@test "moves without open visits are remarked on" {
	steady_log
	awk -F '\t' 'NR == 1 || $4 != ""' moves.tsv >closed.tsv
	lf-forecast --by week --periods 1 closed.tsv >got 2>note
	echo "lf-forecast: no open visits: were the moves made with --open no?" >wanted
	same wanted note
}

@test "bad rows and options are told" {
	steady_log
	fails 2 "lf-forecast: option --by PERIOD is needed" lf-forecast --periods 1 moves.tsv
	fails 2 "lf-forecast: option --periods N is needed, or --backtest K" \
		lf-forecast --by day moves.tsv
	fails 2 "lf-forecast: --by: all time has no periods to forecast" \
		lf-forecast --by all --periods 1 moves.tsv
	fails 2 "lf-forecast: --backtest forecasts one period from each origin: --periods beside it can only be 1" \
		lf-forecast --by day --periods 2 --backtest 2 moves.tsv
	fails 2 "lf-forecast: --inflow: 'first' is not one of last|seasonal|mean:K" \
		lf-forecast --by day --periods 1 --inflow first moves.tsv
	fails 2 "lf-forecast: --inflow: 'mean' is not one of last|seasonal|mean:K" \
		lf-forecast --by day --periods 1 --inflow mean moves.tsv
	sed 's/2026-01/2025-01/g' moves.tsv >old.tsv
	fails 2 "lf-forecast: --periods: 405 are more than a hundred years" \
		lf-forecast --by quarter --periods 405 --inflow last old.tsv
	fails 1 "lf-forecast: moves.tsv: no period is complete before 2026" \
		lf-forecast --by year --periods 1 moves.tsv
	fails 1 "lf-forecast: moves.tsv: the moves do not reach a year back from 2026-03" \
		lf-forecast --by month --periods 1 --inflow seasonal moves.tsv
	fails 1 "lf-forecast: moves.tsv: too few complete periods for a backtest" \
		lf-forecast --by quarter --backtest 3 moves.tsv
	printf 'lead\ttime\tfrom\tto\tsince\na\t2026-01-01\tA\tB\t2026-01-02\n' >bad.tsv
	fails 1 "lf-forecast: bad.tsv:2: since: is after time" lf-forecast --by day --periods 1 bad.tsv
	printf 'lead\ttime\tfrom\tto\na\t2026-01-01\tA\tB\n' >bad.tsv
	fails 2 "lf-forecast: bad.tsv: no column 'since'; there are: 'lead', 'time', 'from', 'to'" \
		lf-forecast --by day --periods 1 bad.tsv
}

# olist_moves: the real funnel, up to the last first contact that it holds.
olist_moves() {
	{
		printf 'time\tlead\tstage\n'
		awk -F , -v OFS='\t' 'NR > 1 { print $2, $1, "MQL" }' \
			"$shared/olist/olist_marketing_qualified_leads_dataset.csv"
		awk -F , -v OFS='\t' 'NR > 1 { gsub(/"/, ""); print $5, $1, "won" }' \
			"$shared/olist/olist_closed_deals_dataset.csv"
	} | lf-sort | lf-transitions --as-of 2018-06-01 2>note
}

@test "on Olist's funnel the backtest beats the naive forecast" {
	needs_shared olist
	olist_moves >moves.tsv
	printf 'stage\tpath\nMQL\nwon\tend\n' >stages.tsv
	lf-forecast --by month --backtest 4 --inflow last --stages stages.tsv moves.tsv >got
	awk -F '\t' 'NR > 1 && ($5 == "" || $5 >= 1) { print; exit 1 } END { if (NR != 3) exit 1 }' got
}

@test "on Maven's pipeline the backtest beats the naive forecast of what is won and lost" {
	needs_shared maven-crm
	awk -F , -v OFS='\t' '
		NR == 1 { print "time", "lead", "stage"; next }
		$6 != "" { print $6, $1, "Engaging" }
		$7 != "" { print $7, $1, $5 }' "$shared/maven-crm/iso_lf.csv" |
		lf-sort | lf-transitions >moves.tsv
	printf 'stage\tpath\nEngaging\nWon\tend\nLost\tend\n' >stages.tsv
	lf-forecast --by month --backtest 8 --stages stages.tsv moves.tsv >got
	awk -F '\t' '$1 == "Won" || $1 == "Lost" { rows++; if ($5 >= 1) { print; exit 1 } }
		END { if (rows != 2) exit 1 }' got
}
