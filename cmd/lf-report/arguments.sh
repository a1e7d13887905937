# The options, each as the words that a filter reads it from (by=' --by month'), some also as they
# were given (word_by=month).

# quote WORD: as a shell reads it.
quote() {
	case $1 in
	'' | *[!A-Za-z0-9_./:,=+@%-]*)
		printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"
		;;
	*) printf '%s' "$1" ;;
	esac
}

value_of() {
	case $1 in
	stages | ledger | output | calendar) value=FILE ;;
	handed | target) value=STAGE ;;
	accepted | rejected | steps) value=STAGE,... ;;
	driver | old) value=COL ;;
	group) value=COL,... ;;
	lag) value=LAG ;;
	currency) value=NAME ;;
	as-of | title) value=T ;;
	by) value=PERIOD ;;
	tz) value=ZONE ;;
	year-start) value=MONTH ;;
	format) value='html|mail' ;;
	backfill) value='' ;;
	*) return 1 ;;
	esac
}

take_value() {
	case $1 in
	format)
		case $2 in
		html | mail) format=$2 ;;
		*) fail 2 "--format: '$2' is not one of html|mail" ;;
		esac
		;;
	output) output=$2 ;;
	title) title=${2:-$title} ;;
	ledger)
		ledger="$ledger --ledger $(quote "$2")"
		ledgers="$ledgers $(quote "$2")"
		;;
	by)
		case $2 in
		day | week | month | quarter | half | year) ;;
		*) fail 2 "--by: '$2' is not a period: day, week, month, quarter, half or year" ;;
		esac
		word_by=$2 by=" --by $2"
		[ "$2" != half ] || word_by=half-year
		;;
	backfill) backfill=' --backfill' ;;
	*)
		name=$(echo "$1" | tr - _)
		eval "$name=\" --\$1 \$(quote \"\$2\")\""
		;;
	esac
	case $1 in
	stages | calendar)
		tables="$tables $(quote "$2")"
		[ "$1" = calendar ] || word_stages=$2
		;;
	steps | target | currency | driver | group | old | as-of | tz) eval "word_$name=\$2" ;;
	esac
}

# fetch FILE NAME: a copy of what can be read but once, in the scratch folder.
fetch() {
	why=$({ cat -- "$1" >"$scratch/$2"; } 2>&1) || fail 1 "$1: ${why##*: }"
}

# Words of the shell for all files: operands, those to read, and shown, those that were given. What
# can be read but once is copied.
take_operand() {
	path=$1
	case $1 in
	-) reads_input=yes ;;
	-*) path=./$1 ;;
	esac
	files=$((files + 1))
	shown="$shown $(quote "$path")"
	if [ -p "$path" ] && [ "$path" != - ]; then
		fetch "$path" "pipe.$files"
		path=$scratch/pipe.$files
	fi
	operands="$operands $(quote "$path")"
	[ "$files" -gt 1 ] || first=$path
}

check_arguments() {
	[ -n "$stages" ] || fail 2 'option --stages FILE is needed'
	[ -z "$calendar" ] || [ -n "$tz" ] || fail 2 'option --calendar needs --tz ZONE'
	[ "$format" != mail ] || command -v gnuplot >/dev/null ||
		fail 1 'gnuplot is not installed, which draws the pictures of a mail (Debian: gnuplot-nox)'
	[ "$format" != mail ] || command -v base64 >/dev/null ||
		fail 1 'base64 is not installed, which makes the parts of a mail (Debian: coreutils)'
	[ "$files" -gt 0 ] || take_operand -
	[ -z "$reads_input" ] || [ -z "$no_input" ] || fail 1 '-: Bad file descriptor'
	eval "check_output$shown$ledgers$tables"
}

format=html title='Lead report' by=' --by month' word_by=month ledger='' ledgers='' tables=''
stages='' handed='' accepted='' rejected='' target='' lag='' currency='' driver='' steps=''
group='' old='' as_of='' backfill='' tz='' year_start='' calendar=''
word_stages='' word_steps='' word_target='' word_currency='' word_driver=''
word_group='' word_old='' word_as_of='' word_tz=''
operands='' shown='' files=0 reads_input='' first=-
