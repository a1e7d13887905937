load lib/helper
load lib/scores

path_table() {
	table >path.tsv <<-'END'
		stage min_score event path
		visitor 0 . .
		engaged 33 . .
		MQL 67 . .
		MQL . demo .
		SQL . sales-accepted .
		rejected . sales-rejected off
		customer . won end
	END
}

@test "scores of 0 to 32, 33 to 66 and 67 to 100 are three stages" {
	[ "$(stages 0 32 33 66 67 100 -- --score score)" = \
		"stage1 stage1 stage2 stage2 stage3 stage3" ]
}

@test "bands are half-open, exact, and open at both ends" {
	[ "$(stages -5 32.999999999999999999 33 33.0 +33 066 66.5 1000 -- --score score)" = \
		"stage1 stage1 stage2 stage2 stage2 stage2 stage2 stage3" ]
	[ "$(stages 9 10 19.99 20 -- --score score --cuts 10,20 --names cold,warm,hot)" = \
		"cold warm warm hot" ]
	[ "$(stages 99999999999999999999 -99999999999999999999 1 -- --score score --cuts 0.5)" = \
		"stage2 stage1 stage2" ]
}

@test "scores are told apart by every digit" {
	table >in <<-'END'
		time lead score
		2026-01-01 a 32.99999000000000
		2026-01-01 a 32.99999100000000
		2026-01-01 a 32.99999000000000
	END
	lf-stage --score score --cuts 32.9999905 in | sed 1d | cut -f 4 >got
	printf 'stage%d\n' 1 2 1 | same - got
}

@test "an empty score gives no stage, and one that is no number is bad data" {
	[ "$(stages 50 . 50 -- --score score)" = "stage2 . stage2" ]
	scores 50 high 70 | table >in.tsv
	fails 1 "lf-stage: in.tsv:3: score: 'high' is not a number" \
		lf-stage --score score in.tsv
	[ "$(wc -l <stdout)" -eq 2 ]
	lf-stage --score score --rejects bad.tsv in.tsv >out.tsv 2>stderr
	[ "$(cut -f4 out.tsv | paste -s -d ' ')" = "stage stage2 stage3" ]
	[ "$(cut -f4- bad.tsv)" = "$(sed -n 3p in.tsv)" ]
}

@test "a score with more digits than fit is bad data, as is a sum" {
	scores 123456789012345678901234567890 | table >in.tsv
	run -1 lf-stage --score score in.tsv
	[[ $output == *"score: '123456789012345678901234567890' has more digits than fit"* ]]
	scores 170141183460469231731.687303715884105728 | table >in.tsv
	run -1 lf-stage --score score in.tsv
	[[ $output == *"has more digits than fit"* ]]
	scores 99999999999999999999 99999999999999999999 | table >in.tsv
	fails 1 "lf-stage: in.tsv:3: score: the sum has more than 20 digits before the point" \
		lf-stage --score score --sum in.tsv
}

@test "rows go through byte for byte, with the stage as the last field" {
	printf 'a\ttime\tb\tlead\tscore\n\\t\xff\t2024-01-01\t\tA b\t50\n' >in.tsv
	printf 'a\ttime\tb\tlead\tscore\tstage\n\\t\xff\t2024-01-01\t\tA b\t50\tstage2\n' >wanted
	lf-stage --score score in.tsv | cmp - wanted
}

@test "the stage column has its name from --stage, and one that is there is not doubled" {
	table >in.tsv <<-'END'
		time lead stage score
		2024-01-01 A old 50
	END
	fails 2 "lf-stage: in.tsv: there is a column 'stage' already; name the new one with --stage" \
		lf-stage --score score in.tsv
	lf-stage --score score --stage band in.tsv | head -n 1 | grep -q 'score	band$'
}

@test "a field is the stage as it stands, in its place where it has that name" {
	table >in.tsv <<-'END'
		time lead status
		2024-01-01 A MQL
		2024-01-02 A .
		2024-01-03 A SQL
	END
	awk -F'\t' -v OFS='\t' '{ print $0, (NR > 1 ? $3 : "stage") }' in.tsv >wanted
	lf-stage --field status in.tsv | cmp - wanted
	lf-stage --field status --stage status in.tsv | cmp - in.tsv
	lf-stage --field status --stage status --where time='2024-01-0[12]' in.tsv >got
	sed '4s/SQL$//' in.tsv | cmp - got
}

