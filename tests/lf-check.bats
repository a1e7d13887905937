load lib/helper
load lib/random

tab=$(printf '\t')

# found CHECK COMMAND...: prints the row of that check, n and after.
found() {
	local check=$1
	shift
	"$@" | awk -F '\t' -v OFS='\t' -v check="$check" '
		$1 == check { print $2, $3, $4, $5; seen = 1 } END { exit !seen }'
}

# finds CHECK "N SHARE LINE EXAMPLE" COMMAND...: as table writes these four.
finds() {
	local check=$1 wanted=$2
	shift 2
	found "$check" "$@" >got
	echo "$wanted" | table | same - got
}

@test "a log without a fault gives a table of zeros, in the order of the checks" {
	table >log <<-'END'
		time lead stage
		2026-01-01 ann new
		2026-01-02 bob new
		2026-01-03T12:00:00.5Z ann MQL
		2026-01-04 bob MQL
		2026-01-04 ann SQL
	END
	table >stages <<-'END'
		stage
		new
		MQL
		SQL
	END
	sed 's/stage/old/; s/new/./; s/MQL/new/; s/SQL/MQL/; s/\./ /' log | cut -f 3 |
		sed 's/^ $//' | paste log - >with
	printf 'lead\tstage\nann\tSQL\nbob\tMQL\n' >now
	table >wanted <<-'END'
		check n share line example
		rows 5 1.0000 2 ann
		leads 2 0.4000 2 ann
		first . . 2 2026-01-01T00:00:00Z
		last . . 5 2026-01-04T00:00:00Z
		bad_row 0 0.0000 . .
		bad_time 0 0.0000 . .
		no_lead 0 0.0000 . .
		out_of_order 0 0.0000 . .
		newest_first 0 0.0000 . .
		repeated 0 0.0000 . .
		tied 0 0.0000 . .
		blanks 0 0.0000 . .
		alike 0 0.0000 . .
		unknown_stage 0 0.0000 . .
		unused_stage 0 0.0000 . .
		old_differs 0 0.0000 . .
		sentinel 0 0.0000 . .
		empty_days 0 0.0000 . .
		busiest_day 2 0.4000 5 2026-01-04
		single 0 0.0000 . .
		current_differs 0 0.0000 . .
	END
	lf-check --stages stages --old old --current now with >got 2>err
	same wanted got
	same /dev/null err
}

@test "checks whose columns or options are missing are left out" {
	printf 'time\tlead\tevent\n2026-01-01\tann\tvisit\n' >events
	lf-check events | cut -f 1 | paste -sd ' ' >got
	echo check rows leads first last bad_row bad_time no_lead out_of_order newest_first \
		repeated blanks sentinel empty_days busiest_day single >wanted
	same wanted got
	printf 'stage\nnew\n' >stages
	printf 'lead\tstage\n' >now
	lf-check --stages stages --old event --current now events | cut -f 1 | paste -sd ' ' |
		same wanted -
	lf-check --stage event events | cut -f 1 | paste -sd ' ' >got
	sed 's/repeated/& tied/; s/blanks/& alike/' wanted | same - got
	lf-check --stage event --old event events | grep -c '^old_differs' | same <(echo 1) -
}

@test "a header without rows gives every check with nothing found" {
	printf 'time\tlead\tstage\n' >log
	lf-check log >got
	awk -F '\t' 'NR > 1 && ($2 != "" && $2 != 0 || $3 $4 $5 != "")' got | same /dev/null -
	[ "$(wc -l <got)" -eq 18 ]
	lf-check --columns time,lead,stage </dev/null | same got -
	lf-check --no-header --columns time,lead,stage </dev/null | same <(sed 1d got) -
}

@test "bad rows are counted once, in the first check that they fit, and in no other" {
	printf '%s\t%s\t%s\n' time lead stage 2026-01-05 ann new never ann new \
		'' '' new 2026-01-06 '' new 2026-01-01 ann new >log
	printf 'a\\b\tc\n1\t2\t3\t4\n\n2026-01-02\tbob\tnew\r\n' >>log
	finds rows "9 1.0000 2 ann" lf-check log
	finds leads "1 0.1111 2 ann" lf-check log
	finds bad_row '4 0.4444 7 a\\b\tc' lf-check log
	finds bad_time '2 0.2222 3 never' lf-check log
	finds no_lead '1 0.1111 5 2026-01-06\t\tnew' lf-check log
	finds out_of_order "1 0.1111 6 ann" lf-check log
	finds repeated "0 0.0000 . ." lf-check log
	finds busiest_day "1 0.1111 6 2026-01-01" lf-check log
	# The rows before and after a bad one are each other's neighbours.
	finds newest_first "1 0.1111 6 2026-01-01" lf-check log
	sed -i 2d log
	finds rows "8 1.0000 2 ." lf-check log
	finds first ". . 5 2026-01-01T00:00:00Z" lf-check log
}

