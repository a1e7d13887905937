# --sum of lf-flow and lf-funnel: exact sums of amounts beside the counts.

load lib/helper
load lib/random

sums() {
	python3 "$BATS_TEST_DIRNAME/oracle/sums.py" "$@"
}

needs_python() {
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no Python with zoneinfo here"
}

# priced_moves TRIALS SEED: random logs, whose moves have an amount, or none.
priced_moves() {
	local trial
	random_moves "$@"
	while read -r trial; do
		sums priced "$2$trial" "moves.$trial" >priced
		mv priced "moves.$trial"
	done <trials
}

# options TRIAL: those of periods and groups, in `args`.
options() {
	args=(--by "${units[$1 % 7]}" --tz "${zones[$1 / 7 % 3]}")
	[ $(($1 % 2)) -eq 0 ] || args+=(--group src)
}

# Two leads of two sources: what MQLs are worth is known when they are SQLs.
moves() {
	table >moves.tsv <<-'END'
		lead time from to visit src amount
		a 2024-01-02 . MQL 1 ads 100
		b 2024-01-05 . MQL 1 web .
		a 2024-02-05 MQL SQL 1 ads 250.125
		b 2024-04-01 MQL SQL 1 web -30
		b 2024-04-02 SQL MQL 2 web 7
		a 2024-05-31 SQL . . ads 1e9
		b 2024-05-31 MQL . . web 999
	END
}

missed="lf-flow: --sum: 1 move without a value in column 'amount' counts 0"

@test "lf-flow: a lead counts with the amount of the row by which it came, until it leaves" {
	moves
	table >wanted <<-'END'
		period stage opening inflow outflow closing new opening_sum inflow_sum outflow_sum closing_sum
		2024-01 MQL 0 2 0 2 2 0.000 100.000 0.000 100.000
		2024-01 SQL 0 0 0 0 0 0.000 0.000 0.000 0.000
		2024-02 MQL 2 0 1 1 0 100.000 0.000 100.000 0.000
		2024-02 SQL 0 1 0 1 1 0.000 250.125 0.000 250.125
		2024-03 MQL 1 0 0 1 0 0.000 0.000 0.000 0.000
		2024-03 SQL 1 0 0 1 0 250.125 0.000 0.000 250.125
		2024-04 MQL 1 1 1 1 0 0.000 7.000 0.000 7.000
		2024-04 SQL 1 1 1 1 1 250.125 -30.000 -30.000 250.125
		2024-05 MQL 1 0 0 1 0 7.000 0.000 0.000 7.000
		2024-05 SQL 1 0 0 1 0 250.125 0.000 0.000 250.125
	END
	ends 0 "$missed" lf-flow --sum amount moves.tsv
	same wanted stdout
	# Periods are chosen, moves are not: the same rows.
	awk 'NR == 1 || /^2024-0[34]/' wanted >rows
	ends 0 "$missed" lf-flow --sum amount --from 2024-03-01 --until 2024-05-01 moves.tsv
	same rows stdout
	# A comparison is one of counts, and comes last.
	cut -f 8-11 wanted >four
	lf-flow --compare previous moves.tsv | paste - four | cut -f 1-7,10- >all
	ends 0 "$missed" lf-flow --sum amount --compare previous moves.tsv
	cut -f 1-11 stdout | same all -
	lf-flow --compare previous moves.tsv | cut -f 8- >two
	cut -f 12- stdout | same two -
	ends 0 "$missed" lf-flow --no-header --sum amount moves.tsv
	tail -n +2 wanted | same - stdout
}

