load lib/helper
load lib/figures

# SQL: what sqlite makes of moves.tsv by that.
query() {
	sqlite3 -cmd '.mode tabs' -cmd '.import moves.tsv moves' :memory: "$1"
}

# Compares lf-velocity, without its header, with the figures of a query of key,
# duration and open; $1 as for figures.
agrees() {
	local without_open=$1 sql=$2
	shift 2
	lf-velocity --no-header "$@" moves.tsv >got
	query "$sql" | figures "$without_open" >wanted
	LC_ALL=C sort got >got.sorted
	LC_ALL=C sort wanted >wanted.sorted
	near got.sorted wanted.sorted
}

@test "all figures are those of R's survival package, on 26 sets of visits" {
	data=$BATS_TEST_DIRNAME/data
	awk -F'\t' -v OFS='\t' '
		NR == 1 { print "from", "to", "sojourn"; next }
		{ print $1, $3 ? "" : "next", $2 }' "$data/survival.tsv" |
		lf-velocity --unit seconds >got
	{
		head -n 1 "$data/survival-R.tsv"
		sed 1d "$data/survival-R.tsv" | LC_ALL=C sort
	} >wanted
	cut -f 1-3 got >got.counts
	cut -f 1-3 wanted | same - got.counts
	paste got wanted | awk -F'\t' '
		NF != 28 { exit bad = 1 }
		{
			for (i = 4; i <= 14; i++) {
				a = $i; b = $(i + 14)
				near = (a - b) ^ 2 <= (1e-6 * b + 0.00005) ^ 2
				if (NR == 1 || a == "" || b == "")
					near = a == b
				if (!near) {
					bad = 1
					print $1, "column", i ":", a ", not", b
				}
			}
		}
		END { exit bad || NR != 27 }'
}

@test "250 random logs agree with an independent calculation" {
	random_moves 1 250 >moves.tsv
	agrees 0 "select trial || '|' || \"from\", sojourn, \"to\" = '' from moves
		where \"from\" <> ''" --group trial
}

# no_visits UNIT: SQL, for lines of a key without visits for each period, trial and stage, from the
# first visit on; a period is that many characters of a time. $2 is a condition on visits that count.
no_visits() {
	cat <<-SQL
		union all
		select period || '|' || trial || '|' || stage, '', 2 from
		    (with recursive day(day) as (select substr(min(since), 1, 10) from moves
			where "from" <> '' $2
			union all select date(day, '+1 day') from day
			where day < (select substr(max(time), 1, 10) from moves where "from" <> ''))
		    select distinct substr(day, 1, $1) as period from day)
		    cross join (select distinct trial from moves where "from" <> '' $2)
		    cross join (select distinct "to" as stage from moves where "to" <> '')
	SQL
}

@test "visits are counted in the month in which they were entered" {
	random_moves 2 200 >moves.tsv
	agrees 0 "select substr(since, 1, 7) || '|' || trial || '|' || \"from\", sojourn,
		\"to\" = '' from moves where \"from\" <> '' $(no_visits 7)" --by month --group trial
	lf-velocity --by month --on entered --group trial --no-header moves.tsv | same - got
}