@test "in a file with CRLF, a row that ends with LF is a bad one, the last excepted" {
	printf 'time\tlead\r\n2026-01-01\tann\r\n2026-01-02\tann\n2026-01-03\tann' >log
	finds bad_row '1 0.3333 3 2026-01-02\tann' lf-check log
	finds last ". . 4 2026-01-03T00:00:00Z" lf-check log
	printf 'time\tlead\n2026-01-01\tann\r\n' >log
	finds bad_row '1 1.0000 2 2026-01-01\tann\r' lf-check log
}

@test "with --rejects bad rows go there as well, and are counted all the same" {
	printf 'time\tlead\n2026-01-01\tann\nshort\nnever\tbob\n2026-01-01\t\n' >log
	lf-check log >wanted
	fails 0 "lf-check: 3 rows rejected to rejects" lf-check --rejects rejects log
	same wanted stdout
	table >wanted <<-'END'
		log 3 1~field~where~there~are~2~columns short
		log 4 time:~'never'~is~not~an~ISO~8601~time never bob
		log 5 lead:~is~empty 2026-01-01 .
	END
	same wanted rejects
}

@test "the line of a log of several files comes with its file" {
	printf 'time\tlead\n2026-01-02\tann\n' >one
	printf 'time\tlead\n2026-01-03\tbob\n2026-01-01\tann\nshort\n' >"two${tab}2"
	lf-check one "two${tab}2" >got
	awk -F '\t' 'NR > 1 && $4 != "" { print $1, $4 }' got >lines
	cat >wanted <<-'END'
		rows one:2
		leads one:2
		first two\t2:3
		last two\t2:2
		bad_row two\t2:4
		out_of_order two\t2:3
		busiest_day two\t2:3
		single two\t2:2
	END
	same wanted lines
	lf-check - one <"two${tab}2" | grep '^rows' | cut -f 4 | same <(echo -:2) -
}

@test "a log is newest first if nine in ten of the rows whose time changes are earlier" {
	# The first argument is how many rows are earlier, the second how many are later.
	zigzag() {
		awk -v down="$1" -v up="$2" 'BEGIN {
			OFS = "\t"
			print "time", "lead"
			day = 20
			print "2026-01-" day, "a"
			while (up-- > 0) print "2026-01-" ++day, "a" NR++
			while (down-- > 0) { print "2026-01-" day, "b"; print "2026-01-" --day, "a" }
		}'
	}
	zigzag 9 1 >log
	finds newest_first "9 0.4500 5 2026-01-20" lf-check log
	zigzag 8 1 >log
	finds newest_first "0 0.0000 . ." lf-check log
	zigzag 1 0 >log
	finds newest_first "1 0.3333 4 2026-01-19" lf-check log
	zigzag 0 0 >log
	finds newest_first "0 0.0000 . ." lf-check log
	# Several files are one log.
	zigzag 8 1 >log
	printf 'time\tlead\n2026-01-12\ta\n2026-01-11\ta\n' >more
	finds newest_first "10 0.5000 log:5 2026-01-20" lf-check log more
}

@test "times are compared as instants" {
	table >log <<-'END'
		time lead stage
		2026-01-01T12:00:00+01:00 ann new
		2026-01-01T11:00:00Z ann MQL
		2026-01-01T11:00:00.000001Z ann MQL
		2026-01-01T10:59+00:00 ann SQL
		2026-01-01T16:29+0530 ann SQL
	END
	finds tied "1 0.2000 3 ann" lf-check log
	finds out_of_order "1 0.2000 5 ann" lf-check log
	finds repeated "0 0.0000 . ." lf-check log
	finds first ". . 5 2026-01-01T10:59:00Z" lf-check log
	finds last ". . 4 2026-01-01T11:00:00.000001Z" lf-check log
}

@test "a row repeats its lead's row before only if all its bytes are the same" {
	table >log <<-'END'
		time lead stage note
		2026-01-01 ann new a
		2026-01-01 bob new a
		2026-01-01 ann new a
		2026-01-01 ann new b
		2026-01-01 ann new a
		2026-01-01 bob new a
		2026-01-01T00 bob new a
		2026-01-01T00:00:00 bob new a
	END
	finds repeated "2 0.2500 4 ann" lf-check log
	sed 's/$/\r/' log >crlf
	finds repeated "2 0.2500 4 ann" lf-check crlf
}

@test "rows without a stage do not hide a tie" {
	table >log <<-'END'
		time lead stage
		2026-01-01 ann new
		2026-01-01 ann .
		2026-01-01 ann MQL
		2026-01-01 ann MQL
		2026-01-02 ann .
		2026-01-02 ann SQL
	END
	finds tied "1 0.1667 4 ann" lf-check log
}

@test "blanks at the ends of leads and stages are found, no-break spaces among them" {
	nbsp=$(printf '\302\240')
	printf '%s\t%s\t%s\n' time lead stage 2026-01-01 ann new 2026-01-02 'a nn' 'n ew' \
		2026-01-03 "ann$nbsp" 'new ' 2026-01-04 ann ' ' 2026-01-05 "${nbsp}ann" new \
		2026-01-06 bob 'new ' 2026-01-07 $'bob\240' new >log
	finds blanks "4 0.5714 4 ann$nbsp" lf-check log
	finds leads "6 0.8571 2 ann" lf-check log
	sed -i 4d log
	finds blanks "3 0.5000 4 ~" lf-check log
	lf-check --stage none --columns time,lead,none log |
		grep '^blanks' | cut -f 2 | same <(echo 3) -
}

