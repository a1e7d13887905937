load lib/helper
load lib/random
load lib/real

# Two leads: a goes on in February, b in April, and comes back at once.
moves() {
	table >moves.tsv <<-'END'
		lead time from to visit src
		a 2024-01-02 . MQL 1 ads
		b 2024-01-05 . MQL 1 web
		a 2024-02-05 MQL SQL 1 ads
		b 2024-04-01 MQL SQL 1 web
		b 2024-04-02 SQL MQL 2 web
		a 2024-05-31 SQL . . ads
		b 2024-05-31 MQL . . web
	END
}

@test "every period has a row for every stage, with what was there, came and left" {
	moves
	table >wanted <<-'END'
		period stage opening inflow outflow closing new
		2024-01 MQL 0 2 0 2 2
		2024-01 SQL 0 0 0 0 0
		2024-02 MQL 2 0 1 1 0
		2024-02 SQL 0 1 0 1 1
		2024-03 MQL 1 0 0 1 0
		2024-03 SQL 1 0 0 1 0
		2024-04 MQL 1 1 1 1 0
		2024-04 SQL 1 1 1 1 1
		2024-05 MQL 1 0 0 1 0
		2024-05 SQL 1 0 0 1 0
	END
	lf-flow moves.tsv >got
	same wanted got
}

@test "the last hours of the year 9999 are in 10000 where days begin earlier" {
	printf 'lead\ttime\tfrom\tto\tvisit\na\t9999-12-31T23:30:00Z\t\tMQL\t1\n' >in
	lf-flow --by day --tz Asia/Tokyo --no-header in >got
	printf '10000-01-01\tMQL\t0\t1\t0\t1\t1\n' >wanted
	same wanted got
}

# The oracle: one row for each trial, period, group and stage that there is.
flow_oracle() {
	cat <<-SQL
		WITH
		at AS (SELECT *, trial % 7 AS unit, $(day_of us) AS day,
		    CASE WHEN trial % 2 THEN src ELSE '-' END AS grp,
		    row_number() OVER (PARTITION BY trial, lead, to_ ORDER BY n) = 1 AS new
		    FROM moves WHERE trial / 7 % 3 = $1 AND to_ <> ''),
		placed AS (SELECT at.*, rank FROM at JOIN days USING (unit, day)),
		ends AS (SELECT trial, trial % 7 AS unit, $(day_of "max(us) - 1") AS day
		    FROM moves WHERE trial / 7 % 3 = $1 GROUP BY trial),
		span AS (SELECT p.trial, p.unit, min(p.rank) AS first,
		    max(max(p.rank), d.rank) AS last
		    FROM placed p JOIN ends USING (trial)
		    JOIN days d ON d.unit = p.unit AND d.day = ends.day GROUP BY p.trial),
		stages AS (SELECT DISTINCT trial, to_ AS stage FROM placed),
		grps AS (SELECT DISTINCT trial, grp FROM placed),
		periods AS (SELECT DISTINCT trial, rank, name FROM span
		    JOIN days ON days.unit = span.unit AND rank BETWEEN first AND last),
		cells AS (SELECT trial, rank, name, grp, stage,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.to_ = s.stage) AS inflow,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.from_ = s.stage) AS outflow,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.to_ = s.stage AND m.new) AS new
		    FROM periods p JOIN grps g USING (trial) JOIN stages s USING (trial)),
		sums AS (SELECT *, sum(inflow - outflow) OVER
		    (PARTITION BY trial, grp, stage ORDER BY rank) AS closing FROM cells)
		SELECT trial, name, grp, stage, closing - inflow + outflow, inflow, outflow, closing, new
		FROM sums ORDER BY trial, rank, grp, stage;
	SQL
}

@test "210 random logs agree with SQLite, for every period, with groups, in zones with DST" {
	random_moves 210
	trials flow_oracle lf-flow
	[ "$(wc -l <got)" -gt 5000 ]
}