@test "with --by, every period has a row for every stage and group, also where nothing happened" {
	table >events.tsv <<-'END'
		time lead stage src
		2026-01-05 a M ads
		2026-01-06 a S ads
		2026-03-05 b M web
		2026-03-06 b S web
		2026-05-01 b won web
	END
	lf-transitions --first src events.tsv >moves.tsv
	# Only a visit of no length is in May: as-of is its first instant.
	table >wanted <<-'END'
		period stage n open mean
		2026-01 M 1 0 1.0000
		2026-01 S 0 1 .
		2026-01 won 0 0 .
		2026-02 M 0 0 .
		2026-02 S 0 0 .
		2026-02 won 0 0 .
		2026-03 M 1 0 1.0000
		2026-03 S 1 0 56.0000
		2026-03 won 0 0 .
		2026-04 M 0 0 .
		2026-04 S 0 0 .
		2026-04 won 0 0 .
		2026-05 M 0 0 .
		2026-05 S 0 0 .
		2026-05 won 0 1 .
	END
	lf-velocity --by month moves.tsv | cut -f 1-5 | same wanted -
	printf 'stage\tpath\nX\nS\nM\nwon\tend\n' >stages.tsv
	lf-velocity --by half --group src --stages stages.tsv moves.tsv | cut -f 1-5 >got
	table >wanted <<-'END'
		period src stage n open
		2026-H1 ads X 0 0
		2026-H1 ads S 0 1
		2026-H1 ads M 1 0
		2026-H1 web X 0 0
		2026-H1 web S 1 0
		2026-H1 web M 1 0
	END
	same wanted got
	# The first period is that of the first visit, the last one that of --until or as-of.
	lf-velocity --by month --from 2026-02-01 --until 2026-04-01 moves.tsv | cut -f 1 | uniq | paste -s >got
	printf 'period\t2026-03\n' | same - got
	lf-velocity --by month --until 2026-03-01 moves.tsv | cut -f 1 | uniq | paste -s >got
	printf 'period\t2026-01\t2026-02\n' | same - got
	lf-velocity --by quarter --on left moves.tsv | cut -f 1-3 >got
	table >wanted <<-'END'
		period stage n
		2026-Q1 M 2
		2026-Q1 S 0
		2026-Q1 won 0
		2026-Q2 M 0
		2026-Q2 S 1
		2026-Q2 won 0
	END
	same wanted got
	printf 'from\tto\ttime\tsojourn\na\tb\t2026-03-05\t5184000\n' |
		lf-velocity --by month --on left --no-header | grep -c a >got
	echo 3 | same - got
	# Visits that do not count make no rows.
	lf-velocity --by month --no-header --from 2027-01-01 moves.tsv | same /dev/null -
	lf-velocity --by month --group src --no-header --stages stages.tsv --from 2026-05-01 moves.tsv |
		same /dev/null -
}

@test "an open visit that ends with the log does not reach into the period that begins then" {
	printf 'from\tto\tsince\tsojourn\na\t\t2026-01-30\t%s\n' 172800 >moves.tsv
	lf-velocity --by month --no-header moves.tsv | cut -f 1 >got
	echo 2026-01 | same - got
	printf 'from\tto\tsince\tsojourn\na\t\t2026-01-30\t%s\n' 172800.000001 >moves.tsv
	lf-velocity --by month --no-header moves.tsv | cut -f 1 >got
	printf '2026-01\n2026-02\n' | same - got
	# A visit of thousands of years reaches to the last year that there is.
	printf 'from\tto\tsince\tsojourn\na\t\t2026-01-30\t%s\n' 999999999999 >moves.tsv
	lf-velocity --by year --no-header moves.tsv | cut -f 1 | tail -n 1 >got
	echo 9999 | same - got
}

@test "--on left counts completed visits in the day in which they ended, and no open ones" {
	random_moves 3 60 >moves.tsv
	agrees 1 "select substr(time, 1, 10) || '|' || trial || '|' || \"from\", sojourn, 0
		from moves where \"from\" <> '' and \"to\" <> ''
		$(no_visits 10 "and \"to\" <> ''")" --by day --on left --group trial
}

@test "--group to splits visits by where they lead, without open ones" {
	random_moves 4 200 >moves.tsv
	agrees 1 "select region || '|' || \"to\" || '|' || trial || '|' || \"from\", sojourn, 0
		from moves where \"from\" <> '' and \"to\" <> ''" --group region,to,trial
}

@test "--from and --until take the visits entered in that span" {
	random_moves 5 200 >moves.tsv
	agrees 0 "select region || '|' || \"from\", sojourn, \"to\" = '' from moves
		where \"from\" <> '' and since >= '2023-12-01' and since < '2024-01-15T12'" \
		--group region --from 2023-12-01 --until 2024-01-15T12:00
}

@test "--from includes its time, --until does not" {
	table >moves.tsv <<-'END'
		from to since sojourn
		before x 2026-01-01T08:59:59.999999Z 1
		first x 2026-01-01T09:00:00Z 1
		last x 2026-01-02T09:29:59.999999Z 1
		after x 2026-01-02T09:30:00Z 1
	END
	lf-velocity --from 2026-01-01T09:00 --until 2026-01-02T09:30 --no-header moves.tsv |
		cut -f 1 >got
	printf 'first\nlast\n' | same - got
}