@test "stages that differ only in case or in blanks at their ends are alike" {
	printf '%s\t%s\t%s\n' time lead stage 2026-01-01 a new 2026-01-02 a New \
		2026-01-03 a "NEW$(printf '\302\240') " 2026-01-04 a New 2026-01-05 a 'ne w' \
		2026-01-06 a É 2026-01-07 a é 2026-01-08 a '' 2026-01-09 a '' >log
	finds alike "2 0.2222 3 New" lf-check log
}

@test "leads that differ only in case, in blanks or in the last 3 of 18 characters are told" {
	printf '%s\t%s\n' time lead 2026-01-01 ann@x.com 2026-01-02 Ann@X.com \
		2026-01-03 'ann@x.com ' 2026-01-04 Ann@X.com 2026-01-05 00Q5g000000DBGq \
		2026-01-06 00Q5g000000DBGQ 2026-01-07 00Q5g000000DBGqEAO \
		2026-01-08 00Q5g000000DBHrEAO 2026-01-09 bob >log
	what="leads like another one but for case, blanks or the last 3 of 18 characters"
	ends 0 "lf-check: 3 $what; the first is 'Ann@X.com' at line 3" lf-check log
	cp log other
	sed -i '3,5d; 8d' log
	lf-check log 2>&1 >/dev/null | same /dev/null -
	ends 0 "lf-check: 3 $what; the first is 'Ann@X.com' at other, line 3" eval \
		'lf-check log other 2>&1 >/dev/null | grep -v "byte for byte" >&2'
}

@test "stages that the table lacks are counted by row, those that no row has by stage" {
	table >log <<-'END'
		time lead stage
		2026-01-01 ann new
		2026-01-02 ann Mql
		2026-01-03 ann .
		2026-01-04 ann Mql
		2026-01-05 ann customer
		never ann SQL
	END
	table >stages <<-'END'
		stage min_score path
		new 0 .
		MQL 40 .
		new 50 .
		SQL . .
		SQL . .
		customer . end
	END
	finds unknown_stage "2 0.3333 3 Mql" lf-check --stages stages log
	finds unused_stage "2 0.3333 stages:3 MQL" lf-check --stages stages log
	sed '1!s/Mql/MQL/; s/never/2026-01-06/' log >right
	finds unknown_stage "0 0.0000 . ." lf-check --stages stages right
	finds unused_stage "0 0.0000 . ." lf-check --stages stages right
}

@test "an old value is compared with the stage that the lead has by then" {
	table >log <<-'END'
		time lead value old
		2026-01-01 ann Working New
		2026-01-02 bob Working .
		2026-01-03 ann Qualified Working
		2026-01-04 bob Qualified .
		2026-01-05 ann . Lost
		2026-01-06 ann Won Lost
		2026-01-07 bob Won working
		2026-01-08 ann Won Won
	END
	finds old_differs "2 0.2500 7 ann" lf-check --stage value --old old log
	awk 'BEGIN { FS = OFS = "\t" } NR > 1 && $4 == "" { $4 = "-" } 1' log >dashes
	finds old_differs "2 0.2500 7 ann" lf-check --null - --stage value --old old dashes
	finds old_differs "3 0.3750 5 bob" lf-check --stage value --old old dashes
}

@test "times before 1990 and from 2050 on are left out of the log's span" {
	table >log <<-'END'
		time lead
		1989-12-31T23:59:59.999999Z ann
		1990-01-01 ann
		2049-12-31T23:59:59.999999Z ann
		2050-01-01 ann
		0001-01-01 ann
		9999-12-31 ann
		9999-12-31T01:00 ann
	END
	finds sentinel "5 0.7143 2 1989-12-31T23:59:59.999999Z" lf-check log
	finds first ". . 3 1990-01-01T00:00:00Z" lf-check log
	finds last ". . 4 2049-12-31T23:59:59.999999Z" lf-check log
	finds busiest_day "1 0.1429 3 1990-01-01" lf-check log
	# The days from 1990 to 2049 less the first and the last: 60 years, 15 of them leap years.
	finds empty_days "21913 3130.4286 . 1990-01-02" lf-check log
	# There it begins the day before; in Kiritimati it ends a day later, and 1994-12-31 is skipped.
	for zone in Pacific/Honolulu Pacific/Kiritimati; do
		finds first ". . 3 1990-01-01T00:00:00Z" lf-check --tz "$zone" log
		finds busiest_day "1 0.1429 3 1989-12-31" lf-check --tz "$zone" log
		finds empty_days "21914 3130.5714 . 1990-01-01" lf-check --tz "$zone" log
	done
	sed -i '3,4d' log
	finds first ". . . ." lf-check log
	finds busiest_day "0 0.0000 . ." lf-check log
	finds empty_days "0 0.0000 . ." lf-check log
}

