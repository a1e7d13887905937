# lf-spark, on a real Spark: the same bytes as one pipeline, and what fails says so.
# `make check-spark` installs PySpark and runs these; without it they are skipped.

load lib/helper
load lib/examples

python=${LEADFLOW_PYTHON:-python3}

needs_spark() {
	"$python" -c 'import pyspark' 2>/dev/null || skip "no PySpark here: make check-spark"
}

spark() {
	"$python" "$(command -v lf-spark)" --conf spark.ui.enabled=false "$@"
}

# A log in order of time, with ties, and its velocity.
make_log() {
	generate log "${1:-20000}" "${2:-1500}" 7 >log.tsv
	lf-stage --score score log.tsv | lf-transitions --as-of 2030-01-01 | lf-velocity >wanted
}

pipeline='lf-stage --score score | lf-transitions --as-of 2030-01-01 | lf-velocity --partial'
columns=(--lead lead --time time)

velocity() {
	spark "${columns[@]}" --merge 'lf-velocity --merge' "$@" "$pipeline"
}

# The rows in another order, those of a lead in theirs.
shuffled() {
	{ head -n 1 log.tsv; sed 1d log.tsv | LC_ALL=C sort -s -t "$(printf '\t')" -k 2,2; }
}

to_parquet() {
	"$python" - <<-'END'
		from pyspark.sql import SparkSession
		s = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false") \
		    .config("spark.sql.session.timeZone", "UTC").getOrCreate()
		t = s.read.csv("log.tsv", sep="\t", header=True, quote="").selectExpr(
		    "to_timestamp(time) AS time", "lead", "event", "CAST(score AS INT) AS score")
		t.write.parquet("log.parquet")
	END
}

@test "help, version and usage errors need no Spark" {
	lf-spark --help >out
	lf-spark -h | same out -
	head -n 1 out | grep -q "^usage: lf-spark "
	[ "$(sed -n '/^Examples:/,$p' out | grep -c '^  lf-spark ')" -eq 2 ]
	awk 'length > 90' out | same /dev/null -
	lf-spark -V | same - <(lf-spark --version)
	ends 2 "lf-spark: unknown option --inp; see lf-spark --help" lf-spark --inp a
	ends 2 "lf-spark: unknown option -x; see lf-spark --help" lf-spark -x
	ends 2 "lf-spark: option --help takes no value" lf-spark --help=1
	ends 2 "lf-spark: option --input PATH is needed" lf-spark
	ends 2 "lf-spark: option --lead COL is needed" lf-spark --input a cat
	ends 2 "lf-spark: option --time COL is needed" lf-spark --input a --lead lead cat
	ends 2 "lf-spark: PIPELINE is needed, such as 'lf-stage --score score | lf-transitions'" \
		lf-spark --input a "${columns[@]}"
	ends 2 "lf-spark: PIPELINE is one argument, in quotation marks, and 'b' is one more" \
		lf-spark --input a "${columns[@]}" a b
	ends 2 "lf-spark: --format: 'xml' is not one of tsv|csv|parquet" \
		lf-spark --input a "${columns[@]}" --format xml cat
	ends 2 "lf-spark: --partitions: '0' is not a number from 1 to 999999" \
		lf-spark --input a "${columns[@]}" --partitions 0 cat
	ends 2 "lf-spark: --conf: 'x' is not KEY=VALUE" lf-spark --input a "${columns[@]}" --conf x cat
	ends 2 "lf-spark: option --lead is given twice" lf-spark --lead a --lead b
	touch a
	ends 2 "lf-spark: --output: 'a' is also read" lf-spark --input a "${columns[@]}" --output a cat
	ends 1 "lf-spark: none: No such file" lf-spark --input a "${columns[@]}" --file none cat
}

@test "a stream that is closed or full changes no status" {
	for to in '>&-' '2>&-' '>&- 2>&-' '2>/dev/full'; do
		status=0
		eval "lf-spark --inp $to" >out 2>err || status=$?
		[ "$status" -eq 2 ]
		same /dev/null out
	done
	for option in --help --version; do
		ends 1 "lf-spark: standard output: write error: Bad file descriptor" \
			eval "lf-spark $option >&-"
		ends 1 "lf-spark: standard output: write error: No space left on device" \
			eval "lf-spark $option >/dev/full"
		lf-spark "$option" <&- 2>&- >out
		lf-spark "$option" | same - out
	done
}

@test "without PySpark it says what to install" {
	mkdir none
	echo 'raise ImportError' >none/pyspark.py
	PYTHONPATH=none ends 1 \
		"lf-spark: PySpark is not installed: pip install pyspark (it needs Java 17)" \
		lf-spark --input a "${columns[@]}" cat
}

@test "the manual's examples print what is shown" {
	needs_spark
	mkdir bin
	printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$(command -v "$python")" "$(command -v lf-spark)" \
		>bin/lf-spark
	chmod +x bin/lf-spark
	PATH=$PWD/bin:$PATH run_examples "$BATS_TEST_DIRNAME/../man/lf-spark.1"
}

@test "TSV gives the bytes of one pipeline, from files in any order and several of them" {
	needs_spark
	make_log
	velocity --master 'local[2]' --input log.tsv --partitions 5 --output got 2>err
	same wanted got
	same /dev/null err
	mkdir folder
	shuffled >any
	head -n 1 log.tsv | tee folder/a.tsv >folder/b.tsv
	sed 1d any | head -n 7000 >>folder/a.tsv
	sed 1d any | tail -n +7001 >>folder/b.tsv
	velocity --master 'local[2]' --input folder | same wanted -
}

