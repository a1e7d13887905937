# Completions as the shells themselves give them.

completions=${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}/completions
export scratch=$BATS_TEST_TMPDIR

needs_shell() {
	command -v "$1" >/dev/null || skip "no $1 here"
	[ "$1" = fish ] || script -qec true /dev/null </dev/null >/dev/null ||
		skip "no terminal to be had"
}

# typed COMMAND: runs a shell at a terminal, types the file keys, and prints the arguments of the
# last command that was typed, one a line.
typed() {
	rm -f "$scratch/arguments"
	script -qec "$1" /dev/null <"$scratch/keys" >"$scratch/screen" 2>&1 || true
	[ -e "$scratch/arguments" ] || { cat "$scratch/screen"; return 1; }
	sed 1d "$scratch/arguments"
}

# In place of the program is a function that writes down its arguments: the shell's key for
# "insert all completions" (here ^X) puts them there.
offers_bash() {
	cat >"$scratch/rc" <<-END
		PS1='> '
		set +o history
		bind '"\C-x": insert-completions'
		. "$completions/bash/$1"
		$1() { printf '%s\n' "$1" "\$@" >"$scratch/arguments"; exit; }
	END
	printf '%s\030\n' "$2" >"$scratch/keys"
	TERM=dumb typed 'bash --noprofile --rcfile "$scratch/rc" -i'
}

offers_zsh() {
	cat >"$scratch/.zshrc" <<-END
		PS1='> '
		fpath=("$completions/zsh" \$fpath)
		autoload -Uz compinit && compinit -u -D
		all() { _main_complete; compstate[insert]=all; }
		zle -C all complete-word all
		bindkey '^X' all
		$1() { printf '%s\n' "$1" "\$@" >"$scratch/arguments"; exit; }
	END
	printf '%s\030\n' "$2" >"$scratch/keys"
	TERM=dumb ZDOTDIR=$scratch typed 'zsh -d -i'
}

offers_fish() {
	HOME=$scratch fish --no-config -c "source '$completions/fish/$1.fish'; complete -C '$2'" |
		cut -f 1
}

# offers SHELL LINE: prints, sorted, what the shell offers at the end of the line, in place of its
# last word.
offers() {
	local words
	read -ra words <<<"${2% *} "
	if [ "$1" = fish ]; then
		offers_fish "${words[0]}" "$2"
	else
		"offers_$1" "${words[0]}" "$2" | tail -n +${#words[@]}
	fi | grep -v '^$' | LC_ALL=C sort
}
