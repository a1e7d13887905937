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

# flipped FILE PLACE: the file with one bit flipped in the byte at that place, from 0.
flipped() {
	local byte
	byte=$(od -An -tu1 -j "$2" -N 1 "$1")
	head -c "$2" "$1"
	printf "\\$(printf %03o $((byte ^ 1 << $2 % 8)))"
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
}
