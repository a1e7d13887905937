# The completion for bash: a function that looks at the word before the cursor.

# The options of a kind as a pattern of case.
function bash_options(kind, i, options) {
	for (i = 1; i <= n; i++)
		if (kind_of(i) == kind)
			options = options (options == "" ? "" : " | ") "--" name[i]
	return options
}

function bash_case(kind, action, to, options) {
	options = bash_options(kind)
	if (options != "")
		printf "\t%s) %s ;;\n", options, action >to
}

function write_bash(to, i, own, all) {
	own = program
	gsub(/-/, "_", own)
	print "# Completion of " program " for bash, made from its --help." >to
	print "_" own "() {" >to
	print "\tlocal word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} words=" >to
	print "\t# To bash, --option=value is three words." >to
	print "\tif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD - 2]}; fi" >to
	print "\tif [ \"$word\" = = ]; then word=; fi" >to
	print "\tCOMPREPLY=()" >to
	print "\tcase $option in" >to
	for (i = 1; i <= n; i++) {
		all = all " --" name[i]
		if (kind_of(i) == "words")
			printf "\t--%s) words='%s' ;;\n", name[i], words_of(i) >to
	}
	bash_case("preset", "words=$(" PRESETS ") && compopt -o default", to)
	bash_case("file", "compopt -o default && return", to)
	bash_case("folder", "compopt -o dirnames && return", to)
	bash_case("text", "return", to)
	print "\t*) case $word in" >to
	print "\t\t-*) words='" substr(all, 2) "' ;;" >to
	print "\t\t*) compopt -o default && return ;;" >to
	print "\t\tesac ;;" >to
	print "\tesac" >to
	print "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")" >to
	print "}" >to
	print "complete -F _" own " " program >to
}
