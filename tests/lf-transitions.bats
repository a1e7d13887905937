# lf-transitions: the moves relation. Its --state has a suite of its own.

load lib/helper
load lib/events

trials=300
logs=$BATS_FILE_TMPDIR

setup_file() {
	(cd "$logs" && random_events "$trials" 7)
	sqlite3 "$logs/events.db" "CREATE TABLE path(name, place INT);
		INSERT INTO path VALUES ('new', 1), ('MQL', 2), ('SQL', 3), ('a,b', 4), ('12', 5)"
}

@test "moves of random logs are those of SQLite's window functions" {
	moves_of 'SELECT * FROM changes' latest >wanted
	each_trial lf-transitions --no-header >got
	same wanted got
	[ "$(wc -l <got)" -gt 5000 ]
}

@test "an as-of time leaves out what comes after it, and measures open visits" {
	moves_of 'SELECT * FROM changes' 1720000000000000 >wanted
	each_trial lf-transitions --no-header --as-of 2024-07-03T09:46:40Z >got 2>notes
	same wanted got
	sqlite3 -list "$logs/events.db" >wanted "SELECT 'lf-transitions: ' || count(*) || ' row' ||
		iif(count(*) = 1, '', 's') || ' at or after --as-of left out'
		FROM log WHERE us >= 1720000000000000 GROUP BY trial ORDER BY trial"
	same wanted notes
}

@test "values of a lead's first row and of the row that moved it" {
	moves_of 'SELECT * FROM changes' latest ', first_page, first_src, event' >wanted
	each_trial lf-transitions --no-header --first page,src --keep event >got
	same wanted got
}

@test "stages of the path that are skipped are entered for no time" {
	table >stages.tsv <<-'END'
		stage path
		new .
		lost off
		MQL .
		SQL .
		won end
		a,b .
		12 .
	END
	moves_of "SELECT * FROM changes UNION ALL
		SELECT trial, n, lead, us, between_.name, src, page, event, before, 1, between_.place
		FROM changes JOIN path AS to_ ON to_.name = stage
		LEFT JOIN path AS from_ ON from_.name = before
		JOIN path AS between_ ON between_.place < to_.place AND
		    between_.place > iif(before IS NULL, 0, from_.place)" \
		latest ', event, imputed' >wanted
	each_trial lf-transitions --no-header --backfill --stages stages.tsv --keep event >got
	same wanted got
	grep -q '	1$' got
}

@test "what is grouped by lead gives the same moves, each lead's open visit behind them" {
	as_of=1720000000000000
	moves_of 'SELECT * FROM changes' $as_of ', first_src, event' |
		LC_ALL=C sort -t '	' -s -k 1,1n -k 2,2 >wanted
	grouped() {
		lf-sort --key lead "$1" | lf-transitions --no-header --grouped \
			--as-of 2024-07-03T09:46:40Z --first src --keep event
	}
	each_trial grouped >got 2>notes
	same wanted got
}

@test "grouped input takes no more memory for more leads" {
	limits_memory lf-transitions
	awk 'BEGIN {
		print "time\tlead\tstage\tnote"
		for (lead = 1; lead <= 50000; lead++)
			for (day = 1; day <= 2; day++)
				printf "2026-01-0%d\tl%d\ts%d\t%0200d\n", day, lead, day, lead
	}' >in
	lf-transitions --open no --first note in >wanted
	(ulimit -v 12000 && lf-transitions --open no --first note --grouped in >got)
	same wanted got
	(ulimit -v 12000 && fails 1 'lf-transitions: out of memory' \
		lf-transitions --open no --first note in)
}

@test "a lead that comes back is bad data when the input is to be grouped" {
	table >in <<-'END'
		time lead stage
		2026-01-01 a new
		2026-01-01 b new
		2026-01-02 a MQL
		2026-01-02 b MQL
		2026-01-03 c new
	END
	fails 1 "lf-transitions: in:4: lead: 'a' comes back: the input is not grouped by lead" \
		lf-transitions --grouped --open no in
	lf-transitions --grouped --open no --no-header --rejects rejects in 2>err | cut -f 1,4 >got
	printf 'a\tnew\nb\tnew\nb\tMQL\nc\tnew\n' >wanted
	same wanted got
	echo 'lf-transitions: 1 row rejected to rejects' >wanted
	same wanted err
	lf-transitions --grouped --as-of 2026-02-01 --open only --no-header \
		--rejects rejects in 2>err | cut -f 1,3 >got
	printf 'a\tnew\nb\tMQL\nc\tnew\n' >wanted
	same wanted got
}

