# What leadflow(7), SCALING, is made of: the cost of a row in each filter, the size of
# states, and a log that comes straight from the generator.

# costs FILE COMMAND: adds a filter of that file, to be measured by itself.
costs() {
	[ ! -x "$bin/${2%% *}" ] || {
		job "${2%% *}" "$2 $1"
		printf '%s\t%s\t%s\t%s\n' "${2%% *}" "$(bytes "$1")" "$(wc -l <"$1")" \
			"$(sh -c "$2 $1" | wc -c)" >>"$scratch/sizes"
	}
}

section_scaling() {
	built lf-import lf-stage lf-transitions || return 0
	prepare "$events" "$leads"
	make_export time
	printf 'from\tuntil\tamount\n2023-01-01\t2026-12-31\t1000000\n' >spend.tsv
	go .
	: >"$scratch/sizes"
	costs time.csv 'lf-import --time Time --lead Lead --keep Event,Campaign,Score'
	costs log.tsv lf-sort
	costs log.tsv 'lf-stage --score score'
	costs log.tsv "lf-split --jobs 2 'cat >/dev/null'"
	costs staged.tsv lf-transitions
	costs staged.tsv 'lf-drivers --driver event'
	costs staged.tsv 'lf-check'
	costs moves.tsv lf-velocity
	costs moves.tsv lf-flow
	costs moves.tsv 'lf-accept --handed stage2 --accepted stage3'
	costs moves.tsv 'lf-cost --ledger spend.tsv --target stage3'
	costs moves.tsv 'lf-funnel --steps stage1,stage2,stage3'
	costs moves.tsv 'lf-aging --summary'
	costs moves.tsv 'lf-forecast --by month --periods 3'
	race "The cost of a row, $events events of $leads leads"
	printf '| | rows in | bytes in, a row | bytes out, a row | ns a row | bytes of memory a lead |\n'
	printf '|---|---:|---:|---:|---:|---:|\n'
	awk -F '\t' -v leads="$leads" 'NR == FNR { bytes[$1] = $2; rows[$1] = $3; out[$1] = $4; next }
		$1 in rows { printf "| %s | %d | %.1f | %.1f | %.0f | %.0f |\n", $1, rows[$1],
			bytes[$1] / rows[$1], out[$1] / rows[$1], $6 * 1e9 / rows[$1],
			$8 * 1024 / leads }' "$scratch/sizes" "$scratch/summary"
	list_jobs
	states
}

# state NAME FILE: prints the size of what a filter keeps.
state() {
	printf '| %s | %d | %d | %.1f |\n' "$1" "$(bytes "$2")" "$(wc -l <"$2")" \
		"$(ratio "$(bytes "$2")" "$leads")"
}

# Prints the sizes of the states of --state, and of those of --partial.
states() {
	printf '\n| state of | bytes | lines | bytes a lead |\n|---|---:|---:|---:|\n'
	rm -f stage.state moves.state
	lf-stage --score score --sum --state stage.state log.tsv >/dev/null
	lf-transitions --state moves.state staged.tsv >/dev/null
	state 'lf-stage --sum --state' stage.state
	state 'lf-transitions --state' moves.state
	rm -f stage.state moves.state
	lf-transitions --as-of 2026-01-01 staged.tsv >open.tsv
	for states_filter in lf-velocity 'lf-velocity --by month' 'lf-flow --by month' \
		'lf-accept --handed stage2 --accepted stage3' 'lf-cost --target stage3' \
		'lf-funnel --steps stage1,stage2,stage3' 'lf-aging --summary'; do
		sh -c "$states_filter --partial open.tsv" >part.tsv
		state "$states_filter --partial" part.tsv
	done
	lf-drivers --driver event --partial staged.tsv >part.tsv
	state 'lf-drivers --driver event --partial' part.tsv
	rm -f part.tsv open.tsv
}

