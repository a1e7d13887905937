# --partial and --merge of the reports: a log that is cut by lead gives the report of the whole.

load lib/helper
load lib/random
load lib/sums

# cut SEED FILE: deals the leads of FILE at random to part.1, part.2, up to 7, each with the header;
# some parts have no rows. Prints the parts in another order.
cut_by_lead() {
	rm -f part.*
	awk -F '\t' -v seed="$1" '
		BEGIN { srand(seed); parts = 1 + int(rand() * 7) }
		NR == 1 { for (i = 1; i <= parts; i++) print >"part." i; next }
		!($1 in part) { part[$1] = 1 + int(rand() * parts) }
		{ print >"part." part[$1] }
		END {
			for (i = parts; i > 0; i--) {
				k = 1 + int(rand() * i)
				print "part." (k in at ? at[k] : k)
				at[k] = i in at ? at[i] : i
			}
		}' "$2"
}

# one_header STATE...: the rows of states after one header; sorted: in byte order.
one_header() {
	head -n 1 "$1"
	tail -q -n +2 "$@"
}

sorted() {
	head -n 1 "$1"
	tail -q -n +2 "$@" | LC_ALL=C sort
}

# agrees SEED FILE PROGRAM: one run over FILE, with the options `kept` and `printed`, writes what
# --merge does of its parts, in several forms; so does standard error, and the parts are silent.
agrees() {
	local seed=$1 file=$2 program=$3 parts states
	mapfile -t parts < <(cut_by_lead "$seed" "$file")
	states=("${parts[@]/part/state}")
	"$program" "${kept[@]}" "${printed[@]}" "$file" >whole 2>whole.said || {
		cat whole.said
		return 1
	}
	# What states do not hold, see the manuals of lf-accept and lf-drivers.
	sed -i '/ handed over ha[a-z]* ended in /d; /is the log complete until then?$/d' whole.said
	for part in "${parts[@]}"; do
		"$program" "${kept[@]}" --partial "$part" >"${part/part/state}" 2>parts.said
		same /dev/null parts.said
	done
	case $((seed % 5)) in
	0) "$program" --merge "${printed[@]}" "${states[@]}" ;;
	1) cat "${states[@]}" | "$program" --merge "${printed[@]}" ;;
	2) one_header "${states[@]}" |
		"$program" --merge "${kept[@]}" "${printed[@]}" - ;;
	3) sorted "${states[@]}" | "$program" "${printed[@]}" --merge ;;
	4) lf-split --jobs 3 "$program ${kept[*]@Q} --partial" "$file" |
		"$program" --merge "${printed[@]}" ;;
	esac >merged 2>merged.said || {
		cat whole.said merged.said
		return 1
	}
	cmp whole merged && diff whole.said merged.said || {
		diff whole merged
		echo "seed $seed: $program ${kept[*]} -- ${printed[*]}"
		return 1
	}
}

# shared_options TRIAL: the options of all reports.
shared_options() {
	kept=(--by "${units[$1 % 7]}" --tz "${zones[$1 / 7 % 3]}")
	[ $(($1 % 2)) -eq 0 ] || kept+=(--group src)
	[ $(($1 % 5)) -ne 3 ] || kept+=(--year-start 4)
	printed=()
}

stage_table() {
	printf 'stage\tsla\tpath\nnew\nMQL\t3d\nSQL\t2w\nwon\t\tend\nlost\t\tend\n' >stages.tsv
}

@test "lf-velocity: parts of 84 logs, however cut, merge to the report of the whole" {
	random_moves 84 31
	stage_table
	while read -r trial; do
		shared_options "$trial"
		[ $((trial % 11)) -ne 0 ] || kept=()
		[ $((trial % 3)) -ne 0 ] || [ "${#kept[@]}" -eq 0 ] || kept+=(--on left)
		[ $((trial % 4)) -ne 1 ] || kept+=(--stages stages.tsv)
		[ $((trial % 6)) -ne 4 ] || kept+=(--from 2023-06-01 --until 2024-03-01T12:00)
		[ $((trial % 2)) -ne 0 ] || printed=(--unit hours --percentiles 10,50,99.9)
		agrees "$trial" "moves.$trial" lf-velocity
	done <trials
}

@test "lf-flow: parts of 84 logs, however cut, merge to the report of the whole" {
	random_moves 84 32
	stage_table
	while read -r trial; do
		shared_options "$trial"
		[ $((trial % 6)) -ne 4 ] || kept+=(--from 2023-06-01 --until 2024-03-01T12:00)
		# It has fractions of up to six places, and none where leads come in.
		[ $((trial % 3)) -ne 1 ] || kept+=(--sum sojourn)
		[ $((trial % 4)) -ne 1 ] || printed=(--stages stages.tsv)
		if [ $((trial % 7)) -ne 6 ]; then
			case $((trial / 2 % 5)) in
			0) printed+=(--compare previous) ;;
			1) printed+=(--compare previous --to-date) ;;
			2) printed+=(--compare year --to-date) ;;
			3) printed+=(--compare year --seen-from 2023-08-01) ;;
			esac
		fi
		agrees "$trial" "moves.$trial" lf-flow
	done <trials
}