@test "rows out of order are bad data, and can go to the rejects" {
	table >in <<-'END'
		time lead stage
		2026-01-02 a new
		2026-01-01 b new
		2026-01-01 a MQL
		2025-01-01 a .
		2026-01-02 a MQL
	END
	reason="time: 2026-01-01T00:00:00Z is before the lead's last time, 2026-01-02T00:00:00Z; sort with lf-sort"
	fails 1 "lf-transitions: in:4: $reason" lf-transitions in
	table <<-'END' >wanted
		lead time from to visit from_visit since sojourn age
		a 2026-01-02T00:00:00Z . new 1 . . . 0
		b 2026-01-01T00:00:00Z . new 1 . . . 0
	END
	same wanted stdout
	fails 0 "lf-transitions: 1 row rejected to rejects" lf-transitions --rejects rejects in
	table <<-'END' >>wanted
		a 2026-01-02T00:00:00Z new MQL 1 1 2026-01-02T00:00:00Z 0 0
		a 2026-01-02T00:00:00Z MQL . . 1 2026-01-02T00:00:00Z 0 0
		b 2026-01-02T00:00:00Z new . . 1 2026-01-01T00:00:00Z 86400 86400
	END
	same wanted stdout
	printf 'in\t4\t%s\t2026-01-01\ta\tMQL\n' "$reason" >wanted
	same wanted rejects
}

@test "rows without a lead or a time are bad data" {
	printf 'time\tlead\tstage\n2026-01-01\t\tnew\n' >in
	fails 1 'lf-transitions: in:2: lead: is empty' lf-transitions in
	printf 'time\tlead\tstage\n\ta\t\n' >in
	fails 1 'lf-transitions: in:2: time: is empty' lf-transitions in
	printf 'time\tlead\tstage\n2026-01-01\t\\N\tnew\n' >in
	fails 1 'lf-transitions: in:2: lead: is empty' lf-transitions --null '\N' in
}

@test "open visits are written, or not, or alone" {
	table >in <<-'END'
		time lead stage
		2026-01-01 a new
		2026-01-02 b new
	END
	lf-transitions in >all
	lf-transitions --open no in >moves
	lf-transitions --open only in >open
	head -n 3 all | same - moves
	sed 2,3d all | same - open
	[ "$(wc -l <all)" -eq 5 ]
}

@test "open visits come in the order of the leads' first staged rows" {
	table >in <<-'END'
		time lead stage src
		2026-01-01 a . x
		2026-01-02 b new y
		2026-01-03 a new z
	END
	printf 'b\na\n' >wanted
	lf-transitions --open only --no-header in | cut -f 1 >got
	same wanted got
	printf 'b\ty\na\tx\n' >wanted
	lf-transitions --open only --no-header --first src in | cut -f 1,10 >got
	same wanted got
}

@test "the as-of time is in --tz, unless it has a zone" {
	printf 'time\tlead\tstage\n2026-01-01\ta\tnew\n' >in
	lf-transitions --no-header --open only --as-of 2026-07-01 --tz America/New_York in |
		cut -f 2 >got
	lf-transitions --no-header --open only --as-of 2026-07-01T00:00+02:00 \
		--tz America/New_York in | cut -f 2 >>got
	printf '2026-07-01T04:00:00Z\n2026-06-30T22:00:00Z\n' >wanted
	same wanted got
	fails 2 "lf-transitions: --as-of: '9999-12-31T23:30' is not in the years 0001 to 9999 of UTC" \
		lf-transitions --as-of 9999-12-31T23:30 --tz America/New_York in
	mkdir zones
	TZDIR=zones fails 2 \
		"lf-transitions: --tz: 'Europe/Oslo' is not a time zone of the tz database (package tzdata)" \
		lf-transitions --as-of 2026-07-01 --tz Europe/Oslo in
}