@test "the figures of Olist's funnel are reached, whole and by origin" {
	needs_shared olist
	awk -F, -v OFS='\t' '
		FNR == 1 { next }
		FILENAME ~ /qualified/ { origin[$1] = $4; print $2, $1, "MQL", $4; next }
		{ print $5, $1, "won", origin[$1] }' \
		"$shared/olist/olist_marketing_qualified_leads_dataset.csv" \
		"$shared/olist/olist_closed_deals_dataset.csv" | sort |
		lf-transitions --columns time,lead,stage,origin --first origin >moves.tsv
	lf-velocity --no-header moves.tsv | cut -f 1-4,7 | sed -n 1p >got
	printf 'MQL\t841\t7159\t49.1606\t14.7222\n' | same - got
	lf-velocity --no-header --unit seconds moves.tsv | cut -f 4,7 | sed -n 1p >got
	awk '{ printf "%.6f %.6f\n", $1 / 86400, $2 / 86400 }' got >days
	echo "49.160558 14.722164" | same - days
	lf-velocity --no-header --group origin moves.tsv | awk -F'\t' -v OFS='\t' '
		$2 == "MQL" && $1 ~ /^(|direct.*|paid.*)$/ { print $1, $5 }' >got
	printf '\t49.9098\ndirect traffic\t31.7677\npaid search\t57.2743\n' | same - got
}

@test "rows come by period, then by group, then in the order of the stage table" {
	table >moves.tsv <<-'END'
		from to since sojourn g
		b x 2026-02-01 1 z
		a x 2026-02-01 1 .
		c x 2026-02-01 1 z
		b x 2026-01-31 1 z~y
		a x 2026-02-01 1 z
		d x 2026-02-01 1 z
	END
	table >stages.tsv <<-'END'
		stage path
		d .
		b .
		c .
		a off
	END
	lf-velocity --by month --group g --stages stages.tsv moves.tsv | cut -f 1-4 |
		awk -F '\t' '$4 != 0' >got
	table >wanted <<-'END'
		period g stage n
		2026-01 z~y b 1
		2026-02 . a 1
		2026-02 z d 1
		2026-02 z b 1
		2026-02 z c 1
		2026-02 z a 1
	END
	same got wanted
	lf-velocity --by month --group g --no-header moves.tsv | cut -f 1-4 | awk -F '\t' '$4 != 0' >got
	sed 1d wanted | LC_ALL=C sort | same - got
}

@test "visits to ends of the stage table are left out, stages it does not know come last" {
	table >moves.tsv <<-'END'
		from to sojourn
		won . 5
		other new 5
		new won 5
		lost new 5
	END
	printf 'stage\tpath\nnew\nwon\tend\nlost\tend\n' >stages.tsv
	lf-velocity --stages stages.tsv moves.tsv | cut -f 1-3 >got
	printf 'stage\tn\topen\nnew\t1\t0\nother\t1\t0\n' | same - got
}

@test "first moves are no visits, and visits made up by --backfill are left out" {
	table >moves.tsv <<-'END'
		from to sojourn imputed
		. a . .
		a b 10 .
		b c 0 1
		c . 20 0
	END
	lf-velocity --unit seconds moves.tsv | cut -f 1-4,11 >got
	printf 'stage\tn\topen\tmean\tkm_mean\na\t1\t0\t10.0000\t10.0000\nc\t0\t1\t\t\n' |
		same - got
}

@test "no moves make a header and no rows" {
	printf 'from\tto\tsojourn\n' | lf-velocity >got
	printf 'stage\tn\topen\tmean\tsd\tmin\tp50\tp85\tp95\tmax\tkm_mean\tkm_p50\tkm_lo\tkm_hi\n' |
		same - got
	printf 'from\tto\tsojourn\n\ta\t\n' | lf-velocity --no-header >got
	[ ! -s got ]
}

@test "visits of no length are counted" {
	printf 'from\tto\tsojourn\na\tb\t0\na\tb\t0\na\t\t0\n' | lf-velocity --no-header >got
	printf 'a\t2\t1%s\n' "$(printf '\t0.0000%.0s' 1 2 3 4 5 6 7 8 9)" >wanted
	cut -f 1-12 got | same - wanted
}

@test "decimals are exact, and rounded half to even" {
	table >moves.tsv <<-'END'
		from to sojourn
		low x 0.00005
		high x 0.00015
		third x 1
		third x 0
		third x 0
		huge x 999999999999.999999
		huge x 999999999999.999999
		huge x 999999999999.999998
	END
	lf-velocity --unit seconds --no-header moves.tsv | cut -f 1,4,7,11 >got
	table >wanted <<-'END'
		high 0.0002 0.0002 0.0002
		huge 1000000000000.0000 1000000000000.0000 1000000000000.0000
		low 0.0000 0.0000 0.0000
		third 0.3333 0.0000 0.3333
	END
	same got wanted
}