@test "missing fields are spelled and read as --null says" {
	printf 'time\tlead\tscore\n2024-01-01\tA\t\\N\n2024-01-01\tA\t5\n' >in.tsv
	lf-stage --score score --null '\N' in.tsv >got
	printf 'time\tlead\tscore\tstage\n2024-01-01\tA\t\\N\t\\N\n2024-01-01\tA\t5\tstage1\n' |
		cmp - got
	printf '2024-01-01\t\\N\t5\n' >in.tsv
	fails 1 "lf-stage: in.tsv:1: lead: is empty" \
		lf-stage --score score --null '\N' --columns time,lead,score in.tsv
}

@test "a lead or time that is empty or wrong is bad data" {
	table >in.tsv <<-'END'
		time lead score
		2024-01-01 . 1
	END
	fails 1 "lf-stage: in.tsv:2: lead: is empty" lf-stage --score score in.tsv
	sed -i 's/2024-01-01\t/2024-13-01\tA/' in.tsv
	fails 1 "lf-stage: in.tsv:2: time: '2024-13-01' is not an ISO 8601 time" \
		lf-stage --score score in.tsv
}

@test "the last matching row of the table wins, and a lead sales has is not moved by scores" {
	path_table
	table >in.tsv <<-'END'
		time lead event score
		2024-01-01 A visit 10
		2024-01-02 A demo 10
		2024-01-03 A visit 10
		2024-01-04 A sales-accepted 80
		2024-01-05 A visit 5
		2024-01-06 A demo .
		2024-01-07 A sales-rejected .
		2024-01-08 A visit 99
		2024-01-09 B call .
		2024-01-10 B visit -3
		2024-01-11 B won 70
		2024-01-12 A visit .
	END
	lf-stage --stages path.tsv in.tsv | cut -f5 | sed 's/^$/./' | paste -s -d ' ' >got
	echo "stage visitor MQL visitor SQL SQL MQL rejected rejected . visitor customer ." |
		cmp - got
}

@test "a score below every min_score belongs to the row with the least" {
	printf 'stage\tmin_score\nlow\t33\nhigh\t67\n' >path.tsv
	[ "$(stages -7 0 33 66.99 67 . -- --stages path.tsv)" = "low low low low high ." ]
}

@test "the table's score may be in another column, and patterns in any" {
	printf 'stage\tmin_score\tcampaign\nlow\t0\nhot\t10\tspring*\n' >path.tsv
	table >in.tsv <<-'END'
		time lead points campaign
		2024-01-01 A 20 autumn
		2024-01-02 A 20 spring~sale
		2024-01-03 A 9 spring
	END
	lf-stage --stages path.tsv --score points in.tsv | cut -f5 | paste -s -d ' ' >got
	echo "stage low hot low" | cmp - got
}

@test "a table that asks for what the events lack is a usage error with its line" {
	path_table
	scores 1 | table >in.tsv
	fails 2 "lf-stage: path.tsv:5: no column 'event'; there are: 'time', 'lead', 'score'" \
		lf-stage --stages path.tsv in.tsv
	printf 'stage\tmin_score\nlow\t0\nhigh\t3,5\n' >path.tsv
	fails 1 "lf-stage: path.tsv:3: min_score: '3,5' is not a number: decimals stand after a point" \
		lf-stage --stages path.tsv in.tsv
	printf 'step\tmin_score\nlow\t0\n' >path.tsv
	fails 2 "lf-stage: path.tsv: no column 'stage'; there are: 'step', 'min_score'" \
		lf-stage --stages path.tsv in.tsv
	: >path.tsv
	fails 1 "lf-stage: path.tsv: is empty, without a header line" \
		lf-stage --stages path.tsv in.tsv
}

@test "a table in which no row has a condition is reported, since no event gets a stage" {
	table >in <<-'END'
		time lead event
		2026-01-01 a demo
	END
	printf 'time\tlead\tevent\tstage\n2026-01-01\ta\tdemo\t\n' >wanted
	for columns in 'stage path' 'stage min_score event'; do
		{ table <<<"$columns"; printf 'new\nMQL\n'; } >steps
		lf-stage --stages steps in >got 2>stderr
		same wanted got
		echo "lf-stage: steps: no row has a condition, so no event gets a stage: see leadflow-stages(5)" |
			same - stderr
	done
	printf 'stage\tevent\nnew\nMQL\tdemo\n' >steps
	lf-stage --stages steps in >got 2>stderr
	sed 's/\t$/\tMQL/' wanted | same - got
	same /dev/null stderr
}

