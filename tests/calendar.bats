# Working time, --calendar, in the programs that have it, and the file, leadflow-calendar(5).

load lib/helper
load lib/random
load lib/working

tab=$(printf '\t')

# The calendar of most tests: 7 hours on Monday, 8 on the other working days, holidays.
office() {
	table <<-'END'
		day from until
		Mon 09:00 12:30
		Mon 13:30 17:00
		Tue 09:00 17:00
		Wed 09:00 17:00
		Thu 09:00 17:00
		Fri 09:00 17:00
		2026-12-24 09:00 12:00
		2026-12-25
	END
}

# A visit for each pair of times, from MQL to SQL: lines of LEAD SINCE TIME.
visits() {
	awk -v OFS='\t' '
	BEGIN { print "lead", "time", "from", "to", "visit", "from_visit", "since", "sojourn", "age" }
	{ print $1, $3, "MQL", "SQL", 1, 1, $2, 7, 7 }'
}

# Moves of leads that enter MQL, then, if there is a second time, another stage:
# lines of LEAD TIME [TIME STAGE].
handovers() {
	awk -v OFS='\t' '{ print $2, $1, "MQL"; if (NF > 2) print $3, $1, $4 }' | sort |
		sed "1i time${tab}lead${tab}stage" | lf-transitions "$@"
}

# random_visits SEED FROM UNTIL: random visits between two instants, each from a stage of its own,
# in moves.tsv, and in the table visits.
random_visits() {
	awk -v seed="$1" -v from="$2" -v until="$3" '
	BEGIN {
		srand(seed)
		for (i = 1; i <= 1500; i++) {
			since = from + int(rand() * (until - from))
			span = i % 3 == 0 ? until - since : i % 3 == 1 ? 86400 : 4 * 86400
			time = since + int(rand() * span)
			if (i % 4 == 0) { since -= since % 900; time -= time % 900 }
			if (i % 5 == 0) printf "%d\t%d%04d00\t%d%04d00\n", i, since,
			    rand() * 10000, time + 1, rand() * 10000
			else printf "%d\t%d000000\t%d000000\n", i, since, time < since ? since : time
		}
	}' >visits.tsv
	rm -f random.db
	sqlite3 random.db <<-SQL
		CREATE TABLE visits(n INT, since INT, us INT);
		.mode tabs
		.import visits.tsv visits
		.headers on
		.once moves.tsv
		SELECT 'l' || n AS lead, $(time_text us) AS time, printf('v%05d', n) AS "from",
		    'end' AS "to", 1 AS visit, 1 AS from_visit, $(time_text since) AS since,
		    $(seconds_text "us - since") AS sojourn, 0 AS age
		FROM visits ORDER BY n;
	SQL
}

@test "working time is what counting minutes gives, over clocks that change" {
	local seed=0 zone from until dates
	while read -r zone from until dates; do
		from=$(date -u -d "$from" +%s) until=$(date -u -d "$until" +%s)
		for trial in 1 2; do
			echo "$zone $((seed += 1))"
			random_calendar $seed $dates >calendar.tsv
			random_visits $seed "$from" "$until"
			working "$zone" calendar.tsv \
				'(SELECT since AS us FROM visits UNION SELECT us FROM visits)' us
			sqlite3 -separator "$tab" random.db "SELECT printf('v%05d', n),
				printf('%d.%04d', (b.work - a.work) / 1000000,
				    (b.work - a.work) % 1000000 / 100)
				FROM visits v JOIN worked a ON a.us = v.since
				    JOIN worked b ON b.us = v.us ORDER BY n" >wanted
			[ "$(wc -l <wanted)" -eq 1500 ]
			lf-velocity --no-header --unit seconds --calendar calendar.tsv --tz "$zone" \
				moves.tsv 2>/dev/null | cut -f 1,4 | same wanted -
		done
	done <<-'END'
		UTC 2024-02-01 2024-05-01 2024-02-29
		Europe/Berlin 2024-02-01 2024-12-01 2024-03-31 2024-10-27 2024-05-01
		America/New_York 2023-12-25 2024-12-01 2024-03-10 2024-11-03 2024-07-04
		Australia/Lord_Howe 2023-09-01 2024-05-01 2023-10-01 2024-04-07
		America/Sao_Paulo 2018-01-15 2018-12-01 2018-02-17 2018-02-18 2018-11-04
		America/St_Johns 2006-03-01 2006-12-01 2006-04-02 2006-10-28 2006-10-29
		America/Havana 2012-03-01 2012-12-01 2012-04-01 2012-11-04
		Asia/Kathmandu 1985-12-01 1986-02-01 1985-12-31 1986-01-01
		Asia/Beirut 2023-03-01 2023-11-15 2023-03-30 2023-10-29
		Antarctica/Troll 2024-03-01 2024-12-01 2024-03-31 2024-10-27
		Pacific/Apia 2011-09-01 2012-05-01 2011-12-29 2011-12-30 2011-12-31
	END
}

