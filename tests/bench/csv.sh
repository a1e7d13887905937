# The race from an export in CSV to the velocity table, and lf-import by itself.

# make_export time|newest|any: makes the log as a CRM exports it, in that order.
make_export() {
	case $1 in
	time) make_file time.csv "tr '\\t' , <log.tsv |
		sed '1s/.*/Time,Lead,Event,Campaign,Score/; s/\\([a-z]\\):/\\1,/'" log.tsv ;;
	newest) make_file newest.csv \
		'head -n 1 time.csv; tail -n +2 time.csv | tac' time.csv ;;
	any) make_file any.csv 'head -n 1 time.csv; tail -n +2 time.csv | shuf' time.csv ;;
	esac
}

# from_csv NAME FILE IMPORT SORT STAGE TRANSITIONS: adds leadflow with these options.
from_csv() {
	job "$1" "lf-import --time Time --lead Lead --rename Score=score $3 $2" "lf-sort${4:+ $4}" \
		"lf-stage --score score${5:+ $5}" "lf-transitions${6:+ $6}" lf-velocity
}

# csv_leadflow ORDER: adds leadflow with the columns that the table needs, and with all.
csv_leadflow() {
	csv_sort=$([ "$1" != newest ] || echo --newest-first)
	csv_few='--only time,lead,stage' csv_moves='--only from,to,sojourn'
	from_csv leadflow "$1.csv" '--keep Score' "$csv_sort" "$csv_few" "$csv_moves"
	from_csv 'leadflow, all columns' "$1.csv" --all "$csv_sort"
	[ -z "$spill" ] || from_csv 'leadflow, spilling' "$1.csv" '--keep Score' \
		"${csv_sort:+$csv_sort }--buffer-size $spill" "$csv_few" "$csv_moves"
}

# csv_rivals ORDER: adds the other tools.
csv_rivals() {
	csv_file="-cmd \"SET VARIABLE export = '$1.csv'\""
	! has duckdb || job DuckDB "duckdb -cmd '.mode tabs' $csv_file -f velocity/csv.duckdb.sql"
	! has polars || job Polars \
		"python3 velocity/csv.polars.py$([ "$1" != time ] || echo ' --sorted') $1.csv"
	! has chdb || job ClickHouse "python3 velocity/csv.chdb.py $1.csv"
}

# csv_mawk ORDER: adds mawk, which needs events in time order, or sorted by lead.
csv_mawk() {
	csv_stage='mawk -f velocity/seconds.awk -f velocity/log.awk'
	csv_table='mawk -f velocity/velocity.awk'
	! has mawk || case $1 in
	time) job mawk 'cut -d , -f 1,2,3,5 time.csv' "tr , '\\t'" "$csv_stage" \
		'sort -k1,1 -k2,2n' "$csv_table" ;;
	newest) job mawk '{ head -n 1 newest.csv; tail -n +2 newest.csv | tac; }' \
		'cut -d , -f 1,2,3,5' "tr , '\\t'" "$csv_stage" 'sort -k1,1 -k2,2n' "$csv_table" ;;
	any) job mawk 'tail -n +2 any.csv' 'cut -d , -f 1,2,5' "tr , '\\t'" 'sort -k2,2 -k1,1' \
		'mawk -f velocity/seconds.awk -f velocity/sorted.awk' 'sort -k1,1 -k2,2n' \
		"$csv_table" ;;
	esac
}

# csv_race ORDER EVENTS: the race; its figures are kept for the tables and the next size.
csv_race() {
	make_export "$1"
	go .
	csv_leadflow "$1"
	csv_rivals "$1"
	# At 10 million events it takes longer than all others together.
	[ "$2" -gt 1000000 ] || csv_mawk "$1"
	compete "CSV, order $1," "$2"
	list_jobs
	cp "$scratch/summary" "$scratch/csv-$2-$1"
	[ "$1" = time ] || rm "$1.csv"
}

# csv_targets ORDER TIMES: against DuckDB.
csv_targets() {
	[ -n "$(of DuckDB seconds)" ] || return 0
	target "$(ratio "$(of DuckDB seconds)" "$(of leadflow seconds)")" least "$2" \
		"times faster than DuckDB from CSV, order $1"
	target "$(ratio "$(of leadflow processor)" "$(of DuckDB processor)")" most 0.65 \
		"of the processor time of DuckDB from CSV, order $1"
	target "$(ratio "$(of leadflow peak)" "$(of DuckDB peak)")" most 1 \
		"of the memory of DuckDB from CSV, order $1"
}

# csv_growth ORDER JOB TIMES: the time an event against that of leadflow at a tenth of them.
csv_growth() {
	[ -n "$(of "$2" seconds)" ] || return 0
	csv_tenth=$(awk -F '\t' '$1 == "leadflow" { print $3 * 10 }' \
		"$scratch/csv-$((events / 10))-$1")
	target "$(ratio "$(of "$2" seconds)" "$csv_tenth")" most "$3" \
		"times the time an event of a tenth of the events, $2, from CSV, order $1"
}

section_csv() {
	built lf-import lf-sort lf-stage lf-transitions lf-velocity || return 0
	for csv_share in 10 1; do
		make_log $((events / csv_share)) $((leads / csv_share))
		for csv_order in time newest any; do
			csv_race $csv_order $((events / csv_share))
			[ $csv_share -eq 1 ] || continue
			csv_targets $csv_order "$([ $csv_order = any ] && echo 1.4 || echo 1.5)"
			csv_growth $csv_order leadflow 1.3
			csv_growth $csv_order 'leadflow, spilling' 1.8
		done
		csv_table $((events / csv_share))
	done
}

# csv_table EVENTS: prints the table of README.
csv_table() {
	printf '\n### From CSV to velocity table, %s events: s / processor s / MB\n\n' "$1"
	awk -f "$here/csvtable.awk" "$scratch/csv-$1-time" "$scratch/csv-$1-newest" \
		"$scratch/csv-$1-any"
}

section_import() {
	built lf-import || return 0
	compile csvcount -lcsv || return 0
	make_log "$events" "$leads"
	make_export time
	make_file quoted.csv 'sed "s/,/\",\"/g; s/.*/\"&\"/" time.csv' time.csv
	for import_file in time quoted; do
		job "libcsv, $import_file" "csvcount $import_file.csv"
		for import_keep in Event,Campaign,Score Score; do
			job "lf-import, $import_file, $import_keep" \
				"lf-import --time Time --lead Lead --keep $import_keep $import_file.csv"
		done
	done
	race "CSV of $events events, against counting its fields with libcsv"
	table 'libcsv, time'
	list_jobs
	import_target time Event,Campaign,Score 0.45
	import_target time Score 0.40
	import_target quoted Event,Campaign,Score 1.4
	rm quoted.csv
}

# import_target FILE COLUMNS TIMES: the processor time against that of libcsv alone.
import_target() {
	target "$(ratio "$(of "lf-import, $1, $2" processor)" "$(of "libcsv, $1" processor)")" \
		most "$3" "times the processor time of libcsv alone, lf-import --keep $2 $1.csv"
}
