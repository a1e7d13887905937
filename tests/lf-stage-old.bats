# lf-stage --old: the first stage, and old values that do not fit.

load lib/helper
load lib/sums

@test "--old puts a lead's first stage at its first time, if that is earlier" {
	table >in.tsv <<-'END'
		time lead event value old
		2024-01-01 A created . .
		2024-01-01 B status SQL MQL
		2024-01-03 A status SQL MQL
		2024-01-04 A status won SQL
		2024-01-05 C created . .
		2024-01-06 C status MQL .
	END
	table >wanted <<-'END'
		time lead event value old stage
		2024-01-01 A created . . .
		2024-01-01 B status SQL MQL SQL
		2024-01-01T00:00:00Z A status MQL . MQL
		2024-01-03 A status SQL MQL SQL
		2024-01-04 A status won SQL won
		2024-01-05 C created . . .
		2024-01-06 C status MQL . MQL
	END
	lf-stage --field value --old old --where event=status in.tsv >got 2>stderr
	same wanted got
	echo "lf-stage: 1 lead whose first old stage has no earlier time: nothing added; a row of when it was created gives one, or --born" |
		cmp - stderr
}

@test "--born tells when a lead's first stage began" {
	table >in.tsv <<-'END'
		time lead stage old born
		2024-01-03 A SQL MQL 2023-12-24T10:00:00+01:00
		2024-01-04 A won SQL 2023-12-24T10:00:00+01:00
		2024-01-05 B SQL MQL .
		2024-01-06 C SQL MQL 2024-01-06
	END
	{
		head -n 1 in.tsv
		printf '2023-12-24T09:00:00Z\tA\tMQL\t\t2023-12-24T10:00:00+01:00\n'
		sed 1d in.tsv
	} >wanted
	lf-stage --field stage --old old --born born in.tsv >got 2>stderr
	same wanted got
	echo "lf-stage: 2 leads whose first old stage has no earlier time: nothing added; a row of when it was created gives one, or --born" |
		cmp - stderr
	sed -i '2s/2023-12-24T10:00:00+01:00/yesterday/' in.tsv
	fails 1 "lf-stage: in.tsv:2: born: 'yesterday' is not an ISO 8601 time" \
		lf-stage --field stage --old old --born born in.tsv
}

@test "the state of --old goes on too, and is in order of first appearance" {
	table >in.tsv <<-'END'
		time lead event value old
		2024-01-01 B created . .
		2024-01-01 A created . .
		2024-01-03 A status SQL MQL
		2024-01-04 B status SQL MQL
		2024-01-05 A status won SQL
	END
	local options="--field value --old old --where event=status"
	lf-stage $options in.tsv >wanted
	{
		head -n 3 in.tsv | lf-stage $options --state state
		(head -n 1 in.tsv; sed 1,3d in.tsv) | lf-stage $options --state state --no-header
	} >got
	same wanted got
	table >wanted <<-'END'
		lf-stage-births-3 first stage last
		B 2024-01-01T00:00:00Z SQL 2024-01-04T00:00:00Z
		A 2024-01-01T00:00:00Z won 2024-01-05T00:00:00Z
		. 2 . .
	END
	sealed wanted | same - state
}

# A change log, with two old values that do not fit: Demo and the last SQL.
changes() {
	table >in.tsv <<-'END'
		time lead event value old
		2024-01-01 A created . .
		2024-01-02 A status MQL New
		2024-01-03 A status SQL MQL
		2024-01-03 B status MQL .
		2024-01-04 A note x y
		2024-01-05 A status won Demo
		2024-01-06 B status SQL MQL
		2024-01-07 A status lost SQL
	END
}

@test "old values that are not the lead's stage by then are counted, with the first such line" {
	changes
	message="old values are not the lead's stage by then: the log is out of order, has gaps or has rows twice"
	fails 0 "lf-stage: 2 $message; the first is at in.tsv:7: 'Demo', where the lead is in 'SQL'" \
		lf-stage --field value --old old --where event=status in.tsv
	# The rows of one lead that lie the wrong way round.
	{ head -n 1 in.tsv; sed -n 4p in.tsv; sed -n 3p in.tsv; } >turned
	lf-stage --field value --old old turned 2>&1 >/dev/null | tail -n 1 >got
	echo "lf-stage: 1 old value is not the lead's stage by then: the log is out of order, has gaps or has rows twice; the first is at turned:3: 'New', where the lead is in 'SQL'" |
		same - got
	lf-stage --field value --old old --where event=status <(sed '/Demo/d; /lost/d' in.tsv) \
		>/dev/null 2>err
	same /dev/null err
}

