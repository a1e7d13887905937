# Names that nothing answers to are reported on standard error, with what was meant: the report is
# the one that was asked for, and the status 0.

load lib/helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	table <<-'END' >staged
		time lead stage x
		2026-01-01 ann new mail
		2026-01-02 ann MQL .
		2026-01-03 ann SQL .
		2026-01-04 bob Opp .
	END
	lf-transitions staged >moves
	printf 'time\tamount\n2026-01-01\t5.00\n' >ledger
}

there="there are: 'MQL', 'Opp', 'SQL', 'new'"

# warns MESSAGE COMMAND...: the command succeeds, with that one line.
warns() {
	local message=$1
	shift
	fails 0 "${1}: $message" "$@"
	[ "$(wc -l <stdout)" -ge 1 ]
}

@test "a stage of an option that no move enters comes with the one that was meant" {
	warns "--handed: no move enters 'mql'; did you mean 'MQL'? $there" \
		lf-accept --handed mql --accepted SQL moves
	warns "--accepted: no move enters 'Sql '; did you mean 'SQL'? $there" \
		lf-accept --handed MQL --accepted 'Sql ' moves
	warns "--rejected: no move enters 'lost'; $there" \
		lf-accept --handed MQL --accepted SQL --rejected lost moves
	warns "--steps: no move enters 'mql'; did you mean 'MQL'? $there" \
		lf-funnel --steps new,mql,SQL moves
	echo "lf-cost: --target: no move enters 'sql'; did you mean 'SQL'? $there" >wanted
	lf-cost --ledger ledger --target sql moves 2>stderr >out
	sed 1q stderr | same wanted -
	lf-accept --handed MQL --accepted SQL,lost,won,Won moves 2>stderr >out
	[ "$(wc -l <stderr)" -eq 3 ]
	warns "--forward: no move enters 'sql'; did you mean 'SQL'? $there" \
		lf-drivers --driver x --forward sql,MQL staged
}

@test "a stage of the moves that the table lacks comes with the one that was meant" {
	printf 'stage\nnew\nMQL\nSQL\nOPP \n' >stages
	has="stages: has no stage 'Opp'; did you mean 'OPP '? there are: 'new', 'MQL', 'SQL', 'OPP '"
	warns "$has" lf-flow --stages stages moves
	warns "$has" lf-velocity --stages stages moves
	warns "$has" lf-aging --stages stages moves
	warns "$has" lf-accept --handed MQL --accepted SQL --stages stages moves
	warns "$has" lf-drivers --driver x --stages stages staged
	lf-forecast --by month --periods 1 --stages stages moves 2>stderr >out || true
	echo "lf-forecast: $has" | same - <(sed 1q stderr)
}

@test "a list that the stage table does not have is reported by lf-snapshot" {
	printf 'stage\nnew\nMQL\n' >stages
	printf 'time\tlead\tstage\n2024-01-01\ta\tMql\n' >lists
	warns "stages: has no stage 'Mql'; did you mean 'MQL'? there are: 'new', 'MQL'" \
		lf-snapshot --stages stages lists
}

@test "of many stages that the table lacks, ten are named and the rest counted" {
	printf 'stage\nnew\n' >stages
	awk 'BEGIN {
		print "time\tlead\tstage"
		for (i = 1; i <= 25; i++) print "2026-01-01\t" i "\tstage " i
	}' | lf-transitions >many
	lf-flow --stages stages many 2>stderr >out
	[ "$(grep -c "^lf-flow: stages: has no stage 'stage [0-9]*'; there are: 'new'$" stderr)" -eq 10 ]
	sed 1,10d stderr | same - <(echo 'lf-flow: stages: has not 15 more stages of the input')
}

@test "without rows there is nothing to report" {
	head -n 1 moves >none
	printf 'stage\nx\n' >stages
	for command in 'lf-accept --handed A --accepted B --stages stages' \
		'lf-flow --stages stages' 'lf-velocity --stages stages' 'lf-aging --stages stages' \
		'lf-funnel --steps y --stages stages'; do
		$command none >out 2>stderr
		same /dev/null stderr
	done
	head -n 1 staged | lf-drivers --driver x --stages stages --forward A --ignore x=y >out 2>stderr
	same /dev/null stderr
	printf 'stage\tx\nMQL\tmail\n' >stages
	head -n 1 staged | lf-stage --stages stages --stage now >out 2>stderr
	same /dev/null stderr
}