@test "days are those of --tz, and one that a zone has skipped is not missed" {
	table >log <<-'END'
		time lead
		2011-12-29T10:00:00Z ann
		2011-12-30T10:00:00Z ann
		2012-01-02T20:00:00Z bob
		2012-01-02T09:59:59Z bob
		2011-12-31T09:59:59Z bob
	END
	finds empty_days "1 0.2000 . 2012-01-01" lf-check log
	finds busiest_day "2 0.4000 4 2012-01-02" lf-check log
	# Samoa went from 29 to 31 December.
	finds empty_days "1 0.2000 . 2012-01-01" lf-check --tz Pacific/Apia log
	finds busiest_day "2 0.4000 3 2011-12-31" lf-check --tz Pacific/Apia log
}

@test "of days with as many rows the earliest is the busiest" {
	table >log <<-'END'
		time lead
		2026-03-02 ann
		2026-03-01 bob
	END
	finds busiest_day "1 0.5000 3 2026-03-01" lf-check log
}

@test "the last stages are compared with those of --current, either side missing included" {
	table >log <<-'END'
		time lead stage
		2026-01-01 ann new
		2026-01-02 bob new
		2026-01-03 ann MQL
		2026-01-02 ann SQL
		2026-01-04 cy .
		2026-01-05 dee new
		2026-01-05 dee MQL
		2026-01-06 eve MQL
	END
	table >now <<-'END'
		stage lead more
		MQL ann .
		MQL bob .
		. cy .
		MQL dee .
		SQL flo .
		. gus .
	END
	finds current_differs "3 0.3750 now:3 bob" lf-check --current now log
	sed -i 's/MQL\tbob/new\tbob/' now
	finds current_differs "2 0.2500 9 eve" lf-check --current now log
	sed -i '/eve/d' log
	finds current_differs "1 0.1429 now:6 flo" lf-check --current now log
	sed -i '/flo/d' now
	finds current_differs "0 0.0000 . ." lf-check --current now log
	# Newest first, the first of the rows at one time is the last stage.
	{ sed 1q log; sed 1d log | tac; } >reversed
	sed -i '/2026-01-02.*SQL/d' reversed
	finds newest_first "4 0.6667 4 2026-01-04" lf-check --current now reversed
	finds current_differs "0 0.0000 . ." lf-check --current now reversed
}

@test "a --current file that is wrong ends the run with its line" {
	printf 'time\tlead\tstage\n' >log
	printf 'lead\tstage\nann\tnew\nbob\tnew\nann\tnew\n' >now
	fails 1 "lf-check: now:4: lead: 'ann' occurs twice" lf-check --current now log
	printf 'lead\tstage\n\tnew\n' >now
	fails 1 "lf-check: now:2: lead: is empty" lf-check --current now --rejects r log
	printf 'lead\tstage\nann\n' >now
	fails 1 "lf-check: now:2: 1 field where there are 2 columns" lf-check --current now log
	printf 'lead\tStage\n' >now
	fails 2 "lf-check: now: no column 'stage'; did you mean 'Stage'? there are: 'lead', 'Stage'" \
		lf-check --current now log
	fails 1 "lf-check: none: No such file or directory" lf-check --current none log
	fails 1 "lf-check: none: No such file or directory" lf-check --stages none log
	same /dev/null stdout
	printf 'lead\tstage\r\n-\tnew\r\nann\t-' >now
	fails 1 "lf-check: now:2: lead: is empty" lf-check --null - --current now log
}

@test "--fail ends with status 1 after a complete table, without a failure line" {
	printf 'time\tlead\tstage\n2026-01-02\tann\tnew\n2026-01-01\tann\tMQL\nshort\n' >log
	lf-check log >wanted
	for checks in bad_row out_of_order,tied tied,bad_row,repeated rows; do
		status=0
		lf-check --fail "$checks" log >out 2>err || status=$?
		[ "$status" -eq 1 ]
		same wanted out
		[ "$(wc -l <err)" -eq 1 ]
	done
	echo "lf-check: --fail: rows counts 3" | same - err
	lf-check --fail bad_row,out_of_order log >out 2>err || true
	printf 'lf-check: --fail: %s counts 1\n' bad_row out_of_order | same - err
	lf-check --fail tied,no_lead log >out 2>err
	same wanted out
	same /dev/null err
}

@test "--fail refuses what cannot be checked" {
	printf 'time\tlead\tevent\n' >log
	all=$(lf-check --stage event --old event --current <(printf 'lead\tstage\n') \
		--stages <(printf 'stage\nnew\n') log | cut -f 1 | sed '1d; /^first$/d; /^last$/d')
	there="there are: $(sed "s/.*/'&'/" <<<"$all" | paste -sd , | sed 's/,/, /g')"
	fails 2 "lf-check: --fail: no check counts 'tide'; did you mean 'tied'? $there" \
		lf-check --fail rows,tide log
	fails 2 "lf-check: --fail: no check counts 'first'; $there" lf-check --fail first log
	fails 2 "lf-check: --fail: no check counts ''; $there" lf-check --fail '' log
	fails 2 "lf-check: --fail: unknown_stage needs --stages" lf-check --fail unknown_stage log
	fails 2 "lf-check: --fail: unused_stage needs --stages" lf-check --fail unused_stage log
	fails 2 "lf-check: --fail: old_differs needs --old" lf-check --fail old_differs log
	fails 2 "lf-check: --fail: current_differs needs --current" \
		lf-check --fail tied,current_differs log
	fails 2 "lf-check: log: no column 'stage'; there are: 'time', 'lead', 'event'" \
		lf-check --fail tied log
	same /dev/null stdout
	lf-check --fail tied --stage event log >out
}