@test "a stage table is read as any TSV, but rows may end before their last cells" {
	path_table
	scores 10 40 70 | table >in.tsv
	printf 'stage\tmin_score\tsla\tpath\n' >path.tsv
	printf 'low\t0\nmid\t33\t3d\nmid\nhigh\t67\t\tend\n' >>path.tsv
	lf-stage --stages path.tsv in.tsv >wanted
	cut -f 4 wanted | paste -s -d ' ' | same - <(echo 'stage low mid high')
	{ printf '\357\273\277'; sed "s/\$/$(printf '\r')/" path.tsv; } >crlf.tsv
	lf-stage --stages crlf.tsv in.tsv | same wanted -
	bad_last_row() {
		{ cat path.tsv; printf "$2"; } >bad.tsv
		fails 1 "lf-stage: bad.tsv:6: $1" lf-stage --stages bad.tsv in.tsv
	}
	bad_last_row "5 fields where there are 4 columns" 'end\t\t\t\t\n'
	bad_last_row "ends with CRLF where the first line ends with LF" 'end\r\n'
	bad_last_row "stage: is empty" '\n'
	bad_last_row "the program before failed: lf-other: crm.csv:7: no" '\030lf-other: crm.csv:7: no\n'
}

@test "a pattern matches one of the tags of a list" {
	printf 'stage\ttags\nhot\tVIP\ncold\tno-*\n' >path.tsv
	table >in.tsv <<-'END'
		time lead tags
		2024-01-01 A new;VIP
		2024-01-02 A VIP;no-mail;new
		2024-01-03 A VIP2;V
		2024-01-04 A new|VIP
		2024-01-05 A .
	END
	lf-stage --stages path.tsv --list tags in.tsv | cut -f4 | sed 's/^$/./' |
		paste -s -d ' ' >got
	echo "stage hot cold . . ." | cmp - got
	lf-stage --stages path.tsv --list 'tags=|' in.tsv | cut -f4 | sed 's/^$/./' |
		paste -s -d ' ' >got
	echo "stage . . . hot ." | cmp - got
	lf-stage --field tags --where 'tags=[VW]IP' --list tags in.tsv | cut -f4 |
		sed 's/^$/./' | paste -s -d ' ' >got
	echo "stage new;VIP VIP;no-mail;new . . ." | cmp - got
}

@test "a NUL is a byte like any other to patterns, in fields and in the table" {
	printf 'time\tlead\tevent\n2024-01-01\tA\ta\0b\n2024-01-01\tA\ta\n2024-01-01\tA\ta\1b\n' >in.tsv
	# What the same pattern says of another byte.
	tr '\0' '\2' <in.tsv >other.tsv
	for pattern in 'a*' 'a?b' 'a*b' 'a' 'a[!x]b' 'a[[:cntrl:]]b' '*[[:alpha:]]' 'a[b-z]b' '?'; do
		lf-stage --field lead --where "event=$pattern" other.tsv 2>stderr | cut -f4 >wanted
		lf-stage --field lead --where "event=$pattern" in.tsv 2>stderr | cut -f4 | same wanted -
	done
	lf-stage --field lead --where 'event=a?b' in.tsv | cut -f4 | paste -s -d, | same - <(echo stage,A,,A)
	# A NUL in the pattern is itself alone.
	for pattern in 'a\0b' '?\0b' 'a[\0]*'; do
		printf "stage\tevent\nS\t$pattern\n" >table.tsv
		lf-stage --stages table.tsv in.tsv | cut -f4 | paste -s -d, | same - <(echo stage,S,,)
	done
}

@test "long fields and many combinations of fields match as short and few ones do" {
	printf 'stage\tevent\teven\todd\nA\t*1\n' >path.tsv
	printf 'B\t\t*x*\nC\t\t\t*y\nD\t*777*\n' >>path.tsv
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "event", "even", "odd"
		for (i = 0; i < 40000; i++) {
			long = sprintf("%" (i % 700) "s", "x")
			print "2024-01-01", "L", "e" i, long, i % 3 ? "" : "y"
		}
	}' >in.tsv
	awk -F'\t' -v OFS='\t' 'NR == 1 { print $0, "stage"; next } {
		stage = ""
		if ($3 ~ /1$/) stage = "A"
		if ($4 ~ /x/) stage = "B"
		if ($5 ~ /y$/) stage = "C"
		if ($3 ~ /777/) stage = "D"
		print $0, stage
	}' in.tsv >wanted
	lf-stage --stages path.tsv in.tsv | cmp - wanted
}