@test "names of columns are quoted, and of hundreds forty are listed" {
	seq 100 | sed 's/^/column /' | paste -s >wide
	lf-stage --score 'Column 7' wide >out 2>stderr || [ "$?" -eq 2 ]
	grep -q "^lf-stage: wide: no column 'lead'; there are: 'column 1', 'column 2', " stderr
	grep -q "'column 40' and 60 more$" stderr
	printf 'time\tlead\tS\302\205\n' >odd
	fails 2 "lf-stage: odd: no column 'score'; there are: 'time', 'lead', 'S\\xc2\\x85'" \
		lf-stage --score score odd
}

@test "CSV given to a later program is named as what it is" {
	printf 'time,lead,stage\n2026-01-01,a,new\n' >log.csv
	fails 2 "lf-transitions: log.csv: no column 'lead'; this is CSV, which lf-import reads: 'time,lead,stage'" \
		lf-transitions log.csv
	tr , ';' <log.csv >semicolons.csv
	fails 2 "lf-sort: semicolons.csv: no column 'time'; this is CSV, which lf-import reads: 'time;lead;stage'" \
		lf-sort semicolons.csv
}

@test "a compressed file, a workbook or JSON given to a later program is named as what it is" {
	gzip -c moves >moves.gz
	fails 2 "lf-velocity: moves.gz: is compressed by gzip: pipe it through zcat" \
		lf-velocity moves.gz
	printf 'PK\003\004rest\n' >book.xlsx
	fails 2 "lf-sort: book.xlsx: is a workbook (xlsx, ods) or a zip archive: save it as CSV, or unzip it" \
		lf-sort book.xlsx
	echo '[{"id":1,"t":2}]' >rows.json
	fails 2 "lf-stage: rows.json: is JSON: make it CSV, as with jq -r '.[] | [.id, .time] | @csv'" \
		lf-stage --score score rows.json
}

@test "a header of 200,000 columns is read, and a name that occurs twice is found" {
	seq 200000 | paste -s >wide
	fails 2 "lf-sort: wide: no column 'time'; there are: $(seq 40 | sed "s/.*/'&'/" |
		paste -s -d , | sed 's/,/, /g') and 199960 more" lf-sort wide
	{ seq 200000; echo 77; } | paste -s >wide
	fails 2 "lf-sort: wide: column '77' occurs twice" lf-sort wide
}

@test "rows of the stage table that no event fits are reported, with what was meant" {
	printf 'stage\tmin_score\tx\nnew\t0\t\nMQL\t\tMail\nSQL\t\tcall\nlost\t\t*\n' >stages
	sed 's/stage/was/; s/x$/x\tscore/; 2,$s/$/\t1/' staged >scored
	there="there are: 'mail'"
	warns "stages: 2 rows fit no event; the first, line 3, x: no row fits 'Mail'; did you mean 'mail'? $there" \
		lf-stage --stages stages scored
	sed '4d' stages >few
	warns "few:3: x: no row fits 'Mail'; did you mean 'mail'? $there" lf-stage --stages few scored
	sed 's/Mail/mail/' few >fine
	lf-stage --stages fine scored 2>err >out
	same /dev/null err
	# With a state, they are a part of a log, which need not have an event for every row.
	lf-stage --stages few --state state scored 2>err >out
	same /dev/null err
}

@test "a cell of the stage table is asked of the events that the cells before it fit" {
	printf 'stage\tevent\tplan\nMQL\tform\tgold\nSQL\tcall\tgold\n' >stages
	printf 'time\tlead\tevent\tplan\n2026-01-01\ta\tform\tGold\n2026-01-02\ta\tcall\tgold\n' >log
	warns "stages:2: plan: no row fits 'gold'; did you mean 'Gold'? there are: 'Gold'" \
		lf-stage --stages stages log
}