@test "columns that options name must be there" {
	printf 'time\tlead\tevent\n' >log
	there="there are: 'time', 'lead', 'event'"
	fails 2 "lf-check: log: no column 'Status'; $there" lf-check --stage Status log
	fails 2 "lf-check: log: no column 'old'; $there" lf-check --old old log
	fails 2 "lf-check: log: no column 'id'; $there" lf-check --lead id log
	fails 2 "lf-check: log: no column 'when'; $there" lf-check --time when log
	fails 2 "lf-check: --tz: 'Mars' is not a time zone of the tz database (package tzdata)" \
		lf-check --tz Mars log
	same /dev/null stdout
	printf 'when\tid\n2026-01-01\t7\n' >log
	finds rows "1 1.0000 2 7" lf-check --time when --lead id log
}

@test "memory grows with leads, not with rows" {
	limits_memory lf-check
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (i = 0; i < 300000; i++)
			printf "2026-01-%02d\tlead %d\ts%d\n", 1 + i / 10000, i % 100, i % 7
	}' >log
	(ulimit -v 12000 && lf-check log >got)
	finds leads "100 0.0003 2 lead~0" lf-check log
	finds tied "297000 0.9900 102 lead~0" lf-check log
}

# random_logs TRIALS SEED: for each trial N the log log.N, with every fault there is, and the file
# now.N for --current; and for all, in check.db, the table truth of their rows, as they were meant.
random_logs() {
	awk -v trials="$1" -v seed="$2" '
	function pick(n) { return int(rand() * n) }
	function fault() {
		split("bad_row bad_time no_lead", kinds, " ")
		return trial % 7 ? kinds[1 + pick(60)] : ""
	}
	BEGIN {
		srand(seed)
		OFS = "\t"
		nbsp = "\302\240"
		names = split("new|MQL|mql|MQL |" nbsp "SQL|SQL|won| |Won" nbsp, name, "|")
		bad = split("2024-13-01|never|2024-02-30T00:00:00Z||2024-01-01T24:00", never, "|")
		for (trial = 1; trial <= trials; trial++) {
			leads = 1 + pick(60)
			delete before
			us = 1709200000 * 1000000
			for (n = 2 + pick(9); n < 400; n++) {
				# Nine in ten rows down, a few less, all up, or any way; ties in all of them.
				way = pick(20) - 9
				if (trial % 4 == 0) way = pick(24) - 22
				if (trial % 4 == 1) way = pick(20) - 17
				if (trial % 4 == 2) way = pick(9)
				if (pick(3) == 0) way = 0
				step = trial % 3 ? 3600 * 1000000 : 86400 * 1000000
				if (trial % 5 == 0) step = 1
				if (way > 0) us += step * (1 + pick(9))
				if (way < 0) us -= step * (1 + pick(9))
				at = pick(150) ? us : (pick(2) ? 1 : -1) * 2900000000 * 1000000
				lead = "l" pick(leads)
				if (pick(80) == 0) lead = (pick(2) ? " " : nbsp) lead
				if (pick(80) == 0) lead = lead (pick(2) ? " " : nbsp)
				stage = pick(5) ? name[1 + pick(pick(4) ? 6 : names)] : ""
				old = pick(3) ? name[1 + pick(6)] : ""
				kind = fault()
				if (kind == "no_lead" || (kind == "bad_time" && pick(3) == 0)) lead = ""
				style = pick(5)
				again = pick(trial % 4 ? 12 : 60) == 0 && kind == "" && (lead in before)
				row = at OFS style OFS stage OFS old
				if (again) row = before[lead]
				if (kind == "") before[lead] = row
				broken = kind == "bad_row" ? 1 + pick(4) : 0
				print trial, kind, lead, never[1 + pick(bad)], broken, row
			}
		}
	}' >rows.tsv
	sqlite3 check.db <<-'SQL'
		CREATE TABLE raw(trial INT, kind, lead, never, broken INT, us INT, style INT, stage, old);
		.mode tabs
		.import rows.tsv raw
		CREATE TABLE truth AS
		WITH timed AS (SELECT rowid AS id, *, us % 1000000 AS f FROM raw),
		    texts AS (SELECT *, strftime(CASE style WHEN 0 THEN '%Y-%m-%dT%H:%M:%S'
			    ELSE '%Y-%m-%d %H:%M:%S' END,
			    (us - (us % 1000000 + 1000000) % 1000000) / 1000000 +
			    CASE style WHEN 1 THEN 19800 WHEN 2 THEN -3600 ELSE 0 END, 'unixepoch') ||
			iif(f = 0, '', printf('.%06d', (f + 1000000) % 1000000)) ||
			CASE style WHEN 0 THEN 'Z' WHEN 1 THEN '+05:30' WHEN 2 THEN '-01' ELSE '' END AS good
		    FROM timed)
		SELECT trial, 1 + row_number() OVER (PARTITION BY trial ORDER BY id) AS line, kind, us, stage,
		    old, lead, iif(kind = 'bad_time', never, good) AS time, broken
		FROM texts;
		ALTER TABLE truth ADD raw;
		UPDATE truth SET raw = time || char(9) || lead || char(9) || stage || char(9) || old;
		UPDATE truth SET raw = CASE broken WHEN 1 THEN raw || char(9) || 'a\b' WHEN 2 THEN lead
		    WHEN 3 THEN '' ELSE raw || char(13) END WHERE broken > 0;
		CREATE VIEW rows AS SELECT * FROM truth WHERE kind = '';
		CREATE INDEX by_lead ON truth(trial, lead, line);
	SQL
	sqlite3 -separator "$tab" check.db 'SELECT trial, raw FROM truth ORDER BY trial, line' |
		awk -F '\t' -v OFS='\t' '{
			file = "log." $1
			if (!($1 in made)) print "time", "lead", "stage", "old" >file
			made[$1]
			sub(/^[^\t]*\t/, "")
			print >file
		}'
}

