# lf-velocity --km, --per, --seen-from and --compare.

load lib/helper
load lib/figures

# agrees OPTIONS [ASSIGNMENT...]: lf-velocity with these options on moves.tsv prints what the
# oracle makes of it with those variables.
agrees() {
	local options=$1
	shift
	lf-velocity --km 50,20,80,100 $options moves.tsv 2>stderr | awk -F'\t' -v OFS='\t' '
		NR == 1 {
			for (i = 1; i <= NF; i++)
				column[$i] = i
			next
		}
		$column["n"] + $column["open"] == 0 { next }
		{
			print ("period" in column ? $1 : "") "|" \
				("trial" in column ? $column["trial"] : \
				"region" in column ? $column["region"] : "") "|" $column["stage"],
				$column["n"], $column["open"], $column["km_mean"],
				$column["km_p50"], $column["km_p20"], $column["km_p80"],
				$column["km_p100"],
				"speed" in column ? $column["speed"] OFS $column["p_value"] : OFS
		}' | LC_ALL=C sort >got
	TZ=UTC awk -f "$BATS_TEST_DIRNAME/oracle/velocity.awk" "${@/#/-v}" moves.tsv |
		LC_ALL=C sort >wanted
	near got wanted
}

@test "--km: percentiles of random logs agree with an independent calculation" {
	random_moves 31 60 >moves.tsv
	agrees '--group trial' group=trial
	printf 'stage\tpath\nA\nB\nC\nD\tend\n' >stages.tsv
	agrees '--group trial --stages stages.tsv' group=trial ends=D
}

@test "--compare: random logs agree with an independent calculation" {
	for seed in 32 33 34; do
		random_moves "$seed" 8 >moves.tsv
		agrees '--group trial --compare others' group=trial compare=others
		agrees '--group region --compare others' group=region compare=others
		agrees '--group region --by month --compare others' group=region by=7 compare=others
		agrees '--group region --by month --compare previous' \
			group=region by=7 compare=previous
		agrees '--by month --compare previous' by=7 compare=previous
		agrees '--by month --compare year' by=7 compare=year
	done
	# The oracle does not agree by having nothing to say.
	random_moves 35 30 >moves.tsv
	agrees '--by month --compare previous' by=7 compare=previous
	awk -F'\t' '$NF != "" { n++ } END { exit n < 10 }' got
}

@test "--seen-from: random logs agree with an independent calculation" {
	random_moves 36 60 >moves.tsv
	for time in 2023-11-20 2023-12-25T12:00:00Z 2024-02-01 2030-01-01; do
		[[ $time == *T* ]] && full=$time || full=${time}T00:00:00Z
		agrees "--group trial --seen-from $time" group=trial "seen=$full"
		agrees "--seen-from $time" "seen=$full"
	done
	agrees '--group region --seen-from 2023-12-25 --compare others' group=region \
		seen=2023-12-25T00:00:00Z compare=others
}

@test "--per lead: random logs agree with an independent calculation" {
	random_moves 37 60 >moves.tsv
	agrees '--per lead --group trial' per=lead group=trial
	agrees '--per lead --group region --by month' per=lead group=region by=7
	agrees '--per lead --group trial --from 2023-12-01' per=lead group=trial \
		from=2023-12-01T00:00:00Z
	agrees '--per lead --group trial --compare others' per=lead group=trial compare=others
	lf-velocity --per visit moves.tsv >got
	lf-velocity moves.tsv | same - got
}

# The visits of delayed.tsv as moves: the log is complete from 2026 on.
delayed_moves() {
	TZ=UTC awk -F'\t' -v OFS='\t' '
		function iso(second) { return strftime("%Y-%m-%dT%H:%M:%S", second, 1) }
		BEGIN { complete = mktime("2026 01 01 00 00 00") }
		NR == 1 { print "time", "from", "to", "since", "sojourn", "group"; next }
		{
			since = complete - $3
			split($4, part, ".")
			print iso(since + part[1]) (part[2] != "" ? "." part[2] : "") "Z", $1,
				$5 ? "" : "next", iso(since) "Z", $4, $2
		}' "$BATS_TEST_DIRNAME/data/delayed.tsv"
}