@test "the lead's stage that old values are compared with goes through the state" {
	changes
	local options="--field value --old old --where event=status"
	lf-stage $options in.tsv >wanted 2>wanted.err
	for cut in 2 3 4 5 6 7 8; do
		rm -f state
		{
			head -n $cut in.tsv | lf-stage $options --state state
			(head -n 1 in.tsv; sed 1,${cut}d in.tsv) |
				lf-stage $options --state state --no-header
		} >got 2>err
		same wanted got
		# Both are counted, in one run or two.
		awk '/old value/ { n += $2 } END { print n }' err | same - <(echo 2)
		cp state state.$cut
		same state.2 state.$cut
	done
}

@test "an event older than the state of --old is bad data" {
	changes
	lf-stage --field value --old old --where event=status --state state in.tsv >out 2>err
	{ head -n 1 in.tsv; sed -n '7p;9p' in.tsv; } >more
	late="2024-01-05T00:00:00Z came late: in the state, the lead's last time is 2024-01-07T00:00:00Z"
	fails 1 "lf-stage: more:2: time: $late; leave the row out, or make the state anew from the whole log" \
		lf-stage --field value --old old --where event=status --state state more
	sed -i 2d more
	lf-stage --field value --old old --where event=status --state state more 2>&1 >out | tail -n 1 >got
	echo "lf-stage: 1 row has the very time of the lead's last row in state: if that run had it already, it counts twice" |
		same - got
}

@test "with --stages, old values are matched by the patterns, so that renamed stages work" {
	table >stages.tsv <<-'END'
		stage value sla
		New Open* 3d
		MQL MQL .
		MQL Marketing~Qualified .
		SQL SQL .
	END
	table >in.tsv <<-'END'
		time lead value old
		2024-01-01 A . .
		2024-01-01 B Marketing~Qualified Open~-~Hot
		2024-01-05 A MQL Open
		2024-01-06 A SQL Marketing~Qualified
		2024-01-07 B SQL MQL
		2024-01-08 C SQL Unheard
		2024-01-09 A Nurture SQL
		2024-01-10 A MQL Nurture
		2024-01-11 A SQL Open
	END
	table >wanted <<-'END'
		time lead value old stage
		2024-01-01 A . . .
		2024-01-01 B Marketing~Qualified Open~-~Hot MQL
		2024-01-01T00:00:00Z A Open . New
		2024-01-05 A MQL Open MQL
		2024-01-06 A SQL Marketing~Qualified SQL
		2024-01-07 B SQL MQL SQL
		2024-01-08 C SQL Unheard SQL
		2024-01-09 A Nurture SQL .
		2024-01-10 A MQL Nurture MQL
		2024-01-11 A SQL Open SQL
	END
	lf-stage --stages stages.tsv --old old in.tsv >got 2>err
	same wanted got
	cat >wanted.err <<-'END'
		lf-stage: 1 lead whose first old stage has no earlier time: nothing added; a row of when it was created gives one, or --born
		lf-stage: 1 old value is not the lead's stage by then: the log is out of order, has gaps or has rows twice; the first is at in.tsv:10: 'New', where the lead is in 'MQL'
		lf-stage: 2 rows have a value that no row of stages.tsv fits, such as 'Unheard' at in.tsv:7: add it there, or it gives no stage
	END
	same wanted.err err
	head -n 4 in.tsv | lf-stage --stages stages.tsv --old old --state state >got 2>err
	{ head -n 1 in.tsv; sed 1,4d in.tsv; } |
		lf-stage --stages stages.tsv --old old --state state --no-header >>got 2>>err
	same wanted got
	sed 's/in.tsv:10/-:7/; s/in.tsv:7/-:4/' wanted.err | same - err
}

