# Checksums of states: FNV-1a with 64 bits, by the shell's own arithmetic, which wraps around.

# The checksum of standard input.
sum_of() {
	local sum=$((0xcbf29ce484222325)) byte
	for byte in $(od -An -v -tu1); do
		sum=$(((sum ^ byte) * 0x100000001b3))
	done
	printf '%016x' "$sum"
}

# sealed FILE: the file, whose last field is empty, with the checksum there; FILE may be "-".
sealed() {
	cat "$1" >unsealed
	truncate -s -1 unsealed
	cat unsealed
	sum_of <unsealed
	echo
}

# forged HEADER [TIMES ROW]...: a state of --partial with that header, which lacks its hash, and
# the rows, each that many times: with the checksums that these need.
forged() {
	local header sum rows=0 tabs
	header="$1 $(printf %s "$1" | sum_of)"
	sum=$((0x$(printf %s "$header" | sum_of)))
	tabs=${1//[^	]/}
	printf '%s\n' "$header"
	shift
	while [ $# -gt 0 ]; do
		sum=$((sum + $1 * 0x$(printf %s "$2" | sum_of)))
		rows=$((rows + $1))
		yes "$2" | head -n "$1"
		shift 2
	done
	printf '%send\t%016x\t%d\t\n' "${tabs#			}" "$sum" "$rows"
}

# With LF_EVERY_BYTE, a number, tests flip a bit of every byte of more states than without it,
# which takes minutes; the number chooses the bits. They say how many bytes there were.
every_byte=${LF_EVERY_BYTE:-}

# flipped FILE PLACE: the file with one bit flipped in the byte at that place, from 0.
flipped() {
	local byte
	byte=$(od -An -tu1 -j "$2" -N 1 "$1")
	head -c "$2" "$1"
	printf "\\$(printf %03o $((byte ^ 1 << ($2 + ${every_byte:-0}) % 8)))"
	tail -c "+$(($2 + 2))" "$1"
}

# flips_refused FILE COMMAND...: with any byte of FILE flipped as its state, the command ends with
# status 1, or 2 if it cannot be a header line, a message about the state and no row, and leaves
# the state as it is.
flips_refused() {
	local place status size
	size=$(wc -c <"$1")
	for ((place = 0; place < size; place++)); do
		flipped "$1" "$place" >state
		cp state before
		status=0
		"${@:2}" >stdout 2>stderr || status=$?
		[ "$status" -eq 1 ] || [ "$status" -eq 2 ] && grep -q "^$2: state:" stderr || {
			echo "byte $place: status $status"
			cat stderr
			return 1
		}
		no_rows stdout
		cmp before state
	done
	[ -z "$every_byte" ] || echo "# $2: $size bytes of a state, all refused" >&3
}