@test "lf-accept: parts of 84 logs, however cut, merge to the report of the whole" {
	random_moves 84 33
	stage_table
	while read -r trial; do
		shared_options "$trial"
		kept+=(--handed MQL --accepted SQL,won)
		[ $((trial % 3)) -eq 0 ] || kept+=(--rejected lost)
		case $((trial / 2 % 4)) in
		0) kept+=(--basis period) ;;
		1) kept+=(--window 30d) ;;
		2) kept+=(--basis cohort) ;;
		esac
		[ $((trial % 5)) -lt 2 ] || printed=(--audit)
		[ $((trial % 4)) -ne 1 ] || printed+=(--stages stages.tsv)
		[ $((trial % 4)) -ne 2 ] || printed+=(--sla 36h --unit hours)
		agrees "$trial" "moves.$trial" lf-accept
	done <trials
}

@test "lf-funnel: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 36
	stage_table
	while read -r trial; do
		shared_options "$trial"
		case $((trial / 2 % 4)) in
		0) kept+=(--steps MQL,SQL,won) ;;
		1) kept+=(--steps new,SQL,WON,lost --stages stages.tsv) ;;
		*) kept+=(--stages stages.tsv) ;;
		esac
		[ $((trial % 3)) -ne 0 ] || kept+=(--from-first)
		[ $((trial / 5 % 2)) -ne 0 ] || kept+=(--sum sojourn)
		case $((trial / 3 % 4)) in
		0) printed=(--within 1d,7d,1000d,0s) ;;
		1) printed=(--unit hours --percentiles 10,50,99.9) ;;
		2) printed=(--within 36h) ;;
		esac
		agrees "$trial" "moves.$trial" lf-funnel
	done <trials
}

@test "lf-aging --summary: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 37
	stage_table
	while read -r trial; do
		kept=(--summary)
		printed=()
		[ $((trial % 2)) -eq 0 ] || kept+=(--group src)
		[ $((trial % 3)) -eq 0 ] || printed=(--stages stages.tsv)
		case $((trial / 2 % 4)) in
		0) printed+=(--unit hours --ahead 1d) ;;
		1) printed+=(--stuck 0.3) ;;
		2) printed+=(--stuck 1 --ahead 2w) ;;
		esac
		agrees "$trial" "moves.$trial" lf-aging
	done <trials
}

# random_events TRIALS SEED: logs of staged events, events.N for each trial N, with ties, fractions of
# seconds, rows without stage or driver, and touches at the last instant.
random_events() {
	awk -v trials="$1" -v seed="$2" -v OFS='\t' '
	function pick(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		split("new MQL SQL won lost", stage)
		for (trial = 1; trial <= trials; trial++) {
			file = "events." trial
			print "lead", "time", "stage", "driver", "kind", "src", "g" >file
			print trial >"trials"
			second = 1672531200 + pick(500 * 86400)
			leads = 1 + pick(30)
			for (row = pick(20 * leads); row >= 0; row--) {
				wait = pick(4)
				if (wait == 1) second += pick(3 * 86400) + pick(1000) / 1000
				if (wait == 2) second += 3600
				time = strftime("%Y-%m-%dT%H:%M:%S", int(second), 1) \
				    sprintf(".%03dZ", int((second - int(second)) * 1000))
				print "l" pick(leads), time, pick(3) ? "" : stage[1 + pick(5)],
				    pick(3) ? "d" pick(4) : "", pick(5) ? "person" : "auto",
				    pick(5) ? "s" pick(2) : "", pick(2) >file
			}
			close(file)
		}
	}'
}

@test "lf-drivers: parts of 140 logs, however cut, merge to the report of the whole" {
	random_events 140 38
	printf 'stage\tpath\nlost\tend\nnew\nMQL\nidle\toff\nSQL\nwon\tend\n' >stages.tsv
	while read -r trial; do
		kept=(--driver driver)
		printed=()
		case $((trial % 3)) in
		0) kept+=(--touch first) ;;
		1) kept+=(--touch any) ;;
		esac
		[ $((trial % 2)) -eq 0 ] || kept+=(--earlier)
		case $((trial / 2 % 4)) in
		0) kept+=(--ignore kind=auto --ignore 'kind=a*') ;;
		1) kept+=(--ignore kind=autos --ignore src=s0 --ignore src=s) ;;
		esac
		[ $((trial % 4)) -eq 0 ] || kept+=(--stages stages.tsv)
		[ $((trial % 5)) -ne 1 ] || kept+=(--forward won,sql)
		[ $((trial % 7)) -ne 1 ] || kept+=(--group g)
		[ $((trial % 7)) -ne 2 ] || kept+=(--group src,g)
		[ $((trial / 3 % 3)) -ne 0 ] ||
			kept+=(--as-of "$(shuf -n 1 --random-source=stages.tsv "events.$trial" | cut -f 2 | sed s/time/2030-01-01/)")
		case $((trial / 4 % 4)) in
		0) printed=(--min 0) ;;
		1) printed=(--min 2 --top 1) ;;
		2) printed=(--top 2) ;;
		esac
		agrees "$trial" "events.$trial" lf-drivers
		awk -F '\t' 'FNR > 1 && $NF != ""' merged >>paced
		cat merged.said >>said
	done <trials
	# Many rows had a pace; rows were left out, and names and conditions fitted nothing.
	[ "$(wc -l <paced)" -gt 300 ]
	for said in 'left out' "no row fits 'kind=autos'" 'no move enters'; do
		grep -qF "$said" said
	done
}

