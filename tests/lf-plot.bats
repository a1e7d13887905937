# What is drawn, for each report; and that no report can do harm.

load lib/helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# The texts of a picture, one a line, in the order in which they are drawn.
texts() {
	sed -n 's/<title>[^<]*<\/title>//; s/^<text [^>]*>\(.*\)<\/text>$/\1/p' "$1"
}

# attribute NAME: its values in the elements on standard input.
attribute() {
	sed "s/.* $1=\"\([^\"]*\)\".*/\1/"
}

svg() {
	lf-plot --format svg "$@"
}

plain() {
	lf-plot --format text "$@"
}

# bats passes over a command that begins with "!".
fails_silently() {
	! "$@"
}

# A report of a kind, with made-up figures: see there.
report() {
	awk -v kind="$1" -v stages="$2" -v periods="$3" -v groups="$4" -v name="${5-}" \
		-f "$BATS_TEST_DIRNAME/lib/reports.awk"
}

kinds="funnel within flow velocity aging stuck accept cost drivers forecast backtest"

flow_report() {
	table <<-'END'
		period stage opening inflow outflow closing new
		2026-01 MQL 0 1200 500 700 1200
		2026-01 SQL 0 500 0 500 500
		2026-02 MQL 700 900 300 1300 800
		2026-02 SQL 500 300 100 700 300
		2026-03 MQL 1300 0 0 1300 0
		2026-03 SQL 700 0 700 0 0
	END
}

@test "a funnel has a bar for each step, as long as its share, and its figures" {
	table >report <<-'END'
		period stage entered reached open gone rate rate_lo rate_hi of_first
		all visitor . 2000 . . . . . 1.0000
		all MQL 2000 1500 300 200 0.7500 0.7 0.8 0.7500
		all customer 1500 60 1400 40 0.0400 0.03 0.05 0.0300
	END
	svg report >picture
	texts picture >got
	printf '%s\n' 'From step to step' \
		'Leads that reached each step, as a share of those that came in.' \
		'of all' 'of the' step before leads visitor '100 %' 2,000 \
		MQL '75 %' '75 %' 1,500 customer '3.0 %' '4.0 %' 60 >wanted
	same wanted got
	grep '<rect x=' picture | attribute width >widths
	awk '{ w[NR] = $1 } END {
		exit !(NR == 3 && (w[2] / w[1] - 0.75) ^ 2 < 1e-5 && (w[3] / w[1] - 0.03) ^ 2 < 1e-5) }' widths
}

