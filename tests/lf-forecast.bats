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

# Fields of the forecast, by name.
columns() {
	awk -F '\t' -v OFS='\t' -v names="$1" '
		NR == 1 { count = split(names, wanted, ","); for (i = 1; i <= NF; i++) place[$i] = i }
		{ for (i = 1; i <= count; i++) printf "%s%s", $place[wanted[i]], i < count ? OFS : "\n" }'
}

@test "what has come every day is expected for certain" {
	steady_log
	lf-forecast --by day --periods 3 --stages stages.tsv moves.tsv >got
	table <<-'END' >wanted
		period stage already expected p15 p50 p85
		2026-03-01 A 0 1.0000 1 1 1
		2026-03-01 B 0 1.0000 1 1 1
		2026-03-02 A 0 1.0000 1 1 1
		2026-03-02 B 0 1.0000 1 1 1
		2026-03-03 A 0 1.0000 1 1 1
		2026-03-03 B 0 1.0000 1 1 1
	END
	same wanted got
}

@test "new leads that come in the forecast go on within it" {
	steady_log
	lf-forecast --by month --periods 2 --stages stages.tsv moves.tsv |
		columns period,stage,expected >got
	# Of the leads that are open in A, B would get five, and none in April.
	table <<-'END' >wanted
		period stage expected
		2026-03 A 31.0000
		2026-03 B 31.0000
		2026-04 A 30.0000
		2026-04 B 30.0000
	END
	same wanted got
}

@test "the first period is the whole one holding as-of, with what has come of it" {
	steady_log
	head -n 1 moves.tsv >cut.tsv
	# As of 2026-02-22T00:00, with seven days of February to come.
	awk -F '\t' -v OFS='\t' -v t=2026-02-22T00:00:00Z '
		NR > 1 && $4 != "" && $2 < t { print }
		NR > 1 && $4 != "" && $3 != "" && $2 >= t && $5 < t { print $1, t, $3, "", $5 }
	' moves.tsv >>cut.tsv
	lf-forecast --by month --periods 2 --stages stages.tsv cut.tsv |
		columns period,stage,already,expected >got
	table <<-'END' >wanted
		period stage already expected
		2026-02 A 21 28.0000
		2026-02 B 21 28.0000
		2026-03 A 0 31.0000
		2026-03 B 0 31.0000
	END
	same wanted got
}

@test "what has come already is counted, to the as-of time" {
	known_log 2 20 195
	lf-forecast --by month --periods 2 --stages stages.tsv --no-header moves.tsv >got
	# 195 days after the first of January 2024: the 14th of July.
	awk -F '\t' 'NR > 1 && $4 != "" && $2 >= "2024-07-01" { n[$4]++ }
		END { for (s in n) print "2024-07", s, n[s]; for (s in n) print "2024-08", s, 0 }' \
		moves.tsv | sort >wanted
	awk '{ print $1, $2, $3 }' got | sort >counted
	same wanted counted
	# All that is printed is of the whole period: nothing is below what has come.
	awk -F '\t' '$4 < $3 || $5 < $3 { print; bad = 1 } END { exit bad || NR != 8 }' got
}

# Twenty leads enter A on the 1st. Ten leave for B after two days, five for C
# after four; five are open after six.
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

@test "open leads leave by the chances of their age, which compete" {
	# A lead comes every hour of 120 days. After a day, exactly, half of them go to B, a
	# quarter to C; the rest go to B after four days.
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (i = 0; i < 24 * 120; i++) {
			put(i, "A")
			if (i % 4 < 3)
				put(i + 24, i % 4 < 2 ? "B" : "C")
			else
				put(i + 96, "B")
		}
	}
	function put(hour, stage) {
		day = int(hour / 24)
		month = day < 31 ? 1 : day < 59 ? 2 : day < 90 ? 3 : 4
		day -= month == 1 ? 0 : month == 2 ? 31 : month == 3 ? 59 : 90
		if (month < 4 || day < 30)
			printf "2026-%02d-%02dT%02d:30:00Z\t%d\t%s\n", month, day + 1, hour % 24, i, stage
	}' | lf-sort | lf-transitions --as-of 2026-05-01 >moves.tsv
	printf 'stage\tpath\nA\nB\tend\nC\tend\n' >stages.tsv
	lf-forecast --by week --periods 2 --stages stages.tsv --no-header moves.tsv >got
	# What is left of the week of the 27th of April is three days: Friday to Sunday.
	awk -F '\t' -v OFS='\t' '
		$2 == "A" { true = 168 }
		$2 == "B" { true = 126 }
		$2 == "C" { true = 42 }
		{ if ($4 / true > 1.01 || $4 / true < 0.99) { print; bad = 1 } }
		END { exit bad || NR != 6 }' got
}

