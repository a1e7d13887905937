# The completion for fish: a line for each option.

function fish_quoted(text) {
	gsub(/[\\']/, "\\\\&", text)
	return "'" text "'"
}

function fish_value(i, kind) {
	kind = kind_of(i)
	if (kind == "none") return ""
	if (kind == "file") return " -r -F"
	if (kind == "words") return " -x -a " fish_quoted(words_of(i))
	if (kind == "folder") return " -x -a '(__fish_complete_directories)'"
	if (kind == "preset") return " -r -F -a '(" PRESETS ")'"
	return " -x"
}

function write_fish(to, i, letter) {
	print "# Completion of " program " for fish, made from its --help." >to
	for (i = 1; i <= n; i++) {
		letter = short_of(i)
		print "complete -c " program (letter == "" ? "" : " -s " letter) " -l " name[i] \
			fish_value(i) " -d " fish_quoted(help_of(i)) >to
	}
}