# same_figures FILE FILE: numbers are the same to within 1e-6 and the fourth place.
same_figures() {
	paste "$1" "$2" | awk -F'\t' '
		NF % 2 { exit bad = 1 }
		{
			for (i = 1; i <= NF / 2; i++) {
				a = $i; b = $(i + NF / 2)
				if (a == b || (a != "" && b != "" && (a + 0 != 0 || b + 0 != 0) &&
				    (a - b) ^ 2 <= (1e-6 * b + 0.00006) ^ 2))
					continue
				bad = 1
				print "line " NR ", column " i ": " a ", not " b
			}
		}
		END { exit bad || NR < 9 }'
}

@test "--seen-from: visits that join late are counted as R's survfit(Surv(entry, exit)) does" {
	delayed_moves >moves.tsv
	lf-velocity --seen-from 2026-01-01 --km 20,85 --unit seconds moves.tsv |
		cut -f 1-3,11- | sed 1d >got
	sed 1d "$BATS_TEST_DIRNAME/data/delayed-R.tsv" | LC_ALL=C sort >wanted
	same_figures got wanted
}

@test "--compare: speeds and p-values are those of R's survdiff() and coxph()" {
	delayed_moves >moves.tsv
	lf-velocity --seen-from 2026-01-01 --group group --compare others moves.tsv |
		awk -F'\t' -v OFS='\t' '$1 == "a" { print $2, $(NF - 1), $NF }' >got
	# No p-value is printed where less than 5 ends are expected, as in the set few.
	awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $6, $3 < 5 || $5 < 5 ? "" : $7 }' \
		"$BATS_TEST_DIRNAME/data/logrank-R.tsv" | LC_ALL=C sort >wanted
	# R has no test with ties and late visits.
	sed -i 's/^\(late_ties	.*	\).*/\1/' got
	same_figures got wanted
	# With two groups, the speed of one is the reciprocal of the other's, the p-value the same.
	lf-velocity --seen-from 2026-01-01 --group group --compare others moves.tsv |
		awk -F'\t' '
			$1 == "a" { speed[$2] = $(NF - 1); p[$2] = $NF }
			$1 == "b" && ((speed[$2] * $(NF - 1) - 1) ^ 2 > 1e-6 || p[$2] != $NF) { bad = 1 }
			END { exit bad || length(p) != 9 }'
}

@test "--compare previous finds the same as others, where the groups are periods" {
	delayed_moves >all.tsv
	# Group a entered in one month, group b in the next.
	awk -F'\t' -v OFS='\t' '
		NR == 1 { print; next }
		$2 !~ /late/ { $4 = ($6 == "a" ? "2026-01-05" : "2026-02-05") "T00:00:00Z"; print }' \
		all.tsv >moves.tsv
	lf-velocity --group group --compare others moves.tsv |
		awk -F'\t' '$1 == "b" { print $2, $(NF - 1), $NF }' >wanted
	lf-velocity --by month --compare previous moves.tsv |
		awk -F'\t' '$1 == "2026-02" && $2 != "next" { print $2, $(NF - 1), $NF }' >got
	same got wanted
	lf-velocity --by month --compare previous moves.tsv |
		awk -F'\t' '$1 == "2026-01" && ($NF != "" || $(NF - 1) != "") { exit 1 }'
	# The same months of two years.
	awk -F'\t' -v OFS='\t' '{ sub(/^2026-02/, "2025-01", $4); print }' moves.tsv >years.tsv
	lf-velocity --group group --compare others years.tsv |
		awk -F'\t' '$1 == "a" { print $2, $(NF - 1), $NF }' >wanted
	lf-velocity --by month --compare year years.tsv |
		awk -F'\t' '$1 == "2026-01" && $2 != "next" { print $2, $(NF - 1), $NF }' >got
	same got wanted
}