# forgotten_log LEADS: a lead a day stays in A for up to three days. That many more
# came in the first days, and are still there.
forgotten_log() {
	awk -v leads="$1" 'function t(d) {
		return sprintf("2026-%02d-%02d", 1 + d / 28, 1 + d % 28)
	}
	BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (i = 0; i < leads; i++)
			print t(i % 5), "old" i, "A"
		for (d = 0; d < 164; d++) {
			print t(d), d, "A"
			print t(d + d % 4), d, "B"
		}
	}' | lf-sort | lf-transitions --as-of 2026-07-01 >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
}

@test "leads that stay far longer than any that left are not revived" {
	forgotten_log 0
	lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv | columns stage,expected >without
	forgotten_log 500
	lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv | columns stage,expected >with
	# Five hundred of them come to less than two leads in a month.
	paste without with | awk '$1 == "B" { if ($4 - $2 < 2 && $2 - $4 < 2) found = 1; else print }
		END { exit !found }'
}

@test "stages in which nothing has moved for long expect nothing" {
	# Of six leads in each of forty stages three left within a week, 17 months ago.
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (stage = 0; stage < 40; stage++)
			for (i = 0; i < 6; i++) {
				day = 1 + 2 * i
				printf "2024-01-%02d\t%d-%d\tS%d\n", day, stage, i, stage
				if (i < 3)
					printf "2024-01-%02d\t%d-%d\tT%d\n", day + 5 + i, stage, i, stage
			}
	}' | lf-sort | lf-transitions --as-of 2025-07-01 >moves.tsv
	for by in week month; do
		lf-forecast --by $by --periods 3 moves.tsv 2>note | columns expected |
			awk 'NR > 1 { sum += $1 } END { print sum; exit sum > 0.5 || NR != 241 }'
	done
}

@test "chances follow the formulas of the manual" {
	# 31 leads leave A on the day on which they enter it; nine more never do.
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
	# No year is complete, so no method was tested, and with --inflow last the three
	# windows count alike; all hold the whole log. On the 366 days to the 31st of January
	# one lead was new.
	lf-forecast --by year --periods 1 --inflow last --stages <(printf 'stage\tpath\nA\nB\tend\n') \
		moves.tsv 2>note | columns stage,expected >got
	awk 'BEGIN {
		days = 335
		at = split("0 1 2 3 4 6 8 12 16 24 32 48 64 96 128 192 256 384 397", start, " ")
		# By band: the days that leads were seen, and how many left.
		for (b = 1; b < at; b++)
			for (age = start[b]; age < start[b + 1]; age++) {
				for (i = 0; i < 9; i++)
					seen[age] += age < 396 - i
				if (age == 0)
					seen[age] = 40
				sum[b] += seen[age]
			}
		# One stage alone: it is its own pool. The guess of the first band is the
		# share that left; then each is the band before, times the change of the pool.
		pool[1] = 31 / 40
		for (b = 2; b < at; b++)
			pool[b] = 1 / (1 / pool[b - 1] + sum[b])
		chance[1] = (1 + 31) / (1 / pool[1] + 40)
		for (b = 2; b < at; b++)
			chance[b] = 1 / (1 / (chance[b - 1] * pool[b] / pool[b - 1]) + sum[b])
		for (b = 1; b < at; b++)
			for (age = start[b]; age < start[b + 1]; age++) {
				left = age == 0 ? 31 : 0
				hazard[age] = (1 + left) / (1 / chance[b] + seen[age])
				top = age
			}
		for (day = 0; day < days; day++) {
			new += 1 / 366
			# Those that are open when the day begins, by the day on which they came.
			for (i = 0; i < 9; i++) {
				age = 396 - i + day
				h = hazard[age > top ? top : age]
				if (day == 0)
					open[i] = 1
				out += open[i] * h
				open[i] *= 1 - h
			}
			fresh[day] = 1 / 366
			for (d = 0; d <= day; d++) {
				out += fresh[d] * hazard[day - d]
				fresh[d] *= 1 - hazard[day - d]
			}
		}
		printf "stage\texpected\nA\t%.4f\nB\t%.4f\n", new, out
	}' >wanted
	same wanted got
}

