# What the programs that are scripts promise, for each: the table is in describe. They read
# reports or events, but write no TSV.

load lib/helper

programs=$(cd "$BATS_TEST_DIRNAME/../cmd" && ls lf-*/lf-*.sh | sed 's/.*\///; s/\.sh$//')
manuals=$BATS_TEST_DIRNAME/../man

# A program's arguments and its sample, how its messages about files begin, and what it says of a
# row that is short. Says which program it is, so that a failing test tells.
describe() {
	echo "$1"
	program=$1 says=$1
	short='bad:6: 1 field where there are 7 columns'
	case $1 in
	lf-plot) args=(--format svg) input=report ;;
	lf-report)
		args=(--stages stages) input=log.tsv says='lf-report: lf-check'
		short='lf-sort: bad:42: 1 field where there are 3 columns'
		;;
	*) echo "$1 is not in the table"; return 1 ;;
	esac
}

it() {
	"$program" "${args[@]}" "$@"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	table >report <<-'END'
		period stage opening inflow outflow closing new
		2026-01 MQL 0 12 5 7 12
		2026-01 SQL 0 5 0 5 5
		2026-02 MQL 7 9 3 13 8
		2026-02 SQL 5 3 1 7 3
	END
	awk 'BEGIN {
		print "time\tlead\tevent"
		for (i = 1; i <= 20; i++)
			printf("2026-01-%02d\tlead%d\tmail\n2026-01-%02d\tlead%d\tcall\n", i, i, i + i % 5, i)
	}' >log.tsv
	printf 'stage\tevent\nMQL\tmail\nSQL\tcall\n' >stages
}

@test "the samples are read without a word" {
	for program in $programs; do
		describe "$program"
		it "$input" >out 2>err
		[ -s out ]
		same /dev/null err
	done
}

@test "the same input gives the same bytes, but for its name" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		(LC_ALL=en_US.UTF-8 TZ=Asia/Tokyo it "$input") | same wanted -
		it <"$input" >out
		sed "s/ $input\([ <]\)/ -\1/" wanted | same - out
		it - <"$input" | same out -
	done
}

@test "--help and -h print synopsis, options and two examples" {
	for program in $programs; do
		describe "$program"
		"$program" --help >out 2>err
		head -n 1 out | grep -q "^usage: $program "
		sed -n '/^Examples:$/,$p' out >examples
		[ "$(grep -c "^  .*$program" examples)" -ge 2 ]
		same /dev/null err
		"$program" -h none | same out -
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
		for option in --no-such -x --outpu; do
			ends 2 "$program: unknown option $option; see $program --help" \
				it "$option" "$input"
			same /dev/null stdout
		done
		ends 2 "$program: unknown option --no-such; see $program --help" \
			it --no-such=1 "$input"
	done
}

@test "a value is needed where there is one, and refused where there is none" {
	for program in $programs; do
		describe "$program"
		ends 2 "$program: option --title needs a value: T" it "$input" --title
		ends 2 "$program: option --help takes no value" it --help=yes "$input"
	done
}

@test "values follow an equals sign or a space, files may come first" {
	for program in $programs; do
		describe "$program"
		it --title 'a = b' "$input" >wanted
		it "--title=a = b" "$input" | same wanted -
		it "$input" --title 'a = b' | same wanted -
		it --title 'a = b' -- "$input" | same wanted -
	done
}

@test "--output writes a file whole, with the rights of a new file, or leaves it as it was" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		(umask 027 && it --output out "$input") >stdout
		same wanted out
		same /dev/null stdout
		[ "$(ls -l out | cut -c 1-10)" = -rw-r----- ]
		echo before >out
		{ cat "$input"; echo short; } >bad
		ends 1 "$program: $short" it --output out bad
		echo before | same - out
		it --output=out "$input"
		same wanted out
		there=$(ls -A)
		[ "$(echo $there)" = "bad log.tsv out report stages standard-input stderr stdout wanted" ]
		rm out bad
	done
}

@test "--output follows links, and takes names that look like options" {
	for program in $programs; do
		describe "$program"
		it "$input" >wanted
		mkdir folder
		echo before >folder/target
		ln -s folder/target link
		it --output link "$input"
		[ -L link ]
		same wanted folder/target
		it --output -x "$input"
		same wanted ./-x
		rm -r folder link ./-x
	done
}

@test "a file to be written that is also read is a usage error" {
	for program in $programs; do
		describe "$program"
		cp "$input" kept
		ln "$input" other
		ends 2 "$program: --output: 'other' is also read" it --output other "$input"
		ends 2 "$program: --output: 'other' is also read" eval 'it --output other <"$input"'
		ends 2 "$program: standard output would overwrite '$input', which the run reads" \
			eval 'it "$input" >>other'
		ends 2 "$program: standard output would overwrite '-', which the run reads" \
			eval 'it <"$input" >>other'
		same kept "$input"
		rm other
	done
}

