# The sections of the benchmark.

# make_file FILE COMMAND SOURCE...: makes the file unless it is newer than the sources.
make_file() {
	make_name=$1 make_command=$2
	shift 2
	if stale "$make_name" "$@"; then
		sh -c "$make_command" >"$make_name.new"
		mv "$make_name.new" "$make_name"
	fi
	cat "$make_name" >/dev/null # from here on in the page cache
}

# make_log EVENTS LEADS: makes a log of that size, and goes to its folder.
make_log() {
	mkdir -p "$data/$1-$2"
	go "$data/$1-$2"
	ln -sfn "$here/velocity" velocity
	make_file log.tsv "generate log $1 $2 1" "$bin/generate"
}

# prepare EVENTS LEADS: the same, and makes its staged events and its moves.
prepare() {
	make_log "$1" "$2"
	make_file staged.tsv 'lf-stage --score score log.tsv' "$bin/lf-stage" log.tsv
	make_file moves.tsv 'lf-transitions staged.tsv' "$bin/lf-transitions" staged.tsv
}

# Makes the staged events again, sorted by lead.
prepare_grouped() {
	make_file grouped.tsv 'head -n 1 staged.tsv; tail -n +2 staged.tsv | sort -s -k2,2' \
		staged.tsv
}

bytes() {
	wc -c <"$1"
}

# Adds the job against which all others are measured, and the same with every column.
pipeline() {
	job leadflow 'lf-stage --score score --only time,lead,stage log.tsv' \
		'lf-transitions --only from,to,sojourn' lf-velocity
	job 'leadflow, all columns' 'lf-stage --score score log.tsv' lf-transitions lf-velocity
}

# faster JOB TIMES PROCESSOR: adds the targets against that competitor.
faster() {
	target "$(ratio "$(of "$1" seconds)" "$(of leadflow seconds)")" least "$2" \
		"times faster than $1"
	target "$(ratio "$(of "$1" processor)" "$(of leadflow processor)")" least "$3" \
		"times less processor time than $1"
	target "$(ratio "$(of leadflow peak)" "$(of "$1" peak)")" most 0.1 \
		"of the memory of $1"
}

# compete log|moves SIZE: runs the race; the job of leadflow is the first.
compete() {
	agree
	race "From $1 to velocity table, $2 events"
	table leadflow
	lost "$1 of $2 events"
}

section_pipeline() {
	built lf-stage lf-transitions lf-velocity || return 0
	prepare "$events" "$leads"
	pipeline
	competitors log fast
	compete log "$events"
	for pipeline_duckdb in DuckDB 'DuckDB, any order of ties' 'DuckDB (Python)'; do
		[ -z "$(of "$pipeline_duckdb" seconds)" ] || faster "$pipeline_duckdb" 5 5
	done

	prepare $((events / 10)) $((leads / 10))
	pipeline
	competitors log fast
	competitors log slow
	compete log $((events / 10))
	list_jobs
}

section_moves() {
	built lf-stage lf-transitions lf-velocity || return 0
	prepare "$events" "$leads"
	job leadflow 'lf-velocity moves.tsv'
	competitors moves fast
	compete moves "$events"

	prepare $((events / 10)) $((leads / 10))
	job leadflow 'lf-velocity moves.tsv'
	competitors moves fast
	competitors moves slow
	compete moves $((events / 10))
	list_jobs
}

# against_wc TITLE: races the jobs against wc -l of their input.
against_wc() {
	race "$1"
	table 'wc -l'
	list_jobs
}

# within TIMES JOB...: adds the targets of jobs: at most that many times wc -l.
within() {
	within_times=$1
	shift
	for within_job; do
		[ -z "$(of "$within_job" seconds)" ] || target \
			"$(ratio "$(of "$within_job" seconds)" "$(of 'wc -l' seconds)")" \
			most "$within_times" "times wc -l of its input, $within_job"
	done
}

# filter NAME COMMAND: adds a job, if that filter is built.
filter() {
	[ ! -x "$bin/${2%% *}" ] || job "$1" "$2"
}

section_filters() {
	built lf-stage lf-transitions || return 0
	prepare "$events" "$leads"
	printf 'stage\tmin_score\nstage1\t0\nstage2\t33\nstage3\t67\n' >stages.tsv
	printf 'from\tuntil\tamount\n2023-01-01\t2025-12-31\t1000000\n' >spend.tsv
	prepare_grouped
	filter_log
	filter_staged
	filter_grouped
	filter_moves
}