@test "the Kaplan-Meier mean of few visits is exact" {
	# Of four visits that take a < b < c < d, the second and the last are open: until a all
	# are left, until c three quarters, until d half of these, which makes
	# a + 3/4 (c - a) + 3/8 (d - c). Of times in 50 us, one mean in sixteen is a tie.
	awk -v seed=7 'BEGIN {
		OFS = "\t"
		srand(seed)
		print "from", "to", "sojourn" >"moves.tsv"
		for (i = 1; i <= 500; i++) {
			stage = sprintf("s%03d", i)
			last = 0
			for (k = 1; k <= 4; k++) {
				last += 1 + int(rand() * 1000000)
				at[k] = last
				print stage, k % 2 ? "x" : "", sprintf("%d.%06d", last / 20000, last % 20000 * 50) >"moves.tsv"
			}
			sixteenths = 8 * at[1] + 6 * (at[3] - at[1]) + 3 * (at[4] - at[3])
			whole = int(sixteenths / 16)
			rest = sixteenths % 16
			whole += rest > 8 || (rest == 8 && whole % 2)
			printf "%s\t%d.%04d\n", stage, whole / 10000, whole % 10000
		}
	}' >wanted
	lf-velocity --unit seconds moves.tsv >velocity
	column=$(head -n 1 velocity | tr '\t' '\n' | grep -n km_mean | cut -d : -f 1)
	sed 1d velocity | cut -f "1,$column" >got
	same wanted got
}

@test "a mean of many visits is exact where doubles are not" {
	awk 'BEGIN {
		print "from\tto\tsojourn"
		for (i = 0; i < 20000; i++)
			printf "a\tb\t%d.%06d\n", 300000000000 + i * 7919 % 20011, i * 104729 % 1000000
	}' >moves.tsv
	lf-velocity --unit seconds --no-header moves.tsv | cut -f 4 >got
	sed 1d moves.tsv | cut -f 3 | tr -d . | paste -s -d + | bc >sum
	# Whole ten-thousandths, then the digit that rounds: the rest is no tie here.
	echo "scale=4; ($(cat sum) / 20000 + 50) / 1000000" | bc | same - got
}

@test "many visits with many ties are counted once each, however they are merged" {
	awk 'BEGIN {
		srand(8)
		print "from\tto\tsojourn"
		for (i = 0; i < 60000; i++)
			printf "a\t%s\t%d\n", rand() < 0.3 ? "" : "b", \
				rand() < 0.5 ? rand() * 10 : rand() * 30000
	}' >moves.tsv
	lf-velocity --no-header moves.tsv >got
	awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $3, $2 == "" }' moves.tsv | figures 0 >wanted
	near got wanted
	lf-velocity --partial moves.tsv | awk -F'\t' -v OFS='\t' '$1 == "a" { print $3, $2, $4 }' >got
	awk -F'\t' -v OFS='\t' 'NR > 1 { seen[$3 OFS ($2 == "" ? "open" : "completed")]++ }
		END { for (key in seen) print key, seen[key] }' moves.tsv |
		sort -t "$(printf '\t')" -k1,1n -k2,2 >wanted
	same got wanted
	lf-velocity --unit seconds --no-header --percentiles 0,0.01,33.3333,99.9,100 moves.tsv |
		cut -f 6-11 >got
	awk -F'\t' 'NR > 1 && $2 != "" { print $3 }' moves.tsv | sort -n | awk '
		{ x[NR] = $1 }
		END {
			split("0 0 0.01 33.3333 99.9 100", p, " ")
			for (i = 1; i <= 6; i++) {
				h = (NR - 1) * p[i] / 100 + 1
				low = int(h)
				printf "%.4f%s", x[low] + (h - low) * (x[low + (low < NR)] - x[low]),
					i < 6 ? "\t" : "\n"
			}
		}' >wanted
	near got wanted
}

@test "the order of the moves changes nothing" {
	random_moves 9 20 >moves.tsv
	lf-velocity --by quarter --group region moves.tsv >wanted
	{
		head -n 1 moves.tsv
		sed 1d moves.tsv | LC_ALL=C sort -k 6
	} | lf-velocity --by quarter --group region >got
	same got wanted
}

