# What every filter promises, for every filter: the table is in describe.

load lib/helper

# The filters are those in C, or those that LF_PROGRAMS names; what the scripts promise is in
# contract-scripts.bats.
programs=${LF_PROGRAMS:-$(cd "$BATS_TEST_DIRNAME/../cmd" && ls lf-*/lf-*.c | sed 's/.*\///; s/\.c$//')}
manuals=$BATS_TEST_DIRNAME/../man
tab=$(printf '\t')

# A program's arguments, its sample, whether it writes rows as it reads them, and whether it
# counts bad rows and names lines, as lf-check does. Says which one it is, so that a failing
# test tells.
describe() {
	echo "$1"
	program=$1 input=moves args=() streams=no counts=no
	case $1 in
	lf-import)
		args=(--delimiter "$tab" --time time --lead lead --keep event,score,campaign)
		input=events streams=yes ;;
	lf-sort) input=events ;;
	lf-stage) input=events args=(--score score) streams=yes ;;
	lf-snapshot) input=staged args=(--gaps) ;;
	lf-transitions) input=staged streams=yes ;;
	lf-check) input=staged counts=yes ;;
	lf-drivers) input=staged args=(--driver campaign) ;;
	lf-velocity | lf-flow | lf-aging) ;;
	lf-split) input=events args=(--jobs 1 cat) streams=yes ;;
	lf-funnel) args=(--steps stage2,stage3) ;;
	lf-accept) args=(--handed stage2 --accepted stage3) ;;
	lf-cost) args=(--ledger ledger --target stage3) ;;
	lf-forecast) args=(--by month --periods 2) input=many ;;
	*) echo "$1 is not in the table"; return 1 ;;
	esac
}

it() {
	"$program" "${args[@]}" "$@"
}

# What the program writes, without the lines of its input that it names: they change where that
# is cut into files, or has no header.
without_lines() {
	if [ "$counts" = yes ]; then cut -f 1-3,5; else cat; fi
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	table >staged <<-'END'
		time lead event score campaign stage
		2026-01-01T00:00:00Z ann visit 1 fair stage1
		2026-01-02T00:00:00Z bob visit 2 . stage1
		2026-01-03T12:00:00Z ann form 40 fair stage2
		2026-01-04T00:00:00Z cy visit . web .
		2026-01-05T00:00:00.25Z bob form 50 web stage2
		2026-01-09T00:00:00Z ann call 70 . stage3
		2026-01-09T00:00:00Z cy form 45 web stage2
		2026-01-20T00:00:00Z bob call 10 web stage1
		2026-02-03T00:00:00Z cy call 90 fair stage3
		2026-02-09T00:00:00Z dee visit 3 fair stage1
	END
	# Five of each lead: some reports want more than a few.
	awk -F '\t' -v OFS='\t' 'NR == 1 { print; next }
		{ lead = $2; for (i = 1; i <= 5; i++) { $2 = lead i; print } }' staged >more
	mv more staged
	cut -f 1-5 staged >events
	lf-transitions --keep campaign staged >moves
	# Every lead five times, for lf-forecast, which remarks on short histories.
	awk -F "$tab" -v OFS="$tab" 'NR == 1 { print; next }
		{ lead = $2; for (i = 1; i <= 5; i++) { $2 = lead i; print } }' staged |
		lf-transitions --keep campaign >many
	table >ledger <<-'END'
		time amount
		2026-01-01 100.00
		2026-02-28 50.00
	END
}

# Waits until a file has so many lines, half a minute at most.
wait_for_lines() {
	local tries=0
	until [ -e "$1" ] && [ "$(wc -l <"$1")" -ge "$2" ]; do
		[ $((tries += 1)) -lt 600 ] || return 1
		sleep 0.05
	done
}

@test "the samples are read without a word" {
	for program in $programs; do
		describe "$program"
		it "$input" >out 2>err
		[ "$(wc -l <out)" -gt 1 ]
		same /dev/null err
	done
}

@test "--help and -h print synopsis, options and two examples" {
	for program in $programs; do
		describe "$program"
		"$program" --help >out 2>err
		head -n 1 out | grep -q "^usage: $program "
		grep -q '^  --rejects FILE ' out
		sed -n '/^Examples:$/,$p' out >examples
		[ "$(grep -c "^  .*$program" examples)" -ge 2 ]
		same /dev/null err
		"$program" --no-header -h none | same out -
		awk 'length > 90' out | same /dev/null -
	done
}

@test "--version and -V print name and version" {
	version=$(sed -n 's/^VERSION = //p' "$BATS_TEST_DIRNAME/../Makefile")
	for program in $programs; do
		describe "$program"
		echo "$program (leadflow) $version" >wanted
		"$program" --version | same wanted -
		"$program" -V | same wanted -
	done
}

@test "options that are not known are usage errors, abbreviations too" {
	for program in $programs; do
		describe "$program"
		for option in --no-such -x --no-head; do
			fails 2 "$program: unknown option $option; see $program --help" \
				it "$option" "$input"
			same /dev/null stdout
		done
		fails 2 "$program: unknown option --no-such; see $program --help" \
			it --no-such=1 "$input"
	done
}

