load lib/helper

path_table() {
	printf 'stage\nvisitor\nMQL\nSQL\ncustomer\n' >path.tsv
}

@test "lists become staged events, and who is on none any more is gone" {
	table >lists.tsv <<-'END'
		time lead stage
		2024-01-01 A visitor
		2024-01-01 B MQL
		2024-01-02 A MQL
		2024-01-03 C visitor
		2024-01-04 A SQL
		2024-01-04 C visitor
	END
	table >wanted <<-'END'
		time lead stage
		2024-01-01T00:00:00Z A visitor
		2024-01-01T00:00:00Z B MQL
		2024-01-02T00:00:00Z A MQL
		2024-01-02T00:00:00Z B gone
		2024-01-03T00:00:00Z C visitor
		2024-01-03T00:00:00Z A gone
		2024-01-04T00:00:00Z A SQL
		2024-01-04T00:00:00Z C visitor
	END
	lf-snapshot lists.tsv >got
	same wanted got
	lf-snapshot --exit lost lists.tsv >got
	sed 's/gone$/lost/' wanted | cmp - got
}

@test "the output goes through lf-transitions" {
	table >lists.tsv <<-'END'
		time lead stage
		2024-01-01 A visitor
		2024-01-02 A visitor
		2024-01-03 B visitor
		2024-01-04 A MQL
		2024-01-04 B visitor
	END
	lf-snapshot lists.tsv | lf-transitions | cut -f1-4 >got
	table >wanted <<-'END'
		lead time from to
		A 2024-01-01T00:00:00Z . visitor
		B 2024-01-03T00:00:00Z . visitor
		A 2024-01-03T00:00:00Z visitor gone
		A 2024-01-04T00:00:00Z gone MQL
		A 2024-01-04T00:00:00Z MQL .
		B 2024-01-04T00:00:00Z visitor .
	END
	same wanted got
}

@test "a lead on two lists on a day is on the later one, and is counted" {
	path_table
	table >lists.tsv <<-'END'
		time lead stage
		2024-01-01 A SQL
		2024-01-01 A MQL
		2024-01-01 A visitor
		2024-01-01 B MQL
		2024-01-01 B MQL
		2024-01-02 A visitor
		2024-01-02 B MQL
		2024-01-02 B customer
	END
	lf-snapshot --stages path.tsv lists.tsv 2>stderr | cut -f2,3 | sed 1d | paste -s -d, >got
	printf 'A\tSQL,B\tMQL,A\tvisitor,B\tcustomer\n' | cmp - got
	echo "lf-snapshot: 2 leads on two lists on one day, taken from the later one" |
		cmp - stderr
	fails 1 "lf-snapshot: lists.tsv:3: stage: on 'SQL' and 'MQL' on one day: --stages is needed to tell which one is later" \
		lf-snapshot lists.tsv
}

@test "a missing day is an error, unless --gaps allows it" {
	table >lists.tsv <<-'END'
		time lead stage
		2024-02-28T23:00:00Z A visitor
		2024-03-01 A MQL
	END
	fails 1 "lf-snapshot: lists.tsv:3: time: no row on 2024-02-29; --gaps allows that" \
		lf-snapshot lists.tsv
	lf-snapshot --gaps lists.tsv | head -n 2 | same - stdout
	lf-snapshot --gaps lists.tsv | cut -f1 >got
	printf 'time\n2024-02-28T23:00:00Z\n2024-03-01T00:00:00Z\n' | cmp - got
}

@test "a row without a stage tells of a day on which the lead is on no list" {
	table >lists.tsv <<-'END'
		time lead stage
		2024-01-01 A visitor
		2024-01-02 A .
		2024-01-03 A MQL
		2024-01-03 B .
	END
	table >wanted <<-'END'
		time lead stage
		2024-01-01T00:00:00Z A visitor
		2024-01-02T00:00:00Z A gone
		2024-01-03T00:00:00Z A MQL
	END
	lf-snapshot lists.tsv | cmp - wanted
}