@test "a stage that few leads have entered gets no interval, and is named" {
	competing_log
	lf-forecast --by day --periods 1 --stages stages.tsv moves.tsv 2>note | grep C | cut -f 5- >got
	printf '\t\t\n' >wanted
	same wanted got
	echo "lf-forecast: stage 'C': entered 5 times so far, fewer than the 10 that an interval needs" >wanted
	same wanted note
	# Once is one time, also for groups.
	printf 'time\tlead\tstage\tgroup\n2026-01-01\ta\tA\tg\n2026-01-03\tb\tB\tg\n' |
		lf-transitions --first group >moves.tsv
	printf "lf-forecast: stage '%s': entered 1 time so far, fewer than the 10 that an interval needs\n" A B >wanted
	lf-forecast --by day --periods 1 moves.tsv 2>&1 >/dev/null | same wanted -
	lf-forecast --by day --periods 1 --group group moves.tsv 2>&1 >/dev/null |
		grep '^lf-forecast: 2 stages of groups: '
	tr B A <moves.tsv | lf-forecast --by day --periods 1 --group group 2>&1 >/dev/null |
		grep '^lf-forecast: 1 stage of groups: '
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
	lf-forecast --by day --periods 1 --inflow mean:7 --stages stages.tsv moves.tsv |
		columns stage,expected >got
	# All who are seen from the 21st on leave. Of those of before half would seem to stay.
	awk 'NR > 1 && ($2 < 90 || $2 > 110) { print; bad = 1 } END { exit bad || NR != 3 }' got
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
		lf-forecast --by month --periods 1 --no-header --inflow $1 moves.tsv | cut -f4
	}
	[ "$(expected last)" = 124.0000 ]
	[ "$(expected mean:1)" = 124.0000 ]
	[ "$(expected seasonal)" = 31.0000 ]
	# Six leads a day in 59 days.
	awk 'BEGIN { printf "%.4f\n", 31 * (31 * 2 + 28 * 4) / 59 }' >wanted
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
		2026-03-01 A 0 0.0000 0 0 0
		2026-03-02 A 0 7.0000 7 7 7
		2026-03-03 A 0 0.0000 0 0 0
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
			{ off = $4 / true[$2] - 1; rows++ }
			off > 0.02 || off < -0.02 { print; exit 1 }
			END { if (rows != 4) exit 1 }' true got
	done
}

@test "about 70 % of the outcomes of 100 seeds lie between p15 and p85, and half of them up to p50" {
	# Two years, so that there are origins to learn from.
	for seed in $(seq 100); do
		known_log $seed 5 731
		lf-forecast --by month --periods 1 --runs 200 --stages stages.tsv --no-header \
			moves.tsv | paste - truth
	done >all
	awk '{ seen[$2]++; inside[$2] += $9 >= $5 && $9 <= $7; low[$2] += ($9 < $6) + ($9 <= $6) }
		END {
			for (stage in seen)
				# An outcome at p50 is half below it; five standard errors of a share of 100 are 25.
				if (seen[stage] != 100 || inside[stage] < 58 || inside[stage] > 82 ||
				    low[stage] / 2 < 25 || low[stage] / 2 > 75) {
					print stage, seen[stage], inside[stage], low[stage] / 2
					bad = 1
				}
			exit bad
		}' all
}

# wave_log FACTORS [DAYS]: that many leads enter A on each day of a month, month by month,
# in two years; the factors are repeated. They go on to B so many days later, or the next day.
wave_log() {
	awk -v factors="$1" -v later="${2:-1}" 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		count = split(factors, factor, " ")
		split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
		for (m = 0; m < 24; m++)
			for (day = 1; day <= days[m % 12 + 1]; day++) {
				for (i = 0; i < came[n - later]; i++)
					print stamp(), left++, "B"
				came[n++] = factor[m % count + 1]
				for (i = 0; i < came[n - 1]; i++)
					print stamp(), lead++, "A"
			}
	}
	function stamp() { return sprintf("%d-%02d-%02d", 2025 + int(m / 12), m % 12 + 1, day) }
	' | lf-transitions --as-of 2027-01-01 >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
}