# By month, quarter and year, some with groups and in New York.
@test "Olist agrees with SQLite" {
	olist_moves
	real_moves 2 5 10
	trials flow_oracle lf-flow
}

@test "Pipedrive agrees with SQLite" {
	pipedrive_moves
	real_moves 2 3 5 12
	trials flow_oracle lf-flow
}

@test "BPI 2012 agrees with SQLite" {
	bpi_moves
	real_moves 2 3 12
	trials flow_oracle lf-flow
}

@test "Pipedrive's deals enter their stages as often as was reckoned elsewhere" {
	pipedrive_moves
	lf-flow --by all real.tsv | tail -n +2 | cut -f4 | sort -rn | paste -s -d ' ' >got
	echo 1999 1483 1308 1087 895 741 588 479 324 >wanted
	same wanted got
}

@test "--stages gives the order, and rows for stages that nobody is in" {
	moves
	printf 'stage\tpath\nnew\nSQL\nMQL\nlost\tend\n' >stages.tsv
	lf-flow --stages stages.tsv --by all moves.tsv >got
	table >wanted <<-'END'
		period stage opening inflow outflow closing new
		all new 0 0 0 0 0
		all SQL 0 2 1 1 2
		all MQL 0 3 2 1 2
		all lost 0 0 0 0 0
	END
	same wanted got
}

@test "--from and --until choose periods to print, not moves to read" {
	moves
	lf-flow moves.tsv | awk 'NR == 1 || /^2024-0[34]/' >wanted
	lf-flow --from 2024-03-31 --until 2024-04-02 moves.tsv >got
	same wanted got
	lf-flow --from 2024-03-01 --until 2024-05-01 moves.tsv >got
	same wanted got
	fails 2 "lf-flow: --until: '2024-01-01' is not after --from" \
		lf-flow --from 2024-01-01 --until 2024-01-01 moves.tsv
}

@test "a period that begins before as-of has rows, one that begins at as-of has none" {
	printf 'time\tfrom\tto\tvisit\n2024-01-02\t\tMQL\t1\n2024-04-01\tMQL\t\t\n' >until
	lf-flow until >got
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' period stage opening inflow outflow closing new \
		2024-01 MQL 0 1 0 1 1 2024-02 MQL 1 0 0 1 0 2024-03 MQL 1 0 0 1 0 >wanted
	same wanted got
	sed -i 's/04-01/04-01T00:00:00.000001/' until
	printf '2024-04\tMQL\t1\t0\t0\t1\t0\n' >>wanted
	lf-flow until >got
	same wanted got
}

@test "--compare previous gives the inflow of the period before and the change since" {
	moves
	lf-flow --compare previous --seen-from 2024-01-01 moves.tsv | cut -f1,2,4,8,9 >got
	table >wanted <<-'END'
		period stage inflow before change
		2024-01 MQL 2 . .
		2024-01 SQL 0 . .
		2024-02 MQL 0 2 -1.0000
		2024-02 SQL 1 0 .
		2024-03 MQL 0 0 .
		2024-03 SQL 0 1 -1.0000
		2024-04 MQL 1 0 .
		2024-04 SQL 1 0 .
		2024-05 MQL 0 1 .
		2024-05 SQL 0 1 .
	END
	same wanted got
}

# entries TIME...: a log of one lead each, all in stage A.
entries() {
	printf 'time\tlead\tfrom\tto\tvisit\n'
	printf '%s\tx\t\tA\t1\n' "$@"
}