@test "a handover on Friday that is decided on Monday morning took an hour and more, and is not late" {
	office >calendar.tsv
	# Two hours on Friday, 75 minutes on Monday; in UTC Berlin's clocks are an hour less.
	handovers >moves.tsv <<-'END'
		ann 2026-11-06T14:00:00Z 2026-11-09T09:15:00Z SQL
		bob 2026-11-06T14:00:00Z 2026-11-10T09:15:00Z SQL
		cy 2026-11-07T14:00:00Z
		dee 2026-11-09T08:00:00Z
		eve 2026-11-09T08:00:01Z
	END
	accept() {
		lf-accept --handed MQL --accepted SQL --no-header "$@" moves.tsv
	}
	accept --sla 1d | cut -f 2-7,12- >out
	echo "5${tab}2${tab}0${tab}3${tab}3${tab}2${tab}3.3021${tab}3.3021" | same - out
	# As of Tuesday 10:15, 8.25 hours after the beginning of Monday, whose 7 are one day and less.
	accept --sla 1d --calendar calendar.tsv --tz Europe/Berlin | cut -f 2-7,12- >out
	echo "5${tab}2${tab}0${tab}3${tab}3${tab}1${tab}0.8438${tab}0.8438" | same - out
	accept --sla 8h14m --calendar calendar.tsv --tz Europe/Berlin | cut -f 6 | same - <(echo 3)
	accept --sla 8h15m --calendar calendar.tsv --tz Europe/Berlin | cut -f 6 | same - <(echo 0)
	# In London it is 9:15 only.
	accept --sla 434m --calendar calendar.tsv --tz Europe/London | cut -f 6 | same - <(echo 3)
	accept --sla 435m --calendar calendar.tsv --tz Europe/London | cut -f 6 | same - <(echo 0)
}

@test "a day is the longest weekday and a week is all of them, in options, tables and units" {
	office >calendar.tsv
	# 39 hours: a week. From Monday to Wednesday 17:00: 23 hours.
	visits >moves.tsv <<-'END'
		ann 2026-11-02T00:00:00Z 2026-11-09T00:00:00Z
		bob 2026-11-07T00:00:00Z 2026-11-11T20:00:00Z
	END
	velocity() {
		lf-velocity --no-header --calendar calendar.tsv --tz Europe/Berlin "$@" moves.tsv \
			2>/dev/null | cut -f "$columns"
	}
	columns=6,10
	velocity --unit weeks | same - <(echo "0.5897${tab}1.0000")
	velocity --unit days | same - <(echo "2.8750${tab}4.8750")
	velocity | same - <(echo "2.8750${tab}4.8750")
	velocity --unit hours | same - <(echo "23.0000${tab}39.0000")
	velocity --unit minutes | same - <(echo "1380.0000${tab}2340.0000")
	velocity --unit seconds | same - <(echo "82800.0000${tab}140400.0000")

	# Ann entered a week of 39 hours before as-of, 3 days of which are 24 hours; 2d23h is 39 hours.
	printf 'stage\tsla\nMQL\t%s\n' 2d22h >below
	printf 'stage\tsla\nMQL\t%s\n' 1w >week
	handovers --as-of 2026-11-09 <<<'ann 2026-11-02T00:00:00Z' >moves.tsv
	aging() {
		lf-aging --no-header --calendar calendar.tsv --tz Europe/Berlin "$@" moves.tsv
	}
	aging --stages below --unit hours | cut -f 4,7,8 |
		same - <(echo "39.0000${tab}38.0000${tab}1.0000")
	aging --stages week --unit weeks | cut -f 4,7,8 | same - <(echo "1.0000${tab}1.0000${tab}")
	aging --stages week --overdue | same /dev/null -
	aging --stages below --overdue | cut -f 2 | same - <(echo ann)

	handovers <<<'ann 2026-11-02T00:00:00Z 2026-11-09T00:00:00Z SQL' >moves.tsv
	for unit in weeks days hours; do
		lf-funnel --steps MQL,SQL --unit $unit --calendar calendar.tsv --tz Europe/Berlin \
			--no-header moves.tsv | tail -n 1 | cut -f 13
	done >out
	printf '%s\n' 1.0000 4.8750 39.0000 | same - out
}

