# The examples of a manual or of README.md, each into the files N.command and
# N.wanted of the folder `to`: in literal and fenced blocks, a line that begins
# with "$ ", with the lines after it while they end in | or \, or
# from <<'END' to END, and what it prints.

function goes_on() {
	here = here ? !/^END$/ : /<<'END'$/
	return here || /[|\\]$/
}

/^\.Bd -literal/ || (!inside && /^```/) { inside = 1; next }
/^\.Ed/ || /^```/ { inside = file = 0; next }
!inside { next }
FILENAME !~ /\.md$/ { gsub(/\\&/, ""); gsub(/\\-/, "-"); gsub(/\\e/, "\\") }
!open && /^\$ / {
	n++
	file = 1
	sub(/^\$ /, "")
	print > (to "/" n ".command")
	printf "" > (to "/" n ".wanted")
	open = goes_on()
	next
}
open { print > (to "/" n ".command"); open = goes_on(); next }
file { print > (to "/" n ".wanted") }