@test "a period that begins before the log does is not compared with" {
	entries 2024-01-30 2024-01-30 2024-02-0{1..8} 2024-02-29 2024-03-01 >moves.tsv
	flow() {
		lf-flow --no-header --compare previous "$@" moves.tsv | cut -f1,4,8,9
	}
	flow >got
	table >wanted <<-'END'
		2024-01 2 . .
		2024-02 9 . .
		2024-03 1 9 .
	END
	same wanted got
	# January is whole if the log is complete from its first instant on, in the zone of periods.
	flow --seen-from 2024-01-01 >got
	table >wanted <<-'END'
		2024-01 2 . .
		2024-02 9 2 3.5000
		2024-03 1 9 .
	END
	same wanted got
	flow --seen-from 2024-01-01T00:00:00.000001 | cut -f3 | paste -s >got
	printf '\t\t9\n' | same - got
	flow --seen-from 2024-01-01 --tz America/New_York | cut -f3 | paste -s >got
	printf '\t3\n' | same - got
	flow --seen-from 2024-01-01T05:01Z --tz America/New_York | cut -f3 | paste -s >got
	printf '\t\n' | same - got
	flow --seen-from 2023-12-01 >got
	table >wanted <<-'END'
		2024-01 2 0 .
		2024-02 9 2 3.5000
		2024-03 1 9 .
	END
	same wanted got
	# It moves no visit, and what the log has before it is not compared with.
	flow --seen-from 2024-02-15 >got
	table >wanted <<-'END'
		2024-01 2 . .
		2024-02 9 . .
		2024-03 1 . .
	END
	same wanted got
}

@test "--to-date compares the period that is not over with as much of the earlier one" {
	entries 2024-01-01 2024-01-05 2024-01-05T00:00:00.000001 2024-02-02 2024-02-05 >moves.tsv
	to_date() {
		lf-flow --no-header --compare previous --to-date "$@" moves.tsv | cut -f1,4,8,9
	}
	# As-of is four days after February began: the entry of 5 January counts, the next does not.
	to_date >got
	table >wanted <<-'END'
		2024-01 3 . .
		2024-02 2 2 0.0000
	END
	same wanted got
	# Nothing more than all of January.
	printf '2024-03-31T12:00\tx\tA\t\t\n' >>moves.tsv
	to_date >got
	table >wanted <<-'END'
		2024-01 3 . .
		2024-02 2 3 -0.3333
		2024-03 0 2 -1.0000
	END
	same wanted got
	entries 2024-01-31 2024-02-01 2024-02-29 2024-03-31 >moves.tsv
	to_date | tail -n 1 >got
	printf '2024-03\t1\t2\t-0.5000\n' | same - got
	fails 2 "lf-flow: --to-date needs --compare, whose columns it is about" lf-flow --to-date moves.tsv
	fails 2 "lf-flow: --seen-from needs --compare, whose columns it is about" \
		lf-flow --seen-from 2024-01-01 moves.tsv
}

# The moment, in microseconds, at which a period begins; $1 is its rank, in rows with unit.
start_of() {
	echo "(SELECT strftime('%s', min(day), 'utc') * 1000000 FROM days b
		WHERE b.unit = c.unit AND b.rank = $1)"
}

