# Reads the --help of a program, which is printed from its table of options, and writes its
# completions for three shells: FOLDER/bash/NAME, FOLDER/zsh/_NAME and FOLDER/fish/NAME.fish.
#
# Help text begins at column 31; an option too long for that has it on the next line.

BEGIN { TEXT = 31 }

NR == 1 { program = $2 }

# The synopsis goes on in indented lines.
NR == 1 || (in_synopsis && /^ /) { synopsis = synopsis " " $0; in_synopsis = 1; next }
{ in_synopsis = 0 }

/^  --/ {
	n++
	head = substr($0, TEXT - 2, 2) == "  " ? substr($0, 1, TEXT - 2) : $0
	split(head, word, " ")
	name[n] = substr(word[1], 3)
	arg[n] = word[2]
	help[n] = head == $0 ? "" : substr($0, TEXT)
	in_option = 1
	next
}

in_option && /^          / {
	help[n] = help[n] (help[n] == "" ? "" : " ") substr($0, TEXT)
	next
}

{ in_option = 0 }

# What the value of option i is: one of words_of(i), a file, a folder, a preset, any text, or none.
function kind_of(i) {
	if (arg[i] == "") return "none"
	if (arg[i] == "FILE") return "file"
	if (arg[i] == "DIR") return "folder"
	if (name[i] == "preset") return "preset"
	return words_of(i) != "" ? "words" : "text"
}

# The words that option i takes, if these are all there are. They stand in the name of its value,
# as a|b, or end its help: "the unit: seconds, minutes, hours, days (default) or weeks".
function words_of(i, words) {
	words = arg[i]
	if (words == "MONTH") return "1 2 3 4 5 6 7 8 9 10 11 12"
	if (words == "PERIOD" || words == "UNIT") {
		words = help[i]
		sub(/.*: /, "", words)
		sub(/ \(default\)/, "", words)
		gsub(/, | or /, "|", words)
	}
	if (words !~ /[|]/) return ""
	gsub(/[|]/, " ", words)
	# In mean:K, the capital stands for a number.
	gsub(/[^ ]*[A-Z][^ ]*/, "", words)
	gsub(/ +/, " ", words)
	sub(/ $/, "", words)
	return words
}

# The letter of an option that has one.
function short_of(i) {
	return match(help[i], /\(also -[A-Za-z]\)/) ? substr(help[i], RSTART + 7, 1) : ""
}

function help_of(i, text) {
	text = help[i]
	sub(/ \(also -[A-Za-z]\)/, "", text)
	return text
}

function repeats(i) {
	return index(synopsis, "--" name[i] " " arg[i] "]...") > 0
}

END {
	if (program == "" || n == 0) {
		print "no options in the help" | "cat 1>&2"
		exit 1
	}
	PRESETS = "command lf-import --list-presets | sed 1d | cut -f 1 | sort -u"
	write_bash(folder "/bash/" program)
	write_zsh(folder "/zsh/_" program)
	write_fish(folder "/fish/" program ".fish")
}