@test "columns are read by the names they have, and missing values as they are spelled" {
	printf '2026-01-01\t7\tnew\tads\n2026-01-02\t7\tMQL\t\\N\n' >in
	lf-transitions --columns 'when,id,state,a\,b' --time when --lead id --stage state \
		--null '\N' --keep 'a\,b' in >got
	table >wanted <<-'END'
		lead time from to visit from_visit since sojourn age a,b
		7 2026-01-01T00:00:00Z \N new 1 \N \N \N 0 ads
		7 2026-01-02T00:00:00Z new MQL 1 1 2026-01-01T00:00:00Z 86400 86400 \N
		7 2026-01-02T00:00:00Z MQL \N \N 1 2026-01-02T00:00:00Z 0 86400 \N
	END
	same wanted got
	sed '/^2/s/$/\r/' in >crlf
	printf 'when\tid\tstate\tsrc\r\n' | cat - crlf |
		lf-transitions --time when --lead id --stage state --null '\N' --keep src >got
	sed '1s/a,b/src/' wanted | same - got
}

@test "two columns of one name in the output are a usage error" {
	printf 'time\tlead\tstage\tsrc\timputed\n' >in
	printf 'stage\nnew\n' >stages.tsv
	fails 2 "lf-transitions: the output: column 'src' occurs twice" \
		lf-transitions --first src --keep src in
	fails 2 "lf-transitions: the output: column 'time' occurs twice" \
		lf-transitions --keep time in
	fails 2 "lf-transitions: the output: column 'src' occurs twice" \
		lf-transitions --first src,src in
	fails 2 "lf-transitions: the output: column 'imputed' occurs twice" \
		lf-transitions --first imputed --backfill --stages stages.tsv in
}

@test "options that make no sense together are usage errors" {
	printf 'time\tlead\tstage\n' >in
	fails 2 "lf-transitions: --grouped needs --as-of or --open no: open visits are written before the end of the log is known" \
		lf-transitions --grouped in
	fails 2 "lf-transitions: --backfill needs --stages, for the path to fill" \
		lf-transitions --backfill in
	fails 2 "lf-transitions: --open: 'maybe' is not one of yes|no|only" \
		lf-transitions --open maybe in
	fails 2 "lf-transitions: in: no column 'src'; there are: 'time', 'lead', 'stage'" \
		lf-transitions --first src in
}

@test "more stages than there is room for are bad data" {
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (i = 1; i <= 65536; i++) print "2026-01-01\ta\ts" i
	}' >in
	fails 1 'lf-transitions: in:65537: stage: more than 65535 stages' \
		lf-transitions --open no in
	[ "$(wc -l <stdout)" -eq 65536 ]
	head -n 65536 in | lf-transitions --state state >moves
	lf-transitions --state state --open only --no-header --as-of 2026-01-02 <(head -n 1 in) >got
	table >wanted <<<'a 2026-01-02T00:00:00Z s65535 . . 1 2026-01-01T00:00:00Z 86400 86400'
	same wanted got
}

@test "the stages of bad rows take no room from those of good ones" {
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (i = 1; i <= 65535; i++) print "no time\tb\tjunk" i
		print "2026-01-01\ta\ts"
	}' >in
	lf-transitions --open no --no-header --rejects rejects in >got 2>/dev/null
	table >wanted <<<'a 2026-01-01T00:00:00Z . s 1 . . . 0'
	same wanted got
	[ "$(wc -l <rejects)" -eq 65535 ]
}

@test "stages and missing values of every length are written whole" {
	local length pad
	table >in <<-'END'
		time lead stage
		2026-01-01 a A
		2026-01-02 b B
		2026-01-03 a B
		2026-01-04 a A
	END
	lf-transitions --null - in >short
	for length in 1 29 30 31 32 33 64 1000; do
		pad=$(printf "%${length}s" '' | tr ' ' x)
		sed "s/[AB]\$/$pad&/" in |
			lf-transitions --null "$pad" >got
		awk -F '\t' -v OFS='\t' -v pad="$pad" '{
			for (i = 1; i <= NF; i++) {
				if ($i == "-") $i = pad
				if ($i == "A" || $i == "B") $i = pad $i
			}
			print
		}' short | same - got
	done
}