# before and change, for every trial, period, group and stage: against the year before or the
# previous period, some to date, some from a time on from which the log is complete.
compare_oracle() {
	cat <<-SQL
		WITH
		at AS (SELECT *, trial % 7 AS unit, $(day_of us) AS day,
		    CASE WHEN trial % 2 THEN src ELSE '-' END AS grp
		    FROM moves WHERE trial / 7 % 3 = $1 AND to_ <> '' AND trial % 7 < 6),
		placed AS (SELECT at.*, rank FROM at JOIN days USING (unit, day)),
		ends AS (SELECT trial, trial % 7 AS unit, max(us) AS as_of, min(us) AS first,
		    $(day_of "max(us) - 1") AS day FROM moves GROUP BY trial),
		span AS (SELECT p.trial, p.unit, as_of, iif(p.trial % 3 = 1, strftime('%s',
		    date(first / 1000000 - 20 * 86400, 'unixepoch'), 'utc') * 1000000, first) AS seen,
		    min(p.rank) AS low, max(max(p.rank), d.rank) AS high
		    FROM placed p JOIN ends USING (trial)
		    JOIN days d ON d.unit = p.unit AND d.day = ends.day GROUP BY p.trial),
		cells AS (SELECT DISTINCT s.trial, s.unit, as_of, seen, d.rank, d.name, grp, stage,
		    d.rank - iif(s.trial / 3 % 2 = 0 OR s.unit < 2, 1,
			CASE s.unit WHEN 2 THEN 12 WHEN 3 THEN 4 WHEN 4 THEN 2 ELSE 1 END) AS other
		    FROM span s JOIN days d ON d.unit = s.unit AND d.rank BETWEEN low AND high
		    JOIN (SELECT DISTINCT trial, grp FROM placed) USING (trial)
		    JOIN (SELECT DISTINCT trial, to_ AS stage FROM placed) USING (trial)),
		begun AS MATERIALIZED (SELECT trial, unit, as_of, rank, other, $(start_of c.rank) AS start,
		    $(start_of c.other) AS before, $(start_of "c.rank + 1") AS end, seen
		    FROM (SELECT DISTINCT trial, unit, as_of, rank, other, seen FROM cells) c),
		counted AS (SELECT c.*, b.before >= b.seen AS whole, b.end > b.as_of AS cut,
		    (SELECT count(*) FROM placed m WHERE m.trial = c.trial AND m.rank = c.rank
			AND m.grp = c.grp AND m.to_ = c.stage) AS inflow,
		    (SELECT count(*) FROM placed m WHERE m.trial = c.trial AND m.rank = c.other
			AND m.grp = c.grp AND m.to_ = c.stage AND (c.trial / 5 % 2 = 0
			    OR b.end <= b.as_of OR m.us - b.before <= b.as_of - b.start)) AS earlier
		    FROM cells c JOIN begun b USING (trial, rank))
		SELECT trial, name, grp, stage, inflow, iif(whole, earlier, ''), iif(whole AND
		    (NOT cut OR trial / 5 % 2), iif(inflow < earlier, '-', '') ||
		    $(quotient "abs(inflow - earlier)" earlier), '')
		FROM counted ORDER BY trial, rank, grp, stage;
	SQL
}

compared() {
	[ "$2" != all ] && [ "$3" != all ] || return 0
	local kind=previous
	[ $((trial / 3 % 2)) -eq 0 ] || [ $((trial % 7)) -lt 2 ] || kind=year
	lf-flow --compare $kind $([ $((trial / 5 % 2)) -eq 0 ] || echo --to-date) \
		$([ $((trial % 3)) -ne 1 ] || echo --seen-from "$(sed -n "${trial}p" seen)") "$@" |
		awk -F '\t' -v OFS='\t' '{
			n = NF - 8
			line = $1
			for (i = 2; i <= n + 1; i++) line = line OFS $i
			print line, $(n + 3), $(n + 7), $(n + 8)
		}'
}

@test "210 random logs agree with SQLite on what is compared, to date and from a time on" {
	random_moves 210
	sqlite3 random.db "SELECT date(min(us) / 1000000 - 20 * 86400, 'unixepoch') FROM moves
		GROUP BY trial ORDER BY trial" >seen
	trials compare_oracle compared
	[ "$(wc -l <got)" -gt 5000 ]
	[ "$(cut -f7 got | grep -c .)" -gt 200 ]
}

@test "--compare year takes the same month, week or date of the year before" {
	entries 2023-02-03 2024-02-01 2024-02-02 2024-03-01 >moves.tsv
	lf-flow --compare year --seen-from 2023-01-01 moves.tsv | awk '/^2024-02/' | cut -f8,9 >got
	printf '1\t1.0000\n' >wanted
	same wanted got
	entries 2022-01-01 2022-12-26 2022-12-27 >moves.tsv
	lf-flow --by week --compare year --seen-from 2020-12-01 moves.tsv | awk '/2021-W52|2022-W52/' | cut -f1,4,8 >got
	printf '%s\t%s\t%s\n' 2021-W52 1 0 2022-W52 2 1 >wanted
	same wanted got
	entries 2023-02-28 2024-02-28 2024-02-29 2024-03-01 >moves.tsv
	lf-flow --by day --compare year moves.tsv | grep '2024-02-2[89]' | cut -f1,8,9 >got
	printf '2024-02-28\t1\t0.0000\n2024-02-29\t\t\n' >wanted
	same wanted got
}