@test "a value is needed where there is one, and refused where there is none" {
	for program in $programs; do
		describe "$program"
		fails 2 "$program: option --null needs a value: STR" it "$input" --null
		fails 2 "$program: option --no-header takes no value" \
			it --no-header=yes "$input"
	done
}

@test "an option whose value is a list is given once" {
	count=0
	for program in $programs; do
		describe "$program"
		for option in $("$program" --help | sed -n 's/^  --\([a-z-]*\) [A-Z]*,\.\.\.\( .*\)*$/\1/p'); do
			[ "$program $option" != "lf-import keep" ] || continue
			"$program" --"$option" a --"$option" b "$input" >stdout 2>stderr && return 1
			[ "$?" -eq 2 ]
			grep -q "^$program: option --$option is given twice: its value is one list, " stderr
			count=$((count + 1))
		done
	done
	[ -n "${LF_PROGRAMS:-}" ] || [ "$count" -gt 8 ]
}

@test "values follow an equals sign or a space, files may come first" {
	for program in $programs; do
		describe "$program"
		it --null '\N' "$input" >wanted
		it "--null=\\N" "$input" | same wanted -
		it "$input" --null '\N' | same wanted -
		it --null '\N' -- "$input" | same wanted -
		it --null '\N' - <"$input" | same wanted -
	done
}

@test "--no-header leaves the header out, and no more" {
	for program in $programs; do
		describe "$program"
		it "$input" | sed 1d >wanted
		it --no-header "$input" | same wanted -
	done
}

@test "--columns names the columns of input without a header line" {
	for program in $programs; do
		describe "$program"
		it "$input" | without_lines >wanted
		columns=$(head -n 1 "$input" | tr '\t' ,)
		sed 1d "$input" | it --columns "$columns" | without_lines | same wanted -
		it "$input" | head -n 1 >header
		[ "$counts" = yes ] || it --columns "$columns" </dev/null | same header -
	done
}

@test "--null is how missing values are read and written" {
	for program in $programs; do
		describe "$program"
		spell='BEGIN { FS = OFS = "\t" } NR > 1 {
			for (i = 1; i <= NF; i++) if ($i == "") $i = "\\N" } 1'
		it "$input" | awk "$spell" >wanted
		awk "$spell" "$input" | it --null '\N' | same wanted -
		fails 2 "$program: --null: no field can hold a TAB, LF or CR" \
			it --null "a$tab" "$input"
	done
}

@test "names with a TAB, LF or CR are usage errors, since no field can hold them" {
	for program in $programs; do
		describe "$program"
		for byte in "$tab" $'\n' $'\r'; do
			fails 2 "$program: --null: no field can hold a TAB, LF or CR" \
				it --null "a$byte" "$input"
			fails 2 "$program: --columns: no field can hold a TAB, LF or CR" \
				it --columns "a$byte" "$input"
			"$program" --help | grep -q '^  --stage COL' || continue
			fails 2 "$program: --stage: no field can hold a TAB, LF or CR" \
				it --stage "a${byte}b" "$input"
		done
	done
}

@test "a bad row ends the run, after all that came before is written" {
	for program in $programs; do
		describe "$program"
		[ "$counts" = no ] || continue
		it "$input" >good
		sed '6a\
short' "$input" >bad
		status=0
		it bad >out 2>err || status=$?
		[ "$status" -eq 1 ]
		[ "$(wc -l <err)" -eq 1 ]
		grep -q "^$program: bad:7: " err
		tail -n 1 out | same - <(printf '\030' | cat - err)
		sed '$d' out >rows
		head -c "$(wc -c <rows)" good | same rows -
		[ "$(wc -l <rows)" -ge 1 ]
		[ "$streams" = no ] || [ "$(wc -l <rows)" -ge 4 ]
	done
}

# The failure line that other programs write, in the tests that follow.
failure=$(printf '\030lf-other: crm.csv:7: %s' "a 'bad' row")

# passes_on LINE ARGUMENT...: the program of describe fails because of the failure line there,
# passes it on as the last line of its output, and leaves the rows before it in the file rows.
passes_on() {
	local where=$1
	shift
	fails 1 "$program: $where: the program before failed: ${failure#?}" "$@"
	printf '%s\n' "$failure" | same - failure
	mv stdout rows
}

@test "a failure line in the header's place is passed on" {
	printf '%s\n' "$failure" >failed
	for program in $programs; do
		describe "$program"
		passes_on failed:1 it failed
		same /dev/null rows
		passes_on -:1 it --no-header <failed
		columns=$(head -n 1 "$input" | tr '\t' ,)
		passes_on failed:1 it --columns "$columns" failed
	done
}

@test "a failure line between rows is passed on, and nothing is written that needs the end" {
	for program in $programs; do
		describe "$program"
		it "$input" >good
		{ sed 6q "$input"; printf '%s\n' "$failure"; sed 1,6d "$input"; } >failed
		for option in '' --rejects=rejects; do
			passes_on failed:7 it $option failed
			head -c "$(wc -c <rows)" good | same rows -
			# What streams writes the rows before it, though they came in the same block.
			if [ "$streams" = yes ]; then
				[ "$(wc -l <rows)" -gt 1 ]
			else
				[ "$(wc -l <rows)" -le 1 ]
			fi
		done
		same /dev/null rejects
		passes_on failed:7 it --rejects=rejects "$input" failed
		passes_on failed:7 it failed "$input"
		{ cat "$input"; printf '%s' "$failure"; } | tr -d '\r' >failed
		passes_on "-:$(($(wc -l <"$input") + 1))" it <failed
	done
}

