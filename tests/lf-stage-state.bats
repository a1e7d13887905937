# lf-stage --state: runs that go on from one another.

load lib/helper
load lib/scores
load lib/sums

@test "cutting the input anywhere, with the state kept, changes nothing" {
	mkdir trials
	awk -v trials=40 -v seed=11 -f "$BATS_TEST_DIRNAME/oracle/stage-trials.awk"
	for trial in $(seq 40); do
		local log=trials/$trial.log options="--list tags $(cat trials/$trial.options)"
		options="$options --stages trials/$trial.table"
		rm -f state
		lf-stage $options --state state $log >wanted 2>stderr || {
			grep -q "nothing to keep" stderr
			continue
		}
		mv state state.wanted
		lf-stage $options $log | cmp - wanted
		{
			head -n 14 $log | lf-stage $options --state state
			(head -n 1 $log; sed 1,14d $log | head -n 9) |
				lf-stage $options --state state --no-header
			(head -n 1 $log; sed 1,23d $log) |
				lf-stage $options --state state --no-header
		} >got
		same wanted got
		same state.wanted state
	done
	nothing_beside
}

way="make it anew from the whole log: rm state, then the same command on the log: lf-stage OPTION... --state state LOG >/dev/null"

@test "a state that is damaged or not of these options is refused and left alone" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	cp state kept
	refused() {
		cp state before
		fails 1 "lf-stage: state$1" lf-stage --score score --sum --state state in.tsv
		no_rows stdout
		same before state
		cp kept state
	}
	fails 1 "lf-stage: state:1: was made with another --sum" \
		lf-stage --score score --ratchet --state state in.tsv
	sed -i '$d' state
	refused ": is cut short"
	sed -i '2s/01Z/02Z/' state
	refused ": is damaged: its checksum is not that of its bytes; $way"
	sed -i '$s/1/2/' state
	refused ":3: stage: is not the number of rows before"
	sed -i 's/stage1/stage9/' state
	refused ":2: stage: 'stage9' is not among the stages"
	sed -i '2s/30/3O/' state
	refused ":2: score: '3O' is not a number"
	sed -i '2p' state
	refused ":3: lf-stage-standing-3: occurs twice"
	sed -i '2s/:01Z/:61Z/' state
	refused ":2: last: '2024-01-01T00:00:61Z' is not an ISO 8601 time"
	: >state
	refused ": is empty, without a header line"
	rm state
	mkdir state
	fails 1 "lf-stage: state: is not a regular file" \
		lf-stage --score score --sum --state state in.tsv
}

@test "a run that fails leaves the state as it was" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	cp state kept
	scores 10 x | table >in.tsv
	run -1 lf-stage --score score --sum --state state in.tsv
	same kept state
	scores 10 20 | table >in.tsv
	run -1 bash -c 'lf-stage --score score --sum --state state in.tsv >/dev/full'
	same kept state
	[ "$(ls state*)" = state ]
}

@test "of two runs on one state the second one fails at once" {
	mkfifo pipe
	lf-stage --score score --sum --state state pipe >out.tsv &
	exec 9>pipe
	scores 10 | table >&9
	until [ "$(wc -l <out.tsv)" -eq 2 ]; do sleep 0.05; done
	fails 1 "lf-stage: state: in use by another run" \
		lf-stage --score score --sum --state state scores.tsv
	exec 9>&-
	wait
	[ "$(wc -l <state)" -eq 3 ]
	nothing_beside
}

@test "what a run that was killed left beside the state is in nobody's way" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	: >.state.lf-lock
	lf-stage --score score --sum --state state <(head -n 1 in.tsv) >got
	[ "$(wc -l <got)" -eq 1 ]
	nothing_beside
}

@test "a state that others may not read stays so" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	chmod 600 state
	lf-stage --score score --sum --state state <(head -n 1 in.tsv) >/dev/null
	[ "$(ls -l state | cut -c1-10)" = -rw------- ]
}

@test "rows given twice do not count twice: what is older than the state is bad data" {
	scores 40 0 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	cp state kept
	late="came late: in the state, the lead's last time is 2024-01-01T00:00:01Z"
	advice="leave the row out, or make the state anew from the whole log"
	fails 1 "lf-stage: in.tsv:2: time: 2024-01-01T00:00:00Z $late; $advice" \
		lf-stage --score score --sum --state state in.tsv
	no_rows <(sed 1d stdout)
	same kept state
	# Left out, it leaves the sum as it was; the row with the last time is reported.
	table >wanted <<-'END'
		time lead score stage
		2024-01-01T00:00:01 A 0 stage2
	END
	lf-stage --score score --sum --state state --rejects rejects in.tsv >got 2>err
	same wanted got
	[ "$(wc -l <rejects)" -eq 1 ]
	[ "$(wc -l <err)" -eq 2 ]
	same kept state
	scores . . 10 | table >in.tsv
	sed -i 2,3d in.tsv
	lf-stage --score score --sum --state state in.tsv | cut -f 4 | paste -s -d ' ' >got
	echo 'stage stage2' | same - got
}