@test "a week 53 has no counterpart in a year of 52 weeks" {
	entries 2019-12-30 2020-12-28 2021-01-04 >moves.tsv
	lf-flow --by week --compare year moves.tsv | awk '/2020-W53|2021-W01/' | cut -f1,8,9 >got
	printf '2020-W53\t\t\n2021-W01\t1\t\n' >wanted
	same wanted got
}

@test "a change is rounded half to even, and empty for a period that as-of cuts short" {
	entries 2024-01-0{1..8} 2024-02-0{1..9} 2024-03-01 >moves.tsv
	lf-flow --compare previous moves.tsv | cut -f8,9 | tail -n 2 >got
	printf '8\t0.1250\n9\t\n' >wanted
	same wanted got
	printf '2024-04-01\tx\tA\t\t\n' >>moves.tsv
	lf-flow --compare previous moves.tsv | cut -f9 | tail -n 1 >got
	echo -0.8889 >wanted
	same wanted got
}

@test "fiscal years begin with --year-start and are named after the year they end in" {
	entries 2023-09-30 2023-10-01 2024-09-30 2024-10-01 >moves.tsv
	lf-flow --by year --year-start 10 moves.tsv | cut -f1,4 >got
	printf '%s\t%s\n' period inflow FY2023 1 FY2024 2 FY2025 1 >wanted
	same wanted got
}

@test "the members of every figure are as many as the figure says" {
	random_moves 21 5
	for trial in $(seq 21); do
		lf-flow --no-header --by "${units[trial % 7]}" --group src "moves.$trial" |
			awk -F '\t' -v OFS='\t' 'BEGIN {
				split("opening inflow outflow closing new", name, " ")
			}
			{ for (i = 1; i <= 5; i++) if ($(i + 3)) print $1, $2, $3, name[i], $(i + 3) }'
	done | sort >wanted
	for trial in $(seq 21); do
		lf-flow --no-header --by "${units[trial % 7]}" --group src --members "moves.$trial" |
			cut -f1-4 | sort | uniq -c |
			awk -v OFS='\t' '{ n = $1; sub(/^ *[0-9]+ /, ""); print $0, n }'
	done | sort >got
	[ "$(wc -l <got)" -gt 1000 ]
	same wanted got
}

@test "--members names the leads" {
	moves
	lf-flow --members --from 2024-04-01 --until 2024-05-01 moves.tsv | sort >got
	table >wanted <<-'END'
		2024-04 MQL closing b 2024-04-02T00:00:00Z
		2024-04 MQL inflow b 2024-04-02T00:00:00Z
		2024-04 MQL opening b 2024-01-05T00:00:00Z
		2024-04 MQL outflow b 2024-04-01T00:00:00Z
		2024-04 SQL closing a 2024-02-05T00:00:00Z
		2024-04 SQL inflow b 2024-04-01T00:00:00Z
		2024-04 SQL new b 2024-04-01T00:00:00Z
		2024-04 SQL opening a 2024-02-05T00:00:00Z
		2024-04 SQL outflow b 2024-04-02T00:00:00Z
		period stage column lead time
	END
	same wanted got
	fails 2 "lf-flow: --compare and --members exclude each other: a comparison has no leads of its own" \
		lf-flow --compare year --members moves.tsv
}

