# The command line. The script has the functions usage, help, value_of NAME (sets value to the
# word for what the option takes, or to nothing; fails where there is no such option), take_value
# NAME VALUE and take_operand FILE.

given=' '

# once NAME: an option is given once, but for those that the script lists in repeated.
once() {
	case " $repeated " in
	*" $1 "*) return ;;
	esac
	case $given in
	*" $1 "*) fail 2 "option --$1 is given twice" ;;
	esac
	given="$given$1 "
}

# take_option OPTION COUNT NEXT: sets taken to the arguments that it took.
take_option() {
	name=${1#--}
	name=${name%%=*}
	taken=1
	case $name in
	help | version) value='' ;;
	*) value_of "$name" || fail 2 "unknown option --$name; see $program --help" ;;
	esac
	[ -n "$value" ] || [ "$1" = "--$name" ] || fail 2 "option --$name takes no value"
	case $name in
	help | version) finish "$name" ;;
	esac
	once "$name"
	case $value$1 in
	--"$name") take_value "$name" '' ;;
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
		help >"$scratch/out"
	else
		echo "$program (leadflow) @VERSION@" >"$scratch/out"
	fi
	to_standard_output
	exit 0
}

take_arguments() {
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
		-?*) fail 2 "unknown option $1; see $program --help" ;;
		*) take_operand "$1" ;;
		esac
		shift "$taken"
	done
}

# With no FILE and a terminal as standard input, the short help is all.
need_input() {
	if [ "$1" -eq 0 ] && [ -t 0 ]; then
		{ usage; echo "See $program --help."; } >&2
		exit 2
	fi
}