# near A B C: in January to March of 2027, that many leads a day are expected in A.
near() {
	lf-forecast --by month --periods 3 --stages stages.tsv moves.tsv | columns stage,expected |
		awk -v truth="$*" '
			BEGIN { split(truth, daily, " "); split("31 28 31", days, " ") }
			$1 == "A" { n++; off = $2 / (daily[n] * days[n]) - 1 }
			$1 == "A" && (off > 0.02 || off < -0.02) { print $2, off; bad = 1 }
			END { exit bad || n != 3 }'
}

@test "what repeats every year is expected once it has been seen twice" {
	wave_log "20 22 26 32 36 38 36 32 26 22 20 18"
	near 20 22 26
}

@test "what repeats every quarter is expected" {
	wave_log "20 20 40"
	near 20 20 40
}

@test "what repeats every quarter is expected of the stages after it, each period ahead" {
	wave_log "20 20 40" 10
	# Of the 10 last days of the month before they come, too: in March from February's.
	lf-forecast --by month --periods 3 --stages stages.tsv moves.tsv |
		columns stage,expected | awk '
			BEGIN { split("820 560 1040", truth, " ") }
			$1 == "B" { off = $2 / truth[++n] - 1 }
			$1 == "B" && (off > 0.02 || off < -0.02) { print $2, off; bad = 1 }
			END { exit bad || n != 3 }'
}

@test "after a step six periods ago only what came since is expected" {
	wave_log "20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 40 40 40 40 40 40"
	near 40 40 40
}

@test "leads that come in waves get wider intervals than those that come evenly" {
	known_log 1 20 731
	width() {
		lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv |
			columns stage,expected,p15,p85 |
			awk '$1 == "A" { printf "%d", 1000 * ($4 - $3) / $2 }'
	}
	even=$(width)
	wave_log "20 28 18 24 32 16 26 22 30 18 28"
	[ "$(width)" -gt $((3 * even)) ]
}

@test "the random numbers are those that their inventors and others have published" {
	# Those of splitmix64 are at Rosetta Code, those of xoshiro256** in the tests of Rust's rand.
	draws >got
	printf '%s\n' 6457827717110365317 3203168211198807973 9817491932198370423 \
		4593380528125082431 11520 0 1509978240 1215971899390074240 1216172134540287360 \
		607988272756665600 16172922978634559625 8476171486693032832 \
		10595114339597558777 2904607092377533576 | same - got
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
	# What is expected does not depend on the seed.
	cut -f1-4 wanted >a
	cut -f1-4 other >b
	same a b
}

@test "expected is the mean of the futures whose quantiles are printed" {
	# Of a single future all quantiles are the draw itself: the mean of many is expected.
	known_log 4 20 195
	for seed in $(seq 400); do
		lf-forecast --by month --periods 3 --runs 1 --seed $seed --stages stages.tsv \
			--no-header moves.tsv
	done >draws
	awk -F '\t' '$5 != $6 || $6 != $7 { print; exit 1 }' draws
	awk -F '\t' '
		{ cell = $1 " " $2; n[cell]++; sum[cell] += $6; squares[cell] += $6 * $6; mean[cell] = $4 }
		END {
			for (cell in n) {
				average = sum[cell] / n[cell]
				error = sqrt((squares[cell] / n[cell] - average ^ 2) / n[cell])
				off = average - mean[cell]
				cells++
				if (off > 4 * error || off < -4 * error) {
					print cell, average, mean[cell], error
					bad = 1
				}
			}
			exit bad || cells != 12
		}' draws
}

@test "p15, p50 and p85 are quantiles of the futures" {
	known_log 4 20 195
	for seed in $(seq 200); do
		lf-forecast --by month --periods 1 --runs 1 --seed $seed --stages stages.tsv \
			--no-header moves.tsv
	done >draws
	lf-forecast --by month --periods 1 --runs 20000 --stages stages.tsv --no-header moves.tsv |
		awk -F '\t' '
			NR == FNR { low[$2] = $5; middle[$2] = $6; high[$2] = $7; next }
			{ n[$2]++; a[$2] += $6 <= low[$2]; b[$2] += $6 <= middle[$2]; c[$2] += $6 <= high[$2] }
			END {
				for (s in n) {
					stages++
					# Five standard errors of a share of 200, and what whole numbers add.
					if (a[s] < 10 || a[s] > 60 || b[s] < 70 || b[s] > 130 ||
					    c[s] < 145 || c[s] > 195) {
						print s, a[s], b[s], c[s]
						bad = 1
					}
				}
				exit bad || stages != 4
			}' - draws
}