@test "Monday's 7 hours are less than a day: three days are 24 hours" {
	office >calendar.tsv
	handovers >moves.tsv <<-'END'
		ann 2026-11-09T08:00:00Z 2026-11-12T08:59:59Z SQL
		bob 2026-11-09T08:00:00Z 2026-11-12T09:00:01Z SQL
	END
	for options in '--sla 3d' '--sla 24h' '--stages stages.tsv'; do
		printf 'stage\tsla\nMQL\t3d\nSQL\n' >stages.tsv
		lf-accept --handed MQL --accepted SQL --calendar calendar.tsv --tz Europe/Berlin \
			$options --no-header moves.tsv | cut -f 7 | same - <(echo 1)
	done
}

@test "holidays and DST are those of --tz" {
	printf 'day\tfrom\tuntil\nSun\t00:00\t24:00\nMon\t09:00\t17:00\n2026-12-21\n' >calendar.tsv
	visits >moves.tsv <<-'END'
		forward 2026-03-28T12:00:00Z 2026-03-29T23:30:00Z
		back 2026-10-24T12:00:00Z 2026-10-25T23:30:00Z
		holiday 2026-12-21T00:00:00Z 2026-12-21T23:30:00Z
	END
	sed -i '2s/MQL/forward/; 3s/MQL/back/; 4s/MQL/holiday/' moves.tsv
	velocity() {
		lf-velocity --no-header --calendar calendar.tsv --tz "$1" --unit hours moves.tsv \
			2>/dev/null | cut -f 1,4
	}
	velocity Europe/Berlin | same - <(printf '%s\t%s\n' back 25.0000 forward 23.0000 holiday 0.0000)
	velocity UTC | same - <(printf '%s\t%s\n' back 23.5000 forward 23.5000 holiday 0.0000)
	# There it is Sunday still, for ten hours.
	velocity Pacific/Honolulu |
		same - <(printf '%s\t%s\n' back 13.5000 forward 13.5000 holiday 10.0000)
}

@test "periods stay those of the calendar year" {
	office >calendar.tsv
	handovers <<<'ann 2026-01-30T15:00:00Z 2026-03-02T09:00:00Z SQL' >moves.tsv
	for on in entered left; do
		lf-velocity --by month --on $on --calendar calendar.tsv --tz Europe/Berlin --unit hours \
			--no-header moves.tsv 2>/dev/null | grep MQL | cut -f 1,3,5
	done >out
	# February has 20 working days, 4 of them Mondays; an hour is on either side.
	table >wanted <<-'END'
		2026-01 1 158.0000
		2026-02 0 .
		2026-03 0 .
		2026-01 0 .
		2026-02 0 .
		2026-03 1 158.0000
	END
	same wanted out
}