@test "lf-flow: 105 random logs agree with Python's decimals, and without --sum nothing changes" {
	needs_python
	priced_moves 105 41
	while read -r trial; do
		options "$trial"
		lf-flow "${args[@]}" "moves.$trial" >plain
		lf-flow --sum amount "${args[@]}" "moves.$trial" >got 2>said
		sums flow "${units[trial % 7]}" "${zones[trial / 7 % 3]}" "moves.$trial" plain >wanted
		same wanted got
		missing=$(awk -F '\t' '$4 != "" && $NF == ""' "moves.$trial" | wc -l)
		[ "$missing" -eq 0 ] || grep -q "^lf-flow: --sum: $missing move" said
		[ "$missing" -gt 0 ] || same /dev/null said
		cat said >>all
	done <trials
	[ "$(wc -l <all)" -gt 50 ]
}

@test "lf-flow: sums balance in each row, in groups that change as well" {
	needs_python
	priced_moves 21 42
	while read -r trial; do
		lf-flow --by month --group visit --sum amount "moves.$trial" >got 2>/dev/null
		sums balance got
		# The order of leads against each other changes nothing.
		{ head -n 1 "moves.$trial"; tail -n +2 "moves.$trial" | sort -s -t $'\t' -k 1,1r; } >shuffled
		lf-flow --by month --group visit --sum amount shuffled 2>/dev/null | same got -
	done <trials
}

@test "lf-flow: with a group that changes, a lead leaves with its amount in another group" {
	printf 'lead\ttime\tfrom\tto\tvisit\tby\tworth\n' >moves.tsv
	printf 'l\t2024-01-02\t\tA\t1\tx\t5\nl\t2024-01-03\tA\tB\t1\ty\t8\n' >>moves.tsv
	lf-flow --group by --by year --sum worth moves.tsv | cut -f 2,3,9- >got
	table >wanted <<-'END'
		by stage opening_sum inflow_sum outflow_sum closing_sum
		x A 0.00 5.00 0.00 5.00
		x B 0.00 0.00 0.00 0.00
		y A 0.00 0.00 5.00 -5.00
		y B 0.00 8.00 0.00 8.00
	END
	same wanted got
}

@test "lf-flow: --null is a missing amount, --columns and --lead name the columns" {
	printf 'x\t2024-01-02\t\\N\tA\t1\t\\N\nx\t2024-01-03\tA\tB\t1\t4\n' >moves.tsv
	ends 0 "lf-flow: --sum: 1 move without a value in column 'worth' counts 0" \
		lf-flow --columns who,time,from,to,visit,worth --lead who --null '\N' --no-header \
		--by all --sum worth moves.tsv
	table >wanted <<-'END'
		all A 0 1 1 0 1 0.00 0.00 0.00 0.00
		all B 0 1 0 1 1 0.00 4.00 0.00 4.00
	END
	same wanted stdout
}

@test "lf-flow: the lists of --members stay as they are" {
	moves
	lf-flow --members moves.tsv >wanted
	lf-flow --members --sum amount moves.tsv >got 2>said
	same wanted got
	same /dev/null said
	sed -i 's/250.125/?/' moves.tsv
	fails 1 "lf-flow: moves.tsv:4: amount: '?' is not a number" \
		lf-flow --members --sum amount moves.tsv
}

@test "a bad amount is bad data, and goes to --rejects; the lead stays where it was" {
	moves
	sed -i 's/250.125/1,5/' moves.tsv
	fails 1 "lf-flow: moves.tsv:4: amount: '1,5' is not a number: decimals stand after a point" \
		lf-flow --sum amount moves.tsv
	fails 1 "lf-funnel: moves.tsv:4: amount: '1,5' is not a number: decimals stand after a point" \
		lf-funnel --steps MQL,SQL --sum amount moves.tsv
	ends 0 "lf-flow: --sum: 1 move without a value in column 'amount' counts 0
lf-flow: 1 row rejected to bad" \
		lf-flow --by all --sum amount --rejects bad moves.tsv
	cut -f 8- stdout | tail -n +2 >got
	printf '0.00\t107.00\t0.00\t107.00\n0.00\t-30.00\t-30.00\t0.00\n' | same - got
	cut -f 2- bad | same - <(printf '4\tamount: '"'1,5'"' is not a number: decimals stand after a point\t'; sed -n 4p moves.tsv)
}

