# Pages in a browser without a window.

# Skips the test where there is none.
needs_browser() {
	chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
		skip "no chromium here"
}

# browser PAGE OPTION...: what is left of the page once its scripts have run, as text. What it
# complains of is in the file browser.log.
browser() {
	local page=$1
	shift
	# Inside containers chromium may have no rights to make a sandbox.
	"$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" \
		--enable-logging=stderr --virtual-time-budget=60000 "$@" --dump-dom "file://$page" \
		2>browser.log |
		sed -n '/<body>/,/<\/body>/p' |
		sed 's/.*<body>//; s/<\/body>.*//; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}
