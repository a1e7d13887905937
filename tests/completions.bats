# The completions, as bash, zsh and fish themselves give them. A shell that is not installed is
# skipped.

load lib/helper
load lib/shells

setup() {
	mkdir "$BATS_TEST_TMPDIR/files"
	cd "$BATS_TEST_TMPDIR/files"
	touch moves.tsv 'my moves.tsv'
	mkdir folder
	printf 'time\tlead\tstage\n' >../none.tsv
}

# offered LINE WORD...: the shell offers these words there, and no others. It may mark a folder, and
# end an option that takes a value, in a way of its own.
offered() {
	local line=$1
	shift
	offers "$shell" "$line" | sed 's/\/$//; s/^\(--.*\)=$/\1/; s/^--[a-z]*=//' >../got
	printf '%s\n' "$@" | grep -v '^$' | LC_ALL=C sort >../wanted
	diff ../wanted ../got || { echo "$shell: $line"; return 1; }
}

options_are_offered() {
	shell=$1
	needs_shell "$shell"
	for program in "$BATS_TEST_DIRNAME"/../cmd/lf-*; do
		program=${program##*/}
		"$program" --help | sed -n 's/^  --\([a-z-]*\).*/--\1/p' >../options
		[ "$(wc -l <../options)" -gt 4 ]
		offered "$program --" $(cat ../options)
	done
	offered 'lf-accept --ba' --basis
	offered 'lf-accept moves.tsv --acc' --accepted
}

@test "bash offers the options of every program" {
	options_are_offered bash
}

@test "zsh offers the options of every program" {
	options_are_offered zsh
}

@test "fish offers the options of every program" {
	options_are_offered fish
}

# The words that a program names when it refuses a value of its option.
words_of() {
	"$@" no-such ../none.tsv 2>&1 >/dev/null | sed -n "s/.*'no-such' is not [^:|]*[: ] *//p" |
		sed 's/ or /|/; s/, /|/g' | tr '|' '\n' | grep -v '[A-Z]'
}

words_are_offered() {
	local line
	shell=$1
	needs_shell "$shell"
	while read -r line; do
		words_of $line >../words
		[ "$(wc -l <../words)" -ge 2 ]
		offered "$line " $(cat ../words)
	done <<-'END'
		lf-flow --by
		lf-flow --compare
		lf-velocity --unit
		lf-velocity --by month --on
		lf-aging --unit
		lf-funnel --steps a,b --unit
		lf-accept --handed a --accepted b --by
		lf-accept --handed a --accepted b --basis
		lf-cost --ledger moves.tsv --target a --by
		lf-drivers --driver stage --touch
		lf-forecast --by month --periods 2 --inflow
		lf-transitions --open
		lf-plot --format
	END
	offered 'lf-forecast --by ' day week month quarter half year
	offered 'lf-snapshot --by ' day week month quarter half year all
	offered 'lf-snapshot --unit ' seconds minutes hours days weeks
	offered 'lf-flow --year-start ' 1 2 3 4 5 6 7 8 9 10 11 12
	offered 'lf-flow --by m' month
	offered 'lf-flow --by=m' month
	offered 'lf-flow --by=' day week month quarter half year all
}

@test "bash offers the words that an option takes" {
	words_are_offered bash
}

@test "zsh offers the words that an option takes" {
	words_are_offered zsh
}

@test "fish offers the words that an option takes" {
	words_are_offered fish
}

files_are_offered() {
	shell=$1
	needs_shell "$shell"
	offered 'lf-accept ' folder moves.tsv 'my moves.tsv'
	offered 'lf-accept --stages ' folder moves.tsv 'my moves.tsv'
	offered 'lf-accept --stages mo' moves.tsv
	offered 'lf-plot --output ' folder moves.tsv 'my moves.tsv'
	offered 'lf-sort --temporary-directory ' folder
	offered 'lf-import --preset hubspot-' hubspot-deal-stages hubspot-list \
		hubspot-property-history
	offered 'lf-import --preset mo' moves.tsv
	offered 'lf-accept --handed ' ''
	offered 'lf-accept --tz ' ''
	offered 'lf-import --rename ' ''
}

@test "bash offers files, folders, presets, or nothing, as the option needs" {
	files_are_offered bash
}

@test "zsh offers files, folders, presets, or nothing, as the option needs" {
	files_are_offered zsh
}

@test "fish offers files, folders, presets, or nothing, as the option needs" {
	files_are_offered fish
}

@test "the presets offered are all of --list-presets" {
	needs_shell fish
	lf-import --list-presets | sed 1d | cut -f 1 | uniq >../presets
	rm -r *
	[ "$(wc -l <../presets)" -gt 10 ]
	shell=fish
	offered 'lf-import --preset ' $(cat ../presets)
}

@test "a help without options makes no completions" {
	reader=$BATS_TEST_DIRNAME/../.packaging/completions
	echo 'usage: lf-none' >../help
	ends 1 'no options in the help' awk -v folder="$PWD" -f "$reader/options.awk" \
		-f "$reader/bash.awk" -f "$reader/zsh.awk" -f "$reader/fish.awk" ../help
	[ ! -e bash ]
}