# A ledger of days and spans, in two currencies, with a source that no lead has.
ledger() {
	awk -v OFS='\t' 'BEGIN {
		srand(7)
		split("ads web fair radio", source)
		print "from", "until", "amount", "src", "currency"
		for (i = 0; i < 300; i++) {
			day = 1664582400 + int(rand() * 900) * 86400
			print strftime("%Y-%m-%d", day, 1), \
			    strftime("%Y-%m-%d", day + int(rand() * 40) * 86400, 1), \
			    sprintf("%.2f", rand() * 1000), source[1 + int(rand() * 4)], \
			    rand() < 0.8 ? "EUR" : "USD"
		}
	}' >ledger.tsv
}

@test "lf-cost: parts of 84 logs, however cut, merge to the report of the whole" {
	random_moves 84 34
	ledger
	while read -r trial; do
		shared_options "$trial"
		kept+=(--target "$([ $((trial % 13)) -eq 0 ] && echo SLQ || echo SQL)")
		printed=(--ledger ledger.tsv --currency EUR)
		case $((trial / 2 % 6)) in
		0) printed+=(--lag 30d) ;;
		1) grep -q 'MQL	1	' "moves.$trial" && printed+=(--lag mean:MQL --sla 3d) ;;
		2) grep -q 'SQL	1	' "moves.$trial" && printed+=(--lag median) ;;
		3) printed+=(--spread --places 3) ;;
		4) printed+=(--partial-ledger --no-header) ;;
		esac || true
		agrees "$trial" "moves.$trial" lf-cost
	done <trials
}

# long_log LAST: the logs of ten trials in one, so that years can be compared. All open rows are of
# the time LAST; without it there are none.
long_log() {
	awk -F '\t' -v OFS='\t' -v last="$1" '
		NR == 1 { print; next }
		FNR == 1 { next }
		{ $1 = FILENAME "-" $1 }
		$4 != "" { print }
		$4 == "" && last != "" { $2 = last; print }' moves.?0 moves.?5 >long.tsv
}

@test "lf-flow: comparisons over years are those of one run, whether as-of is known or not" {
	random_moves 99 35
	awk -F '\t' 'FNR > 1 && $4 != "" && $2 > last { last = $2 } END { print last }' moves.?0 moves.?5 >last
	for last in "$(cat last)" ''; do
		long_log "$last"
		seed=0
		for by in day week month quarter half year; do
			for how in "previous --to-date" "year --to-date" year; do
				kept=(--by "$by" --tz Europe/Oslo)
				[ $((seed % 2)) -eq 0 ] || kept+=(--group src)
				printed=(--compare $how)
				agrees $((seed += 1)) long.tsv lf-flow
			done
		done
	done
	# The last period was compared up to now only.
	lf-flow --by quarter --compare previous --to-date --no-header long.tsv >to-date
	lf-flow --by quarter --compare previous --no-header long.tsv >all
	[ "$(diff to-date all | grep -c '^<')" -gt 0 ]
}

# small PROGRAM: its options, for a log of three rows. The tests of every byte take all of them with
# lf-velocity, each fifth with the others, without LF_EVERY_BYTE: the module that reads states is one.
small() {
	printf 'lead\ttime\tfrom\tto\tvisit\tage\tsojourn\tsince\n' >moves.tsv
	printf 'a\t2026-01-01T00:00:00Z\t\tMQL\t1\t0\t\t\n' >>moves.tsv
	printf 'a\t2026-01-02T06:00:00Z\tMQL\tSQL\t1\t108000\t108000\t2026-01-01T00:00:00Z\n' >>moves.tsv
	printf 'a\t2026-02-03T00:00:00Z\tSQL\t\t\t2851200\t2743200\t2026-01-02T06:00:00Z\n' >>moves.tsv
	printf 'time\tamount\n2026-01-01\t12.50\n' >ledger.tsv
	printed=() program_step=5
	[ -z "$every_byte" ] || program_step=1
	case $1 in
	lf-velocity) program_step=1 ;;&
	lf-velocity) kept=(--by month --tz Europe/Oslo) ;;
	lf-flow) kept=() printed=(--compare previous) ;;
	lf-accept) kept=(--handed MQL --accepted SQL) ;;
	lf-cost) kept=(--target SQL) printed=(--ledger ledger.tsv --lag mean) ;;
	lf-aging) kept=(--summary) printed=(--stuck 0.5) ;;
	lf-drivers) kept=(--driver from --stage to --forward SQL) printed=(--min 0) ;;
	lf-funnel) kept=(--steps MQL,SQL,won) printed=(--within 1d,60d) ;;
	esac
}

# refused PROGRAM FILE: --merge refuses the state, and prints no row of a report.
refused() {
	local status=0
	"$1" --no-header --merge "${printed[@]}" "$2" >stdout 2>stderr || status=$?
	[ "$status" -ne 0 ] && ! grep -qv "^$(printf '\030')lf-" stdout || {
		echo "$1: status $status: $(cat stderr)"
		cat "$2"
		return 1
	}
}