# both PROGRAM OPTIONS: the table of a log with the calendar, and that of the log cut to it, where
# each option D=S is D for the one, and S for the other.
both() {
	local real=() cut=() option
	for option; do
		real+=("${option%%=*}")
		cut+=("${option##*=}")
	done
	"${real[@]}" --unit seconds --no-header --calendar calendar.tsv --tz "$zone" \
		"moves.$trial" 2>/dev/null | cut -f "$columns" | sort >real.out
	"${cut[@]}" --unit seconds --no-header "worked.$trial" 2>/dev/null |
		cut -f "$columns" | sort >cut.out
	cmp -s cut.out real.out || {
		echo "trial $trial, zone $zone: $*"
		diff cut.out real.out
	}
	rows=$((rows + $(wc -l <real.out)))
}

# All that the reports say of a log: --sla and other durations are $1 and $2.
cuts() {
	local columns=1- d=$1 s=$2
	both lf-velocity
	both lf-velocity --group src --percentiles 10,50 --stages real=cut
	both lf-accept --handed MQL --accepted SQL,won --rejected lost --audit --sla $d=$s --window $d=$s
	both lf-accept --handed new --accepted SQL --audit --stages real=cut --group src
	both lf-funnel --steps new,MQL,SQL,won
	both lf-funnel --stages real=cut --from-first --group src
	both lf-aging --summary --stages real=cut --stuck 0.3 --ahead $d=$s
	columns=1-2,4-
	both lf-funnel --steps new,SQL,won --within 90m,$d=90m,$s
	both lf-aging --stages real=cut --ahead $d=$s
	both lf-aging --stages real=cut --overdue
	columns=1-3
	both lf-accept --handed MQL --accepted SQL --members --sla $d=$s --window $d=$s
}

@test "the reports say of working time what they say of a log from which the rest is cut" {
	local zone sla seed=0 day week trial rows=0
	random_moves 12 7
	while read -r zone sla; do
		echo "$zone"
		random_calendar $((seed += 1)) 2023-05-01 2023-12-25 2024-03-31 >calendar.tsv
		worked_logs "$zone" calendar.tsv
		lengths calendar.tsv
		case $sla in
		2d) cut=$((2 * day))s ;;
		1w2h) cut=$((week + 7200))s ;;
		esac
		printf 'stage\tsla\tpath\nnew\t%s\nMQL\t9h\nSQL\nlost\t\toff\nwon\t\tend\n' $sla >real
		sed "s/$sla/$cut/" real >cut
		while read -r trial; do
			cuts $sla $cut
		done <trials
	done <<-'END'
		UTC 2d
		Europe/Berlin 1w2h
		America/Sao_Paulo 2d
	END
	echo "$rows rows"
	[ "$rows" -gt 1500 ]
}

@test "where people work all day, every day, the calendar changes nothing" {
	local zone
	{
		echo day from until
		printf '%s 00:00 24:00\n' Mon Tue Wed Thu Fri Sat Sun
	} | table >calendar.tsv
	random_moves 3 9
	for zone in UTC Europe/Berlin Australia/Lord_Howe; do
		for program in lf-velocity lf-aging "lf-funnel --steps new,MQL,SQL" \
			"lf-accept --handed MQL --accepted SQL --sla 3d --window 1w --audit"; do
			$program moves.2 >wanted 2>said
			$program --calendar calendar.tsv --tz $zone moves.2 2>err | same wanted -
			same said err
		done
	done
	# From the first year to the last, where local days begin in the year before or after, too.
	visits >moves.tsv <<-'END'
		ann 0001-01-01T00:00:00Z 9999-12-31T23:59:59.999999Z
		bob 9999-12-31T23:59:59Z 9999-12-31T23:59:59Z
		cy 1899-12-30T00:00:00Z 2026-01-01T00:00:00.000001Z
		dee 2025-01-01T00:00:00Z 2026-01-01T00:00:00Z
	END
	for zone in UTC Pacific/Kiritimati America/Los_Angeles; do
		lf-velocity --no-header --percentiles 34 --unit seconds --calendar calendar.tsv \
			--tz $zone moves.tsv 2>/dev/null | cut -f 6-8 |
			same - <(table <<<"0.0000 110433024.0000 315537897600.0000")
	done
}