filter_log() {
	job 'wc -l' 'wc -l log.tsv'
	filter lf-stage 'lf-stage --score score log.tsv'
	filter 'lf-stage --stages' 'lf-stage --stages stages.tsv log.tsv'
	for filter_awk in mawk gawk; do
		if has $filter_awk; then
			$filter_awk -f velocity/stage.awk log.tsv | cmp - staged.tsv
			job $filter_awk "$filter_awk -f velocity/stage.awk log.tsv"
		fi
	done
	against_wc "Filters of a log, $events events"
	within 8 lf-stage
	within 14 'lf-stage --stages'
}

filter_staged() {
	go .
	head -n 1000 staged.tsv >few.tsv
	job 'wc -l' 'wc -l staged.tsv'
	job 'lf-transitions, 999 events' 'lf-transitions few.tsv'
	filter lf-transitions 'lf-transitions staged.tsv'
	filter lf-drivers 'lf-drivers --driver event staged.tsv'
	keep_state
	against_wc "Filters of staged events, $events events"
	within 6 lf-transitions
	drivers_targets
	target "$(bytes_a_lead)" most 40 'bytes of lf-transitions a lead, beyond its key'
	[ -z "$(of 'lf-transitions --state' seconds)" ] || target \
		"$(ratio "$(of 'lf-transitions --state' seconds)" "$(of lf-transitions seconds)")" \
		most 0.5 'of the time of lf-transitions to read and write all its state'
}

# lf-drivers against lf-transitions, both of which keep a state for each lead.
drivers_targets() {
	[ -n "$(of lf-drivers seconds)" ] || return 0
	target "$(ratio "$(of lf-drivers processor)" "$(of lf-transitions processor)")" most 2 \
		'times the processor time of lf-transitions, lf-drivers'
	target "$(ratio "$(of lf-drivers peak)" "$leads" 0.0009765625)" most 160 \
		'bytes of lf-drivers a lead'
}

# Adds a job that reads and writes the state of all leads, for one event more.
keep_state() {
	rm -f state.tsv
	lf-transitions --state state.tsv staged.tsv >/dev/null 2>&1 || return 0
	{
		head -n 1 staged.tsv
		tail -n 1 staged.tsv
	} >more.tsv
	job 'lf-transitions --state' 'lf-transitions --state state.tsv more.tsv'
}

# Prints the resident memory beyond that of a few leads; each lead has one open move.
bytes_a_lead() {
	awk -F '\t' -v all="$(of lf-transitions peak)" \
		-v few="$(of 'lf-transitions, 999 events' peak)" '
		$4 == "" { leads++; key += length($1) }
		END { printf "%.2f", ((all - few) * 1024 - key) / leads }' moves.tsv
}

filter_grouped() {
	go .
	job 'in time order' 'lf-transitions --as-of 2026-01-01 staged.tsv'
	job 'by lead' 'lf-transitions --as-of 2026-01-01 grouped.tsv'
	job 'by lead, --grouped' 'lf-transitions --as-of 2026-01-01 --grouped grouped.tsv'
	race "lf-transitions of input grouped by lead, $events events"
	table 'in time order'
	list_jobs
	target "$(ratio "$(of 'in time order' seconds)" "$(of 'by lead, --grouped' seconds)")" \
		least 1.3 'times faster with --grouped, its input grouped, than in time order'
	target "$(ratio "$(of 'by lead, --grouped' peak)" 1024)" most 4 'MB of memory with --grouped'
}

filter_moves() {
	go .
	job 'wc -l' 'wc -l moves.tsv'
	filter lf-velocity 'lf-velocity moves.tsv'
	filter lf-flow 'lf-flow moves.tsv'
	filter lf-accept 'lf-accept --handed stage2 --accepted stage3 moves.tsv'
	filter lf-cost 'lf-cost --ledger spend.tsv --target stage3 moves.tsv'
	filter lf-forecast 'lf-forecast --by month --periods 3 moves.tsv'
	against_wc "Filters of moves, $events events"
	within 12 lf-velocity lf-flow lf-accept
}

section_scale() {
	built lf-stage lf-transitions lf-velocity || return 0
	for scale_tenths in 1 10 100; do
		scale_events=$((events * scale_tenths / 10))
		scale_leads=$((leads * scale_tenths / 10))
		make_log "$scale_events" "$scale_leads"
		pipeline
		! has duckdb || job DuckDB "duckdb -cmd '.mode tabs' -f velocity/log.duckdb.sql"
		race "From log to velocity table, $scale_events events"
		table leadflow
		printf '\nleadflow: %.1f ns an event, %.1f bytes of memory a lead\n' \
			"$(ratio "$(of leadflow seconds)" "$scale_events" 1e-9)" \
			"$(ratio "$(of leadflow peak)" "$scale_leads" 0.0009765625)"
		[ $scale_tenths -ne 1 ] || scale_first=$(ratio "$(of leadflow seconds)" "$scale_events")
	done
	target "$(ratio "$(of leadflow seconds)" "$scale_events" "$scale_first")" most 1.4 \
		"times the time an event at $scale_events events, against a hundredth of them"
}

