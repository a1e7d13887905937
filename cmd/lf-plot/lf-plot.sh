#!/bin/sh
# Draws the report of any filter as SVG, PNG or text. Lines such as @words.awk@ are replaced by
# that file when leadflow is built.
set -u
export LC_ALL=C
unset LF_TITLE LF_PAST_NAME

usage() {
	cat <<'END'
usage: lf-plot --format svg|png|text [--output FILE] [--title T] [FILE [PAST]]
END
}

help() {
	usage
	cat <<'END'
Draws the report of any filter, which it knows by its header.

  --format svg|png|text       a picture, or text for a terminal; png needs
                              gnuplot
  --output FILE               write to FILE, which is replaced once all is well
  --title T                   the title, instead of one that fits the report
  --help                      print this help (also -h)
  --version                   print the version (also -V)

FILE is a report; without FILE, or where it is -, that is standard input. PAST
is a report of lf-flow, which is drawn before a forecast.

Examples:
  lf-velocity moves.tsv | lf-plot --format text
  lf-plot --format svg --output forecast.svg forecast.tsv flow.tsv
END
}

words() {
	cat <<'AWK'
@words.awk@
AWK
}

plot() {
	words
	cat <<'AWK'
@report.awk@
@model.awk@
@leads.awk@
@flow.awk@
@times.awk@
@money.awk@
@forecast.awk@
@scale.awk@
@canvas.awk@
@rows.awk@
@lanes.awk@
@panels.awk@
@draw.awk@
@svg.awk@
@gnuplot.awk@
@plain.awk@
@main.awk@
AWK
}

# fail STATUS MESSAGE: what cannot be printed is escaped.
fail() {
	LF_TEXT="lf-plot: $2" awk "$(words)"'
		BEGIN { print printable(ENVIRON["LF_TEXT"]) }' >&2
	exit "$1"
}

take_value() {
	case $1 in
	format)
		case $2 in
		svg | png | text) LF_FORMAT=$2 ;;
		*) fail 2 "--format: '$2' is not one of svg|png|text" ;;
		esac
		;;
	output) output=$2 ;;
	title) export LF_TITLE="$2" ;;
	esac
}

# take_option OPTION COUNT NEXT: sets taken to the arguments that it took.
take_option() {
	name=${1#--}
	name=${name%%=*}
	taken=1
	case $name in
	format) value='svg|png|text' ;;
	output) value=FILE ;;
	title) value=T ;;
	help | version)
		[ "$1" = "--$name" ] || fail 2 "option --$name takes no value"
		finish "$name"
		;;
	*) fail 2 "unknown option --$name; see lf-plot --help" ;;
	esac
	case $1 in
	*=*) take_value "$name" "${1#*=}" ;;
	*)
		[ "$2" -gt 1 ] || fail 2 "option --$name needs a value: $value"
		take_value "$name" "$3"
		taken=2
		;;
	esac
}

finish() {
	if [ "$1" = help ]; then
		help >"$scratch/picture"
	else
		echo 'lf-plot (leadflow) @VERSION@' >"$scratch/picture"
	fi
	to_standard_output
	exit 0
}

take_operand() {
	files=$((files + 1))
	case $files in
	1) file=$1 ;;
	2) past=$1 ;;
	*) fail 2 "a report and a past are all that it reads, and '$1' is one more file" ;;
	esac
}

# To a file in the scratch folder. awk may not know NULs; they are shown as no character is.
fetch() {
	why=$({ cat -- "$1" | tr '\000' '\001' >"$scratch/$2"; } 2>&1)
	[ -z "$why" ] || fail 1 "$1: ${why##*: }"
}

# A file to be written that is also read would be lost, or have the picture at its end.
check_output() {
	for read; do
		name=$read
		[ "$read" != - ] || read=/dev/stdin
		[ -f "$read" ] || continue
		# shellcheck disable=SC3013 # -ef: not in POSIX, but in every shell of today
		if [ -n "$output" ] && [ "$output" -ef "$read" ]; then
			fail 2 "--output: '$output' is also read"
		elif [ -z "$output" ] && [ /dev/stdout -ef "$read" ]; then
			fail 2 "standard output would overwrite '$name', which the run reads"
		fi
	done
}