@test "lf-flow: a stage that only a row with a bad amount has makes no rows" {
	printf 'lead\ttime\tfrom\tto\tvisit\tworth\nx\t2024-01-02\t\tMQL\t1\t3\nx\t2024-02-03\tMQL\tSQL\t1\tmuch\n' >moves.tsv
	lf-flow --no-header --sum worth --rejects bad moves.tsv >got 2>/dev/null
	printf '2024-01\tMQL\t0\t1\t0\t1\t1\t0.00\t3.00\t0.00\t3.00\n' | same - got
}

@test "lf-flow: a move out of a stage where the lead is not, or into one from nowhere, is bad data" {
	moves
	sed 's/a\t2024-02-05\tMQL/a\t2024-02-05\t/' moves.tsv >twice.tsv
	fails 1 "lf-flow: twice.tsv:4: from: is empty, but the lead is in stage 'MQL'" \
		lf-flow --sum amount twice.tsv
	sed 2d moves.tsv >gap.tsv
	fails 1 "lf-flow: gap.tsv:3: from: the lead is not in stage 'MQL'" \
		lf-flow --sum amount gap.tsv
}

@test "a sum that does not fit is an error, one that just fits is exact" {
	printf 'lead\ttime\tfrom\tto\tvisit\tworth\n' >moves.tsv
	printf '%s\t2024-01-02\t\tA\t1\t%s\n' x 99999999999999999999.999999999999999999 \
		y 70141183460469231731.687303715884105727 >>moves.tsv
	lf-flow --no-header --sum worth moves.tsv | cut -f 9,11 >got
	printf '%s\t%s\n' {,}170141183460469231731.687303715884105726 | same - got
	lf-funnel --no-header --steps A --sum worth moves.tsv 2>/dev/null | awk '{ print $NF }' >got
	echo 170141183460469231731.687303715884105726 | same - got
	printf 'z\t2024-01-02\t\tA\t1\t0.000000000000000002\n' >>moves.tsv
	fails 1 "lf-flow: --sum: the sum has more than 20 digits before the point" \
		lf-flow --sum worth moves.tsv
	printf 'z\t2024-01-02\tA\t\t\t\n' >>moves.tsv
	fails 1 "lf-funnel: --sum: the sum has more than 20 digits before the point" \
		lf-funnel --steps A --sum worth moves.tsv
	sed -i '4s/0.0*2/0.0000000000000000001/' moves.tsv
	fails 1 "lf-flow: moves.tsv:4: worth: '0.0000000000000000001' has more digits than fit (20 before the point, 18 after)" \
		lf-flow --sum worth moves.tsv
}

@test "--sum needs its column, and a lead" {
	moves
	for program in "lf-flow" "lf-funnel --steps MQL,SQL"; do
		fails 2 "${program%% *}: moves.tsv: no column 'amunt'; did you mean 'amount'? there are: 'lead', 'time', 'from', 'to', 'visit', 'src', 'amount'" \
			$program --sum amunt moves.tsv
	done
	cut -f 2- moves.tsv >nobody.tsv
	fails 2 "lf-flow: nobody.tsv: no column 'lead'; there are: 'time', 'from', 'to', 'visit', 'src', 'amount'" \
		lf-flow --sum amount nobody.tsv
}