@test "stages are told apart by every byte of their names" {
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (length_ = 1; length_ <= 70; length_++) {
			name = name "x"
			for (at = 1; at <= length_; at++) {
				lead = length_ "." at
				other = substr(name, 1, at - 1) "y" substr(name, at + 1)
				print "2026-01-01\t" lead "\t" name
				print "2026-01-02\t" lead "\t" other
				print "2026-01-03\t" lead "\t" name
				print "2026-01-04\t" lead "\t" name
			}
		}
	}' >in
	lf-transitions --open no --no-header in | cut -f 1,3,4 >got
	awk -F '\t' -v OFS='\t' 'NR > 1 && $3 != last[$2] {
		print $2, last[$2], $3
		last[$2] = $3
	}' in | same - got
}

@test "leads' names may be larger than the pieces that memory is taken in" {
	# With what is kept of a lead, 1,048,541 bytes fill the first piece to the last byte,
	# 8,388,573 bytes one of the others.
	awk 'BEGIN {
		for (x = "x"; length(x) < 9000000;) x = x x
		print "time\tlead\tstage"
		for (round = 1; round <= 2; round++)
			for (i = 1; i <= 120; i++) {
				long = i == 1 ? 1048541 : i == 7 ? 1500000 : 0
				long = i == 8 || i == 60 ? 8388573 : i == 90 ? 9000000 : long
				lead = "lead" i
				lead = lead substr(x, 1, long - length(lead))
				printf "2026-01-0%dT00:00:00Z\t%s\ts%d\n", round, lead, round
			}
	}' >log
	sed 's/xx*/+/' log | lf-transitions >wanted
	[ "$(wc -l <wanted)" -eq 361 ]
	lf-transitions log | sed 's/xx*/+/' >got
	same wanted got
}

@test "a move is seen when it happens" {
	mkfifo events moves
	lf-stage --field status <events | lf-transitions >moves &
	exec 5>events 6<moves
	# Each line is there before the next event is written; 20 seconds are for slow machines.
	printf 'time\tlead\tstatus\n' >&5
	read -r -t 20 header <&6
	[ "${header%%	*}" = lead ]
	for day in 1 2 3; do
		printf '2026-01-0%d\ta\ts%d\n' $day $day >&5
		read -r -t 20 lead time rest <&6
		[ "$time" = "2026-01-0${day}T00:00:00Z" ]
	done
	exec 5>&-
	cat <&6 >rest
	wait $!
	[ "$(wc -l <rest)" -eq 1 ]
}

@test "the moves of real logs" {
	needs_shared pipedrive
	sqlite3 :memory: <<-SQL
		.import --csv $shared/pipedrive/deal_changes.csv log
		.mode tabs
		.headers on
		.once in
		SELECT change_time AS time, deal_id AS lead, new_value AS stage FROM log
		WHERE changed_field_key = 'stage_id'
	SQL
	lf-sort in | lf-transitions --open no | awk -F '\t' 'NR > 1 { print $4 }' |
		sort -n | uniq -c | awk '{ print $1 }' | tr '\n' ' ' >got
	printf '1999 1483 1308 1087 895 741 588 479 324 ' >wanted
	same wanted got
}

@test "stages that the table lacks are reported" {
	table >in <<-'END'
		time lead stage
		2026-01-01 a New
		2026-01-02 a mql
		2026-01-03 b SQL
	END
	printf 'stage\nNew\nMQL\nSQL\n' >stages.tsv
	message="stages.tsv: has no stage 'mql'; did you mean 'MQL'? there are: 'New', 'MQL', 'SQL'"
	fails 0 "lf-transitions: $message" lf-transitions --stages stages.tsv in
	fails 0 "lf-transitions: $message" lf-transitions --stages stages.tsv --backfill --open only in
	lf-transitions --stages stages.tsv <(sed 3d in) 2>&1 >/dev/null | same /dev/null -
	# With a state, those that this run's rows enter.
	fails 0 "lf-transitions: $message" lf-transitions --stages stages.tsv --state state in
	lf-transitions --stages stages.tsv --state state <(head -n 1 in) 2>&1 >/dev/null | same /dev/null -
}

@test "an end of the log a year after its last row is doubted" {
	printf 'time\tlead\tstage\n2026-01-05T12:00Z\tann\tMQL\n' >log
	lf-transitions --as-of 2027-01-05 log 2>err >out
	same /dev/null err
	fails 0 "lf-transitions: --as-of is 365 days after the last row, 2026-01-05T12:00:00Z: is the log complete until then?" \
		lf-transitions --as-of 2027-01-06 log
	fails 0 "lf-transitions: 1 row at or after --as-of left out" \
		lf-transitions --as-of 2025-01-06 log
}

