# Broken CSV: which records are lost, and which are not.

load lib/helper

@test "of damaged CSV, what comes out and what is rejected is as an independent reader has it" {
	local trials=${LF_DAMAGE_TRIALS:-300} first last
	for ((first = 1; first <= trials; first = last + 1)); do
		last=$((first + 999 < trials ? first + 999 : trials))
		rm -f damaged.*
		rm -f wanted rejected got got_bad
		touch wanted rejected got got_bad
		LC_ALL=C awk -v first=$first -v last=$last -v seed=$first \
			-f "$BATS_TEST_DIRNAME/oracle/csv-damage.awk" >>lost
		sh -e commands
		same wanted got
		cut -f1,2,4- got_bad | same - rejected
	done
	# A well-formed record is lost only in another that the damage has made of it.
	awk '{ whole += $1; inside += $2; lost += $3 }
		END { print whole " well-formed records, lost in another: " inside ", otherwise: " lost }' lost >counts
	sed 's/^/# /' counts >&3
	grep -q 'otherwise: 0$' counts
}

@test "whatever the bytes, and wherever reads cut them, records are those of a simple reader" {
	fuzz-csv 10000 1
}

# bad: what --rejects got, in the file bad, as line and text.
lines_rejected() {
	cut -f2,4- bad
}

@test "what follows a mark that is never closed is not lost, in either mode" {
	printf 'id,when,note\n7,2024-03-05,"call back\n8,2024-03-06,ok\n9,2024-03-07,"x\ny"\n10,2024-03-08,ok\n' >in.csv
	printf 'time\tlead\n2024-03-06T00:00:00Z\t8\n2024-03-07T00:00:00Z\t9\n2024-03-08T00:00:00Z\t10\n' >wanted
	lf-import --time when --lead id --rejects bad in.csv >got 2>stderr
	same wanted got
	printf '2\t7,2024-03-05,"call back\n' >wanted_bad
	lines_rejected | same - wanted_bad
	# A lenient reader takes the text after the next mark for more of the field.
	sed 's/"x$/x/; s/^y"/y/' in.csv | grep -v '^y' >none.csv
	lf-import --lenient --time when --lead id --rejects bad none.csv >got 2>stderr
	same wanted got
	lines_rejected | same - wanted_bad
	[ "$(cat stderr)" = 'lf-import: 1 row rejected to bad' ]
}

@test "the lines of a broken record are read as records of their own" {
	printf 'id,when,note\n1,2024-01-01,"a\n2,2024-01-02,b\nnot a record\n3,2024-01-03,"c" d\n4,2024-01-04,e\n' >in.csv
	lf-import --time when --lead id --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2024-01-02T00:00:00Z\t2\n2024-01-04T00:00:00Z\t4\n' | same - got
	printf '%s\t%s\n' 2 '1,2024-01-01,"a' 4 'not a record' 5 '3,2024-01-03,"c" d' >wanted
	lines_rejected | same - wanted
	printf 'in.csv\t%s\n' '2	record 1: note: text after the closing quotation mark' \
		'4	record 3: 1 field where there are 3 columns (see --ragged)' \
		'5	record 4: note: text after the closing quotation mark' >wanted
	cut -f1-3 bad | same - wanted
}

@test "a line that ends with CR alone, or CRLF, is the one that is lost" {
	printf 'a,b\rc,"d\re,f\r' >cr.csv
	printf 'a,b\r\nc,"d\r\ne,f\r\n' >crlf.csv
	for file in cr crlf; do
		lf-import --set time=2024-01-01 --lead a --no-header --rejects bad $file.csv >got 2>stderr
		printf '2024-01-01T00:00:00Z\te\n' | same - got
		printf '2\tc,"d\n' >wanted
		lines_rejected | same - wanted
		dd if=$file.csv bs=1 2>/dev/null | lf-import --set time=2024-01-01 --lead a \
			--no-header --rejects bad >got 2>stderr
		printf '2024-01-01T00:00:00Z\te\n' | same - got
		lines_rejected | same - wanted
	done
}