# cores NAME COLUMNS REPORT: one pipeline of the log, lf-split with copies of it, and the
# pipeline of each part, several at a time; the states are merged.
cores() {
	cores_stage='lf-stage --score score --only time,lead,stage'
	cores_moves="lf-transitions --as-of 2026-01-01 --only $2"
	go .
	job 'one pipeline' "$cores_stage log.tsv" "$cores_moves" "$3"
	for cores_jobs in 2 4 8 16; do
		[ $cores_jobs -le "$(nproc)" ] || break
		job "lf-split, $cores_jobs copies" \
			"lf-split --jobs $cores_jobs '$cores_stage | $cores_moves | $3 --partial' log.tsv" \
			"$3 --merge"
		job "parts, $cores_jobs at a time" "ls part*.tsv | xargs -P $cores_jobs -I PART sh -c \
'$cores_stage PART | $cores_moves | $3 --partial >PART.state'; $3 --merge part*.state"
	done
	agree
	race "$1 on several cores, $events events of $leads leads"
	table 'one pipeline'
	list_jobs
}

# What copies of a pipeline gain, for a report with a small state and one with a large.
section_cores() {
	built lf-split lf-stage lf-transitions lf-velocity lf-flow || return 0
	make_log "$events" "$leads"
	job 'cutting the log into 16 parts' "lf-split --jobs 16 'cat >part\$LF_SPLIT.tsv' log.tsv"
	race "Cutting a log by lead, $events events"
	table 'cutting the log into 16 parts'
	list_jobs
	cores 'lf-flow by month' time,from,to,visit 'lf-flow --by month'
	cores lf-velocity from,to,sojourn lf-velocity
	rm -f part*.tsv part*.state
}

# stream EVENTS LEADS: adds the generator by itself, and straight into the filters.
stream() {
	job "wc -l, $1" "generate log $1 $2 1" 'wc -l'
	job "leadflow, $1" "generate log $1 $2 1" 'lf-stage --score score --only time,lead,stage' \
		'lf-transitions --only from,to,sojourn' lf-velocity 'tee velocity.tsv'
}

# The visits in the velocity table, those that are open among them.
visits_in_table() {
	awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 1 { visits += $at["n"] + $at["open"] }
		END { printf "%d", visits }' velocity.tsv
}

# The billion: --events 1000000000 --leads 99999999 --runs 1 stream. No log is written.
section_stream() {
	built lf-stage lf-transitions lf-velocity || return 0
	compile visits || return 0
	go "$scratch"
	stream $((events / 100)) $((leads / 100))
	stream "$events" "$leads"
	race "A log straight from the generator, $events events of $leads leads"
	table "wc -l, $events"
	list_jobs
	printf '\nVisits: %s, and %s as an array of leads counts them.\n' "$(visits_in_table)" \
		"$(generate log "$events" "$leads" 1 | visits "$leads")"
	stream_hundredth=$(ratio "$(of "leadflow, $((events / 100))" seconds)" 0.01)
	stream_alone=$(of "wc -l, $events" seconds)
	target "$(awk -v all="$(of "leadflow, $events" seconds)" -v hundred="$stream_hundredth" \
		-v alone="$stream_alone" \
		'BEGIN { print all / (hundred > alone ? hundred : alone) }')" most 1.5 \
		"times the longer of the generator alone and 100 times a hundredth, $events events"
	target "$(ratio "$(of "leadflow, $events" peak)" 1048576)" most 12 "GB, $events events"
}

# spark NAME PIPELINE MERGE: adds lf-spark over the log, on two cores.
spark() {
	job "lf-spark, $1" "lf-spark --master local[2] --conf spark.ui.enabled=false \
--input log.tsv --lead lead --time time --merge '$3' '$2'"
}

# What Spark costs: the filters in it, against cat in it and the filters by themselves.
section_spark() {
	built lf-spark lf-stage lf-transitions lf-velocity || return 0
	has pyspark || {
		printf '\nPySpark is not installed: pip install pyspark\n'
		return 0
	}
	make_log $((events / 5)) $((leads / 5))
	spark_stage='lf-stage --score score'
	spark_moves='lf-transitions --as-of 2026-01-01'
	job 'one pipeline' "$spark_stage log.tsv" "$spark_moves" lf-velocity
	spark filters "$spark_stage | $spark_moves | lf-velocity --partial" 'lf-velocity --merge'
	spark cat cat cat
	race "lf-spark, $((events / 5)) events, two cores"
	table 'one pipeline'
	list_jobs
	target "$(awk -v all="$(of 'lf-spark, filters' seconds)" \
		-v filters="$(of 'one pipeline' processor)" -v cat="$(of 'lf-spark, cat' seconds)" \
		'BEGIN { print (all - filters) / cat }')" most 1.3 \
		"times the time of lf-spark with cat, lf-spark without the filters' own time"
}
