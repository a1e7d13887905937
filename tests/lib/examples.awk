# Writes the examples of a manual or of README.md to the folder `to`, as N.command and N.wanted.
# An example stands in a literal or fenced block: a command on a line that begins with "$ ", which
# goes on after lines that end in | or \, and from <<'END' to END, then what it prints.

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
