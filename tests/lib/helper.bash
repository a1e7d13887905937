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

# fails STATUS MESSAGE COMMAND...: the command ends with that status and that message.
fails() {
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