@test "the blend and the width follow the formulas of the manual, apart for each period ahead" {
	# 30, 40, 35, 45, 33 and 42 leads come on each day of the first six months, and stay.
	awk -v daily="30 40 35 45 33 42" 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		split(daily, rate, " ")
		split("31 28 31 30 31 30", days, " ")
		for (m = 1; m <= 6; m++)
			for (d = 1; d <= days[m]; d++)
				for (i = 0; i < rate[m]; i++)
					print ++lead, sprintf("2026-%02d-%02d", m, d), "", "A", ""
		print 1, "2026-07-01", "A", "", "2026-01-01"
	}' >moves.tsv
	lf-forecast --by month --periods 2 --runs 100000 --no-header moves.tsv >got
	awk -v daily="30 40 35 45 33 42" -f "$BATS_TEST_DIRNAME/oracle/forecast-blend.awk" >wanted
	# Of a distribution that is nearly normal, p15 and p85 are 2.07 deviations apart.
	paste wanted got | awk '
		{ off = $1 - $6; width = ($9 - $7) / (2.0729 * $2) }
		off > 0.001 || off < -0.001 || width < 0.95 || width > 1.05 { print; bad = 1 }
		END { exit bad || NR != 2 }'
}

@test "with no period to learn from, the swing of weeks makes the interval" {
	# In the four weeks of January 20, 60, 20 and 60 leads come.
	awk 'BEGIN {
		OFS = "\t"
		print "lead", "time", "from", "to", "since"
		for (week = 0; week < 4; week++)
			for (i = 0; i < (week % 2 ? 60 : 20); i++)
				print ++lead, sprintf("2026-01-%02d", 1 + 7 * week + i % 7), "", "A", ""
		print 1, "2026-01-29", "A", "", "2026-01-01"
	}' >moves.tsv
	for seed in $(seq 300); do
		lf-forecast --by year --periods 1 --runs 1 --seed $seed --no-header moves.tsv
	done >draws
	# 160 leads in 28 days, of which 337 are to come. The squares of the differences of
	# weeks are 1600, half of which is 20 times their mean; none of the origins is past.
	# A variance of 300 draws is within a third of the true one.
	awk -F '\t' '{ sum += $6; squares += $6 * $6; mean = $4 - 160 }
		END {
			variance = squares / NR - (sum / NR) ^ 2
			true = mean * 20
			print mean, variance, true
			exit mean < 1925 || mean > 1926 || variance / true < 0.67 || variance / true > 1.33
		}' draws
}

@test "groups add up: already exactly, expected to that of all" {
	known_log 6 20 350
	awk -F '\t' -v OFS='\t' 'NR == 1 { print $0, "source", "owner"; next }
		{ print $0, $1 % 3 == 0 ? "fair" : $1 % 7 < 5 ? "web" : "", $1 % 2 }' moves.tsv >grouped.tsv
	lf-forecast --by month --periods 2 --stages stages.tsv moves.tsv --no-header |
		awk -F '\t' '{ print $1, $2, $3, $4 }' >all
	lf-forecast --by month --periods 2 --group source,owner --stages stages.tsv grouped.tsv >got 2>note
	head -n 1 got >header
	table <<<'period source owner stage already expected p15 p50 p85' >wanted
	same wanted header
	# Periods, then groups in the order of bytes, then stages in that of the table.
	tail -n +2 got | cut -f 1-3 | uniq >order
	LC_ALL=C sort -c order
	[ "$(wc -l <order)" -eq 12 ]
	awk -F '\t' 'NR > 1 { already[$1 " " $4] += $5; expected[$1 " " $4] += $6 }
		END { for (c in already) printf "%s %d %.4f\n", c, already[c], expected[c] }' got | sort >sums
	sort all | paste -d ' ' sums - | awk '
		$3 != $7 || $4 / $8 > 1.001 || $4 / $8 < 0.999 { print; bad = 1 }
		END { exit bad || NR != 8 }'
}

