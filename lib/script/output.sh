# Messages, and output that is written whole or not at all. The script sets program and has the
# function words; what it writes is $scratch/out.

# fail STATUS MESSAGE: what cannot be printed is escaped.
fail() {
	LF_TEXT="$program: $2" awk "$(words)"'
		BEGIN { print printable(ENVIRON["LF_TEXT"]) }' >&2
	exit "$1"
}

# check_output FILE...: what is read. A file to be written that is also read would be lost, or have
# the output at its end.
check_output() {
	for read; do
		read_as=$read
		[ "$read" != - ] || read=/dev/stdin
		[ -f "$read" ] || continue
		# shellcheck disable=SC3013 # -ef: not in POSIX, but in every shell of today
		if [ -n "$output" ] && [ "$output" -ef "$read" ]; then
			fail 2 "--output: '$output' is also read"
		elif [ -z "$output" ] && [ /dev/stdout -ef "$read" ]; then
			fail 2 "standard output would overwrite '$read_as', which the run reads"
		fi
	done
}

to_standard_output() {
	[ -z "$no_output" ] ||
		fail 1 'standard output: write error: Bad file descriptor'
	exec 3>&1
	why=$(cat "$scratch/out" 2>&1 >&3)
	status=$?
	exec 3>&-
	[ "$status" -ne 141 ] || die PIPE
	[ "$status" -eq 0 ] || fail 1 "standard output: write error: ${why##*: }"
}

# A file beside it is written first, so that there is never half a file.
to_file() {
	case $output in
	-*) output=./$output ;;
	esac
	[ ! -L "$output" ] || output=$(readlink -f -- "$output")
	[ ! -d "$output" ] || fail 1 "$output: Is a directory"
	if [ -e "$output" ] && [ ! -f "$output" ]; then
		why=$(cat "$scratch/out" 2>&1 >"$output") || fail 1 "$output: write error: ${why##*: }"
		return
	fi
	new=$(mktemp "$output.XXXXXX" 2>"$scratch/why") || {
		why=$(cat "$scratch/why")
		fail 1 "$output: ${why##*: }"
	}
	why=$({ cat "$scratch/out" >"$new" && chmod "=rw" "$new" && mv -f "$new" "$output"; } 2>&1) ||
		fail 1 "$output: write error: ${why##*: }"
}

write_out() {
	if [ -n "$output" ]; then
		to_file
	else
		to_standard_output
	fi
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

new='' output=''
scratch=$(mktemp -d) || exit 1
trap clean_up EXIT
for signal in HUP INT TERM; do
	# shellcheck disable=SC2064 # the signal of now is meant
	trap "die $signal" "$signal"
done