@test "a state that is cut anywhere is refused, but for its last line end" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel lf-aging lf-drivers; do
		small "$program"
		"$program" "${kept[@]}" --partial moves.tsv >state
		"$program" "${kept[@]}" "${printed[@]}" moves.tsv >wanted
		size=$(wc -c <state)
		for ((i = 0; i < size - 1; i += program_step)); do
			head -c "$i" state >cut
			refused "$program" cut
		done
		head -c "$((size - 1))" state | "$program" --merge "${printed[@]}" | same - wanted
		# So is a state of which a line is missing, before another state and after one.
		lines=$(wc -l <state)
		for ((i = 1; i <= lines; i++)); do
			sed "${i}d" state >cut
			refused "$program" cut
			[ "$i" -gt 1 ] || continue
			cat state cut >both
			refused "$program" both
			cat cut state >both
			refused "$program" both
		done
		head -n 1 state >cut
		cat cut state >both
		refused "$program" both
		fails 1 "$program: cut:1: the state is cut short: its last row, which counts the others, is \
missing: make the state anew with $program --partial" "$program" --merge "${printed[@]}" cut state
	done
}

@test "a state of which one byte is another is refused" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel lf-aging lf-drivers; do
		small "$program"
		"$program" "${kept[@]}" --partial moves.tsv >one
		cat one one >state
		size=$(wc -c <state)
		[ "$program_step" -eq 1 ] || size=$((size / 2))
		od -An -v -tu1 -w1 state >bytes
		mapfile -t bytes <bytes
		for ((i = 0; i < size; i += program_step)); do
			head -c "$i" state >other
			printf "\\$(printf %o $((bytes[i] ^ 1 << (i * 5 + ${every_byte:-0}) % 8)))" >>other
			tail -c "+$((i + 2))" state >>other
			refused "$program" other
		done
		[ -z "$every_byte" ] || echo "# $program: $size bytes of two states, all refused" >&3
	done
}

@test "what is not a state of this program, version and form is refused, and the message says what to do" {
	small lf-velocity
	lf-velocity "${kept[@]}" --partial moves.tsv >state
	lf-flow --partial moves.tsv >flow
	fails 1 "lf-velocity: moves.tsv:1: is not a state: make states of the parts with lf-velocity \
--partial, and give these to --merge" lf-velocity --merge moves.tsv
	fails 1 "lf-velocity: flow:1: is a state of lf-flow, which its own --merge reads" \
		lf-velocity --merge flow
	sed '1s/lf-velocity-4/lf-velocity-3/' state >old
	fails 1 "lf-velocity: old:1: is a state of another version, 'lf-velocity-3', where this is \
'lf-velocity-4': make it anew with lf-velocity --partial" lf-velocity --merge old
	fails 1 "lf-velocity: old:1: is a state of another version, 'lf-velocity-3', where this is \
'lf-velocity-4': make it anew with lf-velocity --partial" lf-velocity --merge state old
	sed '1s/month/week/' state >week
	fails 1 "lf-velocity: week:1: the header is damaged: make the state anew with lf-velocity \
--partial" lf-velocity --merge week
	sed '4s/108000/108001/' state >other
	fails 1 "lf-velocity: other:9: the state is damaged: its rows are not those that were written: \
make the state anew with lf-velocity --partial" lf-velocity --merge other
	sed '4s/completed/finished/' state >other
	fails 1 "lf-velocity: other:4: figure: is none of a state: make the state anew with lf-velocity \
--partial" lf-velocity --merge other
	sed '4s/108000/-1/' state >other
	fails 1 "lf-velocity: other:4: value: '-1' is below zero" lf-velocity --merge other
	sed '4s/2026-01/2026-13/' state >other
	fails 1 "lf-velocity: other:4: period: '2026-13' is not one" lf-velocity --merge other
	for count in x 1.5 -1 1000000000001; do
		sed "4s/1\t\$/$count\t/" state >other
		fails 1 "lf-velocity: other:4: count: '$count' is not a count" lf-velocity --merge other
	done
	sed 4d state >other
	fails 1 "lf-velocity: other:8: rows are missing, or too many: the last row of a state counts \
others: make the state anew with lf-velocity --partial" lf-velocity --merge other
	sed '$d' state >other
	fails 1 "lf-velocity: other:8: the state is cut short: its last row, which counts the others, is \
missing: make the state anew with lf-velocity --partial" lf-velocity --merge other
	head -c 150 state >other
	fails 1 "lf-velocity: other:4: is not a row of the state, which was cut short or is damaged: make \
the state anew with lf-velocity --partial" lf-velocity --merge other
	# Rows without their header must be of the states before.
	lf-velocity --by day --tz Europe/Oslo --partial moves.tsv >day
	{ cat day; sed 1d state; } >both
	fails 1 "lf-velocity: both:10: period: '2026-01' is not one" lf-velocity --merge both
	lf-velocity --by month --partial moves.tsv >utc
	{ cat state; sed 1d utc; } >both
	fails 1 "lf-velocity: both:17: the state is damaged: its rows are not those that were written: make \
the state anew with lf-velocity --partial" lf-velocity --merge both
}