@test "a backtest of groups has a row for each group and stage" {
	known_log 6 20 350
	awk -F '\t' -v OFS='\t' 'NR == 1 { print $0, "source"; next }
		{ print $0, $1 % 3 ? "web" : "fair" }' moves.tsv >grouped.tsv
	lf-forecast --by month --backtest 4 --group source --stages stages.tsv grouped.tsv |
		cut -f 1-3 >got
	table <<-'END' >wanted
		source stage origins
		fair A 4
		fair B 4
		fair C 4
		fair X 4
		web A 4
		web B 4
		web C 4
		web X 4
	END
	same wanted got
}

@test "--seen-from learns from what came since, and counts leads that came before" {
	# Until March only entries were recorded, and half of them; five leads wait in A.
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage"
		for (d = 0; d < 181; d++) {
			month = d < 31 ? 1 : d < 59 ? 2 : d < 90 ? 3 : d < 120 ? 4 : d < 151 ? 5 : 6
			first = month == 1 ? 0 : month == 2 ? 31 : month == 3 ? 59 : month == 4 ? 90 : month == 5 ? 120 : 151
			for (i = 0; i < (d < 59 ? 10 : 20); i++) {
				lead++
				t = sprintf("2026-%02d-%02d", month, d - first + 1)
				print t, lead, "A"
				if (d >= 59)
					print t, lead, "B"
			}
		}
	}' | lf-sort | lf-transitions --as-of 2026-07-01 >moves.tsv
	printf 'stage\tpath\nA\nB\tend\n' >stages.tsv
	lf-forecast --by month --periods 1 --seen-from 2026-03-01 --stages stages.tsv moves.tsv |
		columns stage,expected >got
	awk 'NR > 1 && ($2 < 610 || $2 > 630) { print; bad = 1 } END { exit bad || NR != 3 }' got
	# Without it, the halved months of before teach, too.
	lf-forecast --by month --periods 1 --inflow mean:6 --stages stages.tsv moves.tsv |
		columns stage,expected | awk '$1 == "A" && $2 > 600 { print; exit 1 }'
	lf-forecast --by month --periods 1 --inflow mean:6 --seen-from 2026-03-01 --stages stages.tsv \
		moves.tsv | columns stage,expected | awk '$1 == "A" && $2 != "620.0000" { print; exit 1 }'
	# It counts origins, too: none is complete before March.
	lf-forecast --by month --backtest 6 --seen-from 2026-03-01 --stages stages.tsv moves.tsv \
		2>note | columns origins | tail -n 1 >got
	echo 3 >wanted
	same wanted got
	echo "lf-forecast: 3 of 6 origins: the moves reach no further back" >wanted
	same wanted note
}

@test "--seen-from within a day begins with the next one" {
	known_log 1 5 182
	lf-forecast --by month --periods 1 --seen-from 2024-03-31T12:00 --stages stages.tsv moves.tsv >got
	lf-forecast --by month --periods 1 --seen-from 2024-04-01 --stages stages.tsv moves.tsv >wanted
	same wanted got
}

@test "a backtest of what always happens has no error and misses nothing" {
	steady_log
	lf-forecast --by week --backtest 4 --stages stages.tsv moves.tsv >got
	# Entries are seven a week: the naive forecast has no error, so there is no ratio.
	table <<-'END' >wanted
		stage origins mae naive mase coverage
		A 4 0.0000 0.0000 . 1.0000
		B 4 0.0000 0.0000 . 1.0000
	END
	same wanted got
	# Nothing was known of the methods: nine expect 28 in B; the naive one, which counts
	# as nine, 28 times 26 in 31 days.
	lf-forecast --by month --backtest 1 --stages stages.tsv moves.tsv |
		columns stage,mae,naive,mase,coverage >got
	table <<-'END' >wanted
		stage mae naive mase coverage
		A 0.0000 3.0000 0.0000 1.0000
		B 2.2581 2.0000 1.1290 1.0000
	END
	same wanted got
}