@test "a failure line among the lines that --skip-lines passes over is passed on" {
	printf '%s\n' "$failure" | cat - events >failed
	program=lf-import
	passes_on failed:1 lf-import --skip-lines 1 --delimiter "$tab" --time time --lead lead failed
	same /dev/null rows
}

@test "a failure line among rows of one column is passed on" {
	printf 'ann\n%s\n' "$failure" >failed
	fails 1 "lf-sort: failed:2: the program before failed: ${failure#?}" \
		lf-sort --columns lead --key lead failed
	echo lead | same - stdout
}

@test "a line that begins like a failure line is one, however many fields it has" {
	for line in 1 2 3; do
		{ sed "s/\$/\t1/; ${line}q" <<<$'ann\nbob\ncy'; printf '\030lf-other: x\ty\n'; } >failed
		status=0
		lf-sort --columns lead,n --key lead failed >stdout 2>stderr || status=$?
		[ "$status" -eq 1 ]
		echo "lf-sort: failed:$((line + 1)): the program before failed: lf-other: x\x09y" |
			same - stderr
		printf 'lead\tn\n\030lf-other: x\ty\n' | same - stdout
	done
	printf '\xef\xbb\xbf%s\n' "$failure" >failed
	fails 1 "lf-sort: failed:1: the program before failed: ${failure#?}" lf-sort failed
	same /dev/null stdout
	fails 1 "lf-sort: failed:1: the program before failed: ${failure#?}" \
		lf-sort --columns lead,time failed
}

@test "a failure line in the file of an option is passed on" {
	printf '%s\n' "$failure" >failed
	for program in $programs; do
		describe "$program"
		for option in $("$program" --help | sed -n 's/^  --\([a-z-]*\) FILE.*/\1/p'); do
			case $option in
			rejects | state | output) continue ;;
			calendar) more=(--tz UTC) ;;
			*) more=() ;;
			esac
			passes_on failed:1 it "--$option" failed "${more[@]}" "$input"
			same /dev/null rows
		done
	done
	program=lf-transitions
	passes_on failed:1 lf-transitions --state failed staged
	program=lf-stage
	passes_on failed:1 lf-stage --score score --sum --state failed events
	passes_on failed:1 lf-stage --field event --old campaign --state failed events
	program=lf-import
	passes_on ./failed:1 lf-import --preset ./failed events
}

@test "every way to fail writes a failure line, and a terminal gets none" {
	for program in $programs; do
		describe "$program"
		status=0
		for wrong in --none --columns /none; do
			it "$wrong" >out 2>err || status=$?
			[ "$status" -gt 0 ]
			same out <(printf '\030' | cat - <(tail -n 1 err))
		done
		it "$input" --rejects /none/rejects >out 2>err || status=$?
		tail -n 1 out | same - <(printf '\030' | cat - err)
	done
	script -qec true /dev/null </dev/null >/dev/null || skip "no terminal to be had"
	script -qec "lf-sort --none" /dev/null </dev/null | tr -d '\r' |
		same - <(echo 'lf-sort: unknown option --none; see lf-sort --help')
}

@test "--rejects keeps the rows that cannot be used, to the byte" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		awk '{ print } NR == 3 || NR == 6 { print "short " NR }' "$input" >bad
		it --rejects rejects bad >out 2>err
		[ "$counts" = yes ] || same wanted out
		echo "$program: 2 rows rejected to rejects" | same - err
		printf 'short 3\nshort 6\n' >wanted
		cut -f 4- rejects | same wanted -
		printf 'bad\t4\nbad\t8\n' >wanted
		cut -f 1,2 rejects | same wanted -
	done
}

@test "rejects name their file in one field, whatever its name" {
	for program in $programs; do
		describe "$program"
		{ cat "$input"; echo short; } >"a${tab}b"
		it --rejects rejects "a${tab}b" >out 2>err
		echo short >wanted
		cut -f 4- rejects | same wanted -
		echo 'a\tb' >wanted
		cut -f 1 rejects | same wanted -
	done
}

@test "rejects that cannot be written are an error" {
	for program in $programs; do
		describe "$program"
		{ cat "$input"; echo short; } >bad
		status=0
		it --rejects /dev/full bad >out 2>err || status=$?
		[ "$status" -eq 1 ]
		grep -q "^$program: /dev/full: write error: No space left on device$" err
	done
}

@test "empty input is an error" {
	for program in $programs; do
		describe "$program"
		status=0
		it </dev/null >out 2>err || status=$?
		[ "$status" -eq 1 ]
		grep -q "^$program: -: is empty, without a header" err
		no_rows out
		mv err wanted
		printf '\357\273\277' | fails 1 "$(cat wanted)" it
	done
}