@test "lf-funnel: leads enter with what they were worth at the step before, and reach with what at this" {
	moves
	lf-funnel --steps MQL,SQL --group src --sum amount moves.tsv >got 2>said
	grep -o '[^ ]*--sum.*' said | same - <(echo "--sum: 1 move without a value in column 'amount' counts 0")
	table >wanted <<-'END'
		src stage entered reached entered_sum reached_sum
		ads MQL . 1 . 100.000
		ads SQL 1 1 100.000 250.125
		web MQL . 1 . 0.000
		web SQL 1 1 0.000 -30.000
	END
	awk -F '\t' -v OFS='\t' '{ print $2, $3, $4, $5, $(NF - 1), $NF }' got | same wanted -
	lf-funnel --steps MQL,SQL --group src moves.tsv 2>/dev/null >plain
	cut -f "1-$(head -n 1 plain | wc -w)" got | same plain -
	lf-funnel --null - --no-header --steps MQL,SQL --sum amount moves.tsv 2>/dev/null |
		head -n 1 | awk '{ print $(NF - 1), $NF }' | same - <(echo '- 100.000')
}

# funnel TRIAL OPTION...: lf-funnel on a random log.
funnel() {
	local trial=$1
	shift
	options "$trial"
	[ $((trial % 4)) -ge 2 ] || args+=(--from-first)
	lf-funnel --steps new,MQL,SQL,won "${args[@]}" "$@" "moves.$trial" 2>said
}

# funnels OPTION...: all random logs agree with Python.
funnels() {
	while read -r trial; do
		funnel "$trial" "$@" >plain
		funnel "$trial" --sum amount "$@" >got
		sums funnel "${units[trial % 7]}" "${zones[trial / 7 % 3]}" "moves.$trial" plain \
			new,MQL,SQL,won $([ $((trial % 4)) -ge 2 ] || echo first) >wanted
		same wanted got
		cat got >>all
	done <trials
	[ "$(wc -l <all)" -gt 500 ]
}

@test "lf-funnel: 105 random logs agree with Python's decimals" {
	needs_python
	priced_moves 105 43
	funnels
}

@test "lf-funnel: 70 random logs agree with --within" {
	needs_python
	priced_moves 70 44
	funnels --within 20d,7d,0d
}

@test "lf-funnel: each step is entered with what the step before was reached with" {
	needs_python
	priced_moves 21 45
	while read -r trial; do
		lf-funnel --steps new,MQL,SQL,won --group src --by month --sum amount "moves.$trial" 2>/dev/null |
			awk -F '\t' 'NR > 1 && $(NF - 1) != "" && $(NF - 1) != before { exit 1 } { before = $NF }'
	done <trials
}

@test "lf-funnel: the lists of --members stay as they are" {
	moves
	lf-funnel --steps MQL,SQL --members moves.tsv >wanted
	lf-funnel --steps MQL,SQL --members --sum amount moves.tsv >got 2>said
	same wanted got
	same /dev/null said
}

# The demo's MQLs and SQLs have an amount in cents, first known at an activity.
@test "lf-flow: the demo's pipeline is worth what its open visits came with" {
	generate sample . 1
	lf-import --preset salesforce-lead-history crm-history.csv |
		lf-stage --field value |
		awk -F '\t' -v OFS='\t' '
			NR == 1 { print $0, "deal"; next }
			{ print $0, NR % 5 ? int(NR * 7919 % 1000000 / 100) "." 10 + NR % 90 : "" }' |
		lf-sort | lf-transitions --last deal >moves.tsv
	lf-flow --no-header --sum deal moves.tsv 2>said | awk -F '\t' -v OFS='\t' '
		{ value[$2] = $6 OFS $NF } END { for (s in value) print s, value[s] }' | sort >got
	# In whole cents; of each lead, the last row by which it entered a stage.
	awk -F '\t' 'NR > 1 && $4 != "" { stage[$1] = $4; gsub(/[.]/, "", $NF); cents[$1] = $NF }
		END {
			for (lead in stage) { n[stage[lead]]++; sum[stage[lead]] += cents[lead] }
			for (s in n)
				printf "%s\t%d\t%.0f.%02d\n", s, n[s], (sum[s] - sum[s] % 100) / 100, sum[s] % 100
		}' moves.tsv | sort >wanted
	same wanted got
	[ "$(wc -l <got)" -ge 5 ]
	[ "$(awk -F '\t' '{ n += $2 } END { print n }' got)" -gt 1000 ]
}