@test "states of other options are refused, in further files and in one stream" {
	small lf-accept
	lf-accept --handed MQL --accepted SQL --partial moves.tsv >plain
	lf-accept --accepted SQL --handed MQL --basis cohort --tz UTC --by all --partial moves.tsv |
		same - plain
	lf-accept --handed MQL --accepted SQL --window 30d --partial moves.tsv >window
	lf-accept --handed MQL --accepted 'SQL,a b\,c' --group lead --partial moves.tsv >group
	said() {
		echo "lf-accept: $1: is a state made with '$2', where that before was made with '$3': \
merge states of the same options"
	}
	plain='--handed=MQL --accepted=SQL'
	window='--handed=MQL --accepted=SQL --window=30d'
	group='--handed=MQL --accepted=SQL,a\ b\\,c --group=lead'
	fails 1 "$(said window:1 "$window" "$plain")" lf-accept --merge plain window
	fails 1 "$(said plain:1 "$plain" "$window")" lf-accept --merge window plain
	fails 1 "$(said group:1 "$group" "$plain")" lf-accept --merge plain group
	cat plain window >both
	fails 1 "$(said "both:$(($(wc -l <plain) + 1))" "$window" "$plain")" lf-accept --merge both
	cat plain group >both
	fails 1 "$(said "both:$(($(wc -l <plain) + 1))" "$group" "$plain")" lf-accept --merge both
	lf-accept --handed MQL --accepted 'SQL,a b\,c' --group lead moves.tsv 2>/dev/null >wanted
	lf-accept --merge group 2>/dev/null | same - wanted
	lf-accept --merge --handed MQL --accepted 'SQL,a b\,c' --group lead group 2>/dev/null | same - wanted
}

@test "an option may be repeated with --merge, but not with another value" {
	small lf-velocity
	printf 'stage\tpath\nMQL\nSQL\n' >stages.tsv
	printf 'stage\tpath\nMQL\nSQL\tend\n' >ends.tsv
	lf-velocity --partial moves.tsv >plain
	lf-velocity --partial --by month --on left --group lead --stages stages.tsv moves.tsv >state
	refuses() {
		local message=$1
		shift
		fails 2 "lf-velocity: $message" lf-velocity --merge "$@"
		no_rows stdout
	}
	refuses "--by: the states were made with --by=month" --by day state
	refuses "--by: the states were made without it; it goes with --partial" --by day plain
	refuses "--on: the states were made with --on=left" --on entered state
	refuses "--group: the states were made with --group=lead" --group lead,src state
	refuses "--tz: the states were made with --tz=UTC" --tz Europe/Oslo state
	refuses "--from: the states were made without it; it goes with --partial" --from 2026-01-01 state
	refuses "--stages: the states were made with a table of other stages: MQL,,SQL," --stages ends.tsv state
	refuses "--stages: the states were made without it; it goes with --partial" --stages ends.tsv plain
	lf-velocity --by month --on left --group lead --stages stages.tsv moves.tsv >wanted
	lf-velocity --merge --by month --on left --tz UTC --group lead --stages stages.tsv state | same - wanted
	lf-velocity --merge state | same - wanted
	small lf-accept
	lf-accept --handed MQL --accepted SQL --basis period --partial moves.tsv >state
	fails 2 "lf-accept: --basis: the states were made with --basis=period" \
		lf-accept --merge --basis cohort state
	fails 2 "lf-accept: --rejected: the states were made without it; it goes with --partial" \
		lf-accept --merge --rejected lost state
	fails 2 "lf-accept: option --accepted STAGE,... is needed" lf-accept --handed MQL --partial moves.tsv
}

@test "each option goes with --partial, with --merge, or with neither" {
	small lf-cost
	refuses() {
		local program=$1 message=$2
		shift 2
		fails 2 "$program: $message" "$program" "$@" moves.tsv
		no_rows stdout
	}
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel lf-aging lf-drivers; do
		needed=()
		case $program in
		lf-accept) needed=(--handed MQL --accepted SQL) ;;
		lf-cost) needed=(--target SQL) ;;
		lf-funnel) needed=(--steps MQL,SQL) ;;
		lf-aging) needed=(--summary) ;;
		lf-drivers) needed=(--driver from) ;;
		esac
		refuses "$program" "--partial and --merge exclude each other: --merge reads what --partial \
wrote" --partial --merge
		refuses "$program" "--no-header and --partial exclude each other: --merge needs the header" \
			"${needed[@]}" --partial --no-header
		refuses "$program" "--rejects and --merge exclude each other: a state is taken whole or not \
at all" --merge --rejects bad
		[[ "$program" =~ velocity|aging|drivers ]] || for mode in partial merge; do
			refuses "$program" "--members and --$mode exclude each other" \
				"${needed[@]}" --members "--$mode"
		done
	done
	refuses lf-velocity "--unit goes with --merge" --partial --unit days
	refuses lf-velocity "--percentiles goes with --merge" --partial --percentiles 50
	for option in compare=year seen-from=2026-01-01 to-date stages=s; do
		refuses lf-flow "--${option%=*} goes with --merge" --partial "--$option"
	done
	for option in sla=3d stages=s unit=days audit; do
		refuses lf-accept "--${option%=*} goes with --merge" \
			--handed MQL --accepted SQL --partial "--$option"
	done
	for option in ledger=l lag=30d sla=3d currency=EUR places=3 spread partial-ledger; do
		refuses lf-cost "--${option%=*} goes with --merge" --target SQL --partial "--$option"
	done
	for option in within=7d unit=days percentiles=50; do
		refuses lf-funnel "--${option%=*} goes with --merge" --steps MQL,SQL --partial "--$option"
	done
	for option in stages=s ahead=7d stuck=0.5 unit=days; do
		refuses lf-aging "--${option%=*} goes with --merge" --summary --partial "--$option"
	done
	refuses lf-aging "--partial needs --summary: a state has counts, and names no lead" --partial
	for mode in partial merge; do
		refuses lf-aging "--keep and --$mode exclude each other" --summary "--$mode" --keep src
		refuses lf-aging "--overdue and --$mode exclude each other" "--$mode" --overdue
	done
	for option in min=2 top=3; do
		refuses lf-drivers "--${option%=*} goes with --merge" --driver from --partial "--$option"
	done
	refuses lf-drivers "option --driver COL is needed" --partial
	refuses lf-cost "option --target STAGE is needed" --partial
	refuses lf-cost "option --ledger FILE is needed" --merge
}

