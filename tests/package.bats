# What make install puts where, and what make dist packs. `make distcheck` and `make check-deb` build
# from what is packed, which takes longer.

load lib/helper

root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
unset MAKEFLAGS MAKELEVEL MFLAGS

make_here() {
	make -s -C "$root" BUILD="${LEADFLOW_BIN:-build}" "$@"
}

files_in() {
	(cd "$1" && find . ! -type d | sed 's/^\.\///' | LC_ALL=C sort)
}

@test "make install puts programs, manuals and completions where GNU's names say" {
	make_here install DESTDIR="$PWD/a root" prefix=/usr
	for program in "$root"/cmd/lf-*; do
		program=${program##*/}
		echo "usr/bin/$program"
		echo "usr/share/bash-completion/completions/$program"
		echo "usr/share/fish/vendor_completions.d/$program.fish"
		echo "usr/share/zsh/site-functions/_$program"
	done >wanted
	for page in "$root"/man/*.[157]; do
		page=${page##*/}
		echo "usr/share/man/man${page##*.}/$page"
	done >>wanted
	files_in 'a root' >got
	LC_ALL=C sort wanted | same - got
	"a root/usr/bin/lf-flow" --version
	(cd 'a root' && find usr/bin -type f -perm 755 | wc -l) >programs
	ls "$root/cmd" | wc -l | same - programs
	(cd 'a root' && find usr/share -type f ! -perm 644) | same /dev/null -
}

@test "each folder of make install can be set" {
	make_here install DESTDIR="$PWD/root" bindir=/b mandir=/m bashcompdir=/bash \
		zshcompdir=/zsh fishcompdir=/fish
	[ "$(ls root | tr '\n' ' ')" = 'b bash fish m zsh ' ]
	make_here install DESTDIR="$PWD/other" PREFIX=/opt/x
	[ "$(ls other/opt/x | tr '\n' ' ')" = 'bin share ' ]
}

@test "make uninstall removes all that make install put there, and nothing else" {
	for folders in prefix=/usr PREFIX=/opt/x 'prefix=/usr mandir=/m zshcompdir=/z'; do
		make_here install DESTDIR="$PWD/a root" $folders
		mkdir -p 'a root/usr/bin' 'a root/usr/share/man/man1'
		touch 'a root/usr/bin/lf-other' 'a root/usr/share/man/man1/lf-other.1'
		make_here uninstall DESTDIR="$PWD/a root" $folders
		files_in 'a root' >left
		printf '%s\n' usr/bin/lf-other usr/share/man/man1/lf-other.1 | same - left
		make_here uninstall DESTDIR="$PWD/a root" $folders
	done
}

@test "make dist packs what is committed, in the same bytes from any folder" {
	git -C "$root" rev-parse --verify HEAD >/dev/null 2>&1 || skip "no git repository here"
	[ "$(git -C "$root" rev-parse --show-toplevel)" = "$root" ] || skip "not a repository's top"
	version=$(sed -n 's/^VERSION = //p' "$root/Makefile")
	make -s -C "$root" BUILD="$PWD/one" dist
	git clone -q "$root" copy
	(umask 077 && touch copy/README.md && make -s -C copy dist)
	same "one/leadflow-$version.tar.gz" "copy/build/leadflow-$version.tar.gz"
	(cd "$root" && git ls-tree -r --name-only HEAD) | sed "s/^/leadflow-$version\//" |
		LC_ALL=C sort >wanted
	tar -tzf "one/leadflow-$version.tar.gz" | grep -v '/$' | LC_ALL=C sort | same wanted -
	tar -tvzf "one/leadflow-$version.tar.gz" --numeric-owner |
		awk '$2 != "0/0" && $2 != "root/root"' | same /dev/null -
}

@test "a compiler without 128-bit integers is refused in one line" {
	status=0
	LC_ALL=C make_here BUILD="$PWD" CC='cc -U__SIZEOF_INT128__' all >stdout 2>stderr || status=$?
	[ "$status" -eq 2 ]
	same /dev/null stdout
	sed 's/^Makefile:[0-9]*: //' stderr >said
	echo '*** leadflow needs a compiler with 128-bit integers: gcc or clang for a 64-bit' \
		'machine.  Stop.' | same - said
}

@test "without Python all is built but the completions of the program in Python" {
	mkdir tools
	for tool in cc grep make sh; do
		ln -s "$(command -v $tool)" tools
	done
	PATH=$PWD/tools make_here -n BUILD="$PWD/new" all >commands
	for program in "$root"/cmd/lf-*; do
		program=${program##*/}
		[ -e "$root/cmd/$program/$program.py" ] || echo "$program"
	done >wanted
	sed -n 's/.*new\/\(lf-[a-z]*\) --help.*/\1/p' commands | LC_ALL=C sort | same wanted -
}
