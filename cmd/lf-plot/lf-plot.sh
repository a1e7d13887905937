#!/bin/sh
# Draws the report of any filter as SVG, PNG or text. Lines such as @lib/script/words.awk@ are replaced by
# that file when leadflow is built.
set -u
export LC_ALL=C
unset LF_TITLE LF_PAST_NAME LF_UNIT
program=lf-plot repeated=''

usage() {
	cat <<'END'
usage: lf-plot --format svg|png|text [--output FILE] [--title T]
               [--unit UNIT] [FILE [PAST]]
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
  --unit UNIT                 the unit that the report was made with (the
                              picture says days, unless --unit was used)
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
@lib/script/words.awk@
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

@lib/script/output.sh@
@lib/script/options.sh@
value_of() {
	case $1 in
	format) value='svg|png|text' ;;
	output) value=FILE ;;
	title) value=T ;;
	unit) value=UNIT ;;
	*) return 1 ;;
	esac
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
	unit) export LF_UNIT="$2" ;;
	esac
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

draw() {
	awk "$(plot)" >"$scratch/drawn"
	status=$?
	case $status in
	0) ;;
	11 | 12) exit $((status - 10)) ;;
	*) fail 1 'awk failed' ;;
	esac
	if [ "$LF_FORMAT" != png ]; then
		mv "$scratch/drawn" "$scratch/out"
		return
	fi
	gnuplot -d "$scratch/drawn" >"$scratch/out" 2>"$scratch/why" </dev/null ||
		fail 1 "gnuplot failed: $(sed -n 's/^"[^"]*" //; /./p' "$scratch/why" | tail -n 1)"
}

file=- past='' files=0 LF_FORMAT=''
take_arguments "$@"
need_input "$files"
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
write_out