@test "speed and p_value are empty where they would mean nothing" {
	header='from\tto\tsojourn\tg\n'
	compared() {
		printf "$header$1" >moves.tsv
		lf-velocity --group g --compare others --no-header moves.tsv | cut -f 1,16- >got
		printf "$2" | same - got
	}
	# Nobody else; nothing that ends elsewhere; nobody else at risk when visits end.
	compared 'a\tb\t5\tx\n' 'x\t\t\n'
	compared 'a\tb\t5\tx\na\t\t9\ty\n' 'x\t\t\ny\t0.0000\t\n'
	compared 'a\tb\t5\tx\na\t\t4\ty\n' 'x\t\t\ny\t\t\n'
	compared 'a\t\t5\tx\na\t\t4\ty\n' 'x\t\t\ny\t\t\n'
	# All end at once: there is no variance, however many there are.
	rows=$(for i in {1..9}; do printf 'a\\tb\\t5\\tx\\na\\tb\\t5\\ty\\n'; done)
	compared "$rows" 'x\t1.0000\t\ny\t1.0000\t\n'
}

@test "many groups are each compared with all others" {
	awk -v OFS='\t' 'BEGIN {
		srand(5)
		print "from", "to", "sojourn", "g"
		for (i = 0; i < 60000; i++) {
			g = int(rand() * rand() * 300)
			open = rand() < 0.3
			print "a", open ? "" : "b", int(-log(rand()) * (500000 + 100 * g)) + 1, g
		}
	}' >moves.tsv
	lf-velocity --group g --compare others moves.tsv >all
	for g in 0 7 150; do
		awk -F'\t' -v OFS='\t' -v g="$g" 'NR > 1 && $4 != g { $4 = "rest" } { print }' \
			moves.tsv | lf-velocity --group g --compare others |
			awk -F'\t' -v g="$g" '$1 == g' >>wanted
	done
	awk -F'\t' '$1 == 0 || $1 == 7 || $1 == 150' all >got
	LC_ALL=C sort got -o got
	LC_ALL=C sort wanted -o wanted
	near got wanted
}

# What --seen-from and joined visits look like: as-of is 2026-03-01, and b ends after 10 days.
joining() {
	table <<-'END'
		time lead from to since sojourn
		2026-01-11T00:00:00Z b a b 2026-01-01T00:00:00Z 864000
		2026-01-05T00:00:00Z c a b 2025-12-01T00:00:00Z 3024000
		2026-01-01T00:00:00Z d a b 2025-12-31T00:00:00Z 86400
		2026-03-01T00:00:00Z e a . 2025-12-02T00:00:00Z 7689600
	END
}

@test "--seen-from: visits join at their age, those that ended before are left out" {
	joining >moves.tsv
	# At risk: b from 0, which ends at 10; then nobody, until e joins at 30 and c at 31 days.
	lf-velocity --seen-from 2026-01-01 --km 100 moves.tsv >got 2>stderr
	table >wanted <<-'END'
		stage n open mean sd min p50 p85 p95 max km_mean km_p50 km_lo km_hi km_p100
		a 1 1 10.0000 . 10.0000 10.0000 10.0000 10.0000 10.0000 . . . . .
	END
	same got wanted
	printf '%s\n' "lf-velocity: in 1 row all visits at risk end while others have still to \
join: nothing after that is known, and km_mean and the percentiles from there on are empty" |
		same - stderr
	# With another that lasts 40 days, c ends at 35 days, when two others are there.
	printf '2026-02-10T00:00:00Z\tf\ta\tb\t2026-01-01T00:00:00Z\t3456000\n' >>moves.tsv
	lf-velocity --seen-from 2026-01-01 --km 80,100 moves.tsv 2>stderr | cut -f 1-3,11- >got
	[ ! -s stderr ]
	# S: 1/2 from 10 days, 1/3 from 35, 1/6 from 40, up to 89.
	table >wanted <<-'END'
		stage n open km_mean km_p50 km_lo km_hi km_p80 km_p100
		a 2 1 32.3333 10.0000 10.0000 . 40.0000 .
	END
	same got wanted
	# An open visit that joins has no place with --group to.
	lf-velocity --seen-from 2026-01-01 --group to --no-header moves.tsv | cut -f 1-4,12 >got
	printf 'b\ta\t2\t\t\n' | same - got
}