@test "without --rejects the first broken record ends the run, after what came before" {
	printf 'id,when,note\n7,2024-03-05,a\n8,2024-03-06,"b\n9,2024-03-07,c\n' >in.csv
	for mode in '' --lenient; do
		fails 1 'lf-import: in.csv:3: record 2: note: the quotation mark is never closed' \
			lf-import $mode --time when --lead id in.csv
		printf 'time\tlead\n2024-03-05T00:00:00Z\t7\n' | same - stdout
	done
}

# limited COMMAND...: in 100 MB.
limited() {
	(ulimit -v 100000 && timeout 20 "$@")
}

needs_limit() {
	limits_memory lf-import
}

@test "records after a field that is too long are read, without much memory" {
	{
		printf 'id,when,note\n1,2024-01-01,"'
		yes 'a,2024-01-02,b' | head -n 300000
		printf 'z,2024-01-03,c\n'
	} >in.csv
	needs_limit
	limited lf-import --time when --lead id --rejects bad in.csv >got 2>stderr
	[ "$(wc -l <got)" -eq 300001 ]
	[ "$(tail -n 1 got)" = $'2024-01-03T00:00:00Z\tz' ]
	printf 'in.csv\t2\trecord 1: note: a field of more than 1048576 bytes (see --max-field)\n' >wanted
	cut -f1-3 bad | same - wanted
	# A field without an end.
	for byte in '"' a; do
		{ printf '"'; tr '\0' a </dev/zero; } | tr '"' "$byte" |
			fails 1 'lf-import: -:1: record 1: a: a field of more than 1048576 bytes (see --max-field)' \
				limited lf-import --columns a --set time=2024-01-01 --lead a
	done
}

@test "marks that make one record of a whole file are given up, without much memory" {
	# Each line ends in a quoted field, whether it began in one or not.
	{ echo a,b,c; yes '1,24" x,"y' | head -n 300000; echo 1,2,3; } >in.csv
	needs_limit
	limited lf-import --lenient --set time=2024-01-01 --lead c --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2024-01-01T00:00:00Z\t3\n' | same - got
	[ "$(wc -l <bad)" -eq 300000 ]
	cut -f3 bad | sed 's/record [0-9]*: //' | sort -u >reasons
	printf '%s\n' 'a record of more than 1048576 bytes with more fields than columns' \
		'c: the quotation mark is never closed' 'the quotation mark is never closed' >wanted
	sort -u reasons | same - wanted
}

@test "a failure line in a field whose mark is open is passed on as it stands" {
	failure="lf-sort: log.tsv: \"a, b\" is no file"
	passes() {
		{ printf '%b' "$1"; printf '\030%s\n' "$failure"; } >in.csv
		fails 1 "lf-import: in.csv:$2: the program before failed: $failure" \
			lf-import --time t --lead l "${@:3}" in.csv
		same rows_before stdout
	}
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' >rows_before
	passes 't,l\n2026-01-01,a\n2026-01-02,"b\n' 4
	passes 't,l\n2026-01-01,a\n2026-01-02,"b\n\nc,d\n' 6
	passes 't,l\n2026-01-01,a\n2026-01-02,"b\n' 4 --rejects rejects
	passes 't,l\n2026-01-01,a\n2026-01-02,"b\n' 4 --lenient
	# In a record that is whole, and in the header.
	failure='lf-sort: x",'
	passes 't,l\n2026-01-01,a\n2026-01-02,"b\n' 4
	: >rows_before
	passes 't,"l\n' 2
	# CAN elsewhere is a byte like any other.
	printf 't,l\n2026-01-01,"a\n\030b"\n' >in.csv
	[ "$(lf-import --time t --lead l in.csv | wc -l)" -eq 2 ]
}