@test "changes of a score add up, exactly, lead by lead" {
	[ "$(stages 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 -- --score score --sum --cuts 1)" = \
		"stage1 stage1 stage1 stage1 stage1 stage1 stage1 stage1 stage1 stage2" ]
	[ "$(stages . 50 . 20 . -40 -- --score score --sum)" = \
		". stage2 stage2 stage3 stage3 stage1" ]
}

@test "with --ratchet a lead never falls back on the path" {
	[ "$(stages 10 50 20 . 70 40 -- --score score --ratchet)" = \
		"stage1 stage2 stage2 . stage3 stage3" ]
	path_table
	table >in.tsv <<-'END'
		time lead event score
		2024-01-01 A demo 10
		2024-01-02 A visit 10
		2024-01-03 A sales-rejected .
		2024-01-04 A demo .
		2024-01-05 A sales-accepted .
		2024-01-06 A demo .
	END
	lf-stage --stages path.tsv --ratchet in.tsv | cut -f5 | paste -s -d ' ' >got
	echo "stage MQL MQL rejected MQL SQL SQL" | cmp - got
}

@test "with --hysteresis a lead falls when it is so far below the cut" {
	[ "$(stages 67 62 61.9 33 28 27.9 -- --score score --hysteresis 5)" = \
		"stage3 stage3 stage2 stage2 stage2 stage1" ]
	[ "$(stages 90 31 90 20 -- --score score --hysteresis 5)" = \
		"stage3 stage2 stage3 stage1" ]
	[ "$(stages 30 33 -- --score score --hysteresis 5)" = "stage1 stage2" ]
}

@test "with --advance a lead moves one step, on an event that matches the next one" {
	table >path.tsv <<-'END'
		stage min_score content path
		aware 0 blog* .
		MQL 30 guide* .
		SQL . pricing .
		lost . unsubscribe off
	END
	table >in.tsv <<-'END'
		time lead content score
		2024-01-01 A pricing 90
		2024-01-02 A guide-1 90
		2024-01-03 A blog-7 90
		2024-01-04 A pricing 90
		2024-01-05 A guide-1 29
		2024-01-06 A guide-2 30
		2024-01-07 A blog-7 30
		2024-01-08 A unsubscribe .
		2024-01-09 A blog 5
		2024-01-10 A guide 31
		2024-01-11 A unsubscribe .
		2024-01-12 A pricing .
		2024-01-13 A other .
	END
	lf-stage --stages path.tsv --advance in.tsv | cut -f5 | sed 's/^$/./' |
		paste -s -d ' ' >got
	echo "stage . . aware aware . MQL MQL lost lost MQL lost SQL ." | cmp - got
	lf-stage --stages path.tsv --advance --allow-skip in.tsv | cut -f5 | sed 's/^$/./' |
		paste -s -d ' ' >got
	echo "stage SQL SQL SQL SQL . SQL SQL lost lost lost lost SQL ." | cmp - got
}

