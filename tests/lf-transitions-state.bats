# lf-transitions --state: runs that go on from one another, whatever happens to them.

load lib/helper
load lib/sums
load lib/events

trials=500
logs=$BATS_FILE_TMPDIR

setup_file() {
	(cd "$logs" && random_events "$trials" 11)
	table >"$logs/stages.tsv" <<-'END'
		stage path
		new .
		lost off
		MQL .
		SQL .
		a,b .
		won end
	END
}

# What trials are run with.
ways=(
	'--open no'
	'--open yes --first src,page --keep event'
	"--open no --first page --backfill --stages $logs/stages.tsv"
	'--open yes --null . --last src,page'
)

# in_one LOG, in_parts LOG: the moves and then the state of one run, of one run for each part.
in_one() {
	rm -f state
	lf-transitions --no-header --state state ${ways[${1##*.} % 4]} "$1"
	cat state
}

in_parts() {
	local way=${ways[${1##*.} % 4]}
	local way_on=${way/--open yes/--open no}
	rm -f state
	lf-transitions --no-header --state state $way_on "$1.1"
	lf-transitions --no-header --state state $way_on "$1.2"
	lf-transitions --no-header --state state $way "$1.3"
	cat state
}

# A state of three leads, of which one has no stage; in `old` as well.
make_state() {
	table >in <<-'END'
		time lead stage src
		2026-01-01 c . .
		2026-01-02 a MQL ads
		2026-01-03 b SQL .
		2026-01-04T12:00:00.5Z a SQL web
		2026-01-05 c . web
	END
	lf-transitions --state state --first src in >moves
	cp state old
}

# What is in the folder beside what a test made, and the state as it was.
untouched() {
	cmp old state
	nothing_beside
}

# A log large enough to fill buffers and pipes.
large_log() {
	generate log 40000 20000 1 | lf-stage --score score
}

@test "a log cut anywhere into runs gives the moves of one run, and its state" {
	each_trial in_one >wanted
	each_trial in_parts >got
	same wanted got
	[ "$(wc -l <got)" -gt 8000 ]
}

@test "the state is a table, a lead a row in order of first appearance" {
	make_state
	table >wanted <<-'END'
		lf-transitions-3 place first:src stages entered age_moved age_seen
		c . . . . . .
		a 1 ads 1~SQL,1~MQL 2026-01-02T00:00:00Z 216000.5 216000.5
		b 2 . 1~SQL 2026-01-03T00:00:00Z 0 0
		. 3 2026-01-05T00:00:00Z . . . .
	END
	sealed wanted | same - state
	untouched
}

@test "without --first there are no columns for it, and no leads without a stage" {
	table >in <<-'END'
		time lead stage
		2026-01-01 c .
		2026-01-02 a SQL
		2026-01-03 a new
		2026-01-04 a MQL
		2026-01-05 a new
		2026-01-06T00:00:01 a new
	END
	lf-transitions --state state in >moves
	table >wanted <<-'END'
		lf-transitions-3 stages entered age_moved age_seen
		a 2~new,1~MQL,1~SQL 2026-01-02T00:00:00Z 259200 345601
		. 1 2026-01-06T00:00:01Z . .
	END
	sealed wanted | same - state
}

@test "with --last the state holds each lead's last values, of rows without a stage too" {
	table >in <<-'END'
		time lead stage src owner team
		2026-01-01 c . . kim x
		2026-01-02 a MQL ads . y
		2026-01-03 a . . lee .
		2026-01-04 c . . . z
	END
	lf-transitions --state state --first src --last owner,team in >moves 2>err
	table >wanted <<-'END'
		lf-transitions-3 place first:src last:owner last:team stages entered age_moved age_seen
		c . . kim z . . . .
		a 1 ads lee y 1~MQL 2026-01-02T00:00:00Z 0 0
		. 2 2026-01-04T00:00:00Z . . . . . .
	END
	sealed wanted | same - state
	fails 1 "lf-transitions: state:1: was made with another --first or --last" \
		lf-transitions --state state --first src in
	rm state
	lf-transitions --state state --last owner in >moves
	cut -f 1-4 state >got
	table >wanted <<-'END'
		lf-transitions-3 place last:owner stages
		c . kim .
		a 1 lee 1~MQL
		. 2 2026-01-04T00:00:00Z .
	END
	same wanted got
}

@test "a state of any number of leads, and of ages of any length, is read" {
	printf 'time\tlead\tstage\n' >none
	for count in 1 31 32 33 63 64 65 200; do
		rm -f state
		awk -v n="$count" 'BEGIN {
			print "time\tlead\tstage"
			for (i = 1; i <= n; i++)
				print "0001-01-01\tl" i "\tnew"
			for (i = 1; i <= n && i < 12; i++)
				printf "%04d-12-31T23:59:59.%d\tl%d\tMQL\n", 10 ^ (i % 4) + i - 1, i, i
			print "9999-12-31T23:59:59.999999\tl" n "\tSQL"
		}' >in
		lf-transitions --state state in >moves
		cp state old
		[ "$(wc -l <state)" -eq $((count + 2)) ]
		lf-transitions --state state none >moves
		untouched
	done
}

@test "stages more than eight, and visits more than fourteen, go through the state" {
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (i = 0; i < 2000; i++)
			printf "2026-01-01T00:%02d:%02d\t%s\t%s\n", i / 60, i % 60, i % 7,
				i % 3 ? "s" i % (i < 1000 ? 8 : 11) : "often"
	}' >in
	lf-transitions --state whole in >wanted
	head -n 900 in | lf-transitions --state state >got
	for part in 901,1400 1401,2001; do
		sed -n "1p;${part}p" in | lf-transitions --state state --no-header >>got
	done
	same wanted got
	same whole state
	grep -q '[0-9][0-9] often' state
}

@test "the state has all counts and ages, also of runs that write few columns" {
	# Of the logs that in_one runs in the first of its ways.
	for trial in {4..80..4}; do
		in_one "$logs/log.$trial" >/dev/null
		cp state wanted
		rm state
		for part in 1 2 3; do
			lf-transitions --state state --only to --open no "$logs/log.$trial.$part" >moves
		done
		same wanted state
		cat state >>all
	done
	[ "$(wc -l <all)" -gt 80 ]
}

@test "a run without rows leaves the state as it was, and can write open visits" {
	make_state
	head -n 1 in | lf-transitions --state state --first src --open only --as-of 2026-01-06 >got
	table >wanted <<-'END'
		lead time from to visit from_visit since sojourn age src
		a 2026-01-06T00:00:00Z SQL . . 1 2026-01-04T12:00:00.5Z 129599.5 345600 ads
		b 2026-01-06T00:00:00Z SQL . . 1 2026-01-03T00:00:00Z 259200 259200 .
	END
	same wanted got
	untouched
}

@test "names that are lists, and bytes of any kind, go through the state" {
	printf 'src\ttime\tlead\tstage\tend\n' >in
	printf '\r\t2026-01-01\tl\0\r\t,\\,\r\\\t\n,\t2026-01-02\tl\0\r\t1 a\txy\n' >>in
	{ head -n 1 in; printf 'z\t2026-01-03\tl\0\r\t,\\,\r\\\t\nz\t2026-01-04\tl\0\r\t1 a\t\n'; } >more
	lf-transitions --state state --first end,src in >got
	lf-transitions --state state --first end,src --no-header more >>got
	lf-transitions --open no --first end,src in more >wanted
	same wanted got
	[ "$(wc -l <got)" -eq 5 ]
}

@test "leads keep the order of time from run to run" {
	make_state
	table >late <<-'END'
		time lead stage src
		2026-01-04T12:00:00.4Z a MQL .
	END
	fails 1 "lf-transitions: late:2: time: 2026-01-04T12:00:00.4Z came late: in the state, the lead's last time is 2026-01-04T12:00:00.5Z; leave the row out, or make the state anew from the whole log" \
		lf-transitions --state state --first src late
	untouched
	# Within the run, an order that is wrong is one for lf-sort.
	table >turned <<-'END'
		time lead stage src
		2026-01-07 a MQL .
		2026-01-06 a SQL .
	END
	fails 1 "lf-transitions: turned:3: time: 2026-01-06T00:00:00Z is before the lead's last time, 2026-01-07T00:00:00Z; sort with lf-sort" \
		lf-transitions --state state --first src turned
	untouched
}

@test "rows with the very time of the lead's last row in the state are counted" {
	make_state
	table >again <<-'END'
		time lead stage src
		2026-01-03 b new .
		2026-01-03 b SQL .
		2026-01-04T12:00:00.5Z a SQL .
		2026-01-05 b SQL .
		2026-01-05 b SQL .
	END
	fails 0 "lf-transitions: 3 rows have the very time of the lead's last row in state: if that run had them already, they count twice" \
		lf-transitions --state state --first src again
	[ "$(wc -l <stdout)" -eq 3 ]
	fails 0 "lf-transitions: 1 row has the very time of the lead's last row in state: if that run had it already, it counts twice" \
		lf-transitions --state state --first src <(sed -n '1p;4p' again)
}

@test "an event at or after --as-of is bad data, since the next run would miss it" {
	make_state
	table >late <<-'END'
		time lead stage src
		2026-01-06 b MQL .
		2026-01-07 b SQL .
	END
	fails 1 "lf-transitions: late:3: time: is at or after --as-of: the next run would miss it" \
		lf-transitions --state state --first src --as-of 2026-01-07 late
	untouched
	fails 0 "lf-transitions: 1 row rejected to rejects" \
		lf-transitions --state state --first src --as-of 2026-01-07 --rejects rejects late
	table <<<'2026-01-07 b SQL .' >wanted
	cut -f 4- rejects >got
	same wanted got
	fails 1 "lf-transitions: state: holds events at or after --as-of" \
		lf-transitions --state state --first src --as-of 2026-01-06 in
}

@test "options that make no sense with a state are usage errors" {
	make_state
	fails 2 "lf-transitions: --state beside --grouped, which forgets each lead at its end" \
		lf-transitions --state state --grouped --open no in
	fails 2 "lf-transitions: --state: '-' is not the name of a file" lf-transitions --state - in
	fails 2 "lf-transitions: --state: '' is not the name of a file" lf-transitions --state '' in
}

way="make it anew from the whole log: rm state, then the same command on the log: lf-transitions OPTION... --state state LOG >/dev/null"

@test "a state made with other columns of --first, or by another version or program, is refused" {
	make_state
	fails 1 "lf-transitions: state:1: was made with another --first or --last" \
		lf-transitions --state state in
	fails 1 "lf-transitions: state:1: was made with another --first or --last" \
		lf-transitions --state state --first src,lead in
	untouched
	sed '1s/-3/-1/; 1s/place/rank/' old >state
	fails 1 "lf-transitions: state:1: was written by another version of lf-transitions, and lacks what this one needs; $way" \
		lf-transitions --state state --first src in
	lf-stage --stage new --field src --old stage --state stage.state in >got
	fails 1 "lf-transitions: stage.state:1: is not a state of lf-transitions with these options" \
		lf-transitions --state stage.state --first src in
	cp in log
	fails 1 "lf-transitions: log:1: is not a state of lf-transitions with these options" \
		lf-transitions --state log --first src in
	: >empty
	fails 1 "lf-transitions: empty: is empty, without a header line" \
		lf-transitions --state empty --first src in
}

@test "a state of another version with the same columns is read" {
	make_state
	sed '1s/-3/-12/; $s/[^	]*$//' old | sealed - >state
	lf-transitions --state state --first src <(head -n 1 in) >moves
	untouched
	# The version before had no checksum.
	sed '1s/-3/-2/; $s/	3	\(2026.*Z\).*/	3					\1/' old >state
	lf-transitions --state state --first src <(head -n 1 in) >moves
	untouched
}

# damaged SED MESSAGE: the state, so changed, is refused, and left alone.
damaged() {
	sed "$1" old >state
	cp state before
	fails 1 "lf-transitions: state:$2" lf-transitions --state state --first src in
	cmp state before
}

# The same, and the checksum is that of what it has become.
resealed() {
	cp old whole
	sed "$1; \$s/[^	]*$//" whole | sealed - >old
	damaged '' "$2"
	cp whole old
}

@test "a damaged state is an error that names file and line" {
	make_state
	damaged '3s/	1 SQL,1 MQL	/		/' '3: entered: is there without a stage'
	damaged '3s/2026-01-02/2026-02-30/' \
		"3: entered: '2026-02-30T00:00:00Z' is not an ISO 8601 time"
	damaged '3s/216000.5/216001/' "3: age_seen: is less than 'age_moved'"
	damaged '3s/216000.5/-1/' '3: age_moved: is not the age of a lead'
	damaged '3s/216000.5/252000000000/' '3: age_moved: is not the age of a lead'
	damaged '3s/216000.5$/21600O/' "3: age_seen: '21600O' is not a number of seconds"
	damaged '3s/216000.5$//' "3: age_seen: '' is not a number of seconds"
	damaged '3s/1 MQL/MQL/' '3: stages: is not a list of counts and stages'
	damaged '3s/1 MQL/0 MQL/' '3: stages: is not a list of counts and stages'
	damaged '3s/1 MQL/99999999999999999999 MQL/' \
		'3: stages: is not a list of counts and stages'
	resealed '3s/1 MQL/1000000000001 MQL/' '3: stages: is not a list of counts and stages'
	damaged '3s/,1 MQL/,/' '3: stages: is not a list of counts and stages'
	damaged '3s/1 MQL/1 /' '3: stages: a stage has no name'
	damaged '3s/1 MQL/1 SQL/' '3: stages: a stage occurs twice'
	damaged '3s/	1	/	x	/' '3: place: is not a place in the order of the leads'
	damaged '3s/	1	/	4294967296	/' '3: place: is not a place in the order of the leads'
	resealed '3s/	1	/	9	/' '3: place: is not a place in the order of the leads'
	resealed '4s/	2	/	1	/' '4: place: is not a place in the order of the leads'
	damaged '4s/^b/a/' '4: lf-transitions-3: occurs twice'
	damaged '3s/	ads//' '3: 6 fields where there are 7 columns'
	damaged '3d' '4: place: is not the number of rows before'
	damaged '2d' '4: place: is not the number of rows before'
	damaged '5s/3/4/' '5: place: is not the number of rows before'
	damaged '5p' '6: lf-transitions-3: a row after the last one'
	damaged '5s/2026/2025/' " is damaged: its checksum is not that of its bytes; $way"
	# With the checksum of what it has become.
	resealed '5s/2026/x/' " latest time: 'x-01-05T00:00:00Z' is not an ISO 8601 time"
	resealed '5s/2026/2025/' ' latest time: is before that of a lead'
}

@test "a state with a byte that has flipped is refused, whichever byte it is" {
	make_state
	flips_refused old lf-transitions --state state --first src in
	[ -n "$every_byte" ] || return 0
	for columns in '' '--last src' '--first src --last stage'; do
		rm state
		lf-transitions --state state $columns in >moves
		cp state old
		flips_refused old lf-transitions --state state $columns in
	done
}

@test "a count of visits as high as there may be goes on" {
	make_state
	sed '3s/1 SQL/1000000000000 SQL/; $s/[^	]*$//' old | sealed - >state
	printf 'time\tlead\tstage\tsrc\n2026-02-01\ta\tMQL\t\n2026-02-02\ta\tSQL\t\n' >more
	lf-transitions --state state --first src --open no more | tail -n 1 | cut -f 4,5 |
		same - <(printf 'SQL\t1000000000001\n')
}

@test "a state cut short anywhere is refused" {
	make_state
	cp old whole
	# Without its last LF it is whole.
	for length in $(seq $(($(wc -c <whole) - 2))); do
		head -c "$length" whole >old
		cp old state
		status=0
		lf-transitions --state state --first src in >out 2>err || status=$?
		[ "$status" -eq 1 ] && no_rows out
		grep -q '^lf-transitions: state:' err
		untouched
	done
}

@test "of two runs at once on one state, the second fails at once" {
	make_state
	mkfifo feed
	lf-transitions --state state --first src feed >first &
	exec 5>feed
	printf 'time\tlead\tstage\tsrc\n' >&5
	until [ -s first ]; do sleep 0.01; done
	fails 1 "lf-transitions: state: in use by another run" \
		lf-transitions --state state --first src in
	printf '2026-01-05\tb\tMQL\t\n' >&5
	exec 5>&-
	wait $!
	[ "$(wc -l <first)" -eq 2 ]
	grep -q '^b.*1 MQL,1 SQL	' state
	nothing_beside
}

@test "a killed run leaves the old state or the new one" {
	LEADFLOW_BIN=$(dirname "$(command -v lf-transitions)") \
		"$BATS_TEST_DIRNAME/faults/kills" 20
}

@test "bad data, and output that cannot be written, leave the state as it was" {
	make_state
	printf 'never\ta\tSQL\t\n' >bad
	fails 1 "lf-transitions: -:2: time: 'never' is not an ISO 8601 time" \
		lf-transitions --state state --first src < <(head -n 1 in; cat bad)
	untouched
	[ -e /dev/full ] || skip 'no /dev/full'
	large_log >large
	status=0
	lf-transitions --state other large >/dev/full 2>err || status=$?
	[ "$status" -eq 1 ]
	echo 'lf-transitions: standard output: write error: No space left on device' >wanted
	same wanted err
	[ ! -e other ] && nothing_beside
	lf-transitions --state other large | head -n 1 >out
	[ ! -e other ]
}

@test "the state is replaced only when the output has been written" {
	large_log >large
	mkfifo moves
	lf-transitions --state state large >moves &
	exec 5<moves
	# The reader does not read: the run waits, and what it has learned is not kept.
	sleep 0.3
	[ ! -e state ]
	cat <&5 >out
	wait $!
	[ -s state ]
}

@test "a new state that may not grow leaves the old one" {
	large_log >in
	lf-transitions --state state in >moves
	cp state old
	# A write beyond the limit fails where the signal for it is ignored.
	{
		trap '' XFSZ
		ulimit -f 100
		fails 1 "lf-transitions: state: write error: File too large" \
			lf-transitions --state state <(head -n 1 in)
	}
	untouched
}

@test "a state that cannot be replaced is an error" {
	mkfifo feed
	lf-transitions --state state feed >moves 2>err &
	exec 5>feed
	printf 'time\tlead\tstage\n2026-01-05\tb\tMQL\n' >&5
	until [ -s moves ]; do sleep 0.01; done
	mkdir state
	exec 5>&-
	status=0
	wait $! || status=$?
	[ "$status" -eq 1 ]
	echo 'lf-transitions: state: cannot be replaced: Is a directory' >wanted
	same wanted err
	rmdir state
	nothing_beside
}

@test "a state that is no regular file, or in no folder, is an error" {
	make_state
	mkdir folder
	ln -s old link
	fails 1 "lf-transitions: folder: is not a regular file" \
		lf-transitions --state folder in
	link="link: is a symbolic link, which would be replaced, not followed: name the file itself"
	fails 1 "lf-transitions: $link" lf-transitions --state link in
	fails 1 "lf-transitions: none/.state.lf-lock: No such file or directory" \
		lf-transitions --state none/state in
}

@test "a replaced state keeps its permissions" {
	make_state
	chmod 640 state
	lf-transitions --state state --first src <(head -n 1 in) >moves
	[ "$(ls -l state | cut -c 1-10)" = -rw-r----- ]
}

@test "a state in a folder that may be written but not read is replaced, with a note" {
	make_state
	mkdir folder
	cp in state folder
	# Root may read all: the run is nobody's, who cannot add to the data of `make coverage`,
	# and perhaps not enter the folder of the programs.
	cp "$(command -v lf-transitions)" folder
	as=
	[ "$(id -u)" -ne 0 ] || as="setpriv --reuid=65534 --regid=65534 --clear-groups
		env GCOV_PREFIX=$PWD/folder"
	chmod 666 folder/state
	chmod 755 "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR/.." "$BATS_TEST_TMPDIR/../.."
	note="folder/state: is written, but a power cut may bring back the old one: folder/:"
	printf 'time\tlead\tstage\tsrc\n2026-02-01\tz\tMQL\tads\n' >folder/in
	chmod 333 folder
	fails 0 "lf-transitions: $note Permission denied" \
		$as folder/lf-transitions --state folder/state --first src folder/in
	chmod 755 folder
	grep -q '^z' folder/state
}

@test "a signal that ends the run leaves the old state and nothing beside it" {
	make_state
	mkfifo feed
	for signal in HUP INT QUIT TERM; do
		# The shell has jobs in the background ignore SIGINT and SIGQUIT, nohup SIGHUP.
		env --default-signal=HUP,INT,QUIT,TERM \
			lf-transitions --state state --first src feed >moves &
		exec 5>feed
		printf 'time\tlead\tstage\tsrc\n2026-02-01\tz\tMQL\t\n' >&5
		until [ "$(wc -l <moves)" -eq 2 ]; do sleep 0.01; done
		[ -e .state.lf-lock ]
		kill -s "$signal" $!
		status=0
		wait $! || status=$?
		[ "$status" -eq $((128 + $(kill -l "$signal"))) ]
		exec 5>&-
		untouched
		nothing_beside
	done
}

@test "files of others beside the state are left alone" {
	make_state
	echo mine >mine
	for name in state.new state.lock .state.lf; do ln -s mine $name; done
	lf-transitions --state state --first src <(head -n 1 in) >moves
	echo mine | same - mine
	[ -h state.new ] && [ -h state.lock ]
}

@test "what stands where the lock of a state would be is not taken for one" {
	make_state
	way="is in the way of the lock of state"
	echo mine >.state.lf-lock
	fails 1 "lf-transitions: .state.lf-lock: $way" \
		lf-transitions --state state --first src in
	echo mine | same - .state.lf-lock
	rm .state.lf-lock
	mkfifo .state.lf-lock
	fails 1 "lf-transitions: .state.lf-lock: $way" \
		lf-transitions --state state --first src in
	rm .state.lf-lock
	ln -s mine .state.lf-lock
	fails 1 "lf-transitions: .state.lf-lock: is a symbolic link, in the way of the lock of state" \
		lf-transitions --state state --first src in
	[ ! -e mine ]
	rm .state.lf-lock
	untouched
	# One that a killed run has left is an empty file, perhaps with a new state.
	: >.state.lf-lock
	echo half >.state.lf-new
	lf-transitions --state state --first src <(head -n 1 in) >moves
	nothing_beside
}