# Of the leads with a stage: their last one, by time, then by line, or the other way round in a log
# that is newest first. Then the files now.N, in which some are others, some missing, some more.
random_now() {
	sqlite3 check.db <<-SQL
		CREATE TABLE newest AS
		    WITH steps AS (SELECT trial, line, time, us, lag(us) OVER
			(PARTITION BY trial ORDER BY line) AS before FROM rows)
		    SELECT trial, sum(us < before) AS earlier, sum(us <> before) AS differ,
			10 * sum(us < before) >= 9 * sum(us <> before) AND sum(us < before) > 0 AS yes,
			min(iif(us < before, line, NULL)) AS begins
		    FROM steps GROUP BY trial;
		CREATE TABLE stands AS SELECT trial, lead, stage FROM
		    (SELECT trial, lead, stage, row_number() OVER (PARTITION BY trial, lead
			ORDER BY us DESC, iif(yes, line, -line)) AS back
		    FROM rows JOIN newest USING (trial) WHERE stage <> '') WHERE back = 1;
		CREATE TABLE now AS
		    WITH known AS (SELECT DISTINCT trial, lead FROM rows),
			chosen AS (SELECT trial, lead, coalesce(stage, '') AS stage,
			    (trial + unicode(substr(lead, -1)) + length(lead)) % 7 AS way
			    FROM known LEFT JOIN stands USING (trial, lead)
			UNION ALL SELECT trial, 'more' || trial, 'new', 9 FROM newest
			UNION ALL SELECT trial, 'none' || trial, '', 9 FROM newest)
		    SELECT trial, 1 + row_number() OVER (PARTITION BY trial ORDER BY lead DESC) AS line, lead,
			CASE way WHEN 1 THEN 'MQL' WHEN 2 THEN '' ELSE stage END AS stage
		    FROM chosen WHERE way > 0 OR trial % 3 = 0;
		DELETE FROM now WHERE trial % 5 = 0;
	SQL
	for trial in $(seq "$1"); do
		printf 'lead\tstage\n' >"now.$trial"
	done
	sqlite3 -separator "$tab" check.db 'SELECT * FROM now ORDER BY trial, line' |
		awk -F '\t' '{ print $3 "\t" $4 >>("now." $1) }'
}