# says REASON ROW...: a calendar with these rows, in words as for table, is refused for the last.
says() {
	local reason=$1
	shift
	{ echo day from until; printf '%s\n' "$@"; } | table >bad.tsv
	fails 1 "lf-aging: bad.tsv:$(($# + 1)): $reason" \
		lf-aging --calendar bad.tsv --tz UTC moves.tsv
}

@test "a row of the calendar that makes no sense is named, with its column" {
	handovers <<<'ann 2026-01-30T15:00:00Z' >moves.tsv
	local day="is neither a weekday, Mon to Sun, nor a date such as 2026-12-24"
	says "day: 'Monday' $day" 'Monday 09:00 17:00'
	says "day: 'mon' $day" 'Tue 09:00 17:00' 'mon 09:00 17:00'
	says "day: '2026-02-30' $day" '2026-02-30'
	says "day: '2026-12-24T' $day" '2026-12-24T'
	says "day: '' $day" '. 09:00 17:00'
	local from="is not a time of day such as 09:00"
	says "from: '9:00' $from" 'Mon 9:00 17:00'
	says "from: '24:00' $from" 'Mon 24:00 24:00'
	says "from: '09:60' $from" 'Mon 09:60 17:00'
	says "from: '09:00:00' $from" 'Mon 09:00:00 17:00'
	local until="is not a time of day such as 17:00 or 24:00"
	says "until: '24:01' $until" 'Mon 09:00 24:01'
	says "until: '5 pm' $until" 'Mon 09:00 5~pm'
	local order="is not after from; a span over midnight is written as two"
	says "until: '06:00' $order" 'Mon 22:00 06:00'
	says "until: '09:00' $order" 'Mon 09:00 09:00'
	local half="is empty, though the row has the other end of the span"
	says "until: $half" 'Mon 09:00'
	says "until: $half" 'Mon 09:00 .'
	says "from: $half" 'Mon . 17:00'
	says "from: the span overlaps that from 09:00 until 12:30" 'Mon 09:00 12:30' 'Mon 12:29 17:00'
	says "from: the span overlaps that from 13:00 until 17:00" \
		'2026-12-24 13:00 17:00' 'Mon 09:00 12:00' '2026-12-24 09:00 18:00'
	says "from: the span overlaps that from 09:00 until 17:00" 'Mon 09:00 17:00' 'Mon 09:00 17:00'
	says "day: the day is free by a row before, and has a span here" 'Sat' 'Sat 09:00 12:00'
	says "day: the day has a row before, and is free here" 'Sat 09:00 12:00' 'Sat'
	says "day: the day has a row before, and is free here" '2026-12-25' '2026-12-25'
	says "4 fields where there are 3 columns" 'Mon 09:00 17:00 x'
}

@test "a calendar in which nobody works, without a column, or that is not there, is refused" {
	handovers <<<'ann 2026-01-30T15:00:00Z' >moves.tsv
	refused() {
		fails "$1" "lf-funnel: $2" lf-funnel --steps MQL,SQL --calendar bad.tsv --tz UTC moves.tsv
	}
	refused 1 "bad.tsv: No such file or directory"
	printf 'day\tfrom\tuntil\nMon\n2026-01-01\t09:00\t12:00\n' >bad.tsv
	refused 1 "bad.tsv: no weekday has a span: nobody ever works"
	printf 'day\tfrom\tto\nMon\t09:00\t12:00\n' >bad.tsv
	refused 2 "bad.tsv: no column 'until'; there are: 'day', 'from', 'to'"
}

@test "--calendar needs --tz, and a file of its own" {
	office >calendar.tsv
	handovers <<<'ann 2026-01-30T15:00:00Z' >moves.tsv
	without_zone() {
		fails 2 "$1: --calendar needs --tz, the zone in which people work" \
			"$@" --calendar calendar.tsv moves.tsv
		"$@" --calendar calendar.tsv --tz Europe/Berlin moves.tsv >out 2>err
		fails 2 "$1: --rejects would overwrite 'calendar.tsv', which --calendar reads" \
			"$@" --calendar calendar.tsv --tz Europe/Berlin --rejects calendar.tsv moves.tsv
		office | same - calendar.tsv
	}
	without_zone lf-velocity
	without_zone lf-aging
	without_zone lf-accept --handed MQL --accepted SQL
	without_zone lf-funnel --steps MQL,SQL
	fails 2 "lf-aging: --tz needs --calendar, whose zone it is" lf-aging --tz UTC moves.tsv
}