@test "Parquet and CSV give the bytes of one pipeline, on a small cluster too" {
	needs_spark
	make_log
	to_parquet 2>err || { cat err; false; }
	velocity --master 'local[2]' --input log.parquet | same wanted -
	velocity --master 'local-cluster[2,1,1024]' --input log.parquet | same wanted -
	tr '\t' ',' <log.tsv >log.csv
	velocity --master 'local[2]' --input log.csv | same wanted -
}

@test "values come through as they are: empty, null, escapes, bytes that are no UTF-8" {
	needs_spark
	printf 'time\tlead\tnote\n2026-01-01\ta\t\n2026-01-02\tb\tnull\n2026-01-03\tc\t\\N\n' >in.tsv
	printf '2026-01-04\td\tx\\ty\\\\\n2026-01-05\te\t\xff\n2026-01-06\tf\t"q\n' >>in.tsv
	spark --master 'local[2]' --input in.tsv "${columns[@]}" --partitions 3 cat | lf-sort >out
	same in.tsv out
	printf 'time,lead,note\n2026-01-01,a,\n2026-01-02,b,null\n2026-01-03,c,"x\ty\\\n,""z"""\n' >in.csv
	printf 'time\tlead\tnote\n2026-01-01\ta\t\n2026-01-02\tb\tnull\n' >wanted
	printf '2026-01-03\tc\tx\\ty\\\\\\n,"z"\n' >>wanted
	spark --master 'local[2]' --input in.csv "${columns[@]}" cat | lf-sort | same wanted -
}

@test "a part without rows gets the header alone, and each its number" {
	needs_spark
	printf 'time\tlead\n2026-01-01\ta\n' >in.tsv
	spark --master 'local[2]' --input in.tsv "${columns[@]}" --partitions 3 \
		'awk -v n="$LF_SPLIT" "NR == 1 { print \"n\", \"rows\" } END { print n, NR - 1 }"' >out
	head -n 1 out | same - <(echo 'n rows')
	sed 1d out | cut -d ' ' -f 1 | same - <(printf '1\n2\n3\n')
	sed 1d out | cut -d ' ' -f 2 | sort | same - <(printf '0\n0\n1\n')
}

@test "a filter that fails in one part fails the run, by its name, and nothing is written" {
	needs_spark
	make_log 2000 200
	printf '2026-01-01\tbad\tx\tmany\n' >>log.tsv
	echo old >got
	status=0
	velocity --master 'local[2]' --input log.tsv --output got 2>err || status=$?
	[ "$status" -eq 1 ]
	grep -q "^lf-spark: partition [0-9]*: 'lf-stage --score score | .*failed: lf-stage: -:.*'many'" err
	[ "$(wc -l <err)" -eq 1 ]
	same - got <<<old
	status=0
	spark --master 'local[2]' --input log.tsv "${columns[@]}" 'cat >/dev/null; exit 3' 2>err >out ||
		status=$?
	[ "$status" -eq 1 ]
	grep -q "^lf-spark: partition [0-9]*: 'cat >/dev/null; exit 3' ended with status 3$" err
	same /dev/null out
}

@test "a pipeline that reads nothing, and one that says much, end" {
	needs_spark
	make_log 20000 200
	spark --master 'local[2]' --input log.tsv "${columns[@]}" true >out
	same /dev/null out
	spark --master 'local[2]' --input log.tsv "${columns[@]}" --partitions 1 \
		'head -c 3000000 /dev/zero | tr "\0" "x" >&2; cat' >out
	same log.tsv out
}

@test "rows that do not fit the header, other headers, and failure lines are refused" {
	needs_spark
	refused() {
		local message=$1 status=0
		shift
		spark --master 'local[2]' "${columns[@]}" "$@" cat >out 2>err || status=$?
		[ "$status" -eq 1 ]
		grep -q "^lf-spark: .*$message" err || { cat err; return 1; }
		same /dev/null out
	}
	printf 'time\tlead\n2026-01-01\ta\n2026-01-02\tb\tc\n' >long.tsv
	refused "long.tsv: a row with 3 fields where there are 2 columns: 2026-01-02" --input long.tsv
	printf 'time\tlead\n2026-01-01\ta\n2026-01-02\n' >short.tsv
	refused "short.tsv: a row with 1 fields where there are 2 columns" --input short.tsv
	printf 'time,lead\n2026-01-01,a\n2026-01-02\n' >short.csv
	refused . --input short.csv
	printf 'time\tlead\tx\n' >other.tsv
	refused "has not the header line of" --input long.tsv --input other.tsv
	printf 'time\tlead\n2026-01-01\ta\n\030lf-stage: it broke\n' >failed.tsv
	refused "failed.tsv: the program before failed: lf-stage: it broke" --input failed.tsv
	printf 'time\tlead\n2026-01-01\ta\ntime\tlead\n' >again.tsv
	refused "2 rows were read, but 1 were given to 'cat': does the header line stand again" \
		--input again.tsv
	: >empty.tsv
	refused "the input is empty: it has no header line" --input empty.tsv
}

@test "an executor that is killed in the middle of a job costs time, not rows" {
	needs_spark
	make_log
	kill_once="if mkdir '$PWD/killed' 2>/dev/null; then pkill -9 -f '[C]oarseGrainedExecutorBackend'; fi"
	spark --master 'local-cluster[2,1,1024]' --input log.tsv "${columns[@]}" --partitions 4 \
		--merge 'lf-velocity --merge' "$kill_once; $pipeline" >got
	[ -d killed ]
	same wanted got
}