# oracle ZONE: the tables of the trials whose number modulo 3 is that, by window functions.
oracle() {
	cat <<-SQL
		CREATE TEMP VIEW found AS
		WITH
		    good AS (SELECT *, $(day_of us) AS day, us < 631152000000000 OR us >= 2524608000000000
			AS far FROM rows WHERE trial % 3 = $1),
		    near AS (SELECT * FROM good WHERE NOT far),
		    steps AS (SELECT *, lag(us) OVER way AS us_before, lag(raw) OVER way AS raw_before,
			row_number() OVER way AS nth FROM good
			WINDOW way AS (PARTITION BY trial, lead ORDER BY line)),
		    staged AS (SELECT *, lag(us) OVER way AS us_before, lag(stage) OVER way AS stage_before
			FROM good WHERE stage <> '' WINDOW way AS (PARTITION BY trial, lead ORDER BY line)),
		    sized AS (SELECT trial, lead, min(line) AS line, count(*) AS n FROM good GROUP BY 1, 2),
		    names AS (SELECT trial, stage, min(line) AS line,
			lower(trim(stage, ' ' || char(160))) AS fold FROM good WHERE stage <> '' GROUP BY 1, 2),
		    folded AS (SELECT *, row_number() OVER (PARTITION BY trial, fold ORDER BY line) AS nth
			FROM names),
		    busy AS (SELECT trial, day, count(*) AS n, min(line) AS line FROM near GROUP BY 1, 2),
		    ranked AS (SELECT *, row_number() OVER (PARTITION BY trial ORDER BY n DESC, day) AS nth
			FROM busy),
		    span(trial, day, last) AS (SELECT trial, min(day), max(day) FROM near GROUP BY 1
			UNION ALL SELECT trial, date(day, '+1 day'), last FROM span WHERE day < last),
		    differs AS (SELECT l.trial AS trial, 0 AS sort, l.line AS first,
			iif(n.line IS NULL, CAST(l.line AS TEXT), 'now.' || l.trial || ':' || n.line) AS line,
			l.lead AS lead FROM sized l LEFT JOIN stands s USING (trial, lead)
			    LEFT JOIN now n USING (trial, lead)
			WHERE coalesce(s.stage, '') <> coalesce(n.stage, '')
			UNION ALL SELECT n.trial, 1, n.line, 'now.' || n.trial || ':' || n.line, n.lead
			FROM now n LEFT JOIN sized l USING (trial, lead)
			WHERE l.lead IS NULL AND n.stage <> '' AND n.trial % 3 = $1),
		    every(trial, rank, line, example, first) AS (
			SELECT trial, 0, line, iif(kind = '', lead, ''), line FROM truth WHERE trial % 3 = $1
			UNION ALL SELECT trial, 1, line, lead, line FROM sized
			UNION ALL SELECT trial, CASE kind WHEN 'bad_row' THEN 4 WHEN 'bad_time' THEN 5 ELSE 6 END,
			    line, iif(kind = 'bad_time', time,
			    replace(replace(replace(raw, '\\', '\\\\'), char(9), '\\t'), char(13), '\\r')), line
			    FROM truth WHERE kind <> '' AND trial % 3 = $1
			UNION ALL SELECT trial, 7, line, lead, line FROM steps WHERE us < us_before
			UNION ALL SELECT trial, 9, line, lead, line FROM steps WHERE raw = raw_before
			UNION ALL SELECT trial, 10, line, lead, line FROM staged
			    WHERE us = us_before AND stage <> stage_before
			UNION ALL SELECT trial, 11, line,
			    iif(lead <> trim(lead, ' ' || char(160)), lead, stage), line FROM good
			    WHERE lead <> trim(lead, ' ' || char(160)) OR stage <> trim(stage, ' ' || char(160))
			UNION ALL SELECT trial, 12, line, stage, line FROM folded WHERE nth > 1
			UNION ALL SELECT trial, 13, line, stage, line FROM good
			    WHERE stage NOT IN ('', 'new', 'MQL', 'SQL', 'won', 'lost', 'Won ')
			UNION ALL SELECT trial, 14, 'stages:' || place, stage, place FROM newest,
			    (SELECT 2 AS place, 'new' AS stage UNION ALL VALUES (3, 'MQL'), (4, 'SQL'),
				(5, 'lost'), (6, 'won'), (7, 'Won '))
			    WHERE trial % 3 = $1 AND (trial, stage) NOT IN (SELECT trial, stage FROM names)
			UNION ALL SELECT trial, 15, line, lead, line FROM staged
			    WHERE stage_before IS NOT NULL AND old <> '' AND old <> stage_before
			UNION ALL SELECT trial, 16, line, time, line FROM good WHERE far
			UNION ALL SELECT trial, 17, '', day, day FROM span
			    WHERE (trial, day) NOT IN (SELECT trial, day FROM busy)
			UNION ALL SELECT trial, 19, line, lead, line FROM sized WHERE n = 1
			UNION ALL SELECT trial, 20, line, lead, 1000 * sort + first FROM differs),
		    firsts AS (SELECT *, count(*) OVER (PARTITION BY trial, rank) AS n, row_number() OVER
			(PARTITION BY trial, rank ORDER BY first) AS nth FROM every)
		SELECT trial, rank, n, line, example FROM firsts WHERE nth = 1
		UNION ALL SELECT trial, 2, '', min(line), $(instant_of us) FROM near JOIN
		    (SELECT trial, min(us) AS us FROM near GROUP BY 1) USING (trial, us) GROUP BY trial
		UNION ALL SELECT trial, 3, '', min(line), $(instant_of us) FROM near JOIN
		    (SELECT trial, max(us) AS us FROM near GROUP BY 1) USING (trial, us) GROUP BY trial
		UNION ALL SELECT trial, 8, earlier, line, time FROM newest JOIN rows USING (trial)
		    WHERE line = begins AND yes AND trial % 3 = $1
		UNION ALL SELECT trial, 18, n, line, day FROM ranked WHERE nth = 1;
		CREATE TEMP TABLE got AS SELECT * FROM found;
		CREATE TEMP TABLE checks(rank INT, name);
		$(sed 1d checks | awk '{ printf "INSERT INTO checks VALUES (%d, \x27%s\x27);\n", NR - 1, $1 }')
		SELECT n.trial, c.name, coalesce(g.n, 0),
		    iif(c.rank IN (2, 3), '', $(quotient "coalesce(g.n, 0)" "a.n")),
		    coalesce(g.line, ''), coalesce(g.example, '')
		FROM newest n, checks c JOIN got a ON a.trial = n.trial AND a.rank = 0
		    LEFT JOIN got g ON g.trial = n.trial AND g.rank = c.rank
		WHERE n.trial % 3 = $1 ORDER BY n.trial, c.rank;
	SQL
}