@test "output that cannot be written is an error" {
	for program in $programs; do
		describe "$program"
		ends 1 "$program: /dev/full: write error: No space left on device" \
			it --output /dev/full "$input"
		ends 1 "$program: .: Is a directory" it --output . "$input"
		ends 1 "$program: none/out: No such file or directory" it --output none/out "$input"
		ends 1 "$program: standard output: write error: No space left on device" \
			eval 'it "$input" >/dev/full'
		ends 1 "$program: standard output: write error: No space left on device" \
			eval '"$program" --help >/dev/full'
		ends 1 "$program: standard output: write error: Bad file descriptor" \
			eval 'it "$input" >&-'
	done
}

@test "empty input is an error" {
	for program in $programs; do
		describe "$program"
		ends 1 "$says: -: is empty, without a header line" eval 'it </dev/null'
		printf '\357\273\277' | ends 1 "$says: -: is empty, without a header line" it
		same /dev/null stdout
	done
}

@test "closed standard input is an error" {
	for program in $programs; do
		describe "$program"
		ends 1 "$program: -: Bad file descriptor" eval 'it <&-'
	done
}

@test "a closed pipe is an error where SIGPIPE is ignored, and ends it silently where not" {
	mkfifo pipe
	for program in $programs; do
		describe "$program"
		exec 4<>pipe 5>pipe 4>&-
		trap '' PIPE
		ends 1 "$program: standard output: write error: Broken pipe" \
			eval 'it "$input" >&5'
		trap - PIPE
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
		ends 1 "$says: .: Is a directory" it .
		ends 1 "$says: none: No such file or directory" it none
	done
}

@test "what cannot be printed is escaped in messages" {
	for program in $programs; do
		describe "$program"
		ends 1 "$says: a\\x1b[1m\\x0ab: No such file or directory" \
			it "$(printf 'a\033[1m\nb')"
		ends 1 "$says: \\xc2\\x85é\\xed\\xa0\\x80\\xe0\\x82\\xa0"$'\xc2\xa0: No such file or directory' \
			it $'\xc2\x85é\xed\xa0\x80\xe0\x82\xa0\xc2\xa0'
		# Marks that turn the direction of text, ends of lines, and what has no width.
		ends 1 "$says: a\\xe2\\x80\\xaeb\\xe2\\x80\\xa8\\xe2\\x80\\xa9\\xe2\\x80\\x8b\\xef\\xbb\\xbf\\xc2\\xad\\xf3\\xa0\\x81\\x81ش日"': No such file or directory' \
			it $'a\xe2\x80\xaeb\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\x8b\xef\xbb\xbf\xc2\xad\xf3\xa0\x81\x81ش日'
	done
}

@test "a terminal as standard input gives the short help" {
	script -qec true /dev/null </dev/null >/dev/null || skip "no terminal to be had"
	for program in $programs; do
		describe "$program"
		command=$(printf '%q ' "$program" "${args[@]}")
		script -qec "$command >out 2>err; echo \$? >status" /dev/null </dev/null
		echo 2 | same - status
		same /dev/null out
		head -n 1 err | grep -q "^usage: $program "
		grep -q "^See $program --help.$" err
	done
}

@test "a failure of the program before is passed on, and nothing is written" {
	failure=$(printf '\030lf-other: crm.csv:7: %s' "a 'bad' row")
	for program in $programs; do
		describe "$program"
		printf '%s\n' "$failure" >failed
		ends 1 "$says: failed:1: the program before failed: ${failure#?}" it failed
		same /dev/null stdout
		{ sed 3q "$input"; printf '%s\n' "$failure"; } >failed
		ends 1 "$says: failed:4: the program before failed: ${failure#?}" \
			it --output out failed
		[ ! -e out ]
		ends 1 "$says: -:4: the program before failed: ${failure#?}" eval 'it <failed'
		same /dev/null stdout
	done
}

@test "no temporary file stays behind" {
	mkdir temporary
	export TMPDIR=$PWD/temporary
	for program in $programs; do
		describe "$program"
		it "$input" >out
		it none 2>/dev/null || it --no-such 2>/dev/null || true
		"$program" --help >out
		mkfifo held
		"$program" "${args[@]}" held 2>/dev/null &
		sleep 0.3
		kill "$!"
		echo >held
		status=0
		wait "$!" || status=$?
		[ "$status" -eq 143 ]
		ls -A temporary | same /dev/null -
		rm held
	done
}

@test "every program has a manual, whose synopsis is that of --help" {
	for program in $programs; do
		describe "$program"
		"$program" --help | awk 'NR > 1 && /^[^ ]/ { exit } { print }' | tr -s ' \n' ' ' |
			sed 's/^usage: //; s/ $//' >wanted
		mandoc -T ascii -O width=900 "$manuals/$program.1" | sed 's/.\x08//g' |
			sed -n '/^SYNOPSIS$/,/^DESCRIPTION$/p' | sed '1d;$d' |
			tr -s ' \n' ' ' | sed 's/^ //; s/ $//; s/ \.\.\./.../g' >synopsis
		diff wanted synopsis
	done
}

@test "scripts are POSIX shell" {
	command -v shellcheck >/dev/null || skip "no shellcheck here"
	for program in $programs; do
		# -ef is POSIX since 2024; the trap's signal is the one of its loop.
		shellcheck -s sh -e SC3013,SC2064 "$(command -v "$program")"
	done
}