@test "a header without rows gives a header without rows" {
	for program in $programs; do
		describe "$program"
		[ "$counts" = no ] || continue
		it "$input" | head -n 1 >wanted
		head -n 1 "$input" | it >out
		same wanted out
	done
}

@test "a missing column is a usage error that lists those there are" {
	for program in $programs; do
		describe "$program"
		printf 'first\tx y\n1\t2\n' >other
		status=0
		it other >out 2>err || status=$?
		[ "$status" -eq 2 ]
		grep -q "^$program: other: no column '.*'; there are: 'first', 'x y'$" err
		no_rows out
	done
}

# The program's arguments with that value of an option, in the place of one that is there.
with_value() {
	local i
	changed=("${args[@]}")
	for i in "${!args[@]}"; do
		[ "${args[i]}" != "$1" ] || { changed[i + 1]=$2; return; }
	done
	changed+=("$1" "$2")
}

@test "a column that an option names, and that is missing, is a usage error, needed or not" {
	for program in $programs; do
		for option in $("$program" --help | sed -n 's/^  --\([a-z-]*\) .*COL.*/\1/p'); do
			describe "$program"
			value=nope
			case $program.$option in
			lf-stage.stage) continue ;; # It names the column that is written.
			lf-import.missing) continue ;; # That may be the value; see names.bats.
			lf-import.entered) args=(--delimiter "$tab" --lead lead) value=nope=x ;;
			lf-import.amount) args=(--delimiter "$tab" --time time) ;;
			lf-stage.old | lf-stage.field) args=(--field score) ;;
			lf-stage.born) args=(--field score --old campaign) ;;
			*.where | *.ignore) value=nope=x ;;
			esac
			with_value "--$option" "$value"
			echo "${changed[*]}"
			status=0
			"$program" "${changed[@]}" "$input" >stdout 2>stderr || status=$?
			[ "$status" -eq 2 ]
			grep -q "'nope'" stderr
		done
	done
}

@test "a column that occurs twice is a usage error" {
	for program in $programs; do
		[ "$program" != lf-import ] || continue # to which the second is lead#2
		describe "$program"
		awk '{ print $0 "\t" (NR == 1 ? "lead" : "x") }' "$input" >twice
		fails 2 "$program: twice: column 'lead' occurs twice" it twice
	done
}

@test "a group that is named as a column of the report is a usage error" {
	sed '1s/campaign/stage/' moves >named
	sed '1s/campaign/leads/' moves >leads
	sed '1s/campaign/rate/' moves >rate
	sed '1s/campaign/figure/' moves >figure
	said() {
		echo "$1: the output: column '$2' occurs twice"
	}
	fails 2 "$(said lf-velocity stage)" lf-velocity --group stage named
	fails 2 "$(said lf-velocity figure)" lf-velocity --partial --group figure figure
	fails 2 "$(said lf-flow stage)" lf-flow --group stage named
	fails 2 "$(said lf-flow stage)" lf-flow --members --group stage named
	fails 2 "$(said lf-accept rate)" lf-accept --handed stage2 --accepted stage3 --group rate rate
	fails 2 "$(said lf-drivers stage)" lf-drivers --driver campaign --group stage staged
	{ head -n 1 ledger | sed 's/$/\tleads/'; sed '1d; s/$/\tfair/' ledger; } >grouped
	fails 2 "$(said lf-cost leads)" \
		lf-cost --ledger grouped --target stage3 --group leads leads
	same /dev/null stdout
}

@test "CRLF, a byte order mark and a last line without LF change nothing" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		sed 's/$/\r/' "$input" >crlf
		it crlf | same wanted -
		{ printf '\357\273\277'; cat "$input"; } | it | same wanted -
		head -c -1 "$input" | it | same wanted -
		head -c -2 crlf | it | same wanted -
		{ printf '\357\273\277'; head -c -2 crlf; } | it | same wanted -
	done
}

@test "several files are read as one, - is standard input among them" {
	for program in $programs; do
		describe "$program"
		it "$input" | without_lines >wanted
		head -n 1 "$input" >header
		sed -n 2,4p "$input" | cat header - >one
		sed -n 5,7p "$input" | cat header - | head -c -1 >two
		sed -n '8,$p' "$input" | cat header - >three
		it one two header three | without_lines | same wanted -
		it one - three <two | without_lines | same wanted -
	done
}

@test "several files without a header line are read as one" {
	for program in $programs; do
		describe "$program"
		it "$input" | without_lines >wanted
		columns=$(head -n 1 "$input" | tr '\t' ,)
		sed -n 2,4p "$input" | head -c -1 >one
		sed -n '5,$p' "$input" >two
		it --columns "$columns" one two | without_lines | same wanted -
	done
}

@test "a file with another header is an error, and named" {
	for program in $programs; do
		describe "$program"
		sed '1s/lead/other/' "$input" >other
		fails 1 "$program: other:1: the header is not that of the file before" \
			it "$input" other
	done
}

@test "a full disk is an error" {
	for program in $programs; do
		describe "$program"
		fails 1 "$program: standard output: write error: No space left on device" \
			eval 'it "$input" >/dev/full'
		fails 1 "$program: standard output: write error: No space left on device" \
			eval '"$program" --help >/dev/full'
	done
}