section_startup() {
	mkdir "$scratch/one"
	go "$scratch/one"
	generate log 1 1 1 >log.tsv
	printf 'time\tlead\tstage\n2024-01-01\tL1\tstage2\n' >staged.tsv
	printf 'lead\ttime\tfrom\tto\tvisit\tfrom_visit\tsince\tsojourn\tage\n' >moves.tsv
	printf 'L1\t2024-01-01\t\tstage2\t1\t\t\t\t0\n' >>moves.tsv
	printf 'L1\t2024-03-01\tstage2\t\t\t1\t2024-01-01\t5184000\t5184000\n' >>moves.tsv
	printf 'from\tuntil\tamount\n2024-01-01\t2024-01-31\t100\n' >spend.tsv
	tr '\t' , <log.tsv >log.csv
	job true true
	! has mawk || job mawk 'mawk 1 log.tsv'
	! has mlr || job Miller 'mlr --tsv cat log.tsv'
	filter lf-import 'lf-import --time time --lead lead --keep event,score log.csv'
	filter lf-sort 'lf-sort log.tsv'
	filter lf-stage 'lf-stage --score score log.tsv'
	filter lf-snapshot 'lf-snapshot staged.tsv'
	filter lf-transitions 'lf-transitions staged.tsv'
	filter lf-drivers 'lf-drivers --driver stage staged.tsv'
	filter lf-velocity 'lf-velocity moves.tsv'
	filter lf-flow 'lf-flow moves.tsv'
	filter lf-accept 'lf-accept --handed stage2 --accepted stage3 moves.tsv'
	filter lf-cost 'lf-cost --ledger spend.tsv --target stage2 moves.tsv'
	filter lf-forecast 'lf-forecast --by month --periods 1 moves.tsv'
	race 'Start-up, a row or two' $((runs * 40))
	awk -F '\t' 'NR == 1 { print "| | mean ms of processor time | peak MB |\n|---|---:|---:|" }
		NR > 1 { printf "| %s | %.2f | %.1f |\n", $1, $7 * 1000, $8 / 1024 }' "$scratch/summary"
	list_jobs
	target "$(awk -F '\t' '$1 ~ /^lf-/ && $7 > most { most = $7 }
		END { print most * 1000 }' "$scratch/summary")" most 2 \
		'ms of processor time to start, the slowest filter'
}

# Makes rows of 200 columns, of which the first, the second and the last are used.
wide() {
	awk -F '\t' -v OFS='\t' '{
		filler = ""
		for (i = 3; i < 200; i++)
			filler = filler (NR == 1 ? "c" i : i % 7 ? "field" : "") OFS
		print $1, $2, filler $4
	}'
}

section_wide() {
	built lf-stage lf-transitions || return 0
	prepare "$events" "$leads"
	wide_rows=$((events / 50))
	head -n $wide_rows log.tsv | wide >wide.tsv
	head -n $((wide_rows * 20)) log.tsv >narrow.tsv
	for wide_file in wide narrow; do
		lf-stage --score score $wide_file.tsv >$wide_file-staged.tsv
		job "lf-stage, $wide_file" "lf-stage --score score $wide_file.tsv"
		job "lf-transitions, $wide_file" "lf-transitions $wide_file-staged.tsv"
	done
	race "200 columns of which 3 are used, $wide_rows rows, and 4 columns, $((wide_rows * 20)) rows"
	table 'lf-stage, narrow'
	list_jobs
	for wide_filter in lf-stage lf-transitions; do
		wide_suffix=$([ $wide_filter = lf-stage ] || echo -staged)
		target "$(ratio "$(of "$wide_filter, wide" seconds)" "$(bytes wide$wide_suffix.tsv)" \
			"$(ratio "$(of "$wide_filter, narrow" seconds)" \
			"$(bytes narrow$wide_suffix.tsv)")")" \
			most 1.5 "times the narrow log's time a byte, 200 columns, $wide_filter"
	done
	rm -f wide*.tsv narrow*.tsv
}

# sorts NAME COMMAND: a job whose output goes through a pipe.
sorts() {
	job "$1" "$2" cat
}