to_standard_output() {
	[ -z "$no_output" ] ||
		fail 1 'standard output: write error: Bad file descriptor'
	exec 3>&1
	why=$(cat "$scratch/picture" 2>&1 >&3)
	status=$?
	exec 3>&-
	[ "$status" -ne 141 ] || die PIPE
	[ "$status" -eq 0 ] || fail 1 "standard output: write error: ${why##*: }"
}

# A file beside it is written first, so that there is never half a picture.
to_file() {
	case $output in
	-*) output=./$output ;;
	esac
	[ ! -L "$output" ] || output=$(readlink -f -- "$output")
	[ ! -d "$output" ] || fail 1 "$output: Is a directory"
	if [ -e "$output" ] && [ ! -f "$output" ]; then
		why=$(cat "$scratch/picture" 2>&1 >"$output") || fail 1 "$output: write error: ${why##*: }"
		return
	fi
	new=$(mktemp "$output.XXXXXX" 2>"$scratch/why") || {
		why=$(cat "$scratch/why")
		fail 1 "$output: ${why##*: }"
	}
	why=$({ cat "$scratch/picture" >"$new" && chmod "=rw" "$new" && mv -f "$new" "$output"; } 2>&1) ||
		fail 1 "$output: write error: ${why##*: }"
}

draw() {
	awk "$(plot)" >"$scratch/drawn"
	status=$?
	case $status in
	0) ;;
	11 | 12) exit $((status - 10)) ;;
	*) fail 1 'awk failed' ;;
	esac
	if [ "$LF_FORMAT" != png ]; then
		mv "$scratch/drawn" "$scratch/picture"
		return
	fi
	gnuplot -d "$scratch/drawn" >"$scratch/picture" 2>"$scratch/why" </dev/null ||
		fail 1 "gnuplot failed: $(sed -n 's/^"[^"]*" //; /./p' "$scratch/why" | tail -n 1)"
}

clean_up() {
	rm -rf "$scratch" ${new:+"$new"}
}

# die SIGNAL: of the signal, with nothing left behind.
die() {
	trap - EXIT "$1"
	clean_up
	kill -s "$1" $$
}

# Where one of these is closed, files that are opened later would take its place.
no_input='' no_output=''
(: 3<&0) 2>/dev/null || { no_input=yes; exec </dev/null; }
(: 3>&1) 2>/dev/null || { no_output=yes; exec >/dev/null; }

new='' output='' file=- past='' files=0 LF_FORMAT=''
scratch=$(mktemp -d) || exit 1
trap clean_up EXIT
for signal in HUP INT TERM; do
	# shellcheck disable=SC2064 # the signal of now is meant
	trap "die $signal" "$signal"
done

while [ $# -gt 0 ]; do
	taken=1
	case $1 in
	--)
		shift
		for operand; do take_operand "$operand"; done
		break
		;;
	--*) take_option "$1" $# "${2-}" ;;
	-h) finish help ;;
	-V) finish version ;;
	-?*) fail 2 "unknown option $1; see lf-plot --help" ;;
	*) take_operand "$1" ;;
	esac
	shift "$taken"
done

if [ "$files" -eq 0 ] && [ -t 0 ]; then
	{ usage; echo 'See lf-plot --help.'; } >&2
	exit 2
fi
[ -n "$LF_FORMAT" ] || fail 2 'option --format svg|png|text is needed'
[ "$file" != - ] || [ "$past" != - ] || fail 2 'standard input cannot be both FILE and PAST'
[ "$LF_FORMAT" != png ] || command -v gnuplot >/dev/null ||
	fail 1 'gnuplot is not installed, which draws png (Debian: gnuplot-nox); svg and text need none'
check_output "$file" ${past:+"$past"}
[ "$file" != - ] || [ -z "$no_input" ] || fail 1 '-: Bad file descriptor'

fetch "$file" main
export LF_FORMAT LF_NAME="$file" LF_SCRATCH="$scratch"
if [ -n "$past" ]; then
	fetch "$past" past
	export LF_PAST_NAME="$past"
fi
draw
if [ -n "$output" ]; then
	to_file
else
	to_standard_output
fi