@test "states of another as-of are refused; a part without rows, or without open ones, fits any" {
	small lf-flow
	sed 's/2026-02-03/2026-02-04/; s/^a/b/' moves.tsv >later.tsv
	head -n 1 moves.tsv >none.tsv
	grep -v SQL"$(printf '\t\t')" later.tsv | sed 's/^b/c/' >ended.tsv
	sed 's/2026-01-02/2026-03-01/' ended.tsv >after.tsv
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel lf-aging; do
		small "$program"
		for part in moves later none ended after; do
			"$program" "${kept[@]}" --partial "$part.tsv" >"$part"
		done
		line=$(grep -n as-of later | cut -d : -f 1)
		fails 1 "$program: later:$line: the open rows are of 2026-02-04T00:00:00Z, those of the \
states before of 2026-02-03T00:00:00Z: make all parts with the same lf-transitions --as-of" \
			"$program" --merge "${printed[@]}" moves none later
		fails 1 "$program: after: there are moves up to 2026-03-01T06:00:00Z, but open rows of \
2026-02-03T00:00:00Z: make all parts with the same lf-transitions --as-of" \
			"$program" --merge "${printed[@]}" moves after
		cat moves.tsv ended.tsv | awk 'NR == 1 || !/^lead/' >both.tsv
		"$program" "${kept[@]}" "${printed[@]}" both.tsv >wanted
		"$program" --merge "${printed[@]}" none ended moves | same - wanted
		awk 'NR == 1 || !/^lead/' moves.tsv later.tsv >both.tsv
		fails 1 "$program: both.tsv:7: an open row of 2026-02-04T00:00:00Z, where those before are \
of 2026-02-03T00:00:00Z: all open rows need the same lf-transitions --as-of" \
			"$program" "${kept[@]}" --partial both.tsv
	done
}

@test "lf-drivers: as-of is the latest time of any part, or the recorded --as-of" {
	table <<-'END' >log.tsv
		lead time stage x
		a 2026-01-01 A m
		a 2026-01-03 B .
		b 2026-01-01 A .
		b 2026-01-04 B m
		c 2026-01-01 A m
		d 2026-01-09 . m
	END
	for part in a b c d; do
		grep -e ^lead -e "^$part" log.tsv >"$part.tsv"
		lf-drivers --driver x --forward B --partial "$part.tsv" >"$part"
		lf-drivers --driver x --forward B --as-of 2026-01-04 --partial "$part.tsv" >"$part.4" 2>said
		same /dev/null said
	done
	lf-drivers --driver x --forward B log.tsv >wanted
	lf-drivers --merge d b c a | same wanted -
	lf-drivers --driver x --forward B --as-of 2026-01-04 log.tsv >wanted 2>wanted.said
	lf-drivers --merge d.4 b.4 c.4 a.4 >got 2>said
	same wanted got
	same wanted.said said
	grep -q '^lf-drivers: 2 rows at or after --as-of left out$' said
	fails 1 "lf-drivers: a.4:1: is a state made with '--driver=x --forward=B --as-of=2026-01-04', \
where that before was made with '--driver=x --forward=B': merge states of the same options" \
		lf-drivers --merge a a.4
	fails 2 "lf-drivers: --as-of: the states were made without it; it goes with --partial" \
		lf-drivers --merge --as-of 2026-01-04 a
	fails 2 "lf-drivers: --touch: the states were made with --touch=last" lf-drivers --merge --touch any a
}

@test "the stage table is recorded with the path of each stage" {
	printf 'stage\tpath\nMQL\nidle\toff\nSQL\nlost\tend\n' >stages.tsv
	printf 'stage\tpath\nMQL\nidle\nSQL\nlost\tend\n' >other.tsv
	small lf-funnel
	lf-funnel --stages stages.tsv --partial moves.tsv >state
	head -n 1 state | grep -qF -e ' --stages=MQL,,idle,off,SQL,,lost,end '
	lf-funnel --stages stages.tsv moves.tsv >wanted
	lf-funnel --merge --stages stages.tsv state | same wanted -
	lf-funnel --merge state | same wanted -
	fails 2 "lf-funnel: --stages: the states were made with a table of other stages: \
MQL,,idle,off,SQL,,lost,end" lf-funnel --merge --stages other.tsv state
	fails 2 "lf-funnel: --steps: the states were made without it; it goes with --partial" \
		lf-funnel --merge --steps MQL,SQL state
}

@test "a failure line among states goes on, in a header's place and between rows" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel lf-aging lf-drivers; do
		small "$program"
		"$program" "${kept[@]}" --partial moves.tsv >state
		lines=$(wc -l <state)
		printf '\030lf-transitions: log:7: time: it is late\n' >failed
		fails 1 "$program: failed:1: the program before failed: lf-transitions: log:7: time: it is late" \
			"$program" --merge "${printed[@]}" state failed
		cat state failed >both
		fails 1 "$program: both:$((lines + 1)): the program before failed: lf-transitions: log:7: time: \
it is late" "$program" --merge "${printed[@]}" both
		cat moves.tsv failed >both
		fails 1 "$program: both:5: the program before failed: lf-transitions: log:7: time: it is late" \
			"$program" "${kept[@]}" --partial both
		! grep -q 'end	' stdout
	done
}