section_sort() {
	built lf-sort || return 0
	make_log "$events" "$leads"
	make_file shuffled.tsv 'head -n 1 log.tsv; tail -n +2 log.tsv |
		awk "BEGIN { srand(1) } { print rand() \"\t\" \$0 }" | sort -k1,1 | cut -f2-' log.tsv
	sort_any_order
	sort_in_order
}

# In any order, with all the memory that lf-sort takes, and with a tenth of the input's size.
sort_any_order() {
	go .
	sort_size=$(($(bytes log.tsv) / 1024))
	sorts sort "sort -s -k1,1 -S $((sort_size * 5 / 4))K shuffled.tsv"
	sorts lf-sort 'lf-sort shuffled.tsv'
	sorts 'sort, a tenth' "sort -s -k1,1 -S $((sort_size / 10))K shuffled.tsv"
	sorts 'lf-sort, a tenth' "lf-sort --buffer-size $((sort_size / 10))K shuffled.tsv"
	race "Sorting $events events in any order by time, lf-sort by lead as well"
	table sort
	list_jobs
	target "$(ratio "$(of sort processor)" "$(of lf-sort processor)")" least 5 \
		'times less processor time than sort, lf-sort'
	target "$(ratio "$(of sort seconds)" "$(of lf-sort seconds)")" least 3.5 \
		'times faster than sort, lf-sort'
	target "$(ratio "$(of 'sort, a tenth' seconds)" "$(of 'lf-sort, a tenth' seconds)")" \
		least 2 'times faster than sort, both with memory for a tenth of the input, lf-sort'
}

# In order already, in falling order, and in order in each of four files.
sort_in_order() {
	go .
	{
		head -n 1 log.tsv
		tail -n +2 log.tsv | tac
	} >falling.tsv
	for sort_part in 0 1 2 3; do
		awk -v part=$sort_part 'NR == 1 || NR % 4 == part' log.tsv >part$sort_part.tsv
	done
	job 'wc -l' 'wc -l log.tsv'
	sorts sort 'sort -s -k1,1 log.tsv'
	sorts lf-sort 'lf-sort log.tsv'
	job 'lf-sort, no pipe' 'lf-sort log.tsv'
	sorts 'lf-sort, falling' 'lf-sort --newest-first falling.tsv'
	sorts 'lf-sort, four files' 'lf-sort part0.tsv part1.tsv part2.tsv part3.tsv'
	against_wc "Sorting $events events that are in order"
	within 14 lf-sort
	within 8 'lf-sort, no pipe'
	rm -f falling.tsv part?.tsv
}

# deals NAME FILE COMMAND...: notes the processor time of a program that deals out that file.
deals() {
	deals_name=$1 deals_file=$2
	shift 2
	own "$deals_name$tab$(bytes "$deals_file")" "$@" <"$deals_file" 2>>"$scratch/own" >/dev/null
}

# The programs that deal rows out, in turn. GNU parallel is slow, and gets a tenth of the rows.
deal_in_turn() {
	for deal_jobs in 2 8; do
		deals "lf-split --jobs $deal_jobs" log.tsv \
			lf-split --jobs $deal_jobs 'cat >/dev/null'
		deals "split -n r/$deal_jobs --filter" log.tsv \
			split -n r/$deal_jobs --filter='cat >/dev/null' -
		! has parallel || deals "parallel --pipe --shard, $deal_jobs jobs" few.tsv \
			parallel --will-cite --jobs $deal_jobs --pipe --shard 2 --colsep '\t' 'cat >/dev/null'
	done
}

section_split() {
	built lf-split || return 0
	compile own || return 0
	make_log "$events" "$leads"
	head -n $((events / 10)) log.tsv >few.tsv
	: >"$scratch/own"
	for deal_run in $(seq "$runs"); do
		deal_in_turn
	done
	printf '\n### Dealing rows out to copies of cat >/dev/null, %s events\n\n' "$events"
	printf 'Processor time of the program itself, and with its copies; medians. split -n r/N\n'
	printf 'deals lines out in turn, not by lead, and parallel has processes that deal.\n\n'
	awk -f "$here/deals.awk" "$scratch/own"
	for deal_jobs in 2 8; do
		target "$(awk -f "$here/deals.awk" "$scratch/own" |
			awk -F ' [|] ' -v name="| lf-split --jobs $deal_jobs" '$1 == name { print $2 + 0 }')" \
			least 1.5 "GB a processor second of its own, lf-split --jobs $deal_jobs"
	done
	rm -f few.tsv
}