@test "closed standard output is an error, and nothing goes elsewhere" {
	for program in $programs; do
		describe "$program"
		fails 1 "$program: standard output: write error: Bad file descriptor" \
			eval 'it --rejects rejects "$input" >&-'
		same /dev/null rejects
	done
}

@test "closed standard input is an error" {
	for program in $programs; do
		describe "$program"
		fails 1 "$program: -: Bad file descriptor" eval 'it <&-'
	done
}

@test "a closed pipe is an error where SIGPIPE is ignored" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		exec 4<>pipe 5>pipe 4>&-
		trap '' PIPE
		fails 1 "$program: standard output: write error: Broken pipe" \
			eval 'it "$input" >&5'
		trap - PIPE
		exec 5>&-
	done
}

@test "a closed pipe ends it silently where SIGPIPE is not" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		exec 4<>pipe 5>pipe 4>&-
		status=0
		env --default-signal=PIPE "$program" "${args[@]}" "$input" >&5 2>err || status=$?
		exec 5>&-
		[ "$status" -eq 141 ]
		same /dev/null err
	done
}

@test "input that is a folder, or not there, is an error" {
	for program in $programs; do
		describe "$program"
		fails 1 "$program: .: Is a directory" it .
		fails 1 "$program: none: No such file or directory" it none
	done
}

@test "what cannot be printed is escaped in messages" {
	for program in $programs; do
		describe "$program"
		fails 1 "$program: a\\x1b[1m\\x0ab: No such file or directory" \
			it "$(printf 'a\033[1m\nb')"
		# U+0085, é, half a surrogate pair, a NO-BREAK SPACE in three bytes, and in two.
		fails 1 "$program: \\xc2\\x85é\\xed\\xa0\\x80\\xe0\\x82\\xa0"$'\xc2\xa0: No such file or directory' \
			it $'\xc2\x85é\xed\xa0\x80\xe0\x82\xa0\xc2\xa0'
		# Marks that turn the direction of text, ends of lines, and what has no width.
		fails 1 "$program: a\\xe2\\x80\\xaeb\\xe2\\x80\\xa8\\xe2\\x80\\xa9\\xe2\\x80\\x8b\\xef\\xbb\\xbf\\xc2\\xad\\xf3\\xa0\\x81\\x81ش日"': No such file or directory' \
			it $'a\xe2\x80\xaeb\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\x8b\xef\xbb\xbf\xc2\xad\xf3\xa0\x81\x81ش日'
	done
}

@test "every character without a shape is escaped, and letters are not, by another table of Unicode" {
	command -v python3 >/dev/null || skip "no python3 here"
	python3 - <<-'END'
		import subprocess, sys, unicodedata
		def kind(point):
		    return unicodedata.category(chr(point))
		points = range(1, 0x110000)
		hidden = [p for p in points if kind(p) in ('Cc', 'Cf', 'Zl', 'Zp')]
		fillers = (0x115F, 0x1160, 0x3164, 0xFFA0)
		shown = [p for p in points if kind(p)[0] in 'LN' and p not in fillers][::97]
		def said(points):
		    name = ''.join(map(chr, points)).encode()
		    run = subprocess.run([b'lf-sort', name], stdin=subprocess.DEVNULL, capture_output=True)
		    return name, run.stderr.split(b': ')[1]
		for i in range(0, len(hidden), 32):
		    name, got = said(hidden[i:i + 32])
		    assert got == ''.join('\\x%02x' % byte for byte in name).encode(), got
		for i in range(0, len(shown), 32):
		    name, got = said(shown[i:i + 32])
		    assert got == name, (name, got)
	END
}

@test "a terminal as standard input gives the short help" {
	script -qec true /dev/null </dev/null >/dev/null || skip "no terminal to be had"
	for program in $programs; do
		describe "$program"
		command=$(printf '%q ' "$program" "${args[@]}")
		script -qec "$command >out 2>err; echo \$? >status" /dev/null </dev/null
		echo 2 | same - status
		no_rows out
		head -n 1 err | grep -q "^usage: $program "
		grep -q "^See $program --help.$" err
	done
}

@test "a NUL is a byte like any other" {
	for program in $programs; do
		describe "$program"
		[ "$program" != lf-import ] || continue # where it is bad data
		sed 's/ann/a\x01n/; s/fair/f\x01r/' "$input" >ones
		it ones >wanted
		tr '\001' '\000' <ones | it | tr '\000' '\001' | same wanted -
	done
}

@test "a field may be long" {
	long=$(head -c 1000000 /dev/zero | tr '\0' x)
	for program in $programs; do
		describe "$program"
		sed '1s/$/\tnote/; 2,$s/$/\tLONG/' "$input" >short
		it short | sed "s/ann/$(printf 'a%.0s' {1..1000})/g; s/LONG/@/g" >wanted
		{
			printf 's/ann/%s/g\n' "$(printf 'a%.0s' {1..1000})"
			printf '5s/LONG/%s/\n' "$long"
		} >script
		sed -f script short | it | sed 's/xxx*/@/; s/LONG/@/g' >out
		same wanted out
	done
}