@test "--per lead: a lead that comes back counts once, from its first entry" {
	table >events.tsv <<-'END'
		time lead stage src
		2026-01-05 ann M ads
		2026-01-06 ann S web
		2026-01-07 bob M ads
		2026-02-06 ann M fair
		2026-02-09 ann S ads
		2026-02-10 bob S ads
	END
	lf-transitions --keep src --as-of 2026-03-01 events.tsv >moves.tsv
	lf-velocity --per lead moves.tsv | cut -f 1-5,7 >got
	table >wanted <<-'END'
		stage n open mean sd p50
		M 2 0 19.0000 21.2132 19.0000
		S 0 2 . . .
	END
	same got wanted
	lf-velocity --per lead --by month moves.tsv | awk -F'\t' '$3 + $4 > 0' | cut -f 1-5 >got
	table >wanted <<-'END'
		period stage n open mean
		2026-01 M 2 0 19.0000
		2026-01 S 0 1 .
		2026-02 S 0 1 .
	END
	sed 1d wanted | same - got
	# The first entry decides, and then all visits count.
	lf-velocity --per lead --from 2026-01-06 --no-header moves.tsv | cut -f 1-4 >got
	printf 'M\t1\t0\t34.0000\nS\t0\t2\t\n' | same - got
	lf-velocity --per lead --until 2026-01-06 --no-header moves.tsv | cut -f 1-4 >got
	printf 'M\t1\t0\t4.0000\n' | same - got
	# The rows may come in any order.
	{
		head -n 1 moves.tsv
		sed 1d moves.tsv | LC_ALL=C sort -r
	} | lf-velocity --per lead --group src >got
	lf-velocity --per lead --group src moves.tsv | same - got
}

@test "--per lead: durations that add up to too much are bad data" {
	row='x\ta\tb\t2026-01-01\t999999999999\n'
	printf "lead\tfrom\tto\tsince\tsojourn\n$row$row$row$row" >moves.tsv
	lf-velocity --per lead --no-header moves.tsv | cut -f 1,2 >got
	printf 'a\t1\n' | same - got
	printf "$row" >>moves.tsv
	fails 1 "lf-velocity: moves.tsv:6: sojourn: is too long, with the lead's other visits to this stage" \
		lf-velocity --per lead moves.tsv
}

@test "--km names its columns as they are given, and leaves the median to km_p50" {
	printf 'from\tto\tsojourn\na\tb\t86400\na\tb\t172800\na\t\t172800\n' >moves.tsv
	lf-velocity --km 50,99.9,5,50.0001 moves.tsv | cut -f 11- >got
	table >wanted <<-'END'
		km_mean km_p50 km_lo km_hi km_p99.9 km_p5 km_p50.0001
		1.6667 2.0000 1.0000 . . 1.0000 2.0000
	END
	same got wanted
	lf-velocity --km 50 moves.tsv >got
	lf-velocity moves.tsv | same - got
	lf-velocity --km 50.0,20 --group to moves.tsv | head -n 1 | cut -f 16 >got
	printf 'km_p20\n' | same - got
	lf-velocity --km 20 --group to --no-header moves.tsv | cut -f 12- >got
	printf '\t\t\t\t\n' | same - got
}

@test "the states of --per and --seen-from merge to the report of one run" {
	printf 'stage\tpath\nC\nB\nA\nD\tend\n' >stages.tsv
	merged() {
		printing=$1
		shift
		lf-velocity "$@" $printing moves.tsv >whole
		awk -F'\t' '
			NR == 1 { for (i = 0; i < 3; i++) print >"part" i; next }
			{ split($1, id, "-"); print >"part" (id[1] + id[2]) % 3 }' moves.tsv
		for i in 0 1 2; do
			lf-velocity "$@" --partial "part$i" >"state$i"
		done
		lf-velocity --merge $printing state2 state0 state1 | same - whole
		cat state1 state2 state0 | lf-velocity --merge $printing | same - whole
	}
	for seed in 41 42 43; do
		random_moves "$seed" 30 >moves.tsv
		merged '--km 20,80' --per lead --group trial
		merged '--km 20,80 --compare previous' --per lead --by month --stages stages.tsv
		merged '--compare others --unit hours' --group region --by quarter
		merged '--km 90 --compare others' --seen-from 2023-12-20 --group region
		merged '' --seen-from 2023-12-20T06:00 --tz Europe/Oslo --group trial --stages stages.tsv
		merged '' --seen-from 2023-12-20 --group to
	done
	lf-velocity --partial moves.tsv >plain
	lf-velocity --partial --per visit moves.tsv | same - plain
	for option in '--per lead' '--seen-from 2023-12-20' '--seen-from 2023-12-21'; do
		lf-velocity --partial $option moves.tsv >state
		! lf-velocity --merge plain state 2>/dev/null
		! lf-velocity --merge state2 state 2>/dev/null
	done
}