@test "what --ignore leaves out, and no row fits, is reported by lf-drivers" {
	warns "--ignore: no row fits 'x=Mail'; did you mean 'mail'? there are: 'mail'" \
		lf-drivers --driver x --ignore x=Mail staged
	# One that another one covers does fit.
	lf-drivers --driver x --ignore 'x=m*' --ignore x=mail staged 2>err >out
	same /dev/null err
}

@test "a --currency in which no amount is comes with the one that was meant" {
	printf 'time\tamount\tcurrency\n2026-01-01\t5.00\tEUR\n2026-01-02\t1.00\tUSD\n' >money
	lf-cost --ledger money --target SQL --currency eur moves 2>stderr >out
	sed -n 2,3p stderr | same - <(cat <<-'END'
		lf-cost: --currency: no amount is in 'eur'; did you mean 'EUR'? there are: 'EUR', 'USD'
		lf-cost: --currency leaves out 5.00 in 'EUR', 1.00 in 'USD'
	END
	)
	lf-cost --ledger money --target SQL --currency EUR moves 2>stderr >out
	! grep 'no amount' stderr
	printf 'time\tamount\tcurrency\n' >money
	lf-cost --ledger money --target SQL --currency eur moves 2>stderr >out
	! grep 'no amount' stderr
}

@test "a header line that sort(1) has moved is found" {
	way="line 1 is a row, not a header line: if sort(1) moved that, lf-sort keeps it first; if there is none, name the columns with --columns"
	for command in lf-transitions lf-sort lf-check 'lf-stage --field stage --stage now' \
		'lf-drivers --driver x'; do
		LC_ALL=C sort staged >sorted
		fails 2 "${command%% *}: sorted: $way" $command sorted
	done
	LC_ALL=C sort moves >sorted
	fails 2 "lf-flow: sorted: $way" lf-flow sorted
	printf '2026-01-01\t5.00\ntime\tamount\n' >late
	fails 2 "lf-cost: late: $way" lf-cost --ledger late --target SQL moves
}

@test "a header line that cat(1) left among the rows is named" {
	again="it is the header line again: name the files, instead of cat(1)"
	cat staged staged >twice
	fails 1 "lf-transitions: twice:6: time: 'time' is not an ISO 8601 time; $again" \
		lf-transitions twice
	cat moves moves >twice
	fails 1 "lf-flow: twice:8: time: 'time' is not an ISO 8601 time; $again" lf-flow twice
	fails 1 "lf-velocity: twice:8: sojourn: 'sojourn' is not a number of seconds; $again" \
		lf-velocity twice
	lf-velocity --rejects rejects twice >out 2>err
	cut -f 3 rejects | grep -q "; $again$"
}

@test "reports that need the end of the log say when the moves have no open visits" {
	asks=": were the moves made with --open no, or with --state?"
	lf-transitions --open no staged >closed
	warns "no open visits, so overdue and observed are as of the last move$asks" \
		lf-accept --handed MQL --accepted SQL --sla 1d closed
	warns "no open visits, so overdue and observed are as of the last move$asks" \
		lf-accept --handed MQL --accepted SQL --window 1d closed
	warns "no open visits, so leads that are not there yet are watched up to the last move only$asks" \
		lf-funnel --steps new,MQL closed
	warns "no open visits, so the columns from km_mean on say too little$asks" lf-velocity closed
	warns "the moves have no open visits; lf-transitions writes them with --open yes" lf-aging closed
	# --merge says so, not each part.
	lf-accept --handed MQL --accepted SQL --partial closed >state 2>err
	same /dev/null err
	warns "no open visits, so overdue and observed are as of the last move$asks" \
		lf-accept --merge --sla 1d state
	lf-accept --handed MQL --accepted SQL --partial moves >state
	lf-accept --merge --sla 1d state >out 2>err
	same /dev/null err
	# The others do without; and open visits alone are enough.
	for command in 'lf-accept --handed MQL --accepted SQL' lf-flow; do
		$command closed >out 2>err
		same /dev/null err
	done
	lf-transitions --open only staged >open
	for command in lf-velocity lf-aging; do
		$command open >out 2>err
		same /dev/null err
	done
}

