# Runs the filters. Each run has a name: its program is in $scratch/NAME.program, its messages are
# in $scratch/NAME.err, its status is in $scratch/NAME.status.

# run NAME COMMAND
run() {
	echo "${2%% *}" >"$scratch/$1.program"
	(eval "$2") 2>"$scratch/$1.err"
	echo $? >"$scratch/$1.status"
}

# Whether a run failed only because the one that read from it did.
lost_reader() {
	[ "$2" -eq 141 ] || grep -q ': write error: Broken pipe$' "$scratch/$1.err"
}

# settle NAME...: fails with the message of the first run that failed by itself.
settle() {
	failed=''
	for name; do
		read -r status <"$scratch/$name.status"
		[ "$status" -ne 0 ] || continue
		[ -n "$failed" ] || failed=$name
		lost_reader "$name" "$status" || { failed=$name; break; }
	done
	[ -n "$failed" ] || return 0
	read -r status <"$scratch/$failed.status"
	if [ ! -s "$scratch/$failed.err" ] || [ "$status" -gt 125 ]; then
		fail 1 "$(cat "$scratch/$failed.program"): ended with status $status"
	fi
	why=$(tail -n 1 "$scratch/$failed.err")
	[ "$status" -eq 2 ] || status=1
	fail "$status" "$why"
}

# has_columns FILE COL,...: whether its header line names them all.
has_columns() {
	head -n 1 <"$1" | LF_COLUMNS=$2 awk '
		{
			sub(/^\357\273\277/, "")
			sub(/\r$/, "")
			for (n = split($0, column, "\t"); n > 0; n--)
				there[column[n]]
			text = ENVIRON["LF_COLUMNS"]
			gsub(/\\,/, "\001", text)
			for (n = split(text, wanted, ","); n > 0; n--) {
				gsub(/\001/, ",", wanted[n])
				missing += !(wanted[n] in there)
			}
		}
		END { exit missing > 0 || NR == 0 }'
}

# What lf-check finds says how to sort, and the header whether there are stages.
read_log() {
	input=/dev/null
	if [ -n "$reads_input" ]; then
		input=$scratch/log
		fetch - log
	fi
	[ "$first" != - ] || first=$input
	is_staged='' check_old=''
	if [ -f "$first" ] && [ -r "$first" ]; then
		! has_columns "$first" stage || is_staged=yes
		! has_columns "$first" stage,"$word_old" || check_old=$old
	fi
	check="lf-check$stages$check_old$tz"
	run check "$check$operands <\"\$input\"" >"$scratch/check.tsv"
	settle check
	newest=$(awk -F '\t' '$1 == "newest_first" && $2 > 0 { print " --newest-first" }' "$scratch/check.tsv")
}

# A time without a zone is in --tz to lf-transitions, but lf-drivers has no --tz.
find_as_of() {
	printf 'time\tlead\tstage\n0001-01-01\ta\ta\n' >"$scratch/one"
	run as_of "lf-transitions --open only$as_of$tz" <"$scratch/one" >"$scratch/as-of"
	settle as_of
	word_as_of=$(sed -n '2p' "$scratch/as-of" | cut -f 2)
	as_of=" --as-of $word_as_of"
}

# The last step, or else the target, if the table ends there: by the path alone, moves into it would
# not be forward.
find_forward() {
	LF_STEPS=$word_steps LF_TARGET=$word_target awk -F '\t' '
		NR == 1 { sub(/^\357\273\277/, "") }
		{ sub(/\r$/, "") }
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		"path" in at && $at["path"] != "" { path[$at["stage"]] = $at["path"] }
		END {
			steps = ENVIRON["LF_STEPS"]
			gsub(/\\,/, "\001", steps)
			n = split(steps, step, ",")
			last = step[n]
			gsub(/\001/, ",", last)
			if (path[last] != "end") last = ENVIRON["LF_TARGET"]
			if (path[last] != "end") exit
			n = split(last, part, ",")
			for (i = 1; i <= n; i++) printf "%s%s", (i > 1 ? "\\," : ""), part[i]
		}' <"$word_stages"
}

sort_log() {
	run sort "$sort$operands <\"\$input\""
}

stage_log() {
	run stage "$stage"
}

# For lf-drivers.
copy_log() {
	# shellcheck disable=SC2016 # run evaluates it
	run copy 'tee "$scratch/staged"'
}

move_log() {
	run moves "$moves"
}

make_moves() {
	[ -z "$as_of" ] || find_as_of
	sort="lf-sort$newest"
	stage="lf-stage$stages$old"
	moves="lf-transitions$as_of${backfill:+$backfill$stages}${group:+ --first-seen $(quote "$word_group")}"
	forward=$(find_forward)
	drivers="lf-drivers$driver --top 5$stages${forward:+ --forward $(quote "$forward")}$as_of"
	[ -z "$is_staged" ] || stage=''
	eval "sort_log ${stage:+| stage_log} ${driver:+| copy_log} | move_log" >"$scratch/moves"
	eval "settle sort ${stage:+stage} ${driver:+copy} moves"
	rm -f "$scratch/log" "$scratch"/pipe.*
	[ -n "$driver" ] || return 0
	run drivers "$drivers" <"$scratch/staged" >"$scratch/drivers.tsv"
	settle drivers
	rm "$scratch/staged"
}

# All that the filters said, as lines of this program; what several of them said, only once.
# What lf-sort advises is an option that this program lacks.
print_notes() {
	cat "$scratch"/*.err |
		awk '/^lf-sort: the log looks newest first/ {
			sub(/with --newest-first .*/, "bring each file that is newest first in order, " \
				"with lf-sort --newest-first, and give that to lf-report")
		}
		{ said = $0; sub(/^lf-[a-z]+: /, "", said) }
		!seen[said]++ { print "lf-report: " $0 }' >&2
}
