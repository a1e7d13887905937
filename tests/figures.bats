# leadflow-figures(7): every column that a report can print is there, and says what checks it.

load lib/helper

page=$(cd "$BATS_TEST_DIRNAME/../man" && pwd)/leadflow-figures.7
reports="velocity aging funnel flow accept cost drivers forecast check snapshot"

setup() {
	cd "$BATS_TEST_TMPDIR"
	generate log 3000 300 1 |
		awk -F '\t' -v OFS='\t' '{ print $0, NR == 1 ? "src" : "s" NR % 3, NR == 1 ? "worth" : NR % 50 }' |
		lf-stage --score score >staged.tsv
	lf-transitions --first src,worth staged.tsv >moves.tsv
	printf 'stage\tsla\tpath\nstage1\nstage2\t3d\nstage3\t\tend\n' >stages.tsv
	printf 'from\tuntil\tamount\tsrc\n2023-01-01\t2027-01-01\t1000\ts1\n' >ledger.tsv
	printf 'lead\tstage\n1\tstage1\n' >now.tsv
	printf 'day\tfrom\tuntil\nMon\t09:00\t17:00\n' >calendar.tsv
	printf 'time\tstage\tcount\n2024-01-0%d\tstage1\t5\n' 1 >counts.tsv
}

# The runs of a program that have all of its columns between them, a line each.
runs_of() {
	sed -n "s/^$1 //p" <<-'END'
		velocity --by month --group src --km 20,85 --percentiles 50,85,95 --compare previous moves.tsv
		velocity --group src --compare others --seen-from 2024-02-01 moves.tsv
		aging --stages stages.tsv --group src --keep worth moves.tsv
		aging --summary --stages stages.tsv --group src moves.tsv
		funnel --stages stages.tsv --steps stage1,stage2,stage3 --by month --group src --percentiles 50,85,95 --sum worth moves.tsv
		funnel --stages stages.tsv --by month --group src --within 7d --sum worth moves.tsv
		funnel --stages stages.tsv --within 7d --members moves.tsv
		flow --stages stages.tsv --group src --compare previous --sum worth moves.tsv
		flow --members moves.tsv
		accept --handed stage2 --accepted stage3 --rejected stage1 --by month --group src --sla 3d --window 9d --audit moves.tsv
		accept --handed stage2 --accepted stage3 --basis period moves.tsv
		accept --handed stage2 --accepted stage3 --members moves.tsv
		cost --ledger ledger.tsv --target stage2 --by month --group src --lag mean moves.tsv
		cost --ledger ledger.tsv --target stage2 --spread moves.tsv
		cost --ledger ledger.tsv --target stage2 --members moves.tsv
		drivers --driver event --stages stages.tsv --group src staged.tsv
		forecast --by month --periods 1 --group src moves.tsv
		forecast --by month --backtest 3 --group src moves.tsv
		check --stages stages.tsv --old event --current now.tsv staged.tsv
		snapshot --counts --by month --stages stages.tsv counts.tsv
	END
}

# Options of a program that neither add a column nor take another table for one: they choose what
# is counted, in which order, unit or zone, or write no report.
no_columns() {
	local all="help version columns no-header null rejects progress lead time stage tz year-start partial merge"
	case $1 in
	velocity) echo "$all on from until per unit calendar stages" ;;
	aging) echo "$all ahead stuck overdue unit calendar" ;;
	funnel) echo "$all from-first unit calendar" ;;
	flow) echo "$all by from until to-date seen-from" ;;
	accept) echo "$all unit calendar stages" ;;
	cost) echo "$all sla currency places partial-ledger" ;;
	drivers) echo "$all touch earlier ignore forward min top as-of" ;;
	forecast) echo "$all inflow runs seed seen-from stages" ;;
	check) echo "$all fail" ;;
	snapshot) echo "$all exit gaps unit" ;;
	esac
}

# The names that the page has in a section, a line each.
names_in() {
	sed -n "/^\.Ss $1\$/,/^\.S[hs] /s/^\.It Li //p" "$page" | tr -d ',' | tr -s ' ' '\n'
}

@test "every column that a report can print is in the page, and every check" {
	for report in $reports; do
		while read -r options; do
			lf-$report $options 2>stderr >out || { cat stderr; return 1; }
			head -n 1 out | tr '\t' '\n'
			[ "$report" != check ] || cut -f 1 out
		done < <(runs_of "$report") | sed 's/^km_p\(20\|85\)$/km_pP/' |
			grep -vx 'src\|worth' | sort -u >printed
		[ -s printed ]
		{ names_in "lf-$report"; names_in Keys; } | sort -u >named
		comm -23 printed named | sed "s/^/lf-$report: /"
		# Nor is there a name that nothing prints.
		names_in "lf-$report" | sort -u | comm -13 printed - | sed "s/^/not of lf-$report: /"
	done >wrong
	same /dev/null wrong
}

@test "every option of a report is in the runs that show its columns, or has none" {
	for report in $reports; do
		lf-$report --help | sed -n 's/^ *\(-., *\)\{0,1\}--\([a-z-]*\).*/\2/p' | sort -u >options
		[ "$(wc -l <options)" -gt 10 ]
		{ no_columns "$report" | tr ' ' '\n'; runs_of "$report" | grep -o -e '--[a-z-]*' | cut -c 3-; } |
			sort -u | comm -23 options - | sed "s/^/lf-$report: --/"
	done >missing
	same /dev/null missing
}

@test "every figure says what it is checked against, by files that are there and in use" {
	awk '
		/^\.S[hs] / { end(); section = $2; split("", labels) }
		/^\.It Em / { end(); label = $3; labels[label] }
		/^\.Pa / { sub(/^tests\//, "", $2); print $2; files[section, label]++ }
		/^\.It Li / { end(); figure = $0 }
		/^\.Em / && figure != "" {
			for (i = 2; i <= NF; i++)
				if ($i != "," && !files[section, $i])
					print section ": " $i " is not at its head" >"wrong"
			checked++
			figure = ""
		}
		function end() {
			if (figure != "" && section != "Keys")
				print section ": " figure ": not checked" >"wrong"
			figure = ""
		}
		END { end(); if (checked < 90) print checked " figures" >"wrong" }' "$page" | sort -u >files
	! [ -e wrong ] || { cat wrong; return 1; }
	[ "$(wc -l <files)" -gt 25 ]
	while read -r file; do
		[ -s "$BATS_TEST_DIRNAME/$file" ] || echo "$file is not there"
		# A file of lib, oracle or data is read by a suite, or made with what a suite reads.
		[[ $file == *.bats ]] || grep -q "${file##*/}\|lib/$(basename "$file" .bash)\>" \
			"$BATS_TEST_DIRNAME"/*.bats "$BATS_TEST_DIRNAME"/oracle/*.R ||
			echo "$file is not in use"
	done <files >wrong
	same /dev/null wrong
}
