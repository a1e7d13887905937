# In a browser, no text of a picture lies on another one, and none is cut off.

load lib/helper
load lib/browser

# draw ID ARGUMENT...: puts a picture into the page.
draw() {
	echo "<div id=\"$1\">" >>page.html
	shift
	lf-plot --format svg "$@" >>page.html 2>>messages
	echo '</div>' >>page.html
}

# report KIND STAGES PERIODS GROUPS NAME
report() {
	awk -v kind="$1" -v stages="$2" -v periods="$3" -v groups="$4" -v name="$5" \
		-f "$BATS_TEST_DIRNAME/lib/reports.awk"
}

begin() {
	needs_browser
	printf '<!DOCTYPE html><meta charset="utf-8"><script>%s</script><body>\n' \
		"$(cat "$BATS_TEST_DIRNAME/lib/boxes.js")" >page.html
}

# nothing_wrong PICTURES: all of them have text, and nothing is wrong with it.
nothing_wrong() {
	browser "$PWD/page.html" >found
	grep -q "^$1 pictures, [0-9][0-9][0-9]" found || { cat found browser.log; return 1; }
	sed '$d' found | head -n 20 >wrong
	same /dev/null wrong
}

kinds="funnel within flow velocity aging stuck accept cost drivers forecast backtest"
long="abcdefghij klmnopqrst uvwxyz ABCDEFGHIJ KL"

@test "the check finds text that overlaps or is cut off" {
	begin
	cat >>page.html <<-'END'
		<div id="a"><svg width="100" height="90"><text x="10" y="20">one &amp; two</text>
		<text x="20" y="30">three</text><text x="10" y="80">four</text></svg></div>
		<div id="b"><svg width="60" height="90"><text x="10" y="50">a long text</text>
		<text x="10" y="5">high</text><text x="10" y="89">g</text></svg></div>
	END
	cat >wanted <<-'END'
		2 pictures, 6 texts
		a: overlap: one & two | three
		b: cut off: a long text
		b: cut off: g
		b: cut off: high
	END
	browser "$PWD/page.html" | sort >found
	same wanted found
}

@test "no text overlaps or is cut off: few of everything" {
	begin
	for kind in $kinds; do
		report "$kind" 1 1 1 "$long" >r
		draw "$kind-1" r
		report "$kind" 5 1 1 "" >r
		draw "$kind-5" r
	done
	nothing_wrong 22
}

@test "no text overlaps or is cut off: 40 stages with long names" {
	begin
	for kind in $kinds; do
		report "$kind" 40 1 1 "$long" >r
		draw "$kind" r
	done
	nothing_wrong 11
}

@test "no text overlaps or is cut off: 120 periods" {
	begin
	for kind in funnel within flow velocity accept cost forecast; do
		for stages in 1 5 40; do
			report "$kind" "$stages" 120 1 "$long" >r
			draw "$kind-$stages" r
		done
	done
	nothing_wrong 21
}

@test "no text overlaps or is cut off: 12 groups" {
	begin
	for kind in $kinds; do
		for stages in 1 5; do
			report "$kind" "$stages" 1 12 "$long" >r
			draw "$kind-$stages" r
		done
	done
	report flow 5 120 12 "$long" >past
	for kind in funnel within flow velocity accept cost forecast; do
		report "$kind" 5 6 12 "$long" >r
		draw "$kind-time" r
	done
	draw forecast-past r past
	nothing_wrong 30
}

@test "no text overlaps or is cut off: 40 stages, 120 periods, 12 groups" {
	begin
	for kind in funnel flow velocity; do
		report "$kind" 40 120 12 "$long" >r
		draw "$kind" r
	done
	nothing_wrong 3
}

@test "no text overlaps or is cut off: names in wide letters and other scripts" {
	begin
	for name in WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW \
		ШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖШЩЮЖ \
		見込み客見込み客見込み客見込み客見込み客見込み客見込み客見込み客 \
		عميل_محتمل_جديد_عميل_محتمل_جديد_عميل_محتمل_جديد 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂; do
		for kind in funnel flow velocity drivers; do
			report "$kind" 9 1 3 "$name" >r
			draw "$kind-$((number += 1))" --title "$name $name" r
			report "$kind" 9 24 3 "$name" >r
			draw "$kind-$((number += 1))" --title "$name $name $name $name" r
		done
	done
	nothing_wrong 40
}