@test "a funnel by period has a line with its interval for each step but the first" {
	report funnel 4 6 1 >report
	svg report >picture
	[ "$(grep -c '<polyline .*stroke="#0072b2"' picture)" -eq 3 ]
	[ "$(grep -c '<polygon .*fill="#b5dcf5"' picture)" -eq 3 ]
	[ "$(grep -c '<circle .*fill="#0072b2"' picture)" -eq 18 ]
	[ "$(grep -c '<rect x=.*fill="#0072b2"' picture)" -eq 7 ] # 6 bars, and the legend
}

@test "flow is drawn stage on stage, the last stage below" {
	flow_report >report
	svg report >picture
	# 2,000 at the top: MQL in February reaches from 700 to all of it, and SQL ends at 0.
	grep '<polygon' picture | attribute points >areas
	[ "$(wc -l <areas)" -eq 2 ]
	tr ' ' '\n' <areas | awk -F , '
		NR == 1 { zero = 0 } { x[NR] = $1; y[NR] = $2 }
		END {
			base = y[6]; unit = (base - y[8]) / 2000 # MQL, February
			exit !(NR == 12 && y[4] == base && y[5] == base && x[1] == x[7] &&
			    (base - y[1] - 500 * unit) ^ 2 < 0.02 && (base - y[2] - 700 * unit) ^ 2 < 0.02 &&
			    y[3] == base && (base - y[7] - 1200 * unit) ^ 2 < 0.02 &&
			    (base - y[9] - 1300 * unit) ^ 2 < 0.02 && y[10] == y[3] && y[11] == y[2] &&
			    y[12] == y[1])
		}'
	# The top is level with the mark of 2,000, whose baseline is 0.36 of 11 pixels lower.
	top=$(sed -n 2p areas | tr ' ' '\n' | sed -n 2p)
	mark=$(grep '>2,000<' picture | sed 's/.* y="\([0-9.]*\)".*/\1/')
	awk -v top="${top#*,}" -v mark="$mark" 'BEGIN { exit !((mark - 3.96 - top) ^ 2 < 0.02) }'
	texts picture >got
	[ "$(grep -cx MQL got)" -eq 2 ]
	[ "$(grep -cx Jan got)" -eq 3 ]
	[ "$(grep -cx 2026 got)" -eq 3 ]
}

@test "inflow is drawn by period, a panel for each stage" {
	flow_report >report
	svg report | grep '<rect x=.*fill="#0072b2"' | attribute height | sed 1d >heights
	# 1200 and 900; the first is the legend.
	awk '{ h[NR] = $1 } END { exit !(NR == 2 && (h[2] / h[1] - 0.75) ^ 2 < 1e-5) }' heights
}

@test "more stages than colours: the smallest are one area, and each has its panel" {
	report flow 12 4 1 >report
	svg report >picture
	[ "$(grep -c '<polygon' picture)" -eq 8 ]
	texts picture | grep -qx '5 others'
	for stage in 1 12; do
		texts picture | grep -q "^$stage $\|^$stage$"
	done
}

@test "velocity by stage is p50 within p85, with visits" {
	table >report <<-'END'
		stage n open mean sd min p50 p85 p95 max km_mean km_p50 km_lo km_hi
		MQL 1433 162 6 1 0 2.0909 8.3636 9 9 7 2 1 3
		SQL 0 12 . . . . . . . . . . .
	END
	svg report >picture
	texts picture | tail -n 6 | paste -s -d '|' | same - <(echo 'MQL|8.4|2.1|1,433|SQL|0')
	grep '<rect x=' picture | tail -n 2 | attribute width | paste -s |
		awk '{ exit !(NF == 2 && ($1 / $2 - 4) ^ 2 < 1e-4) }'
}

@test "velocity takes the percentiles that there are" {
	table >report <<-'END'
		stage n open mean sd min p25 p75 max km_mean km_p50 km_lo km_hi
		MQL 10 1 6 1 0 2 8 9 7 2 1 3
	END
	plain report | grep -q '^ .*visits  p25  p75$'
	plain report | grep -q '^MQL .* 10  2.0  8.0$'
}

@test "velocity over time leaves gaps where there is no figure" {
	table >report <<-'END'
		period stage n open mean sd min p50 p85 p95 max km_mean km_p50 km_lo km_hi
		2026-W01 MQL 5 1 6 1 0 2 8 9 9 7 2 1 3
		2026-W02 MQL 5 1 6 1 0 3 9 9 9 7 2 1 3
		2026-W03 MQL 0 1 . . . . . . . . . . .
		2026-W04 MQL 5 1 6 1 0 2 8 9 9 7 2 1 3
	END
	svg report >picture
	[ "$(grep -c '<circle .*fill="#0072b2"' picture)" -eq 3 ]
	[ "$(grep -c '<polyline .*stroke="#0072b2"' picture)" -eq 1 ]
	plain report | grep -q '^2026-W03$'
}

@test "aging has a disc for each lead, in the colour of its chance, which names it" {
	table >report <<-'END'
		stage lead since sojourn passed chance sla over
		MQL ann 2026-01-01 10.0000 0.1 0.9000 . .
		MQL bob 2026-01-01 10.0000 0.1 0.0500 . .
		MQL cy 2026-01-01 400.5000 1 . . .
		SQL dee 2026-01-01 5.0000 0.1 0.2500 . .
	END
	svg report >picture
	count() { grep -c "<circle .*fill=\"$1\"" picture; }
	[ "$(count '#d55e00')" -eq 2 ]
	[ "$(count '#e69f00')" -eq 1 ]
	[ "$(count '#56b4e9')" -eq 1 ]
	grep -q '<circle .*<title>cy: 400.5, chance 0 %</title></circle>' picture
	grep '<circle' picture | sed -n '1,3p' | attribute cx >x
	# bob and ann lie on each other, by the same day; red comes first.
	[ "$(sed -n 1p x)" = "$(sed -n 3p x)" ]
	texts picture | tail -n 8 | paste -s -d '|' |
		same - <(echo 'MQL|2|400.5|3|SQL|0|5.0|1')
}

@test "aging of many leads has discs with areas, of the same leads" {
	report aging 3 3000 1 >report
	svg report >picture
	grep '<circle' picture | sed 's/.*<title>\([0-9,]*\) leads.*/\1/; s/,//g' |
		awk '{ n += $1 } END { exit n != 9000 }'
	texts picture | tail -n 1 | grep -q '^The area of a disc is a number of leads'
	[ "$(wc -c <picture)" -lt 50000 ]
}

@test "a disc with an area has the colour of most of its leads" {
	{
		table <<<'stage lead since sojourn passed chance sla over'
		awk 'BEGIN { OFS = "\t"; for (i = 1; i <= 2500; i++)
			print "MQL", i, "", i % 5 ? 1 : 90, 0, i % 5 && i % 3 ? 0.9 : 0, "", "" }'
	} >report
	svg report | grep '<circle' | sed 's/.*fill="\([^"]*\)"><title>\([^<]*\).*/\1 \2/' >got
	printf '#56b4e9 2,000 leads\n#d55e00 500 leads\n' | same - got
}

@test "acceptance over time has its interval, and what was handed over" {
	table >report <<-'END'
		period handed accepted rejected pending overdue late rate rate_lo rate_hi rate_decided mean p50
		2024-H1 250 142 90 18 . . 0.5680 0.5060 0.6279 . 1 1
		2024-H2 356 183 136 37 . . 0.5140 0.4623 0.5655 . 1 1
	END
	svg report >picture
	[ "$(grep -c '<polygon .*fill="#b5dcf5"' picture)" -eq 1 ]
	[ "$(grep -c '<rect x=.*fill="#e69f00"' picture)" -eq 3 ] # and the legend
	texts picture | grep -qx H1
	plain report >got
	grep -q '^2024-H1 .* 51 % to 63 %  57 %$' got
	grep -q '^2024-H2 .* 183       136       37$' got
}

@test "acceptance of one period is a row for each group" {
	report accept 1 1 3 >report
	svg report >picture
	[ "$(grep -c '<circle' picture)" -eq 3 ]
	[ "$(texts picture | grep -c '^group [123]')" -eq 3 ]
}

@test "costs are shown as the report has them" {
	table >report <<-'END'
		period leads spend cost_per_lead spend_from spend_until lag_days
		2024-Q1 33 1042733.485 31597.984 2024-01-01 2024-03-31 0
		2024-Q2 0 0.00 . 2024-04-01 2024-06-30 0
	END
	plain report >got
	grep -q '^2024-Q1 .*  31,597.984$' got
	grep -q '^2024-Q1 .*  1,042,733.485$' got
	grep -q '^2024-Q2$' got
}

@test "drivers go by pace, by lift where there is none, around 1 with their intervals" {
	table >report <<-'END'
		stage direction driver moves share lift lift_lo lift_hi pace pace_lo pace_hi
		MQL out call 20 0.5 1.1 1.0 1.2 2.0000 1.0000 4.0000
		MQL out mail 10 0.2 0.9 0.8 1.0 0.5000 0.3000 0.8000
		MQL out rain 1 0.1 . . . . . .
	END
	svg report >picture
	texts picture | tail -n 11 | paste -s -d '|' | same - <(
		echo 'MQL: what touched leads there|call|1.00 to 4.00|2.00|20|mail|0.30 to 0.80|0.50|10|rain|1')
	texts picture | grep -qx faster
	grep '<circle' picture | attribute cx >x
	grep 'lf-axis' picture | sed 's/.*points="\([0-9.]*\),.*/\1/' >>x
	# 2 is as far from 1 as 1/2 is.
	awk '{ x[NR] = $1 } END { exit !(NR == 3 && (x[1] + x[2] - 2 * x[3]) ^ 2 < 0.05 && x[1] > x[2]) }' x
	cut -f 1-8 report | plain >got
	grep -q '^call .* 20  1.10  1.00 to 1.20$' got
}

@test "a forecast has its band, and the past before it" {
	table >forecast <<-'END'
		period stage already expected p15 p50 p85
		2026-04 MQL 20 100.5000 80 100 120
		2026-05 MQL 0 110.0000 85 108 131
	END
	table >past <<-'END'
		period stage opening inflow outflow closing new
		2026-02 MQL 0 90 0 90 90
		2026-03 MQL 90 95 0 185 95
		2026-04 MQL 185 20 0 205 20
	END
	svg forecast past >picture
	texts picture | grep -x 'Feb\|Mar\|Apr\|May' | paste -s | same - <(printf 'Feb\tMar\tApr\tMay\n')
	[ "$(grep -c '<circle .*fill="#777777"' picture)" -eq 2 ]
	[ "$(grep -c '<circle .*fill="#0072b2"' picture)" -eq 2 ]
	[ "$(grep -c '<polygon .*fill="#b5dcf5"' picture)" -eq 1 ]
	plain forecast past >got
	grep -q '^2026-03 .*  95$' got
	grep -q '^2026-04 .*  20   80 to 120     100.5$' got
	cut -f 1,2,4- forecast | svg - past | texts /dev/stdin | grep -qx May
}

@test "a past that does not fit the forecast is a usage error" {
	report forecast 2 3 1 >forecast
	cp forecast other
	report flow 2 3 2 >groups
	report flow 2 3 1 | sed '2,$s/^\(....\)-\(..\)/\1-Q1/' >quarters
	ends 2 "lf-plot: other:1: is no report of lf-flow, which goes before a forecast" \
		svg forecast other
	ends 2 "lf-plot: groups:1: has not the groups of forecast" svg forecast groups
	ends 2 "lf-plot: quarters:2: period: '2016-Q1' is not of the kind of '2016-01'" \
		svg forecast quarters
	ends 2 "lf-plot: groups: goes before a forecast alone, which quarters is not" \
		svg quarters groups
	ends 2 "lf-plot: standard input cannot be both FILE and PAST" svg - -
}

@test "every report is drawn in every format, with and without rows, groups and periods" {
	for kind in $kinds; do
		for shape in '3 1 1' '3 4 1' '2 1 3' '2 4 3'; do
			report $kind $shape name >report
			svg report >picture
			[ "$(grep -c '<text' picture)" -gt 5 ]
			plain report >got
			[ "$(wc -l <got)" -ge 5 ]
			head -n 1 report >none
			svg none >picture
			texts picture | grep -qx 'There is nothing to draw: the report has no rows.'
			plain none | grep -qx 'There is nothing to draw: the report has no rows.'
		done
	done
}

@test "text has lines of at most 80 cells" {
	for kind in $kinds; do
		report $kind 3 3 2 abcdefghij_klmnopqrst_uvwxyz_ABCDEFGHIJKL >report
		plain report | LC_ALL=C.UTF-8 sed 's/[^ -~]/x/g' | awk 'length > 80' >wide
		same /dev/null wide
	done
}

@test "pictures as PNG are those of SVG, twice as wide" {
	command -v gnuplot >/dev/null || skip "no gnuplot here"
	for kind in $kinds; do
		report $kind 3 4 2 "it's" >report
		lf-plot --format png --output picture.png report
		high=$(svg report | sed -n '1s/.* height="\([0-9]*\)".*/\1/p')
		# The signature, then IHDR with width and height.
		od -A n -t u1 -N 24 picture.png | tr -s ' \n' ' ' |
			same - <(echo -n " 137 80 78 71 13 10 26 10 0 0 0 13 73 72 68 82" \
			"0 0 6 64 0 0 $((2 * high / 256)) $((2 * high % 256)) ")
	done
}

@test "without gnuplot, PNG is refused, and the rest is drawn" {
	mkdir only
	for tool in sh awk cat chmod grep head mktemp mv readlink rm tr; do
		ln -s "$(command -v "$tool")" only/
	done
	ln -s "$(command -v lf-plot)" only/
	report flow 3 4 1 >report
	svg report >wanted
	PATH=$PWD/only lf-plot --format svg report | same wanted -
	ends 1 "lf-plot: gnuplot is not installed, which draws png (Debian: gnuplot-nox); \
svg and text need none" env PATH="$PWD/only" lf-plot --format png report
}

@test "if awk fails, so does it, and nothing is written" {
	mkdir bin
	printf '#!/bin/sh\nif [ -z "$LF_TEXT" ]; then echo half; exit 2; fi\nexec %s "$@"\n' \
		"$(command -v awk)" >bin/awk
	chmod +x bin/awk
	report flow 3 4 1 >report
	PATH=$PWD/bin:$PATH ends 1 "lf-plot: awk failed" lf-plot --format svg report
	same /dev/null stdout
}

@test "what gnuplot has to say is passed on" {
	mkdir bin
	printf '#!/bin/sh\necho >&2\necho "no fonts" >&2\nexit 3\n' >bin/gnuplot
	chmod +x bin/gnuplot
	report flow 3 4 1 >report
	PATH=$PWD/bin:$PATH ends 1 "lf-plot: gnuplot failed: no fonts" \
		lf-plot --format png --output out report
	[ ! -e out ]
}

# Names that would end a string, a tag or a command, if they could.
nasty() {
	printf '%s\n' "a'b''c" 'a"b' 'back\\slash' '\\' '<b>&amp;</b>' ']]>' '%s%n%d' '@{x}^2_3' \
		'`touch pwned`' '$(touch pwned)' "'; system('touch pwned'); '" '";system("touch pwned")#' \
		'END' '# x' '{/Bold x}' '&#10;' '$d1' '</text><script>pwned()</script>' '-- x' '\t\n\r'
}

# A report with each nasty name as stage, group and column of a group.
nasty_report() {
	printf 'period\t%s\tstage\topening\tinflow\toutflow\tclosing\tnew\n' '<col>'
	nasty | awk -v OFS='\t' '{ print "2026-01", "g", $0, 0, 5, 1, 4, 5
		print "2026-02", "g", $0, 4, NR, 1, 3 + NR, 5 }' | sort -s -k 1,1
}

@test "names do no harm to SVG, and are shown as they are" {
	nasty_report >report
	svg --title "<t> & '\"\\n" report >picture
	texts picture >got
	nasty | sed 's/\\[tnr]/ /g; s/\\\\/\\/g; s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g' >wanted
	# The one that is long is cut.
	grep -v 'script\|^ *$\|system' wanted | while IFS= read -r name; do
		grep -Fxq -- "$name" got || { echo "not there: $name"; exit 1; }
	done
	grep -Fxq "&lt;t&gt; &amp; '&quot;\n" got
	grep -v '^<\(svg\|rect\|polygon\|polyline\|text\|circle\) [^<>]*\(/>\|>\)\(<title>[^<>]*</title>\)\{0,1\}[^<>]*\(</text>\|</circle>\)\{0,1\}$' \
		picture | same - <(echo '</svg>')
	[ ! -e pwned ]
}

@test "names do no harm to gnuplot" {
	command -v gnuplot >/dev/null || skip "no gnuplot here"
	nasty_report >report
	lf-plot --format png --title "'; system('touch pwned') \`touch pwned\`" report >picture
	[ ! -e pwned ]
	nasty | while IFS= read -r name; do
		printf 'stage\tn\topen\tmean\tsd\tmin\tp50\tp85\n%s\t1\t1\t1\t1\t1\t1\t2\n' "$name" >one
		lf-plot --format png --title "$name" --output out.png one 2>err
		same /dev/null err
		[ -s out.png ]
	done
	[ ! -e pwned ]
}

@test "gnuplot gets names as they are" {
	mkdir bin
	printf '#!/bin/sh\ncat "$2"\n' >bin/gnuplot
	chmod +x bin/gnuplot
	printf 'stage\tn\topen\tmean\tsd\tmin\tp50\tp85\n' >report
	printf "%s\t1\t1\t1\t1\t1\t1\t2\n" "it's \`x\` é9" >>report
	PATH=$PWD/bin:$PATH lf-plot --format png report >script
	grep -Fq 'set label "it\047s \140x\140 \303\251\071" at ' script
	# No byte of a name has a meaning, and names stand in labels alone.
	grep '^set label "' script | grep -v '^set label "\([A-Za-z ]\|\\[0-7]\{3\}\)*" at [0-9. ,]* [a-z]* front' |
		same - /dev/null
	grep -v '^set label "' script | fails_silently grep -q '140\|`'
}

@test "bytes that XML cannot hold are shown as a character that says so" {
	printf 'stage\tn\topen\tmean\tsd\tmin\tp50\tp85\n' >report
	printf 'a\001b\000c\177d\303e\355\240\200f\357\277\277g\302\205h\t1\t1\t1\t1\t1\t1\t2\n' >>report
	bad=$(printf '\357\277\275')
	svg report | texts /dev/stdin |
		grep -qx "a${bad}b${bad}c${bad}d${bad}e${bad}${bad}${bad}f${bad}g${bad}h"
}

@test "long names are cut in the middle, and the picture still has them" {
	name=$(printf 'abcdefghi %.0s' 1 2 3 4 5 6 7 8 9)END
	printf 'stage\tn\topen\tmean\tsd\tmin\tp50\tp85\n%s\t1\t1\t1\t1\t1\t1\t2\n' "$name" >report
	svg report >picture
	texts picture | grep -q '^abcdefghi abc.*….*END$'
	grep -q "<title>$name</title>" picture
	head -c 2000000 /dev/zero | tr '\0' x >long
	{ head -n 1 report; paste long <(sed 1d report | cut -f 2-); } | svg >picture
	[ "$(wc -c <picture)" -lt 10000 ]
}

@test "a title replaces that of the report, an empty one leaves it out" {
	flow_report >report
	svg --title 'Our leads' report >picture
	texts picture | head -n 1 | same - <(echo 'Our leads')
	grep -q ' aria-label="Our leads. How many' picture
	svg --title '' report | texts /dev/stdin | head -n 1 | grep -q '^How many'
	plain --title '' report | head -n 1 | grep -q '^How many'
	plain --title '-- x' report | head -n 1 | same - <(echo '-- x')
}

@test "a unit is named as it is given, for a report does not say its own" {
	for kind in velocity aging stuck; do
		report $kind 3 1 1 >report
		plain report | tr '\n' ' ' | grep -q 'in days unless the report was made with --unit\.'
		for format in svg text; do
			lf-plot --format $format --unit 'hours <b>' report | tr '\n' ' ' >picture
			grep -q 'in hours \(<b>\|&lt;b&gt;\)\.' picture
		done
		LF_UNIT=weeks plain report | same - <(plain report)
	done
}

@test "a picture has no scripts, no identifiers, no times, and nothing from elsewhere" {
	for kind in $kinds; do
		report $kind 3 4 2 >report
		svg report >picture
		fails_silently grep -q '<script\|href\| id=\|url(\|@import\|<!\|<?' picture
		grep -o 'http[^"]*' picture | same - <(echo 'http://www.w3.org/2000/svg')
	done
}

@test "groups have small panels, and an empty one has a name" {
	report cost 1 6 12 >report
	svg report >picture
	[ "$(texts picture | grep -c '^group [0-9]')" -eq 12 ]
	[ "$(grep -c '<polyline .*stroke="#0072b2"' picture)" -eq 12 ]
	sed 's/group 3 *//' report | svg | texts /dev/stdin | grep -qx '(none)'
}

@test "of more panels than a picture holds, the largest are shown, and the rest is reported" {
	report velocity 40 3 3 >report
	svg report >picture 2>err
	same - err <<<'lf-plot: only 60 of 120 panels are shown, the largest'
	texts picture | tail -n 1 | same - <(echo 'Only 60 of 120 panels are shown, the largest.')
	report velocity 40 1 3 >report
	svg report >picture 2>err
	same - err <<<'lf-plot: only 100 of 120 rows are shown, the largest'
	# The least of n that is shown is not below the greatest that is not.
	tail -n +2 report | cut -f 3 | sort -n | sed -n '20,21p' >border
	[ "$(sed -n 1p border)" -lt "$(sed -n 2p border)" ]
	texts picture | fails_silently grep -qx "$(head -n 1 <(tail -n +2 report | cut -f 3 | sort -n))"
}

@test "periods are thinned, and years named where they change" {
	report cost 1 30 1 >report
	svg report | texts /dev/stdin | sed -n '/^Cost per lead$/,/^Leads$/p' |
		grep -x '[A-Z][a-z][a-z]\|20[0-9][0-9]' | paste -s -d ' ' |
		grep -q '^Jan 2016 .* Jan 2017 .* Jan 2018'
	for shape in 'day 2026-03-31 31' 'week 2026-W05 W05' 'quarter FY2026-Q1 Q1' \
		'half 2026-H2 H2' 'year 2026 2026' 'other <x> &lt;x&gt;'; do
		set -- $shape
		sed "2s/2016-01/$2/" report | sed '4,$d' | svg | texts /dev/stdin | grep -qx "$3"
	done
}

@test "a report that it does not know is a usage error" {
	printf 'time\tlead\tstage\n' >other
	ends 2 "lf-plot: other:1: is no report that lf-plot draws, which are those of lf-funnel, \
lf-flow, lf-velocity, lf-aging, lf-accept, lf-cost, lf-drivers, lf-forecast" svg other
	flow_report | sed '1s/$/\tnew/; 2,$s/$/\t1/' >twice
	ends 2 "lf-plot: twice: column 'new' occurs twice" svg twice
	ends 2 "lf-plot: option --format svg|png|text is needed" lf-plot twice
	ends 2 "lf-plot: --format: 'pdf' is not one of svg|png|text" lf-plot --format pdf twice
	ends 2 "lf-plot: a report and a past are all that it reads, and 'c' is one more file" svg a b c
}

@test "bad rows and bad figures are errors, and nothing is written" {
	flow_report >report
	{ cat report; echo short; } >bad
	ends 1 "lf-plot: bad:8: 1 field where there are 7 columns" svg --output out bad
	sed '3s/500/5x/' report >bad
	ends 1 "lf-plot: bad:3: inflow: '5x' is not a number" svg --output out bad
	sed '3s/500/nan/' report >bad
	ends 1 "lf-plot: bad:3: inflow: 'nan' is not a number" plain --output out bad
	sed '3s/$/\r/' report >bad
	ends 1 "lf-plot: bad:3: ends with CRLF where the first line ends with LF" svg --output out bad
	sed 's/$/\r/; 3s/\r//' report >bad
	ends 1 "lf-plot: bad:3: ends with LF where the first line ends with CRLF" svg --output out bad
	[ ! -e out ]
}

@test "CRLF, a byte order mark and a last line without LF change nothing" {
	flow_report >report
	svg report >wanted
	sed 's/$/\r/' report | svg | same wanted -
	{ printf '\357\273\277'; cat report; } | svg | same wanted -
	head -c -1 report | svg | same wanted -
}

@test "the reports of the filters are drawn, as they come" {
	generate sample . 1
	lf-import --preset salesforce-lead-history crm-history.csv | lf-sort |
		lf-stage --field value >staged
	lf-transitions staged >moves
	lf-velocity moves | svg >picture
	[ "$(lf-velocity --no-header moves | wc -l)" -eq "$(grep -c 'text-anchor="end".*>[A-Z][A-Za-z]*</text>$' picture)" ]
	lf-velocity --by month moves | svg >picture
	lf-flow --by week moves | svg >picture
	lf-accept --handed MQL --accepted SQL --by quarter moves | svg >picture
	lf-drivers --driver value staged | svg >picture
	lf-flow --by month moves >past
	lf-forecast --by month --periods 3 moves | svg - past >picture
	lf-forecast --by month --backtest 3 moves | svg >picture
	lf-import --time Day --amount Cost spend.csv >ledger
	lf-cost --ledger ledger --target SQL --by month moves 2>messages | svg >picture
	[ -s picture ]
}