# whole_and_merged OPTION...: the states of two parts, by hand, merge to the report of one run.
whole_and_merged() {
	lf-funnel --steps MQL,SQL --sum amount "$@" moves.tsv >whole 2>whole.said
	for lead in a b; do
		awk -F '\t' -v lead=$lead 'NR == 1 || $1 == lead' moves.tsv |
			lf-funnel --steps MQL,SQL --sum amount --partial >$lead.state 2>said
		same /dev/null said
	done
	lf-funnel --merge "$@" b.state a.state >merged 2>merged.said
	same whole merged
	same whole.said merged.said
}

@test "lf-funnel: states have the sums of a part, and merge to those of one run" {
	moves
	whole_and_merged
	cut -f 1-4,17,18 merged | same - <(table <<-'END'
		period stage entered reached entered_sum reached_sum
		all MQL . 2 . 100.000
		all SQL 2 2 100.000 220.125
	END
	)
	grep -q "1 move without a value in column 'amount' counts 0" merged.said
	whole_and_merged --within 40d,90d,120d
	cut -f 3,5,6,10- merged | same - <(table <<-'END'
		within observed reached entered_sum observed_sum reached_sum
		40d 2 1 100.000 100.000 250.125
		90d 2 2 100.000 100.000 220.125
		120d 2 2 100.000 100.000 220.125
	END
	)
	# The option goes with --partial, and is recorded.
	lf-funnel --merge --within 40d,90d,120d --sum amount a.state b.state 2>said | same merged -
	fails 2 "lf-funnel: --sum: the states were made with --sum=amount" lf-funnel --merge --sum visit a.state b.state
	lf-funnel --steps MQL,SQL --partial moves.tsv >none.state
	fails 2 "lf-funnel: --sum: the states were made without it; it goes with --partial" \
		lf-funnel --merge --sum amount none.state
	fails 1 "lf-funnel: none.state:1: is a state made with '--steps=MQL,SQL', where that before was made with '--steps=MQL,SQL --sum=amount': merge states of the same options" \
		lf-funnel --merge a.state none.state
}

@test "--sum of several currencies is reported, by states that are merged too, but not by group" {
	moves
	awk -F '\t' -v OFS='\t' '{ print $0, (NR == 1 ? "currency_code" : $1 == "a" ? "EUR" : "USD") }' moves.tsv >coded.tsv
	wanted="--sum adds up amounts in 2 currencies, EUR and USD: name the column of the currency in --group, or leave the moves of one currency"
	for report in lf-flow "lf-funnel --steps MQL,SQL"; do
		said() {
			grep currenc said | same - <([ -z "$1" ] || echo "${report%% *}: $1")
		}
		$report --sum amount moves.tsv >plain 2>said
		$report --sum amount coded.tsv 2>said | same plain -
		said "$wanted"
		for lead in a b; do
			awk -F '\t' -v lead=$lead 'NR == 1 || $1 == lead' coded.tsv | $report --sum amount --partial 2>said
			same /dev/null said
		done >states
		${report%% *} --merge states 2>said | same plain -
		said "$wanted"
		$report --sum amount --group currency_code coded.tsv 2>said >got
		said ''
		awk -F '\t' 'NR == 1 || $1 == "a"' coded.tsv | $report --sum amount 2>said >got
		said ''
		$report coded.tsv 2>said >got
		said ''
	done
}

@test "lf-plot draws reports with sums as those without" {
	moves
	lf-flow moves.tsv | lf-plot --format text >wanted
	lf-flow --sum amount moves.tsv 2>/dev/null | lf-plot --format text | same wanted -
	for within in "" "--within 7d"; do
		lf-funnel --steps MQL,SQL $within moves.tsv | lf-plot --format text >wanted
		lf-funnel --steps MQL,SQL $within --sum amount moves.tsv 2>/dev/null |
			lf-plot --format text | same wanted -
	done
}