@test "options that make no sense together are usage errors that say why" {
	path_table
	printf 'stage\tevent\nhot\tdemo\n' >plain.tsv
	refused() {
		local message=$1
		shift
		fails 2 "lf-stage: $message" lf-stage "$@" </dev/null
	}
	refused "one of --score, --field and --stages is needed"
	refused "--field and --score are two ways to a stage" --field a --score b
	refused "--field beside --stages: a column of the table can name the field instead" \
		--field a --stages path.tsv
	refused "--cuts and --names are for --score" --field a --cuts 1
	refused "--cuts and --names beside --stages: the table has min_score and stage for that" \
		--stages path.tsv --score score --names a,b,c
	refused "--sum beside --field: a field is no score" --field a --sum
	refused "--ratchet beside --field: the order of the stages is not known" \
		--field a --ratchet
	refused "--advance needs --stages, for the path and what each step asks for" \
		--score a --advance
	refused "--allow-skip is for --advance" --stages path.tsv --allow-skip
	refused "--ratchet beside --advance, which never goes back" \
		--stages path.tsv --advance --ratchet
	refused "--hysteresis beside --ratchet, under which no lead falls" \
		--score a --ratchet --hysteresis 5
	refused "--old is for --field and --stages" --score a --old b
	refused "--old and --field name the same column" --field a --old a
	refused "--born is for --old" --field a --born b
	refused "--state: there is nothing to keep of a lead between its events" \
		--score a --state file
	refused "--state: there is nothing to keep of a lead between its events" \
		--field a --state file
	refused "--score, --sum and --hysteresis are about scores, and plain.tsv has no min_score" \
		--stages plain.tsv --sum
	refused "--list: no pattern for 'tags', in --where or in the table" \
		--stages plain.tsv --list tags
	refused "--list: 'event=' is not of the form COL or COL=SEPARATOR" \
		--stages plain.tsv --list event=
	refused "--cuts: '33,33' does not ascend" --score a --cuts 33,33
	refused "--cuts: 'x' is not a number" --score a --cuts x
	refused "--names: 2 names, but the cuts make 3 bands" --score a --names x,y
	refused "--names: 'x' occurs twice" --score a --names x,y,x
	for byte in '\t' '\n' '\r'; do
		refused "--names: no field can hold a TAB, LF or CR" \
			--score a --names "$(printf "x${byte}x")",y,z
		refused "--stage: no field can hold a TAB, LF or CR" \
			--score a --stage "$(printf "x${byte}x")"
	done
	refused "--hysteresis: must be more than 0" --score a --hysteresis 0
	refused "--where: 'event' is not of the form NAME=VALUE" --score score --where event \
		--columns time,lead,score
	[ ! -e file ]
}

@test "random tables, logs and options give what the words of the manual say" {
	mkdir trials
	awk -v trials=300 -v seed=5 -f "$BATS_TEST_DIRNAME/oracle/stage-trials.awk"
	awk -f "$BATS_TEST_DIRNAME/oracle/stage-oracle.awk" $(for trial in $(seq 300); do
		echo trials/$trial.options trials/$trial.table trials/$trial.log
	done)
	for trial in $(seq 300); do
		lf-stage --stages "trials/$trial.table" --list tags \
			$(cat "trials/$trial.options") "trials/$trial.log" >got
		same trials/$trial.expected got
	done
}

@test "random scores fall into the bands that SQL finds, summed and ratcheted too" {
	awk -v seed=7 'BEGIN {
		srand(seed)
		OFS = "\t"
		print "time", "lead", "score"
		for (i = 0; i < 6000; i++)
			print "2024-01-01T00:00:00Z", "L" int(rand() * 300),
			    rand() < 0.1 ? "" : int(rand() * 2400 - 700) / 20
	}' >in.tsv
	lf-stage --score score --cuts 5,40.25,80 --names a,b,c,d in.tsv >band.tsv
	lf-stage --score score --cuts 5,40.25,80 --names a,b,c,d --sum in.tsv >sum.tsv
	lf-stage --score score --cuts 5,40.25,80 --names a,b,c,d --ratchet in.tsv >ratchet.tsv
	lf-stage --score score --cuts 5,40.25,80 --names a,b,c,d --sum --ratchet in.tsv >both.tsv
	cut -f4 band.tsv | paste - <(cut -f4 sum.tsv) <(cut -f4 ratchet.tsv) \
		<(cut -f4 both.tsv) | sed 1d >got
	sqlite3 -batch :memory: >wanted <<-'END'
		.mode tabs
		.import in.tsv log
		-- Hundredths, so that sums are of whole numbers.
		CREATE VIEW cents AS SELECT rowid AS row, lead, CASE WHEN score = '' THEN NULL
			ELSE CAST(round(score * 100) AS INTEGER) END AS score FROM log;
		CREATE VIEW sums AS SELECT *, sum(score) OVER (PARTITION BY lead ORDER BY row) AS
			total FROM cents;
		CREATE VIEW bands AS SELECT *,
			CASE WHEN score IS NULL THEN '' WHEN score < 500 THEN 'a'
			WHEN score < 4025 THEN 'b' WHEN score < 8000 THEN 'c' ELSE 'd' END AS band,
			CASE WHEN total IS NULL THEN '' WHEN total < 500 THEN 'a'
			WHEN total < 4025 THEN 'b' WHEN total < 8000 THEN 'c' ELSE 'd' END AS summed
			FROM sums;
		SELECT band, summed,
			CASE WHEN band = '' THEN ''
				ELSE max(band) OVER (PARTITION BY lead ORDER BY row) END,
			CASE WHEN summed = '' THEN ''
				ELSE max(summed) OVER (PARTITION BY lead ORDER BY row) END
			FROM bands ORDER BY row;
	END
	same wanted got
}

