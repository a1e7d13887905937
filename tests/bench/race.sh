# Races: jobs are run in turn, their figures are printed and compared.

# stale FILE SOURCE...: whether the file is missing or older than a source.
stale() {
	[ -e "$1" ] || return 0
	stale_file=$1
	shift
	[ -n "$(find "$@" -newer "$stale_file")" ]
}

# compile NAME [LIBRARY]: builds a program of this folder; it appears when it is complete.
compile() {
	! stale "$data/$1" "$here/$1.c" || {
		cc -O2 -o "$scratch/$1" "$here/$1.c" ${2:+"$2"} &&
			mv "$scratch/$1" "$data/$1"
	}
}

# built PROGRAM...: whether these are built; prints the first that is not.
built() {
	for built_program; do
		[ -x "$bin/$built_program" ] || {
			printf '\n%s is not built.\n' "$built_program"
			return 1
		}
	done
}

# go DIRECTORY: runs the next jobs there, and forgets the jobs so far.
go() {
	cd "$1"
	: >"$scratch/jobs"
}

# job NAME COMMAND...: adds a pipeline to the race.
job() {
	job_line=$1
	shift
	for job_command; do
		job_line=$job_line$tab$job_command
	done
	printf '%s\n' "$job_line" >>"$scratch/jobs"
}

# Prints the commands of the jobs, so that readers can repeat them.
list_jobs() {
	printf '\n'
	sed "s/$tab/: \`/; s/$tab/ | /g; s/.*/- &\`/" "$scratch/jobs"
}

# agree: runs each job once, and ends everything unless all give the table of the first.
agree() {
	rm -f "$scratch/wanted"
	while IFS=$tab read -r agree_name agree_commands; do
		sh -c "$(printf '%s' "$agree_commands" | sed "s/$tab/ | /g")" >"$scratch/out"
		[ -e "$scratch/wanted" ] || cp "$scratch/out" "$scratch/wanted"
		awk -f "$here/agree.awk" "$scratch/wanted" "$scratch/out" || {
			echo "$agree_name gives another table" >&2
			exit 1
		}
	done <"$scratch/jobs"
	printf '\nAll results agree.\n'
}

# race TITLE [RUNS]: runs the jobs in turn; `of` gives their figures.
race() {
	"$data/measure" "${2:-$runs}" <"$scratch/jobs" >"$scratch/raw" 2>"$scratch/errors" || {
		tail "$scratch/errors" >&2
		exit 1
	}
	sed "s/^/$1$tab/" "$scratch/raw" >>"$raw"
	awk -f "$here/summary.awk" "$scratch/raw" >"$scratch/summary"
	printf '\n### %s\n\n' "$1"
}

# of JOB FIGURE: prints one of seconds, least, most, processor, mean (of processor), peak (kB).
of() {
	awk -F '\t' -v job="$1" -v figure="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
		$1 == job { print $column[figure] }' "$scratch/summary"
}

# table BASE: prints the figures of the race, and the ratios to the seconds of that job.
table() {
	awk -F '\t' -v base="$1" -f "$here/table.awk" "$scratch/summary" "$scratch/summary"
}

# lost TITLE: notes each job of another tool that took less time or memory than the first.
lost() {
	awk -F '\t' -v title="$1" '
		function less(name, column, unit, scale) {
			if ($column < ours[column])
				printf "- %s: %s takes less %s: %.2f %s, leadflow %.2f\n", title,
					$1, name, $column / scale, unit, ours[column] / scale
		}
		NR == 2 { split($0, ours) }
		NR > 2 && $1 !~ /^leadflow/ {
			less("time", 3, "s", 1)
			less("processor time", 6, "s", 1)
			less("memory", 8, "MB", 1024)
		}' "$scratch/summary" >>"$scratch/lost"
}

# target REACHED most|least GOAL TEXT: adds a line to the list at the end.
target() {
	awk -v reached="$1" -v bound="$2" -v goal="$3" -v text="$4" 'BEGIN {
		met = bound == "least" ? reached >= goal : reached <= goal
		printf "- [%s] %s: %.2f (at %s %s)\n", met ? "x" : " ", text, reached, bound, goal
	}' >>"$scratch/targets"
}

# ratio A B [C]: prints A / B / C.
ratio() {
	awk -v a="$1" -v b="$2" -v c="${3:-1}" 'BEGIN { printf "%.9g", a / b / c }'
}

conclude() {
	if [ -e "$scratch/lost" ]; then
		printf '\n### Where leadflow loses\n\n'
		cat "$scratch/lost"
		[ -s "$scratch/lost" ] || printf 'Nowhere above, in time, processor time or memory.\n'
	fi
	if [ -e "$scratch/targets" ]; then
		printf '\n### Targets\n\n'
		[ "$events" -eq 10000000 ] || printf 'They are meant for 10 million events.\n\n'
		cat "$scratch/targets"
	fi
	printf '\nAll runs: %s\n' "$raw"
}
