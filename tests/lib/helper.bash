# What all suites share. Each test runs in an empty folder of its own.

PATH=$(cd "${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}" && pwd):$PATH
shared=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/../shared/data
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# Turns lines of words into lines of TSV: "." is an empty field, "~" a space in one.
table() {
	awk '{
		for (i = 1; i <= NF; i++) {
			if ($i == ".") $i = ""
			gsub(/~/, " ", $i)
			printf "%s%s", $i, i < NF ? "\t" : "\n"
		}
	}'
}

# Skips the test if the real exports are not there.
needs_shared() {
	[ -e "$shared/$1" ] || skip "no shared data here"
}

# Takes the failure line off stdout, into the file failure: the last message, after CAN, or the
# line that the program before wrote.
take_failure() {
	tail -n 1 stdout >failure
	sed '$d' stdout >rows
	mv rows stdout
	sed '$!d; s/.*: the program before failed: //; s/^/\x18/' stderr | same - failure
}

# ends STATUS MESSAGE COMMAND...: it ends so, with that message on standard error. What it wrote is
# in the file stdout.
ends() {
	local wanted=$1 message=$2 status=0
	shift 2
	"$@" >stdout 2>stderr || status=$?
	[ "$status" -eq "$wanted" ] || {
		echo "status $status, not $wanted: $*"
		cat stderr
		return 1
	}
	printf '%s\n' "$message" | diff -u - stderr
}

# The same, and takes the failure line off stdout, which every filter writes; eval is for commands
# that write elsewhere.
fails() {
	ends "$@" || return
	[ "$1" -eq 0 ] || [ "$3" = eval ] || take_failure
}

# limits_memory PROGRAM: skips the test where a limit says nothing of the program's own memory:
# sanitizers take it all, and an emulator, which a script starts, takes much.
limits_memory() {
	(ulimit -v 1000000 && "$1" --version) || skip 'sanitizers take it all'
	[ "$(head -c 2 "$(command -v "$1")")" != '#!' ] || skip 'an emulator takes more'
}

# no_rows FILE: a program that failed has written nothing there but its failure line.
no_rows() {
	sed "\$ { /^$(printf '\030')lf-/d; }" "$1" | same /dev/null -
}

# No run has left a file beside its state.
nothing_beside() {
	ls -A | grep '\.lf-' | same /dev/null -
}

# same FILE FILE: fails, and shows the difference, unless they are the same to the byte. The first
# may be "-".
same() {
	local first=$1
	if [ "$first" = - ]; then
		first=$BATS_TEST_TMPDIR/standard-input
		cat >"$first"
	fi
	cmp -s "$first" "$2" || { diff -u "$first" "$2"; return 1; }
}