@test "spans touch, rows come in any order, cells at the end are left out" {
	table >calendar.tsv <<-'END'
		note until day from
		. 24:00 Mon 12:00
		. . Sun
		late 12:00 Mon 00:00
	END
	visits <<<'ann 2026-11-08T12:00:00Z 2026-11-10T12:00:00Z' >moves.tsv
	lf-velocity --no-header --calendar calendar.tsv --tz UTC --unit hours moves.tsv 2>/dev/null |
		cut -f 4 | same - <(echo 24.0000)
}

# parted PROGRAM...: the same from two parts of a log, by lead, as from all of it, which is in
# moves.$trial. The program's options that only printing needs are in the array printing.
parted() {
	local part
	"$@" "${printing[@]}" --calendar calendar.tsv --tz $zone "moves.$trial" >wanted 2>/dev/null
	for part in 0 1; do
		awk -v part=$part 'NR == 1 || substr($1, 2) % 2 == part' "moves.$trial" |
			"$@" --calendar calendar.tsv --tz $zone --partial 2>/dev/null
	done >states
	"$1" --merge "${printing[@]}" states 2>/dev/null | same wanted -
	"$@" --merge "${printing[@]}" --calendar calendar.tsv --tz $zone states 2>/dev/null |
		same wanted -
}

@test "a state has the length of a day and a week, and a merge needs no calendar" {
	local trial zone=America/New_York printing
	office >calendar.tsv
	printf 'stage\nMQL\nwon\n' >stages.tsv
	random_moves 8 3
	while read -r trial; do
		printing=()
		parted lf-velocity --by month --stages stages.tsv
		parted lf-velocity --group src
		printing=(--unit weeks)
		parted lf-velocity
		printing=(--sla 2d --unit weeks --audit)
		parted lf-accept --handed MQL --accepted SQL,won --rejected lost --window 2w
		printf 'stage\tsla\nMQL\t1d\n' >sla.tsv
		printing=(--stages sla.tsv)
		parted lf-accept --handed MQL --accepted SQL --by month --group src
		printing=(--unit hours)
		parted lf-funnel --steps new,MQL,SQL --by month --group src
		printing=(--within 1d,2w,90m)
		parted lf-funnel --stages stages.tsv --from-first
		parted lf-funnel --stages stages.tsv --sum sojourn
		printing=(--stages sla.tsv --ahead 1d --stuck 0.3 --unit hours)
		parted lf-aging --summary --group src
	done <trials
}

@test "states of other days and weeks, or without, are not merged" {
	office >calendar.tsv
	sed 's/17:00/17:30/' calendar.tsv >other.tsv
	random_moves 1 3
	state() {
		lf-velocity --partial --tz Europe/Berlin "$@" moves.1 2>/dev/null
	}
	state --calendar calendar.tsv >state
	head -n 1 state | grep -qF -e ' --tz=Europe/Berlin --calendar=28800s,140400s '
	for options in "--calendar other.tsv" ""; do
		state $options | cat state - >both
		status=0
		lf-velocity --merge both >out 2>err || status=$?
		[ "$status" -eq 1 ]
		cat err
		grep -q "^lf-velocity: both:$(($(wc -l <state) + 1)): " err
	done
	fails 2 "lf-velocity: --calendar: the states were made with another day and week: 28800s,140400s" \
		lf-velocity --merge --calendar other.tsv --tz Europe/Berlin state
	state >without
	fails 2 "lf-velocity: --calendar: the states were made without it; it goes with --partial" \
		lf-velocity --merge --calendar calendar.tsv without
}