@test "the options that do not go together say why" {
	printf 'from\tto\tsojourn\n' >moves.tsv
	refuses() {
		local message=$1
		shift
		fails 2 "lf-velocity: $message" lf-velocity "$@" moves.tsv
	}
	refuses "--km: '101' is not a number from 0 to 100 with six decimals at most" --km 101
	refuses "--km: '50.0' occurs twice" --km 50,50.0
	refuses "--km: 0 is no percentile of the curve, which begins there" --km 50,0
	refuses "--per: 'stage' is not one of visit|lead" --per stage
	refuses "--on left and --per lead exclude each other: a lead counts in the period of its first \
entry" --by month --on left --per lead
	refuses "--seen-from: 'x' is not an ISO 8601 time" --seen-from x
	for option in '--by month' '--from 2026-01-01' '--until 2027-01-01' '--per lead'; do
		name=${option% *}
		[ "$name" != --per ] || name=$option
		refuses "$name and --seen-from exclude each other: visits that began before the \
log was complete have no place then" --seen-from 2026-01-01 $option
	done
	refuses "--compare: 'last' is not one of previous|year|others" --compare last
	refuses "--compare previous needs --by, whose periods it compares" --compare previous
	refuses "--compare year needs --by, whose periods it compares" --compare year
	refuses "--compare others needs --group, whose groups it compares" --compare others
	open="--compare needs the open visits, which belong to no row with --on left or --group to"
	refuses "$open" --compare others --group to
	refuses "$open" --compare previous --by month --on left
	printf 'from\tto\tsince\tsojourn\n' | lf-velocity --partial --by month >state
	fails 2 "lf-velocity: --compare others needs --group, whose groups it compares" \
		lf-velocity --merge --compare others state
}

@test "--calendar: a calendar of all hours changes nothing, and free days count for no age" {
	{
		printf 'day\tfrom\tuntil\n'
		printf '%s\t00:00\t24:00\n' Mon Tue Wed Thu Fri Sat Sun
	} >always.tsv
	random_moves 51 30 >moves.tsv
	for options in '--per lead --km 80' '--per lead --by month --compare previous' \
		'--seen-from 2023-12-20 --km 20,80' '--group region --seen-from 2023-12-20 --compare others'; do
		lf-velocity $options moves.tsv >wanted
		lf-velocity $options --calendar always.tsv --tz UTC moves.tsv | same - wanted
	done
	printf 'day\tfrom\tuntil\n' >week.tsv
	printf '%s\t09:00\t17:00\n' Mon Tue Wed Thu Fri >>week.tsv
	# The log is complete from a Saturday on. a ends on it, at the age at which it would join; b
	# is open then; c joins at 5 hours, and ends on Monday after 6.
	table >moves.tsv <<-'END'
		time lead from to since sojourn
		2026-01-03T10:00:00Z a M S 2026-01-02T12:00:00Z 79200
		2026-01-05T10:00:00Z c M S 2026-01-02T12:00:00Z 252000
		2026-01-05T13:00:00Z d M S 2026-01-05T09:00:00Z 14400
		2026-01-05T16:00:00Z b M . 2026-01-02T15:00:00Z 262800
	END
	lf-velocity --calendar week.tsv --tz UTC --unit hours --seen-from 2026-01-03 --km 100 moves.tsv |
		cut -f 1-4,11,12,15 >got
	table >wanted <<-'END'
		stage n open mean km_mean km_p50 km_p100
		M 1 1 4.0000 5.7500 4.0000 .
	END
	same got wanted
}