@test "names that match nothing are reported by --merge, not by each part" {
	small lf-accept
	printf 'stage\nMQL\n' >stages.tsv
	lf-accept --handed MQL --accepted SLQ --partial moves.tsv >state 2>said
	same /dev/null said
	lf-accept --merge --stages stages.tsv state 2>said >/dev/null
	lf-accept --handed MQL --accepted SLQ --stages stages.tsv moves.tsv 2>wanted >/dev/null
	[ "$(wc -l <wanted)" -eq 2 ]
	same wanted said
	lf-velocity --stages stages.tsv --partial moves.tsv >state 2>said
	same /dev/null said
	lf-velocity --merge state 2>said >/dev/null
	grep -q "^lf-velocity: --stages: has no stage 'SQL'; " said
	lf-cost --target SLQ --partial moves.tsv >state 2>said
	same /dev/null said
	lf-cost --merge --ledger ledger.tsv --lag mean:MLQ state >/dev/null 2>said
	grep -q "^lf-cost: --target: no move enters 'SLQ'; " said
	grep -q "^lf-cost: --lag: no move enters 'MLQ'; " said
}

# The headers of states, without their hashes, and a row of each; what --merge is given with them.
forms() {
	printf 'time\tamount\n2026-01-01\t12.50\n' >ledger.tsv
	printed=()
	case $1 in
	lf-velocity)
		header=$'stage\tfigure\tvalue\tcount\tlf-velocity-4'
		row=$'A\tcompleted\t999999999999.999999\t'
		;;
	lf-flow)
		header=$'period\tstage\tfigure\tvalue\tcount\tlf-flow-1'
		row=$'2026-01\tA\tinflow\t\t'
		;;
	lf-accept)
		header=$'period\tfigure\tvalue\tcount\tlf-accept-1 --handed=A --accepted=B'
		row=$'all\taccepted-after\t999999999999\t'
		;;
	lf-cost)
		header=$'period\tstage\tfigure\tvalue\tcount\tlf-cost-1 --target=A'
		row=$'\tA\tage\t999999999999\t'
		printed=(--ledger ledger.tsv --lag mean)
		;;
	lf-drivers)
		header=$'stage\tdirection\tdriver\tfigure\tvalue\tcount\tlf-drivers-1 --driver=x --forward=B'
		row=$'A\t\t\twent\t999999999999\t'
		;;
	lf-funnel)
		header=$'period\tstage\tfigure\tvalue\tcount\tlf-funnel-1 --steps=A,B'
		row=$'all\tB\treached-after\t999999999999\t'
		;;
	lf-aging)
		header=$'stage\tfigure\tvalue\tcount\tlf-aging-1 --summary=yes'
		row=$'A\topen\t999999999999\t'
		;;
	esac
}

much=1000000000000

@test "counts that add up to more than any log has are refused, of one state and of several" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-drivers lf-funnel lf-aging; do
		forms "$program"
		refused="count: with those before it is more than 1000000000000000, as no log has it: make the \
state anew with $program --partial"
		forged "$header" 1001 "$row$much	" >state
		fails 1 "$program: state:1002: $refused" "$program" --merge "${printed[@]}" state
		no_report=$(wc -l <stdout)
		[ "$no_report" -eq 1 ]
		forged "$header" 600 "$row$much	" >half
		forged "$header" 500 "$row$much	" >other
		fails 1 "$program: other:401: $refused" "$program" --merge "${printed[@]}" half other
		# What is just below adds up.
		forged "$header" 999 "$row$much	" >state
		"$program" --merge "${printed[@]}" state >stdout
	done
	forms lf-velocity
	forged "$header" 900 "$row$much	" 90 $'A\topen\t1\t'"$much	" >state
	lf-velocity --merge state | cut -f 1-4,6 >got
	table >wanted <<-'END'
		stage n open mean min
		A 900000000000000 90000000000000 11574074.0741 11574074.0741
	END
	same wanted got
	forms lf-flow
	forged "$header" 999 "$row$much	" >state
	lf-flow --merge state | sed 1d | cut -f 3-6 | same - <(printf '0\t999000000000000\t0\t999000000000000\n')
}

@test "sums of amounts that do not fit are refused" {
	huge=100000000000000000000
	forged $'period\tstage\tfigure\tvalue\tcount\tlf-flow-1 --sum=x' \
		2 $'2026-01\tA\tinflow-sum\t\t'"$huge	" 1 $'2026-01\tA\tinflow\t\t1\t' >state
	fails 1 "lf-flow: --sum: the sum has more than 20 digits before the point" lf-flow --merge state
	forged $'period\tstage\tfigure\tvalue\tcount\tlf-funnel-1 --steps=A,B --sum=x' \
		2 $'all\tA\tcame-sum\t\t-'"$huge	" >state
	fails 1 "lf-funnel: --sum: the sum has more than 20 digits before the point" lf-funnel --merge state
}