@test "the header goes out at once, and rows when the input pauses" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		rm -f out
		it <pipe >out &
		exec 4>pipe
		head -n 1 "$input" >&4
		wait_for_lines out 1
		sed -n 2,6p "$input" >&4
		[ "$streams" = no ] || wait_for_lines out 4
		sed 1,6d "$input" >&4
		exec 4>&-
		wait $!
		same wanted out
	done
}

@test "SIGUSR1 prints rows, bytes and rate, and the run goes on" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		rm -f out err
		"$program" "${args[@]}" <pipe >out 2>err &
		exec 4>pipe
		head -n 1 "$input" >&4
		wait_for_lines out 1
		kill -USR1 $!
		wait_for_lines err 1
		sed 1d "$input" >&4
		exec 4>&-
		wait $!
		same wanted out
		[ "$(wc -l <err)" -eq 1 ]
		grep -Eq "^$program: 0 rows, [0-9]+ bytes, [0-9.]+ MB/s$" err
	done
}

@test "the rate that SIGUSR1 shows is that of the bytes and the time since the start" {
	mkfifo pipe
	generate log 200000 10 1 >large
	local before started asked answered
	before=$(date +%s%N)
	lf-stage --score score <pipe >out 2>err &
	exec 4>pipe
	head -n 1 large >&4
	wait_for_lines out 1
	started=$(date +%s%N)
	sed 1d large >&4
	sleep 1
	asked=$(date +%s%N)
	kill -USR1 $!
	wait_for_lines err 1
	answered=$(date +%s%N)
	exec 4>&-
	wait $!
	# The rate has one decimal. It cannot be less than if the clock had run from `before` to
	# `answered`, nor more than if it had run from `started` to `asked`.
	awk -v least=$((answered - before)) -v most=$((asked - started)) '
		$5 == "bytes," && $4 > 10e6 && $6 + 0.05 >= $4 * 1e3 / least &&
			$6 - 0.05 <= $4 * 1e3 / most { fits++ }
		END { exit fits != 1 }' err
}

@test "SIGUSR1 is answered while a reader keeps it waiting" {
	local tries
	mkfifo pipe
	for program in lf-import lf-sort lf-split lf-stage lf-transitions; do
		describe "$program"
		awk -F "$tab" -v OFS="$tab" 'NR == 1 { print; next }
			{ lead = $2; for (i = 0; i < 1000; i++) { $2 = lead i; print } }' \
			"$input" >large
		it large >wanted
		rm -f err
		"$program" "${args[@]}" large >pipe 2>err &
		exec 4<pipe
		# Once there is output, half a second is enough to fill the pipe.
		head -c 1 <&4 >out
		sleep 0.5
		tries=0
		until [ -s err ]; do
			[ $((tries += 1)) -lt 600 ]
			kill -USR1 $!
			sleep 0.05
		done
		cat <&4 >>out
		exec 4<&-
		wait $!
		same wanted out
		grep -Eq "^$program: [0-9]+ rows, [0-9]+ bytes, [0-9.]+ MB/s" err
	done
}

@test "a named pipe that has no writer yet is waited for, and SIGUSR1 answered" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		it "$input" | without_lines >wanted
		rm -f out err
		"$program" "${args[@]}" "$input" pipe >out 2>err &
		lines=1
		[ $streams = no ] || lines=2
		wait_for_lines out $lines
		kill -USR1 $!
		wait_for_lines err 1
		exec 4<>pipe
		head -n 1 "$input" >&4
		exec 4>&-
		wait $!
		without_lines <out | same wanted -
		[ "$(wc -l <err)" -eq 1 ]
	done
}

@test "--progress is silent where standard error is no terminal" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		it --progress "$input" >out 2>err
		same wanted out
		same /dev/null err
	done
}

@test "every program has a manual, whose synopsis is that of --help" {
	for program in $programs; do
		describe "$program"
		"$program" --help | sed -n '1,/\[FILE\]/p' | tr -s ' \n' ' ' |
			sed 's/^usage: //; s/ $//' >wanted
		mandoc -T ascii -O width=900 "$manuals/$program.1" | sed 's/.\x08//g' |
			sed -n '/^SYNOPSIS$/,/^DESCRIPTION$/p' | sed '1d;$d' |
			tr -s ' \n' ' ' | sed 's/^ //; s/ $//; s/ \.\.\./.../g' >synopsis
		diff wanted synopsis
	done
}

@test "manuals are written as mandoc wants them" {
	for page in "$manuals"/*.[157]; do
		mandoc -T lint -W warning "$page"
	done
}

# The includes of a file between quotation marks, in lines of FILE INCLUDE, from cmd and lib.
includes() {
	(cd "$BATS_TEST_DIRNAME/.." &&
		grep -H '^#include "' cmd/*/*.[ch] lib/*/*.[ch]) |
		sed 's/:#include "\(.*\)".*/ \1/'
}

@test "no include goes up to a higher room of lib, or into another program's folder" {
	includes | awk -v root="$BATS_TEST_DIRNAME/.." '
	BEGIN { split("base time tsv lead report", room, " "); for (i in room) rank[room[i]] = i }
	{
		split($1, from, "/")
		own = from[1] == "cmd" ? 9 : rank[from[2]]
		if (split($2, to, "/") == 1)
			bad = from[1] != "cmd" || system("test -e " root "/cmd/" from[2] "/" $2)
		else
			bad = !(to[1] in rank) || rank[to[1]] > own
		if (bad) print $1 " must not include " $2
	}
	END { if (NR < 100) print "too few includes: " NR }' >wrong
	same /dev/null wrong
}

