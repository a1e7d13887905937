# --partial and --merge of the reports: a log that is cut by lead gives the report of the whole.

load lib/helper
load lib/random

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
	for part in "${parts[@]}"; do
		"$program" "${kept[@]}" --partial "$part" >"${part/part/state}" 2>parts.said
		same /dev/null parts.said
	done
	case $((seed % 4)) in
	0) "$program" --merge "${printed[@]}" "${states[@]}" ;;
	1) cat "${states[@]}" | "$program" --merge "${printed[@]}" ;;
	2) one_header "${states[@]}" |
		"$program" --merge "${kept[@]}" "${printed[@]}" - ;;
	3) sorted "${states[@]}" | "$program" "${printed[@]}" --merge ;;
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

@test "lf-velocity: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 31
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

@test "lf-flow: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 32
	stage_table
	while read -r trial; do
		shared_options "$trial"
		[ $((trial % 6)) -ne 4 ] || kept+=(--from 2023-06-01 --until 2024-03-01T12:00)
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

@test "lf-accept: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 33
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

@test "lf-cost: parts of 140 logs, however cut, merge to the report of the whole" {
	random_moves 140 34
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