@test "--percentiles names its columns as they are given" {
	printf 'from\tto\tsojourn\na\tb\t1\n' |
		lf-velocity --percentiles 99.9,5,50.0 | head -n 1 | cut -f 6-10 >got
	printf 'min\tp99.9\tp5\tp50.0\tmax\n' | same - got
}

@test "--unit sets what the durations are in" {
	printf 'from\tto\tsojourn\na\tb\t604800\n' >moves.tsv
	for unit in seconds minutes hours days week; do
		lf-velocity --no-header --unit "$unit" moves.tsv | cut -f 4,11
	done >got
	lf-velocity --no-header moves.tsv | cut -f 4,11 >>got
	for value in 604800 10080 168 7 1 7; do
		printf '%s.0000\t%s.0000\n' "$value" "$value"
	done | same - got
}

@test "periods begin at midnight of --tz, and fiscal years in --year-start" {
	printf 'from\tto\tsince\tsojourn\na\tb\t2026-03-31T22:30:00Z\t1\n' >moves.tsv
	{
		lf-velocity --by day moves.tsv
		lf-velocity --by day --tz Europe/Oslo moves.tsv
		lf-velocity --by year --tz Europe/Oslo --year-start 4 moves.tsv
	} | awk '$1 != "period" { print $1 }' | uniq >got
	printf '2026-03-31\n2026-04-01\nFY2027\n' | same - got
	lf-velocity --tz Europe/Oslo --from 2026-04-01 --no-header moves.tsv | cut -f 1,2 >got
	printf 'a\t1\n' | same - got
	lf-velocity --from 2026-04-01 --no-header moves.tsv >got
	[ ! -s got ]
}

@test "a missing value is written, and read, as --null says" {
	printf 'from\tto\tsojourn\tg\na\tb\t1\t-\nb\t-\t1\t-\n' >moves.tsv
	lf-velocity --null - --group g --no-header moves.tsv | cut -f 1-4,6,13 >got
	printf -- '-\ta\t1\t0\t-\t0.0000\n-\tb\t0\t1\t-\t-\n' | same - got
}

@test "columns that the options do not ask for need not be there" {
	printf 'from\tto\tsojourn\na\tb\t1\n' >moves.tsv
	there="there are: 'from', 'to', 'sojourn'"
	fails 2 "lf-velocity: moves.tsv: no column 'since'; $there" lf-velocity --by day moves.tsv
	fails 2 "lf-velocity: moves.tsv: no column 'time'; $there" \
		lf-velocity --by day --on left moves.tsv
	fails 2 "lf-velocity: moves.tsv: no column 'since'; $there" \
		lf-velocity --until 2026-01-01 moves.tsv
	fails 2 "lf-velocity: moves.tsv: no column 'g'; $there" lf-velocity --group g moves.tsv
}

@test "rows that are no moves end the run, or go to --rejects" {
	bad() {
		printf 'from\tto\tsince\tsojourn\na\tb\t2026-01-01\t1\n%b\n' "$1" >moves.tsv
		fails 1 "lf-velocity: moves.tsv:3: $2" lf-velocity --by day moves.tsv
		lf-velocity --by day --rejects bad --no-header moves.tsv >stdout 2>stderr
		cut -f 4- bad >row
		printf '%b\n' "$1" | same - row
		cut -f 1-3 stdout >got
		printf '2026-01-01\ta\t1\n2026-01-01\tb\t0\n' | same - got
	}
	bad 'a\tb\t2026-01-01\t-1' "sojourn: '-1' is below zero"
	bad 'a\tb\t2026-01-01\t' "sojourn: '' is not a number of seconds"
	bad 'a\tb\t2026-01-01\t1e3' "sojourn: '1e3' is not a number of seconds"
	bad 'a\tb\t2026-02-30\t1' "since: '2026-02-30' is not an ISO 8601 time"
	bad '\t\t\t' "from and to are both empty"
	bad 'a\tb\t1' "3 fields where there are 4 columns"
}