@test "every module of lib is reached by two programs or more" {
	{
		includes
		cd "$BATS_TEST_DIRNAME/.."
		ls lib/*/*.c lib/*/*.h | awk '{ print "module", $1 }'
	} | awk '
	# A program or module, by its folder or by its path without ".c" and ".h".
	$1 == "module" { sub(/\.[ch]$/, "", $2); module[$2]; next }
	{
		if ($1 ~ /^cmd/) { sub(/\/[^\/]*$/, "", $1); program[$1] } else sub(/\.[ch]$/, "", $1)
		if ($2 ~ /\//) { sub(/\.h$/, "", $2); uses[$1] = uses[$1] " lib/" $2 }
	}
	function reach(from, by,    list, n, i) {
		n = split(uses[from], list, " ")
		for (i = 1; i <= n; i++)
			if (!((by, list[i]) in seen)) {
				seen[by, list[i]]
				count[list[i]]++
				reach(list[i], by)
			}
	}
	END {
		for (p in program) { reach(p, p); programs++ }
		for (m in module) { modules++; if (count[m] < 2) print m ": " count[m] + 0 " programs" }
		if (programs < 10 || modules < 20) print "too few: " programs, modules
	}' >"$BATS_TEST_TMPDIR/wrong"
	same /dev/null "$BATS_TEST_TMPDIR/wrong"
}

# overwrites FILE BY USE COMMAND...: refused, and the file is as it was.
overwrites() {
	local file=$1 by=$2 use=$3
	shift 3
	cp "$file" before
	fails 2 "$program: $by would overwrite '$file', which $use" "$@"
	same /dev/null stdout
	same before "$file"
}

@test "a file that is read is not written as well, whatever its name" {
	for program in $programs; do
		describe "$program"
		ln -f "$input" other
		ln -sf "$input" link
		overwrites "$input" --rejects "the run reads" it --rejects "$input" "$input"
		overwrites other --rejects "the run reads" it --rejects other "$input"
		overwrites link --rejects "the run reads" it --rejects link ledger "$input"
		overwrites "$input" --rejects "the run reads" it --rejects "$input" <"$input"
		overwrites "$input" "standard output" "the run reads" \
			eval 'it "$input" >>"$input"; status=$?; : >stdout; (exit $status)'
		echo mine >mine
		overwrites mine --rejects "standard output writes too" \
			eval 'it --rejects mine "$input" >>mine'
	done
}

@test "no two options write one file, or write what the other reads" {
	for program in $programs; do
		describe "$program"
		for option in $("$program" --help | sed -n 's/^  --\([a-z-]*\) FILE.*/\1/p'); do
			[ "$option" != rejects ] || continue
			status=0
			it --rejects ledger "--$option" ./ledger "$input" >out 2>err || status=$?
			[ "$status" -eq 2 ]
			grep -Eq "^$program: --(rejects|state) would overwrite '(./)?ledger', which --" err
			[ "$(wc -l <ledger)" -eq 3 ]
			status=0
			it "--$option" ledger "$input" >>ledger 2>err || status=$?
			[ "$status" -eq 2 ]
			grep -Eq "^$program: (standard output|--state) would overwrite 'ledger', which (--$option reads|standard output writes too)$" err
			[ "$(wc -l <ledger)" -eq 3 ]
		done
	done
	fails 2 "lf-stage: --state would overwrite 'new', which --rejects writes too" \
		lf-stage --score score --sum --state new --rejects new events
	[ ! -e new ]
}

@test "an input that is named twice would count twice, and is refused" {
	for program in $programs; do
		describe "$program"
		ln -f "$input" other
		fails 2 "$program: '$input' is named twice, and would count twice" \
			it "$input" other
	done
}

@test "a copy of an input counts as well, and is named, if it is too long to be one by chance" {
	printf 'lead\ttime\tfrom\tto\tvisit\n' >none
	{ cat none; printf '%s\t2026-01-05\t\tMQL\t1\n' $(seq 19); } >one
	cp one two
	sed 's/^1/9/' one >three
	fails 0 "lf-flow: 'two' is the same as 'one', byte for byte, and counts as well" \
		lf-flow one three two
	cut -f 2,4 stdout | tail -n 1 | same <(printf 'MQL\t57\n') -
	{ printf 'time\tamount\n'; printf '2026-01-%02d\t7\n' $(seq 19); } >ledger
	cp ledger other
	fails 0 "lf-cost: 'other' is the same as 'ledger', byte for byte, and counts as well" \
		lf-cost --target MQL --ledger ledger --ledger other one
	lf-flow --group lead --partial one >one.state
	cp one.state two.state
	fails 0 "lf-flow: 'two.state' is the same as 'one.state', byte for byte, and counts as well" \
		lf-flow --merge one.state two.state
	# Short files can be the same by chance.
	cp none nothing
	lf-flow one none nothing 2>err >out
	same /dev/null err
}

@test "moves of several runs whose open visits end at different times are named" {
	printf 'time\tlead\tstage\n2026-01-05\tann\tMQL\n2026-01-07\tbob\tMQL\n' >log
	lf-transitions --as-of 2026-01-08 log >monday
	lf-transitions --as-of 2026-01-09 log >tuesday
	wanted="open visits last until '2026-01-08T00:00:00Z', and others until '2026-01-09T00:00:00Z': of several runs, only the last may have open visits, and parts of a log need the same --as-of"
	fails 0 "lf-velocity: $wanted" lf-velocity monday tuesday
	fails 0 "lf-aging: $wanted" lf-aging monday tuesday
	lf-velocity monday 2>err >out
	same /dev/null err
	sed 's/from/x/; s/time/when/; s/x/from/' monday | lf-velocity --time when 2>err >out
	same /dev/null err
}

@test "a second open visit of a lead is reported, by programs that keep leads" {
	printf 'time\tlead\tstage\tvalue\n2026-01-05\tann\tMQL\t1\n2026-01-07\tbob\tMQL\t1\n' >january
	printf 'time\tlead\tstage\tvalue\n2026-02-05\tann\tSQL\t1\n2026-02-07\tbob\tSQL\t1\n2026-02-08\tcid\tMQL\t1\n' >february
	for month in january february; do
		lf-transitions --last value --as-of 2026-03-01 $month >$month.moves
		# The rows of the second run follow those of the first one, as with --state.
		lf-transitions --last value --as-of 2026-03-01 --open yes --state state $month >$month.next
	done
	wanted="2 open visits are of a lead that has one already, such as 'ann': of several runs, only the last may have open visits"
	for two in moves next; do
		fails 0 "lf-funnel: $wanted" lf-funnel --steps MQL,SQL {january,february}.$two
		fails 0 "lf-accept: $wanted" lf-accept --handed MQL --accepted SQL {january,february}.$two
		fails 0 "lf-velocity: $wanted" lf-velocity --per lead {january,february}.$two
		fails 0 "lf-funnel: $wanted" lf-funnel --partial --steps MQL,SQL {january,february}.$two
	done
	fails 0 "lf-flow: $wanted" lf-flow --sum value {january,february}.next
	fails 0 "lf-flow: $wanted" lf-flow --members {january,february}.next
	# Of two separate runs, a lead's second first row is bad data there.
	fails 1 "lf-flow: february.moves:2: from: is empty, but the lead is in stage 'MQL'" lf-flow --sum value {january,february}.moves
	# One run, and two of which only the last has open visits.
	lf-transitions --last value --as-of 2026-03-01 <(cat january; sed 1d february) >one.moves
	lf-transitions --last value --open no january >january.closed
	for moves in one.moves february.moves "january.closed february.next"; do
		lf-funnel --steps MQL,SQL $moves 2>err >out
		lf-accept --handed MQL --accepted SQL $moves 2>>err >out
		lf-velocity --per lead $moves 2>>err >out
		lf-flow --sum value $moves 2>>err >out
		lf-flow --members $moves 2>>err >out
		grep 'open visit' err | same /dev/null -
	done
}

@test "a column of the stage table in another case is not passed over in silence" {
	printf 'lead\ttime\tfrom\tto\tvisit\nann\t2026-01-05\t\tMQL\t1\n' >moves
	printf 'stage\tPath\tSLA \nMQL\tend\t3d\n' >stages
	lf-flow --stages stages moves 2>err >out
	printf '%s\n' "lf-flow: stages: column 'SLA ' is not read as sla: did you mean that?" \
		"lf-flow: stages: column 'Path' is not read as path: did you mean that?" | same - err
	printf 'stage\tpath\tPath\nMQL\tend\t\n' >stages
	lf-flow --stages stages moves 2>err >out
	same /dev/null err
}

@test "an option of one value that is given twice is refused: the last would count alone" {
	for program in $programs; do
		describe "$program"
		fails 2 "$program: option --null is given twice" it --null x --null y "$input"
	done
	fails 2 "lf-accept: option --accepted is given twice: its value is one list, STAGE,..." \
		lf-accept --handed stage2 --accepted stage3 --accepted stage4 moves
}

@test "two programs at once do not write one file of rejects" {
	mkfifo feed
	for program in $programs; do
		describe "$program"
		it --rejects rejects <feed >out 2>err &
		exec 5>feed
		head -n 1 "$input" >&5
		until [ -e rejects ]; do sleep 0.01; done
		fails 1 "$program: rejects: another program is writing it" \
			it --rejects rejects "$input"
		exec 5>&-
		wait $!
		rm rejects
	done
}

@test "two files that are not there yet are one, however their folder is named" {
	mkdir folder
	fails 2 "lf-stage: --state would overwrite 'folder/../new', which --rejects writes too" \
		lf-stage --score score --sum --state folder/../new --rejects new events
	[ ! -e new ]
	cp events own.preset
	fails 2 "lf-import: --rejects would overwrite 'own.preset', which --preset reads" \
		lf-import --preset ./own.preset --rejects own.preset events
	same events own.preset
}