@test "a stage that more leads leave than were in it is bad data" {
	printf 'time\tlead\tfrom\tto\tvisit\n2024-01-02\tx\tMQL\tSQL\t1\n' >moves.tsv
	fails 1 "lf-flow: 2024-01: stage: more leads leave 'MQL' than were in it" \
		lf-flow moves.tsv
	fails 1 "lf-flow: moves.tsv:2: from: the lead is not in stage 'MQL'" \
		lf-flow --members moves.tsv
	printf '2024-02-02\tx\t\tMQL\t1\n' >>moves.tsv
	lf-flow --no-header --members --rejects bad moves.tsv >got 2>/dev/null
	printf '2024-02\tMQL\t%s\tx\t2024-02-02T00:00:00Z\n' inflow new closing >wanted
	same wanted got
}

@test "a stage that only a bad row has makes no rows" {
	printf 'time\tlead\tfrom\tto\tvisit\n2024-01-02\tx\t\tMQL\t1\n2024-02-30\tx\tMQL\tSQQL\t1\n' >moves.tsv
	lf-flow --no-header --rejects bad moves.tsv >got 2>/dev/null
	printf '2024-01\tMQL\t0\t1\t0\t1\t1\n' >wanted
	same wanted got
}

@test "leads may leave a stage in another group than they came in" {
	printf 'time\tfrom\tto\tvisit\tby\n2024-01-02\t\tA\t1\tx\n2024-01-03\tA\tB\t1\ty\n' >moves.tsv
	lf-flow --group by --by year moves.tsv >got
	table >wanted <<-'END'
		period by stage opening inflow outflow closing new
		2024 x A 0 1 0 1 1
		2024 x B 0 0 0 0 0
		2024 y A 0 0 1 -1 0
		2024 y B 0 1 0 1 1
	END
	same wanted got
}

@test "a log without moves gives a header and no rows" {
	printf 'lead\ttime\tfrom\tto\tvisit\n' >moves.tsv
	printf 'period\tstage\topening\tinflow\toutflow\tclosing\tnew\tbefore\tchange\n' >wanted
	lf-flow --compare year moves.tsv >got
	same wanted got
	printf 'period\tstage\tcolumn\tlead\ttime\n' >wanted
	lf-flow --members moves.tsv >got
	same wanted got
	lf-flow --no-header moves.tsv >got
	[ ! -s got ]
}

@test "missing values are spelled as --null says, coming and going" {
	printf 'time\tfrom\tto\tvisit\tsrc\n2024-01-02\t-\tA\t1\t-\n' >moves.tsv
	lf-flow --null - --group src --compare previous moves.tsv | tail -n 1 >got
	printf '2024-01\t-\tA\t0\t1\t0\t1\t1\t-\t-\n' >wanted
	same wanted got
}

@test "options that make no sense are usage errors" {
	moves
	fails 2 "lf-flow: --compare: there is nothing to compare with --by all" \
		lf-flow --by all --compare year moves.tsv
	fails 2 "lf-flow: --compare: 'month' is not one of previous|year" \
		lf-flow --compare month moves.tsv
	fails 2 "lf-flow: --group: column 'src' occurs twice" lf-flow --group src,to,src moves.tsv
	fails 2 "lf-flow: moves.tsv: no column 'origin'; there are: 'lead', 'time', 'from', 'to', 'visit', 'src'" \
		lf-flow --group origin moves.tsv
}

@test "how leads are shuffled against each other, and cut into files, changes nothing" {
	random_moves 14 3
	for trial in $(seq 14); do
		lf-flow --by "${units[trial % 7]}" --group src "moves.$trial" >wanted
		{ head -n 1 "moves.$trial"; tail -n +2 "moves.$trial" | sort -s -t $'\t' -k 1,1r; } >shuffled
		lf-flow --by "${units[trial % 7]}" --group src shuffled >got
		same wanted got
		head -n 4 shuffled >one
		sed '2,4d' shuffled >other
		lf-flow --by "${units[trial % 7]}" --group src one other >got
		same wanted got
	done
}