@test "a state of which the checksums are right, but not the rows, is refused" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-drivers lf-funnel lf-aging; do
		forms "$program"
		forged "$header" 1 "${row}0	" >state
		fails 1 "$program: state:2: count: is 0: make the state anew with $program --partial" \
			"$program" --merge "${printed[@]}" state
		# With another column, or one less.
		for other in "x	$header" "${header#*	}"; do
			forged "$other" 1 "${other//[^	]/}" >state
			fails 1 "$program: state:1: the header is damaged: it has other columns than a state: make the \
state anew with $program --partial" "$program" --merge "${printed[@]}" state
		done
	done
}

@test "a figure without its period is refused, where it needs one" {
	for program in lf-velocity lf-flow lf-accept lf-cost lf-funnel; do
		forms "$program"
		case $program in
		lf-velocity) header=$'period\t'"$header --by=month" row=$'\t\tfirst\t\t' ;;
		lf-flow) row=$'\tA\tinflow\t\t' ;;
		lf-accept) row=$'\thanded\t\t' ;;
		lf-cost) row=$'\tA\tleads\t\t' ;;
		lf-funnel) row=$'\tA\tcame\t\t' ;;
		esac
		forged "$header" 1 "${row}1	" >state
		fails 1 "$program: state:2: period: '' is not one" "$program" --merge "${printed[@]}" state
	done
}

@test "a header without an option that each state has is refused" {
	lacks() {
		forms "$1"
		forged "${header/ --$2*/ $3}" >state
		fails 1 "$1: state:1: the header is damaged: it lacks --$2: make the state anew with $1 --partial" \
			"$1" --merge "${printed[@]}" state
	}
	lacks lf-accept handed --accepted=B
	lacks lf-cost target
	lacks lf-drivers driver --forward=B
	lacks lf-aging summary
}

@test "a time after that at which the log ends is refused" {
	late() {
		forms "$1"
		forged "$header" 1 "$2	2026-01-02T00:00:00Z	1	" "${@:4}" >state
		fails 1 "$1: state: $3: a time is after that at which the log ends: make the states anew with \
$1 --partial" "$1" --merge "${printed[@]}" state
	}
	latest=$'latest\t2026-01-01T00:00:00Z\t1\t'
	late lf-accept $'all\tpending-since' pending-since 1 $'\t'"$latest"
	late lf-funnel $'all\tB\topen-since' open-since 1 $'\t\t'"$latest"
	late lf-drivers $'A\t\t\topen-since' open-since 1 $'\t\t\t'"$latest"
	# And without any such time.
	late lf-funnel $'all\tB\topen-since' open-since
}

@test "lf-drivers: a driver that has more than all drivers have is refused" {
	more() {
		forms lf-drivers
		forged "$header" "$@" >state
		fails 1 "lf-drivers: state: a driver of 'A' has more than all have: make the states anew with \
lf-drivers --partial" lf-drivers --merge state
	}
	moved=$'A\tin\tm\tmoves\t\t5\t'
	all=$'A\tin\t\tmoves\t\t5\t'
	more 1 "$moved"
	more 2 "$moved" 1 "$all"
	more 1 "$moved" 1 "$all" 1 $'A\tin\tm\tvisits\t\t1\t'
	more 1 "$moved" 1 "$all" 1 $'A\tin\tm\ttouched-forward\t\t1\t'
	more 1 "$moved" 1 "$all" 1 $'A\tin\tm\ttouched-forward\t\t2\t' \
		1 $'A\t\t\twent\t5\t1\t' 1 $'A\tin\tm\tended\t5\t2\t'
	# All of one driver is no more.
	forged "$header" 1 "$moved" 1 "$all" >state
	lf-drivers --merge state | sed 1d | cut -f 1-5 | same - <(printf 'A\tin\tm\t5\t1.0000\n')
}

@test "lf-velocity: more visits that joined than there are are refused; ends before they join are none" {
	header=$'stage\tfigure\tvalue\tcount\tlf-velocity-4 --seen-from=2026-01-01'
	forged "$header" 1 $'A\tjoined\t5\t2\t' 1 $'A\topen\t9\t1\t' >state
	fails 1 "lf-velocity: state: more visits joined than there are: make the states anew with lf-velocity \
--partial" lf-velocity --merge state
	forged "$header" 1 $'A\tjoined\t5\t3\t' 1 $'A\tjoined_completed\t2\t3\t' >state
	lf-velocity --merge state 2>said | sed 1d | cut -f 1-3,11 | same - <(printf 'A\t0\t0\t\n')
	grep -q 'nothing after that is known' said
}

@test "stages of any name are recorded: with commas, backslashes and NULs" {
	printf 'stage\tpath\na,b\\,\nc\\\\\toff\nd\0e\nlost\\\tend\n' >stages.tsv
	printf 'time\tlead\tstage\n' >staged.tsv
	printf '2026-01-0%s\ta\t%b\n' 1 'a,b\\,' 2 'd\0e' 3 'c\\\\' 4 'lost\\' >>staged.tsv
	lf-transitions --as-of 2026-01-05 staged.tsv >moves.tsv
	lf-velocity --by all --stages stages.tsv moves.tsv >wanted 2>wanted.said
	[ "$(wc -l <wanted)" -eq 4 ]
	lf-velocity --by all --stages stages.tsv --partial moves.tsv >state
	lf-velocity --merge state 2>said | same wanted -
	same wanted.said said
	lf-velocity --merge --stages stages.tsv state | same wanted -
}