instant_of() {
	echo "strftime('%Y-%m-%dT%H:%M:%S', $1 / 1000000, 'unixepoch') ||
	    iif($1 % 1000000 = 0, '', rtrim(printf('.%06d', $1 % 1000000), '0')) || 'Z'"
}

@test "random logs with every fault give what window functions find" {
	local trials=60 zone trial
	random_logs "$trials" 7
	random_now "$trials"
	printf 'stage\nnew\nMQL\nSQL\nlost\nwon\nWon \n' >stages
	check() {
		lf-check --old old --stages stages --current "now.$1" --tz "${zones[$1 % 3]}" "log.$1"
	}
	check 1 | cut -f 1 >checks
	for zone in 0 1 2; do
		oracle "$zone" | TZ=${zones[zone]} sqlite3 -batch -separator "$tab" check.db
	done >wanted
	for zone in 0 1 2; do
		for trial in $(seq "$trials"); do
			[ $((trial % 3)) -ne "$zone" ] || check "$trial" | sed "1d; s/^/$trial$tab/"
		done
	done >got
	same wanted got
	# Every check finds something in some logs; these find nothing in others.
	awk -F '\t' '$3 > 0 { some[$2] } END { print length(some) }' got >counted
	echo 19 | same - counted
	for name in bad_row out_of_order newest_first tied sentinel empty_days; do
		grep -q "$tab$name${tab}0$tab" got
	done
	[ "$(cat log.* | wc -l)" -gt 20000 ]
}

# The moves of the bank's applications between stages, in bpi.tsv: newest first, cut to days.
bpi_reversed() {
	needs_shared bpi2012
	zcat "$shared/bpi2012/bpic2012.csv.gz" >bpi.csv
	sqlite3 bpi.db <<-'SQL'
		.import --csv bpi.csv log
		CREATE TABLE sorted AS SELECT * FROM log WHERE activity LIKE 'A\_%' ESCAPE '\'
		    ORDER BY julianday(timestamp), rowid;
		CREATE TABLE steps AS SELECT row_number() OVER (ORDER BY rowid DESC) AS n,
		    date(timestamp) AS time, "case" AS lead, activity AS stage,
		    lag(activity, 1, '') OVER (PARTITION BY "case" ORDER BY rowid) AS old
		FROM sorted ORDER BY n;
		.mode tabs
		.headers on
		.once bpi.tsv
		SELECT time, lead, stage, old FROM steps ORDER BY n;
	SQL
}

@test "a bank's log has as many ties as others have counted" {
	needs_shared bpi2012
	zcat "$shared/bpi2012/bpic2012.csv.gz" |
		lf-import --time timestamp --lead case --keep activity >log
	finds rows "262200 1.0000 2 173688" lf-check log
	finds leads "13087 0.0499 2 173688" lf-check log
	finds tied "13995 0.0534 9 173688" lf-check --stage activity log
	finds out_of_order "0 0.0000 . ." lf-check log
}

@test "a bank's log, cut to days and reversed, shows what is wrong with it" {
	bpi_reversed
	sqlite3 -separator "$tab" bpi.db >wanted <<-'SQL'
		WITH near AS (SELECT *, lag(time) OVER (ORDER BY n) AS above,
			lag(time) OVER way AS time_before, lag(stage) OVER way AS stage_before
		    FROM steps WINDOW way AS (PARTITION BY lead ORDER BY n))
		SELECT 'out_of_order', sum(time < time_before) FROM near
		UNION ALL SELECT 'newest_first', sum(time < above) FROM near
		UNION ALL SELECT 'tied', sum(time = time_before AND stage <> stage_before) FROM near
		UNION ALL SELECT 'old_differs', sum(old <> '' AND old <> stage_before) FROM near;
	SQL
	lf-check --old old bpi.tsv | cut -f 1,2 | grep -F "$(cut -f 1 wanted)" >got
	same wanted got
	awk '$2 < 100' got | same /dev/null -
	# In the order in which it happened there is nothing wrong with it.
	tac bpi.tsv | sed '$d' | lf-check --old old --columns time,lead,stage,old >got
	awk '($1 == "newest_first" || $1 == "old_differs" || $1 == "out_of_order") && $2 > 0' got |
		same /dev/null -
}

@test "the deals of a CRM whose rows are out of order are found" {
	needs_shared pipedrive
	lf-import --time change_time --lead deal_id --where changed_field_key=stage_id \
		"$shared/pipedrive/deal_changes.csv" >log
	awk -F '\t' 'NR > 1 { if ($1 < last[$2]) { n++; deals[$2] } last[$2] = $1 }
		END { print n, length(deals) }' log >counted
	echo 4 4 | same - counted
	finds rows "8906 1.0000 2 881836" lf-check log
	found out_of_order lf-check log | cut -f 1 | same <(echo 4) -
}
