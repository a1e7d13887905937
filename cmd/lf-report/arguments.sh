# The options, each as the words that a filter reads it from (by=" --by month"), and as it was
# given (word_by=month).

# quote WORD: as a shell reads it.
quote() {
	case $1 in
	'' | *[!A-Za-z0-9_./:,=+@%-]*)
		printf '%s\n' "$1" | awk -v q="'" '
			{ gsub(q, q "\\\\" q q); printf "%s%s", (NR > 1 ? "\n" : q), $0 }
			END { printf q }'
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
	title) title=$2 ;;
	ledger)
		ledger="$ledger --ledger $(quote "$2")"
		word_ledgers="$word_ledgers $(quote "$2")"
		;;
	by)
		case $2 in
		day | week | month | quarter | half | year) ;;
		*) fail 2 "--by: '$2' is not a period: day, week, month, quarter, half or year" ;;
		esac
		word_by=$2 by=" --by $2"
		;;
	backfill) backfill=' --backfill' ;;
	*)
		name=$(echo "$1" | tr - _)
		words_of="--$1 $(quote "$2")"
		eval "$name=\" \$words_of\" word_$name=\$2"
		;;
	esac
}

# Copies what can be read but once. The words of the shell for all files: operands, those to read;
# shown, those that were given.
take_operand() {
	files=$((files + 1))
	shown="$shown $(quote "$1")"
	if [ "$1" = - ]; then
		reads_input=yes
		operands="$operands -"
	elif [ -p "$1" ]; then
		cat -- "$1" >"$scratch/pipe.$files"
		operands="$operands $(quote "$scratch/pipe.$files")"
	else
		operands="$operands $(quote "$1")"
	fi
}

check_arguments() {
	[ -n "$stages" ] || fail 2 'option --stages FILE is needed'
	[ -z "$calendar" ] || [ -n "$tz" ] || fail 2 'option --calendar needs --tz ZONE'
	[ "$format" != mail ] || command -v gnuplot >/dev/null ||
		fail 1 'gnuplot is not installed, which draws the pictures of a mail (Debian: gnuplot-nox)'
	if [ "$files" -eq 0 ]; then
		reads_input=yes operands=' -' shown=' -'
	fi
	[ -z "$reads_input" ] || [ -z "$no_input" ] || fail 1 '-: Bad file descriptor'
	[ -z "$output" ] || eval "check_output$shown$word_ledgers \"\$word_stages\"" \
		'${word_calendar:+"$word_calendar"}'
}

format=html title='Lead report' ledger='' by=' --by month' word_by=month
stages='' handed='' accepted='' rejected='' target='' lag='' currency='' driver='' steps=''
group='' old='' as_of='' backfill='' tz='' year_start='' calendar=''
word_stages='' word_handed='' word_accepted='' word_rejected='' word_target='' word_lag=''
word_currency='' word_driver='' word_steps='' word_group='' word_old='' word_as_of=''
word_tz='' word_ledgers='' word_year_start='' word_calendar=''
