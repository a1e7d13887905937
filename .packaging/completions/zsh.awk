# The completion for zsh: a call of _arguments.

function zsh_quoted(text) {
	gsub(/'/, "'\\''", text)
	return "'" text "'"
}

function zsh_action(i, kind) {
	kind = kind_of(i)
	if (kind == "words") return "(" words_of(i) ")"
	if (kind == "file") return "_files"
	if (kind == "folder") return "_files -/"
	if (kind == "preset") return "{compadd -- ${(f)\"$(" PRESETS ")\"}; _files}"
	return " "
}

function zsh_option(i, text, value) {
	text = help_of(i)
	gsub(/[][\\:]/, "\\\\&", text)
	value = arg[i]
	gsub(/[][\\:]/, "\\\\&", value)
	if (arg[i] == "") return "--" name[i] "[" text "]"
	return (repeats(i) ? "*" : "") "--" name[i] "=[" text "]:" value ":" zsh_action(i)
}

function write_zsh(to, i) {
	print "#compdef " program >to
	print "# Completion of " program " for zsh, made from its --help." >to
	print "_arguments -S \\" >to
	for (i = 1; i <= n; i++) {
		print "\t" zsh_quoted(zsh_option(i)) " \\" >to
		if (short_of(i) != "")
			print "\t" zsh_quoted("-" short_of(i) "[" help_of(i) "]") " \\" >to
	}
	print "\t'*:FILE:_files'" >to
}