@test "the stages of a real change log are entered as often as they should be" {
	needs_shared pipedrive
	sqlite3 :memory: <<-SQL
		.import --csv $shared/pipedrive/deal_changes.csv log
		.mode tabs
		.headers on
		.once changes.tsv
		SELECT deal_id AS lead, change_time AS time, changed_field_key AS field,
			new_value AS value FROM log;
	SQL
	lf-sort changes.tsv | lf-stage --field value --where field=stage_id |
		lf-transitions --open no | cut -f4 | sed 1d | sort | uniq -c |
		awk '{ print $2, $1 }' >got
	printf '%s\n' "1 1999" "2 1483" "3 1308" "4 1087" "5 895" "6 741" "7 588" "8 479" \
		"9 324" | cmp - got
}

@test "mutilated tables, logs and states are read or refused, with a message" {
	path_table
	table >in.tsv <<-'END'
		time lead event score
		2024-01-01 A demo 10
		2024-01-02T10:00:00Z A visit 70.5
		2024-01-03 B sales-rejected 3
		2024-01-03 B demo;won -3
	END
	lf-stage --stages path.tsv --state state in.tsv >/dev/null
	LC_ALL=C awk -v seed=13 '
		function pick(text) {
			return substr(text, 1 + int(rand() * length(text)), 1)
		}
		function mutilated(text,    edits, at) {
			for (edits = int(rand() * 4); edits > 0; edits--) {
				at = int(rand() * (length(text) + 1))
				text = substr(text, 1, at) \
				    (rand() < 0.7 ? pick("\t\n\r\\[]*?;09-.\377") : "") \
				    substr(text, at + 1 + int(rand() * 3))
			}
			return text
		}
		FNR == 1 { srand(seed); name[++files] = FILENAME }
		{ text[files] = text[files] $0 "\n" }
		END {
			for (n = 1; n <= 150; n++)
				for (i = 1; i <= files; i++)
					printf "%s", mutilated(text[i]) >(n "." name[i])
		}' path.tsv in.tsv state
	local options=("--ratchet" "--advance" "--hysteresis 5" "--list event --rejects bad")
	for n in $(seq 150); do
		local status=0
		lf-stage ${options[n % 4]} --stages $n.path.tsv --state $n.state $n.in.tsv \
			>out.tsv 2>stderr || status=$?
		[ $status -le 2 ]
		[ $status -eq 0 ] || grep -q '^lf-stage: ' stderr
		[ "$(grep -cv '^lf-stage: ' stderr)" -eq 0 ]
	done
}

@test "the event that caused a move is known to lf-transitions --keep" {
	path_table
	table >in.tsv <<-'END'
		time lead event score
		2024-01-01 A visit 10
		2024-01-02 A demo 12
		2024-01-03 A sales-accepted .
	END
	lf-stage --stages path.tsv in.tsv | lf-transitions --keep event,score --open no |
		cut -f4,10,11 >got
	table >wanted <<-'END'
		to event score
		visitor visit 10
		MQL demo 12
		SQL sales-accepted .
	END
	same wanted got
}

@test "of many bands, a score at a cut is in the one that begins there" {
	for bands in 3 16 17 18 33 40 100; do
		cuts=$(seq -s , 10 10 $((10 * (bands - 1))))
		names=$(seq -s , 0 $((bands - 1)))
		awk -v bands=$bands 'BEGIN {
			print "time\tlead\tscore"
			for (i = 0; i < 10 * bands; i++) {
				print "2026-01-01\ta\t" i
				print "2026-01-01\ta\t" i ".5"
			}
		}' >in
		lf-stage --score score --cuts "$cuts" --names "$names" --only score,stage in >got
		awk -F '\t' 'NR == 1 { print "score\tstage"; next } { print $3 "\t" int($3 / 10) }' in |
			same - got
	done
}

