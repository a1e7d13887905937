# The page of lf-report in a browser: nothing is wider than a phone, axe finds nothing, in light
# and dark, and the browser complains of nothing.

load lib/helper
load lib/browser

# look PAGE WIDTH OPTION...: what is wrong with the page in a window of that width, in the file
# found; what the browser says of it, in complaints.
look() {
	local page=$1 width=$2 axe=${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}/axe/node_modules/axe-core
	shift 2
	# The page forbids scripts, so this one has to be let in.
	{
		sed '/Content-Security-Policy/d' "$page"
		printf '<script>'
		[ -z "${with_axe-}" ] || cat "$axe/axe.min.js"
		cat "$BATS_TEST_DIRNAME/lib/page.js"
		printf '</script>'
	} >looked.html
	cat >frame.html <<-END
		<!DOCTYPE html><html lang="en"><title>f</title><body>
		<iframe src="looked.html" style="width:${width}px;height:3000px;border:0"></iframe>
		<script>addEventListener("message", e => { document.body.textContent = e.data; })</script>
		</body></html>
	END
	browser "$PWD/frame.html" --window-size=1400,3000 --hide-scrollbars "$@" | sed '/^$/d' >found
	grep CONSOLE browser.log >complaints || true
}

# A page with everything, of the sample.
make_page() {
	generate sample . 1
	lf-import --time 'Activity Date' --lead 'Lead ID' --keep Activity,Campaign,Score \
		--rename Activity=event --rename Campaign=campaign --rename Score=score \
		activities.csv >activities.tsv
	lf-import --time CreatedDate --lead LeadId --where Field=Status --keep NewValue \
		--rename NewValue=event --set campaign= --set score= crm-history.csv >statuses.tsv
	lf-sort activities.tsv statuses.tsv >events.tsv
	lf-import --time Day --amount Cost --keep Campaign --rename Campaign=campaign spend.csv >ledger.tsv
	lf-report --stages stages.tsv --handed MQL --accepted SQL --rejected rejected --target SQL \
		--ledger ledger.tsv --driver campaign --steps visitor,engaged,MQL,SQL,customer \
		"$@" events.tsv >page.html 2>messages
}

setup_file() {
	cd "$BATS_FILE_TMPDIR"
	make_page --group campaign
	mv page.html groups.html
	make_page
	header=$(head -n 1 events.tsv)
	printf '%s\n' "$header" | lf-report --stages stages.tsv >empty.html 2>>messages
}

setup() {
	needs_browser
	cd "$BATS_TEST_TMPDIR"
}

@test "the check finds what is too wide, and what the browser complains of" {
	printf '%s\n' '<!DOCTYPE html><html lang="en"><title>t</title>' \
		'<p style="width:500px">wide<img src="https://localhost:9/none.png"><script>no()</script>' >page.html
	look "$PWD/page.html" 375
	grep -q 'no is not defined' complaints
	printf '%s\n' 'too wide: 508 in a window of 375' '0 pictures, 0 tables, 375 wide' | same - found
}

@test "the page fits into a phone and any other window" {
	for page in page groups empty; do
		for width in 320 375 1200; do
			look "$BATS_FILE_TMPDIR/$page.html" "$width"
			same /dev/null complaints
			grep "^[0-9]* pictures, [1-9][0-9]* tables, $width wide$" found || { cat found; return 1; }
			[ "$(wc -l <found)" -eq 1 ]
		done
	done
}

@test "no name is run as a script" {
	harm='"><script>console.log("owned")</script><img src=x: onerror=console.log("owned")><svg onload=console.log("owned")>'
	harm="$harm\\n--></style></title>\\\\&lt;script>%s@x@'"$'\030\xff'
	printf 'time\tlead\tstage\t%s\n2026-01-01\t%s\t%s\t%s\n2026-01-09\t%s\tend\t%s\n' \
		"$harm" "$harm" "$harm" "$harm" "$harm" "$harm" >log.tsv
	printf 'stage\n%s\nend\n' "$harm" >"stages '\"<b>.tsv"
	lf-report --stages "stages '\"<b>.tsv" --title "$harm" --driver "$harm" --group "${harm//,/\\,}" \
		log.tsv >page.html 2>messages || { cat messages; return 1; }
	look "$PWD/page.html" 1200
	same /dev/null complaints
	grep '^1*[0-9] pictures, 1*[0-9] tables, 1200 wide$' found
	[ "$(wc -l <found)" -eq 1 ]
	# The browser does complain where a name comes in as it is.
	printf '%s\n' "$harm" >>page.html
	look "$PWD/page.html" 1200
	grep -q owned complaints
}

@test "axe finds nothing wrong with the page, in light and in dark" {
	[ -e "${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}/axe/node_modules/axe-core/axe.min.js" ] ||
		skip "no axe-core here"
	with_axe=yes
	for page in page groups empty; do
		for scheme in 0 1; do
			look "$BATS_FILE_TMPDIR/$page.html" $((375 + scheme * 825)) \
				--blink-settings="preferredColorScheme=$scheme"
			same /dev/null complaints
			grep '^axe passed [2-9][0-9] rules$' found || { cat found; return 1; }
			[ "$(wc -l <found)" -eq 2 ] || { cat found; return 1; }
		done
	done
}

@test "axe sees what is wrong" {
	[ -e "${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}/axe/node_modules/axe-core/axe.min.js" ] ||
		skip "no axe-core here"
	with_axe=yes
	sed 's/ lang="en"//; s/role="img" aria-label="[^"]*"/role="img"/' \
		"$BATS_FILE_TMPDIR/page.html" >bad.html
	look "$PWD/bad.html" 1200
	grep '^html-has-lang: ' found
	grep '^svg-img-alt: ' found
}