# notes [OPTION]...: lines "DAY STAGE LEAD..." as lists; what comes on standard error.
notes() {
	awk '{ for (i = 3; i <= NF; i++) print "2026-01-" $1 "\t" $i "\t" $2 }' |
		sed '1i time\tlead\tstage' >lists.tsv
	{ lf-snapshot "$@" lists.tsv >out; } 2>&1
}

@test "a list without leads for one day, between days with several, is reported" {
	path_table
	said="lf-snapshot: no lead was on list 'MQL' on 2026-01-07, but 3 before and 4 after"
	notes >got <<-'END'
		06 MQL a b c
		06 SQL x
		07 SQL x
		08 MQL a b c d
		08 SQL x
	END
	echo "$said: is that list missing?" | same - got
	notes >got <<-'END'
		06 MQL a b c
		06 SQL x y z
		07 visitor v
		08 SQL x y z
		08 MQL a b c d
	END
	echo "$said (and 1 more such): is that list missing?" | same - got
	notes --gaps >got <<-'END'
		01 MQL a b c
		07 SQL x
		14 MQL a b c d
	END
	echo "$said: is that list missing?" | same - got
	# Fewer leads, two days, an end, or leads that a later list has.
	notes <<-'END' | same - /dev/null
		06 MQL a b
		06 visitor v w x y
		07 SQL s
		08 MQL a b c
		08 SQL s
		09 visitor v w x y
		10 SQL s
	END
	notes --stages path.tsv >got <<-'END'
		06 MQL a b c
		07 MQL a b c
		07 SQL a b c
		08 MQL a b c
	END
	echo 'lf-snapshot: 3 leads on two lists on one day, taken from the later one' | same - got
	# Other leads, and leads that were on another list between.
	notes <<-'END' | same - /dev/null
		06 MQL a b c
		07 visitor z
		08 MQL d e f
	END
	notes <<-'END' | same - /dev/null
		06 MQL a b c
		07 visitor a b z
		08 MQL a b c
	END
}

@test "the times of a day may differ, and days are those of --tz" {
	table >lists.tsv <<-'END'
		time lead stage
		2024-01-01T22:59:00Z A visitor
		2024-01-01T23:05:00Z A MQL
		2024-01-01T23:01:00Z B MQL
	END
	lf-snapshot --tz Europe/Oslo lists.tsv >got
	table >wanted <<-'END'
		time lead stage
		2024-01-01T22:59:00Z A visitor
		2024-01-01T23:05:00Z A MQL
		2024-01-01T23:05:00Z B MQL
	END
	same wanted got
}

@test "rows that cannot be used are bad data" {
	bad() {
		printf 'time\tlead\tstage\n2024-01-02\tA\tMQL\n%b\n' "$2" >lists.tsv
		fails 1 "lf-snapshot: lists.tsv:3: $1" lf-snapshot lists.tsv
		lf-snapshot --rejects bad.tsv lists.tsv >out.tsv 2>stderr
		[ "$(cut -f4- bad.tsv)" = "$(sed -n 3p lists.tsv)" ]
	}
	bad "time: is on an earlier day than the row before; sort with lf-sort" '2024-01-01\tA\tMQL'
	bad "time: '2024-01' is not an ISO 8601 time" '2024-01\tA\tMQL'
	bad "lead: is empty" '2024-01-02\t\tMQL'
	bad "stage: 'gone' is the stage of leads on no list; give that another name with --exit" \
		'2024-01-02\tB\tgone'
}