@test "--only gives what cut gives, in any order" {
	table >in.tsv <<-'END'
		time lead score value old
		2024-01-05 A 50 MQL New
		2024-01-06 B . . .
		2024-01-07 A 70 SQL MQL
	END
	sed '3s/$/\r/; 2s/$/\r/; 4s/$/\r/; 1s/$/\r/' in.tsv >crlf.tsv
	cut_columns() {
		lf-stage "$@" in.tsv |
			awk -F '\t' -v OFS='\t' -v only="$only" 'NR == 1 {
				n = split(only, name, ",")
				for (i = 1; i <= NF; i++) place[$i] = i
			}
			{
				for (i = 1; i <= n; i++)
					printf "%s%s", $place[name[i]], i < n ? OFS : "\n"
			}'
	}
	for only in stage time,lead,stage stage,value,old,score,lead,time lead; do
		for options in '--score score' '--score score --null N' '--field value' \
			"--field value --old old --born time" '--field value --old lead --null N'; do
			cut_columns $options >wanted 2>/dev/null
			lf-stage $options --only "$only" in.tsv >got 2>/dev/null
			same wanted got
			lf-stage $options --only "$only" crlf.tsv 2>/dev/null | same wanted -
			lf-stage $options --only "$only" --no-header in.tsv 2>/dev/null |
				same - <(sed 1d got)
		done
	done
	lf-stage --field value --stage value --only value,time in.tsv >got
	awk -F '\t' -v OFS='\t' '{ print $4, $1 }' in.tsv | same - got
}

@test "--only with columns that are not in the output is a usage error" {
	scores 1 | table >in.tsv
	fails 2 "lf-stage: --only: no column 'Lead'; did you mean 'lead'? there are: 'time', 'lead', 'score', 'stage'" \
		lf-stage --score score --only time,Lead in.tsv
	fails 2 "lf-stage: --only: column 'lead' occurs twice" \
		lf-stage --score score --only lead,lead in.tsv
}

@test "a --where that no row fits is reported" {
	table >in.tsv <<-'END'
		time lead field value
		2024-01-01 A Status new
		2024-01-02 A Owner kim
		2024-01-03 A . lee
	END
	reported() {
		local message=$1
		shift
		fails 0 "lf-stage: $message" lf-stage --field value "$@" in.tsv
	}
	reported "--where: no row fits 'field=status'; did you mean 'Status'? there are: 'Owner', 'Status'" \
		--where field=status
	cut -f 5 stdout | paste -s -d, | same - <(echo stage,,,)
	# The second is asked only of rows that the first one fits.
	reported "--where: no row fits 'value=ki'; there are: 'new'" --where field=Stat* --where value=ki
	reported "--where: no row fits 'time=2025*'; there are: '2024-01-01', '2024-01-02', '2024-01-03'" \
		--where time=2025* --where value=kim
	lf-stage --field value --where field=S* --where value=new in.tsv 2>&1 >/dev/null | same /dev/null -
	lf-stage --field value --where field=status <(head -n 1 in.tsv) 2>&1 >/dev/null | same /dev/null -
	awk 'BEGIN { print "time\tlead\tvalue"; for (i = 1; i < 99; i++) print "2024-01-01\tA\tv" i }' |
		lf-stage --field value --where value=w 2>&1 >/dev/null | grep -o "'[^']*'" | wc -l >got
	echo 41 | same - got
}

@test "a pattern that cannot be meant is a usage error, in an option and in a stage table" {
	printf 'time\tlead\tevent\n2024-01-01\tA\t[x]]a\\\n' >in.tsv
	local wrong fit end
	end="has a [ that no ] ends; write \\[ if it stands for itself"
	for wrong in '[' 'a[' '[]' '[!]' '[^]' '[a-' '[[:alpha:]' '[[.].]' '[[=x=' '*[\]' '[]a' 'x[a]['; do
		fails 2 "lf-stage: --where: '$wrong' $end" \
			lf-stage --field event --where "event=$wrong" in.tsv
		printf 'stage\tevent\nnew\tx\nold\t%s\n' "$wrong" >table.tsv
		fails 2 "lf-stage: table.tsv:3: event: '$wrong' $end" lf-stage --stages table.tsv in.tsv
	done
	wrong='a\'
	fails 2 "lf-stage: --where: '$wrong' ends with a backslash, which makes the next character one that stands for itself" \
		lf-stage --field event --where "event=$wrong" in.tsv
	# Brackets that are ended, and those that stand for themselves, match as fnmatch has it.
	for fit in '\[x]]a\\' '[[]x[]]]*' '[[:punct:]]x]]?\\' '[^]]x[!x][!x]*' '[[.[.]]x*' '*[]-]*' '*[\\]'; do
		lf-stage --field event --where "event=$fit" in.tsv 2>&1 | tail -n 1 | cut -f 4 | same - <(echo '[x]]a\')
	done
}
