# What holds for all manuals. That their examples print what is shown is in examples.bats, that their
# synopsis is that of --help in contract.bats.

load lib/helper

manuals=$(cd "$BATS_TEST_DIRNAME/../man" && pwd)

# The names of all pages; a picture lies beside them.
pages() {
	(cd "$manuals" && printf '%s\n' *.[1-8])
}

@test "mandoc finds nothing about the style of the manuals" {
	command -v mandoc >/dev/null || skip "no mandoc here"
	# That a page is not installed says nothing about it: the next test looks for it.
	for page in "$manuals"/*.[1-8]; do
		mandoc -T lint -W style "$page" 2>/dev/null || true
	done | sed '/referenced manual not found/d' >found
	same /dev/null found
}

@test "man formats the manuals without a warning, whatever the width" {
	command -v groff >/dev/null && man --version >/dev/null 2>&1 || skip "no man and groff here"
	for page in "$manuals"/*.[1-8]; do
		for width in 64 80 120; do
			MANWIDTH=$width LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >text |
				sed "s|^|$page: |"
			[ "$(wc -l <text)" -gt 20 ]
		done
	done >warnings
	same /dev/null warnings
}

@test "a long option has both dashes wherever a manual names it" {
	# Fl writes one dash before each of its words, so a word of two letters or more needs the other.
	grep -nE '(^\.| )Fl ([^ ]+ [,.:;|] )*[a-z]{2}' "$manuals"/*.[1-8] >found || true
	same /dev/null found
}

@test "every manual that a manual names is there" {
	sed -n 's/^\.\(It \)\{0,1\}Xr \([^ ]*\) \([0-9]\).*/\2.\3/p' "$manuals"/*.[1-8] | sort -u >named
	[ "$(wc -l <named)" -gt 20 ]
	# Those of the system, most of POSIX.
	printf '%s\n' awk.1 cat.1 column.1 cron.8 cut.1 fnmatch.3 gnuplot.1 grep.1 head.1 iconv.1 join.1 \
		make.1 mv.1 parallel.1 sendmail.8 sh.1 sort.1 strptime.3 sync.1 tee.1 wc.1 |
		cat - <(pages) | sort >there
	comm -23 named there >missing
	same /dev/null missing
}

@test "SEE ALSO is in order, names no page twice, and not the page itself" {
	for page in "$manuals"/*.[1-8]; do
		sed -n '/^\.Sh SEE ALSO/,/^\.\(Sh\|Rs\|Pp\)/ s/^\.Xr \([^ ]*\) \([0-9]\).*/\2 \1/p' \
			"$page" >seen
		[ -s seen ] || { echo "$page has none"; return 1; }
		LC_ALL=C sort -u seen | same - seen
		name=${page##*/}
		! grep -qx "${name##*.} ${name%.*}" seen
	done
}

@test "every page can be reached from leadflow(7)" {
	echo leadflow.7 >reached
	for step in 1 2 3; do
		for page in $(cat reached); do
			sed -n 's/^\.\(It \)\{0,1\}Xr \(l[^ ]*f[^ ]*\) \([0-9]\).*/\2.\3/p' "$manuals/$page"
		done | cat - reached | sort -u >more
		mv more reached
	done
	pages | sort | same - reached
}

@test "the page of a report says which figure to quote" {
	for name in velocity flow accept cost drivers forecast aging funnel check snapshot; do
		sed -n '/^\.Ss Which figure to quote/,/^\.Sh /p' "$manuals/lf-$name.1" >section
		sed -n 's/^\.Li \([a-z_0-9]*\).*/\1/p' section >figures
		[ -s figures ] || { echo "lf-$name(1) says none"; return 1; }
		# Each is a column or a row that the page describes.
		for figure in $(cat figures); do
			sed '/^\.Ss Which figure to quote/,/^\.Sh /d' "$manuals/lf-$name.1" |
				grep -q "\(^\.\(Li\|It Li\)\| \)[a-z0-9_ ,]*\<$figure\>" ||
				{ echo "lf-$name(1) knows no $figure"; return 1; }
		done
	done
}