@test "options that make no sense together are usage errors that say why" {
	path_table
	refused() {
		local message=$1
		shift
		fails 2 "lf-snapshot: $message" lf-snapshot "$@" </dev/null
	}
	refused "--counts needs --stages, for the order of the lists" --counts
	refused "--exit and --counts exclude each other: counts name no leads" \
		--counts --stages path.tsv --exit x
	refused "--by and --year-start need --counts" --by month
	refused "--unit needs --counts" --unit hours
	refused "--exit is empty" --exit ""
	refused "--exit: no field can hold a TAB, LF or CR" --exit "$(printf 'a\tb')"
	refused "--exit: no field can hold a TAB, LF or CR" --exit $'a\r'
}

@test "random lists give the events that SQL finds, in order" {
	path_table
	awk -v seed=3 'BEGIN {
		srand(seed)
		OFS = "\t"
		split("visitor MQL SQL customer", list, " ")
		print "time", "lead", "stage"
		# 200 logs of 8 days, one after the other, each with leads of its own.
		for (day = 0; day < 1600; day++)
			for (lists = 1 + rand() * 12; lists > 0; lists--)
				print strftime("%Y-%m-%d", 86400 * (10000 + day), 1),
				    int(day / 8) "-" int(rand() * 5), list[1 + int(rand() * 4)]
	}' >lists.tsv
	lf-snapshot --stages path.tsv lists.tsv >got 2>stderr
	sqlite3 -batch :memory: >wanted 2>twice <<-'END'
		.mode tabs
		.import lists.tsv log
		.import path.tsv path
		CREATE VIEW seen AS SELECT time, lead, min(log.rowid) AS at,
			max(path.rowid) AS place FROM log JOIN path USING (stage)
			GROUP BY time, lead;
		CREATE VIEW left AS SELECT date(time, '+1 day') AS time, lead, at FROM seen
			WHERE (date(time, '+1 day'), lead) NOT IN (SELECT time, lead FROM seen)
			AND date(time, '+1 day') <= (SELECT max(time) FROM log);
		SELECT 'time', 'lead', 'stage';
		SELECT time || 'T00:00:00Z', lead, stage FROM (
			SELECT time, lead, at, 0 AS out,
				(SELECT stage FROM path WHERE path.rowid = place) AS stage FROM seen
			UNION ALL SELECT time, lead, at, 1, 'gone' FROM left)
			ORDER BY time, out, at;
	END
	same wanted got
	sqlite3 -batch :memory: >twice <<-'END'
		.mode tabs
		.import lists.tsv log
		SELECT count(*) FROM (SELECT 1 FROM log GROUP BY time, lead
			HAVING count(DISTINCT stage) > 1);
	END
	grep -q "^lf-snapshot: $(cat twice) leads on two lists" stderr
}

@test "counts of lists give net flow and mean times, by Little's law" {
	path_table
	table >counts.tsv <<-'END'
		time stage count
		2024-01-01 MQL 100
		2024-01-01 SQL 50
		2024-01-02 SQL 55
		2024-01-02 MQL 110
		2024-01-03 MQL 120
		2024-01-03 SQL 60
	END
	# MQL: 30 came in over 2 days, 110 are there on average: 110 / 15 days.
	table >wanted <<-'END'
		stage days opening inflow outflow closing average mean
		MQL 2 100 30 10 120 110.0000 7.3333
		SQL 2 50 10 0 60 55.0000 11.0000
	END
	lf-snapshot --counts --stages path.tsv counts.tsv >got
	same wanted got
	lf-snapshot --counts --stages path.tsv --unit hours counts.tsv | cut -f8 | paste -s -d ' ' >got
	echo "mean 176.0000 264.0000" | cmp - got
}