@test "rows with the very time of the lead's last row in the state are counted" {
	table >in <<-'END'
		time lead score
		2024-01-01 A 40
		2024-01-01 B 1
	END
	lf-stage --score score --sum --state state in >/dev/null
	table >more <<-'END'
		time lead score
		2024-01-01 A 40
		2024-01-01 A 1
		2024-01-01 C 5
		2024-01-02 B 1
		2024-01-02 B 1
	END
	fails 0 "lf-stage: 2 rows have the very time of the lead's last row in state: if that run had them already, they count twice" \
		lf-stage --score score --sum --state state more
	cut -f 4 stdout | paste -s -d ' ' | same - <(echo 'stage stage3 stage3 stage1 stage1 stage1')
	fails 0 "lf-stage: 1 row has the very time of the lead's last row in state: if that run had it already, it counts twice" \
		lf-stage --score score --sum --state state <(head -n 1 more; echo '2024-01-02	B	1')
}

@test "where leads are remembered, a log that is out of order is bad data, with a state or not" {
	table >in <<-'END'
		time lead event score
		2024-01-02 A visit 40
		2024-01-01 B visit 70
		2024-01-01 A note .
		2024-01-01 A visit 40
	END
	message="2024-01-01T00:00:00Z is before the lead's last time, 2024-01-02T00:00:00Z; sort with lf-sort"
	fails 1 "lf-stage: in:5: time: $message" \
		lf-stage --score score --sum --where event=visit --state state in
	[ ! -e state ]
	printf 'stage\tmin_score\tevent\nlow\t0\t\nhigh\t50\t\nwon\t\tnote\n' >stages
	for options in --sum --ratchet "--hysteresis 5"; do
		fails 1 "lf-stage: in:5: time: $message" \
			lf-stage --score score --where event=visit $options in
		[ "$(grep -c ^2024 stdout)" -eq 3 ]
	done
	fails 1 "lf-stage: in:4: time: $message" lf-stage --stages stages in
	fails 1 "lf-stage: in:4: time: $message" lf-stage --stages stages --advance in
	lf-sort in | lf-stage --stages stages | cut -f 5 | paste -s -d, |
		same - <(echo stage,won,won,high,won)
}

@test "where nothing is remembered of leads, their events may come in any order" {
	printf 'stage\tmin_score\tevent\nlow\t0\t\nhigh\t50\tvisit\n' >stages
	scores 60 70 50 | table | sed 's/^2024-01-01/2025-01-01/; s/score/score\tevent/; 2,$s/$/\tvisit/' >in
	for options in '--score score' '--field score' '--stages stages'; do
		lf-stage $options in >out 2>err
		same /dev/null err
		[ "$(wc -l <out)" -eq 4 ]
	done
}

@test "a row that is rejected leaves no time of its lead" {
	scores 5 high | table | sed '3s/A/B/' >in
	lf-stage --score score --sum --state state --rejects rejects in >out 2>err
	printf 'B\t\t\t\t\n' >wanted
	grep '^B' state | same wanted -
	scores 7 | table | sed 's/A/B/' >in
	lf-stage --score score --sum --state state in | tail -n 1 | cut -f 4 | same - <(echo stage1)
}

@test "a state of another version is read if it has the same columns, or refused with the way out" {
	scores 10 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	cp state kept
	sed 's/standing-3/standing-12/; $s/[^	]*$//' kept | sealed - >state
	lf-stage --score score --sum --state state <(head -n 1 in.tsv) >out
	same kept state
	# The version before had no checksum.
	sed 's/standing-3/standing-2/; $s/[^	]*$//' kept >state
	lf-stage --score score --sum --state state <(head -n 1 in.tsv) >out
	same kept state
	printf 'lf-stage-standing-1\tstage\tstep\tscore\nA\tstage1\tstage1\t10\n\t1\t\t\n' >state
	fails 1 "lf-stage: state:1: was written by another version of lf-stage, and lacks what this one needs; $way" \
		lf-stage --score score --sum --state state in.tsv
	no_rows stdout
	fails 1 "lf-stage: in.tsv:1: is not a state of lf-stage with these options" \
		lf-stage --score score --sum --state in.tsv scores.tsv
}

@test "a state with a byte that has flipped is refused, whichever byte it is" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	cp state kept
	flips_refused kept lf-stage --score score --sum --state state in.tsv
	[ -n "$every_byte" ] || return 0
	printf 'stage\tmin_score\tpath\nnew\t0\nMQL\t15\nSQL\t30\n' >stages.tsv
	for options in '--score score --ratchet' '--stages stages.tsv --advance --sum' \
		'--field score --old lead'; do
		rm state
		lf-stage $options --state state in.tsv >/dev/null 2>&1
		cp state kept
		flips_refused kept lf-stage $options --state state in.tsv
	done
}

@test "sums of scores that do not fit are refused, be they of the state or of the log" {
	scores 10 20 | table >in.tsv
	lf-stage --score score --sum --state state in.tsv >/dev/null
	sed '2s/[^	]*$/99999999999999999999/; $s/[^	]*$//' state | sealed - >kept
	cp kept state
	printf 'time\tlead\tscore\n2025-01-01\tA\t99999999999999999999\n' >more
	fails 1 "lf-stage: more:2: score: the sum has more than 20 digits before the point" \
		lf-stage --score score --sum --state state more
	same kept state
	sed '2s/[^	]*$/999999999999999999999/; $s/[^	]*$//' state | sealed - >kept
	cp kept state
	fails 1 "lf-stage: state:2: score: '999999999999999999999' has more digits than fit (20 before the \
point, 18 after)" lf-stage --score score --sum --state state more
}