# days COUNT FIRST [EXTRA...]: a log of COUNT rows, one an hour from day FIRST of 2025 on, and one row
# on each extra day before it.
days() {
	awk -v count="$1" -v first="$2" -v extra="${3-}" 'BEGIN {
		print "time\tlead\tstage"
		n = split(extra, day, " ")
		for (i = 1; i <= n; i++) put(day[i] * 24, "x" i)
		for (i = 0; i < count - n; i++) put(first * 24 + i, "lead" i % 7)
	}
	function put(hour, lead) {
		print strftime("%Y-%m-%dT%H:00:00Z", 1735689600 + hour * 3600, 1) "\t" lead "\tMQL"
	}'
}

@test "an end of the log further from its last row than any rows are apart is doubted" {
	days 1000 100 >log # its last row: 2025-05-22T15:00
	message="after the last row, 2025-05-22T15:00:00Z, and no rows before are that far apart: is the log complete until then?"
	fails 0 "lf-transitions: --as-of is 30 days $message" lf-transitions --as-of 2025-06-21T15:00 log
	lf-transitions --as-of 2025-06-21T14:59:59 log 2>&1 >/dev/null | same /dev/null -
	# Small logs, those with a gap as long, and ends that are no --as-of, are not.
	sed '$d' log | lf-transitions --as-of 2025-07-21 2>&1 >/dev/null | same /dev/null -
	lf-transitions log 2>&1 >/dev/null | same /dev/null -
	days 1000 100 '60 60' >gap # 40 days, and its last row is an hour or two earlier
	lf-transitions --as-of 2025-07-01T13:00 gap 2>&1 >/dev/null | same /dev/null -
	lf-transitions --as-of 2025-07-01T13:00:01 gap 2>err >out
	grep -q 'is 40 days after the last row, 2025-05-22T13:00:00Z, and no rows before' err
	# A row that comes late says as much as one that comes first.
	{ head -n 1 gap; sed 1,3d gap; sed -n 2,3p gap; } >late
	lf-transitions --as-of 2025-07-01T13:00 late 2>&1 >/dev/null | same /dev/null -
	lf-transitions --as-of 2025-07-01T13:00:01 late 2>&1 >/dev/null | same err -
	# After a state, the gap since the run before counts as well.
	sed -n 1,3p gap | lf-transitions --state state >out
	{ head -n 1 gap; sed 1,3d gap; sed -n '$p' gap; sed -n '$p' gap; } >rest
	lf-transitions --as-of 2025-07-01T13:00 --state state rest 2>&1 >/dev/null | same /dev/null -
}

@test "of logs in any order, the end is doubted only if no rows are that far apart" {
	for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
		awk -v seed=$seed 'BEGIN {
			srand(seed)
			print "time\tlead\tstage"
			for (i = 0; i < 1000; i++) {
				day += rand() < 0.003 ? int(rand() * 60) : rand() < 0.1
				print strftime("%Y-%m-%d", 1420070400 + day * 86400, 1) "\t" i "\tMQL"
			}
			end = day + 25 + int(rand() * 60)
			print strftime("%Y-%m-%d", 1420070400 + end * 86400, 1) >"as-of"
		}' >log
		as_of=$(cat as-of)
		# The gaps in order of time, by their own reckoning, of days.
		said=$(sed 1d log | cut -f 1 | TZ=UTC awk -v as_of="$as_of" '
			function day(t) { gsub(/-/, " ", t); return int(mktime(t " 0 0 0") / 86400) }
			NR > 1 && day($1) - last > most { most = day($1) - last }
			{ last = day($1) }
			END { gap = day(as_of) - last; print (gap >= 30 && gap > most) }')
		lf-transitions --as-of "$as_of" log 2>err >out
		[ "$(grep -c 'far apart' err)" -eq "$said" ]
		echo "$said" >>all
		{ head -n 1 log; sed 1d log | shuf --random-source=log; } >shuffled
		lf-transitions --as-of "$as_of" shuffled 2>err >out
		[ "$(grep -c 'far apart' err)" -le "$said" ]
	done
	[ "$(sort -u all | wc -l)" -eq 2 ]
}