@test "net flow by period is that of SQL, and adds up" {
	path_table
	awk -v seed=9 'BEGIN {
		srand(seed)
		OFS = "\t"
		split("visitor MQL SQL", list, " ")
		print "time", "stage", "count"
		for (day = 0; day < 400; day++)
			for (i = 3; i >= 1; i--)
				print strftime("%Y-%m-%d", 86400 * (19000 + day), 1), list[i],
				    int(100 * i + day * rand())
	}' >counts.tsv
	lf-snapshot --counts --stages path.tsv --by month counts.tsv >got
	sqlite3 -batch :memory: >wanted <<-'END'
		.mode tabs
		.import counts.tsv log
		.import path.tsv path
		CREATE VIEW placed AS SELECT log.time, log.stage, path.rowid AS place,
			CAST(count AS INTEGER) AS n FROM log JOIN path USING (stage);
		CREATE VIEW reached AS SELECT *, sum(n) OVER (PARTITION BY time
			ORDER BY place DESC) AS past FROM placed;
		CREATE VIEW months AS SELECT substr(time, 1, 7) AS month, stage, place,
			max(time) AS last, avg(n) AS average FROM reached GROUP BY 1, 2;
		CREATE VIEW ends AS SELECT months.*, n AS closing, past,
			first_value(last) OVER w AS opened, first_value(n) OVER w AS opening,
			first_value(past) OVER w AS past_before
			FROM months JOIN reached ON reached.time = last
				AND reached.stage = months.stage
			WINDOW w AS (PARTITION BY months.stage ORDER BY month
				ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
		CREATE VIEW flows AS SELECT month, stage, place,
			julianday(last) - julianday(iif(month = '2022-01', '2022-01-08', opened))
				AS days,
			iif(month = '2022-01', (SELECT n FROM reached WHERE time = '2022-01-08'
				AND reached.stage = ends.stage), opening) AS opening,
			closing, average, past - iif(month = '2022-01', (SELECT past FROM reached
				WHERE time = '2022-01-08' AND reached.stage = ends.stage),
				past_before) AS inflow
			FROM ends;
		SELECT 'period', 'stage', 'days', 'opening', 'inflow', 'outflow', 'closing',
			'average', 'mean';
		SELECT month, stage, CAST(days AS INTEGER), opening, inflow,
			opening + inflow - closing, closing, printf('%.4f', average),
			iif(inflow > 0, printf('%.4f', average * days / inflow), '')
			FROM flows ORDER BY month, place;
	END
	same wanted got
	# What goes out of a stage comes into the next one.
	awk -F'\t' 'NR > 1 && $1 == period && $5 != out { exit 1 } { period = $1; out = $6 }' got
}

@test "counts that do not fit together are bad data" {
	path_table
	bad() {
		printf 'time\tstage\tcount\n2024-01-01\tMQL\t5\n2024-01-01\tSQL\t5\n%b\n' "$2" \
			>counts.tsv
		fails 1 "lf-snapshot: counts.tsv$1" \
			lf-snapshot --counts --stages path.tsv counts.tsv
	}
	bad ":4: stage: 'lost' is not among the stages" '2024-01-02\tlost\t5'
	bad ":4: stage: 'SQL' is counted twice on this day" '2024-01-01\tSQL\t5'
	bad ":4: stage: 'visitor' has no count on the first day" '2024-01-02\tvisitor\t5'
	bad ":4: count: 'many' is not a number" '2024-01-02\tSQL\tmany'
	bad ":4: count: '-1' is not a count of leads" '2024-01-02\tSQL\t-1'
	bad ":4: count: '1.5' is not a count of leads" '2024-01-02\tSQL\t1.5'
	bad ": no count of 'MQL' on 2024-01-02" '2024-01-02\tSQL\t5'
	bad ":4: time: no row on 2024-01-02; --gaps allows that" '2024-01-03\tSQL\t5'
}

@test "a header and no rows gives a header and no rows" {
	path_table
	printf 'time\tlead\tstage\n' >lists.tsv
	lf-snapshot lists.tsv | cmp - lists.tsv
	printf 'time\tstage\tcount\n' >counts.tsv
	lf-snapshot --counts --stages path.tsv counts.tsv >got
	printf 'stage\tdays\topening\tinflow\toutflow\tclosing\taverage\tmean\n' | cmp - got
}