@test "a backtest's errors and coverage are those of forecasts from the moves before each period" {
	known_log 5 5 182
	# So many futures that other draws have the same quantiles.
	lf-forecast --by month --backtest 3 --runs 50000 --stages stages.tsv --no-header moves.tsv >got
	for month in 04 05 06; do
		end=2024-$month-01T00:00:00Z
		before=$(printf '2024-%02d' $((10#$month - 1)))
		awk -F '\t' -v OFS='\t' -v t=$end '
			NR == 1 || ($4 != "" && $2 < t) { print }
			NR > 1 && $3 != "" && $5 < t && ($2 >= t || $4 == "") { print $1, t, $3, "", $5 }
		' moves.tsv >known.tsv
		lf-forecast --by month --periods 1 --runs 50000 --stages stages.tsv --no-header known.tsv |
			while IFS="$(printf '\t')" read -r period stage already expected low middle high; do
				came=$(awk -F '\t' -v s=$stage -v m=2024-$month \
					'$4 == s && index($2, m) == 1 { n++ } END { print n + 0 }' moves.tsv)
				last=$(awk -F '\t' -v s=$stage -v m=$before \
					'$4 == s && index($2, m) == 1 { n++ } END { print n + 0 }' moves.tsv)
				echo "$stage $expected $came $last $low $high"
			done
	done | awk -v OFS='\t' '
		function abs(x) { return x < 0 ? -x : x }
		{ error[$1] += abs($2 - $3); naive[$1] += abs($4 - $3); inside[$1] += $5 <= $3 && $3 <= $6 }
		END {
			for (s in error)
				print s, 3, error[s] / 3, naive[s] / 3, error[s] / naive[s], inside[s] / 3
		}' | sort >wanted
	paste wanted got | awk '
		function off(a, b) { return a - b > 0.0002 || b - a > 0.0002 }
		$1 != $7 || $2 != $8 { print; exit bad = 1 }
		{ for (i = 3; i <= 6; i++) if (off($i, $(i + 6))) { print; exit bad = 1 } }
		# Neither all outcomes are inside nor none.
		{ inside += $6 }
		END { exit bad || NR != 4 || inside == 0 || inside == 4 }'
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
		lf-forecast --by day --periods 1 --inflow mean:7 --no-header "$@" back.tsv | cut -f2,4 | grep A
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
	# 28 leads have come in February; a day has one, of which five hours are left.
	[ "$(cut -f1-4 got | head -n 1)" = "2026-02	A	28	28.2083" ]
}

@test "stages of the table that no lead has entered have rows, too" {
	steady_log
	printf 'stage\tpath\nA\nB\tend\nlost\tend\n' >stages.tsv
	lf-forecast --by day --periods 1 --no-header --stages stages.tsv moves.tsv 2>note >got
	printf '2026-03-01\tA\t0\t1.0000\t1\t1\t1\n2026-03-01\tB\t0\t1.0000\t1\t1\t1\n' >wanted
	printf '2026-03-01\tlost\t0\t0.0000\t\t\t\n' >>wanted
	same wanted got
}

@test "a header and no rows gives a header and no rows" {
	printf 'lead\ttime\tfrom\tto\tsince\n' | lf-forecast --by day --periods 1 >got
	table <<<'period stage already expected p15 p50 p85' >wanted
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
	fails 2 "lf-forecast: --seen-from: '2026-13-01' is not an ISO 8601 time" \
		lf-forecast --by day --periods 1 --seen-from 2026-13-01 moves.tsv
	fails 1 "lf-forecast: moves.tsv: no day is complete before 2026-03" \
		lf-forecast --by month --periods 1 --seen-from 2026-03-01 moves.tsv
	fails 2 "lf-forecast: moves.tsv: no column 'source'; there are: 'lead', 'time', 'from', 'to', 'since'" \
		lf-forecast --by day --periods 1 --group source moves.tsv
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

@test "an only period of which less than a day is to come is told, with the way to the next" {
	steady_log
	sed -i 's/2026-03-01T00:00:00Z/2026-02-28T12:30:00Z/' moves.tsv
	wanted="lf-forecast: 2026-02, the only period, has less than a day to come: if the log is complete until 2026-03-01T00:00:00Z, give that to lf-transitions --as-of, and the next one is first"
	fails 0 "$wanted" lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv
	for periods in 'day --periods 1' 'month --periods 2'; do
		lf-forecast --by $periods --stages stages.tsv moves.tsv 2>err >out
		same /dev/null err
	done
	steady_log
	lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv 2>err >out
	same /dev/null err
	# After the last day that a time can have there is no next one.
	sed -i 's/2026-03-01T00:00:00Z/9999-12-31T12:00:00Z/' moves.tsv
	lf-forecast --by month --periods 1 --stages stages.tsv moves.tsv 2>err >out
	! grep "the only period" err
}