@test "values that no row of the table fits are counted, of the rows that may get a stage" {
	table >stages.tsv <<<$'stage value\nNew Open\nMQL Qual*'
	table >in.tsv <<-'END'
		time lead event value old
		2024-01-01 A created . .
		2024-01-02 A status Open .
		2024-01-03 A status Nurture Open
		2024-01-04 A status Qualified Nurture
		2024-01-05 A owner Kim Lee
		2024-01-06 B status Nurture Open
	END
	lf-stage --stages stages.tsv --old old --where event=status in.tsv 2>&1 >/dev/null |
		grep -v 'old value' >err
	cat >wanted <<-'END'
		lf-stage: 2 rows have a value that no row of stages.tsv fits, such as 'Nurture' at in.tsv:4: add it there, or it gives no stage
		lf-stage: 1 of 2 leads has no row with a stage, and counts nowhere: the CRM's list of leads has theirs
	END
	same wanted err
	sed -i 's/Nurture/Qualms/' in.tsv
	lf-stage --stages stages.tsv --old old --where event=status in.tsv 2>&1 >/dev/null |
		same - <(echo "lf-stage: 1 lead whose first old stage has no earlier time: nothing added; a row of when it was created gives one, or --born")
	sed -i 's/Qualms/Nurture/' in.tsv
	lf-stage --stages stages.tsv --where event=status in.tsv 2>&1 >/dev/null | same /dev/null -
	printf 'stage\tmin_score\tvalue\nNew\t\tOpen\nMQL\t1\tQual*\n' >scored.tsv
	sed '1s/$/\tscore/; 2,$s/$/\t0/' in.tsv |
		lf-stage --stages scored.tsv --old old --where event=status 2>&1 >/dev/null |
		grep -c 'fits' | same - <(echo 0)
}

@test "with --old, leads without a stage are counted, but not those of a part with --state" {
	table >in.tsv <<-'END'
		time lead value old
		2024-01-01 A . .
		2024-01-02 B . .
		2024-01-03 C . .
		2024-01-04 C SQL MQL
	END
	lf-stage --field value --old old in.tsv 2>err >got
	echo "lf-stage: 2 of 3 leads have no row with a stage, and count nowhere: the CRM's list of leads has theirs" |
		same - err
	lf-stage --field value in.tsv 2>&1 >/dev/null | same /dev/null -
	lf-stage --field value --old old --state state in.tsv 2>&1 >/dev/null | same /dev/null -
	lf-stage --field value --old old <(grep -v A in.tsv) 2>err >got
	grep -q '^lf-stage: 1 of 2 leads has no row with a stage, and counts nowhere:' err
	lf-stage --field value --old old <(grep -v '[AB]' in.tsv) 2>&1 >/dev/null | same /dev/null -
}

@test "what --old cannot do is a usage error" {
	changes
	refused() {
		local message=$1
		shift
		fails 2 "lf-stage: $message" lf-stage --old old "$@" in.tsv
	}
	table >two.tsv <<<$'stage value event\nnew x y'
	refused "--old: two.tsv has patterns for 'value' and for 'event': it holds old values of one column" \
		--stages two.tsv
	table >none.tsv <<<$'stage min_score\nnew 0'
	refused "--old: none.tsv has no patterns: it holds old values of one column" \
		--stages none.tsv --score time
	table >same.tsv <<<$'stage old\nnew x'
	refused "--old and the patterns of same.tsv name the same column" --stages same.tsv
	table >one.tsv <<<$'stage min_score value\nnew 0 .\nMQL . x'
	options="--old beside --sum, --ratchet, --hysteresis or --advance: a lead is where the export says"
	refused "$options" --stages one.tsv --ratchet
	refused "$options" --stages one.tsv --advance
	refused "--state beside --old and a table with min_score: one file cannot hold both" \
		--stages one.tsv --state state
	[ ! -e state ]
	table >far.tsv <<<$'stage valeu\nnew x'
	refused "far.tsv: no column 'valeu'; did you mean 'value'? there are: 'time', 'lead', 'event', 'value', 'old'" \
		--stages far.tsv
}