@test "options that mean nothing are usage errors that say why" {
	printf 'from\tto\tsojourn\n' >moves.tsv
	refuses() {
		local message=$1
		shift
		fails 2 "lf-velocity: $message" lf-velocity "$@" moves.tsv
		no_rows stdout
	}
	refuses "--on needs --by, whose periods it is about" --on left
	refuses "--year-start needs --by, whose periods it is about" --year-start 4
	refuses "--on: 'both' is not one of entered|left" --by day --on both
	refuses "--percentiles: 'x' is not a number" --percentiles 50,x
	refuses "--percentiles: is empty where a number is needed" --percentiles ''
	limits="is not a number from 0 to 100 with six decimals at most"
	refuses "--percentiles: '101' $limits" --percentiles 101
	refuses "--percentiles: '-1' $limits" --percentiles 50,-1
	refuses "--percentiles: '+1' $limits" --percentiles +1
	refuses "--percentiles: '1.0000001' $limits" --percentiles 1.0000001
	refuses "--percentiles: '50.0' occurs twice" --percentiles 50,95,50.0
	refuses "--unit: 'months' is not a unit: seconds, minutes, hours, days or weeks" \
		--unit months
	refuses "--from: 'x' is not an ISO 8601 time" --from x
	refuses "--until: '2026-01-01' is not after --from" --from 2026-01-01 --until 2026-01-01
	refuses "--by: 'hour' is not a period: day, week, month, quarter, half, year or all" \
		--by hour
}

# merged OPTION...: moves.tsv cut by lead, counted apart, merged in another
# order, is the report of one run, and one state of all of it is as well.
merged() {
	lf-velocity "$@" moves.tsv >whole
	awk -F'\t' '
		NR == 1 { for (i = 0; i < 3; i++) print >"part" i; next }
		{ split($1, id, "-"); print >"part" (id[1] + id[2]) % 3 }' moves.tsv
	for i in 0 1 2; do
		lf-velocity "$@" --partial "part$i" >"state$i"
	done
	lf-velocity --merge state2 state0 state1 | same - whole
	cat state1 state2 state0 | lf-velocity --merge | same - whole
}

@test "states of a log that was cut by lead merge to the report of the whole" {
	printf 'stage\tpath\nC\nB, or so\nA\nD\tend\n' >stages.tsv
	for seed in 11 12 13 14 15; do
		random_moves "$seed" 40 | sed "s/	B	/	B, or so	/g" >moves.tsv
		merged
		merged --group trial,region
		merged --by month --stages stages.tsv
		merged --by day --on left --tz Europe/Oslo --group region
		merged --by year --year-start 4 --from 2023-12-01 --until 2024-01-15
		merged --group to --stages stages.tsv
		merged --group to --by week --from 2023-12-10
		# Without open visits, parts do not know how far the log goes.
		awk -F '\t' 'NR == 1 || ($4 != "" && $6 < 3)' moves.tsv >ended.tsv
		mv ended.tsv moves.tsv
		merged --by month --group trial
		merged --by day --on left --stages stages.tsv --until 2023-12-20
	done
	lf-velocity --group region --null - --partial moves.tsv >state
	lf-velocity --group region --null - moves.tsv >whole
	lf-velocity --merge --null - state | same - whole
	lf-velocity --group region moves.tsv | same - <(lf-velocity --merge state)
	columns=$(head -n 1 state | tr '\t' ,)
	sed 1d state | lf-velocity --merge --null - --columns "$columns" | same - whole
}

@test "a state serves for any --unit and --percentiles, and is exact" {
	table >moves.tsv <<-'END'
		from to sojourn
		a b 0.000001
		a b 0.000001
		a . 0.000001
		b c 31536000
	END
	lf-velocity --partial moves.tsv >state
	table >wanted <<-'END'
		stage figure value count lf-velocity-4~16290f83844ba3cc
		a completed 0.000001 2 .
		a open 0.000001 1 .
		b completed 31536000 1 .
		. named a 1 .
		. entered b 1 .
		. entered c 1 .
		. end 8fad86b92e00a9f5 6 .
	END
	same state wanted
	lf-velocity --unit weeks --percentiles 1,99 moves.tsv >wanted
	lf-velocity --merge --unit weeks --percentiles 1,99 state | same - wanted
	lf-velocity --merge --no-header state | head -n 1 | cut -f 1-3 >got
	printf 'a\t2\t1\n' | same - got
}

@test "no moves make a state without rows, which merges to a report without rows" {
	printf 'from\tto\tsojourn\tg\n' >moves.tsv
	lf-velocity --group g moves.tsv >wanted
	lf-velocity --group g --partial moves.tsv | lf-velocity --merge | same - wanted
}