@test "a --missing that no field is, or whose column is misspelt, is reported by lf-import" {
	printf 'time,lead,Status,n\n2026-01-01,a,NULL,-\n2026-01-02,b,x,\n' >in.csv
	import="lf-import --time time --lead lead --keep Status"
	warns "--missing: no field is 'null'" $import --missing null in.csv
	warns "--missing: no field is 'Status=NA'" $import --missing Status=NA in.csv
	warns "--missing: no field is 'status=NULL', and no column is 'status'; did you mean 'Status'? there are: 'time', 'lead', 'Status', 'n'" \
		$import --missing status=NULL in.csv
	# Both of two that say the same are found; a column that is not read is not asked.
	$import --missing NULL --missing Status=NULL --missing n=- --missing 'x=' in.csv >out 2>err
	grep -c . err | same - <(echo 1)
	head -n 1 in.csv | $import --missing null >out 2>err
	same /dev/null err
	# What presets and --null name need not be there.
	$import --null '\N' in.csv >out 2>err
	same /dev/null err
}

@test "a stage of an option that moves enter in another spelling, too, is reported" {
	{ cat staged; printf '2026-01-05\tcy\tnew\t\n2026-01-06\tcy\tmql \t\n'; } | lf-transitions >two
	too="moves enter 'mql ' too, which does not count as 'MQL'"
	warns "$too" lf-accept --handed MQL --accepted SQL two
	warns "$too" lf-funnel --steps new,MQL two
	lf-cost --ledger ledger --target MQL two 2>err >out
	sed 1q err | same - <(echo "lf-cost: $too")
	{ cat staged; printf '2026-01-05\tcy\tnew\t\n2026-01-06\tcy\tmql \t\n'; } >both
	warns "$too" lf-drivers --driver x --forward MQL both
	lf-accept --handed MQL --accepted SQL --partial two >state 2>err
	same /dev/null err
	warns "$too" lf-accept --merge state
	# Not if both are named.
	lf-accept --handed new --accepted 'MQL,mql ' two 2>err >out
	same /dev/null err
}

@test "dates that --tz moves to the day before are reported, by every report of moves" {
	# Two leads a month, on its first day, all year; said names the report and the zone.
	for day in 01 02; do
		for month in $(seq -w 1 12); do
			printf '2026-%s-%sT00:00:00Z\tl%s%s\tA\n' "$month" "$day" "$month" "$day"
			printf '2026-%s-%sT00:00:00Z\tl%s%s\tB\n' "$month" 15 "$month" "$day"
		done
	done | sort | sed '1i time\tlead\tstage' >dates
	printf 'time\tamount\n2026-01-01\t1\n2026-12-31\t1\n' >spend
	lf-transitions dates >moves
	said() {
		echo "$1: all times are at midnight in UTC: they are dates, so --tz $2 moves them to the day before; leave --tz out"
	}
	notes() {
		"$@" 2>&1 >out | grep 'midnight' || true
	}
	while read -r command; do
		zone=America/New_York
		said "${command%% *}" "$zone" >wanted
		notes $command --by month --tz $zone moves | same wanted -
		notes $command --by month moves | same - /dev/null
		# In the east a midnight in UTC is on the same day.
		for zone in UTC Europe/Berlin Asia/Tokyo; do
			notes $command --by month --tz $zone moves | same - /dev/null
		done
		# One time of day; and a few moves.
		sed '2s/T00:00:00Z/T00:00:01Z/g' moves | notes $command --by month --tz $zone | same - /dev/null
		head -n 19 moves | notes $command --by month --tz America/New_York | same - /dev/null
	done <<-'END'
		lf-velocity
		lf-flow
		lf-accept --handed A --accepted B
		lf-funnel --steps A,B
		lf-cost --ledger spend --target B
		lf-forecast --periods 1
	END
	notes lf-accept --handed A --accepted B --tz America/New_York moves | same - /dev/null
	# Dates that were imported in that zone are right.
	sed '2,$s/T00:00:00Z/T05:00:00Z/' dates | lf-transitions |
		notes lf-flow --tz America/New_York | same - /dev/null
}
