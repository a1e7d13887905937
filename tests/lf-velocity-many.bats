# lf-velocity over so many visits that most of them are kept in pages (see
# lib/durations.h): what is exact in a small set has to be in a large one.

load lib/helper
load lib/figures

# SEED VISITS: moves of that many visits, in any order: of whole seconds up to two
# years or ten, of fractions, of none, and of a few durations that come again and
# again; three in ten are open.
visits() {
	awk -v OFS='\t' -v seed="$1" -v visits="$2" '
		function below(n) { return int(rand() * n) }
		BEGIN {
			srand(seed)
			print "lead", "from", "to", "sojourn", "g"
			for (i = 1; i <= visits; i++) {
				kind = rand()
				if (kind < 0.6) seconds = below(63000000)
				else if (kind < 0.8) seconds = 65536 * (1 + below(40)) - 2 + below(4)
				else if (kind < 0.9) seconds = 86400 * below(700)
				else if (kind < 0.95) seconds = below(3000) sprintf(".%06d", below(1000000))
				else if (kind < 0.99) seconds = below(320000000)
				else seconds = 0
				print i "-1", "a", rand() < 0.3 ? "" : "b", seconds, i % 50 ? "x" : "y"
			}
		}'
}

# Moves to lines of group, seconds, completed and open, in the order of a state.
tallies() {
	awk -F'\t' -v OFS='\t' '
		NR > 1 {
			if ($4 ~ /[.]/) sub(/[.]?0+$/, "", $4)
			seen[$5 OFS $4 OFS ($3 == "" ? "open" : "completed")]++
		}
		END { for (key in seen) print key, seen[key] }' "$1" |
		LC_ALL=C sort -t "$(printf '\t')" -k1,1 -k2,2g -k3,3
}

@test "every one of half a million visits is counted, with its duration" {
	visits 1 500000 >moves.tsv
	lf-velocity --group g --partial moves.tsv |
		awk -F'\t' -v OFS='\t' '$3 == "completed" || $3 == "open" { print $1, $4, $3, $5 }' >got
	tallies moves.tsv >wanted
	cmp wanted got
}

@test "the figures of half a million visits agree with an independent calculation" {
	visits 2 500000 >moves.tsv
	lf-velocity --group g --no-header moves.tsv >got
	awk -F'\t' -v OFS='\t' 'NR > 1 { print $5 "|" $2, $4, $3 == "" }' moves.tsv |
		figures 0 >wanted
	near got wanted
}

@test "parts of half a million visits merge to the report of the whole" {
	visits 3 500000 >moves.tsv
	lf-velocity --group g moves.tsv >whole
	lf-velocity --group g --partial moves.tsv >state
	lf-velocity --merge state | same - whole
	awk 'NR == 1 { for (i = 0; i < 3; i++) print >"part" i; next }
		{ print >"part" NR % 3 }' moves.tsv
	for i in 0 1 2; do
		lf-velocity --group g --partial "part$i" >"state$i"
	done
	lf-velocity --merge state2 state0 state1 | same - whole
	{
		head -n 1 moves.tsv
		sed 1d moves.tsv | LC_ALL=C sort
	} | lf-velocity --group g | same - whole
}

# SEED VISITS KINDS APART: moves of that many visits, of one of so many kinds of durations, which
# are so many seconds apart.
kinds() {
	awk -v seed="$1" -v visits="$2" -v kinds="$3" -v apart="$4" 'BEGIN {
		srand(seed)
		print "from\tto\tsojourn"
		for (i = 0; i < visits; i++)
			print "a\t" (rand() < 0.3 ? "" : "b") "\t" int(rand() * kinds) * apart
	}'
}

# KILOBYTES: within so much memory beyond what no rows take, all visits of moves.tsv are counted.
takes() {
	local none=2000
	head -n 1 moves.tsv >none.tsv
	until (ulimit -v "$none" && lf-velocity none.tsv) 2>&1 | grep -q '^stage'; do
		none=$((none + 250))
		[ "$none" -lt 100000 ]
	done
	awk -F'\t' 'NR > 1 { n[$2 == ""]++ } END { print n[0] "\t" n[1] }' moves.tsv >wanted
	(ulimit -v "$((none + $1))" && lf-velocity --no-header moves.tsv) | cut -f 2,3 >got
	same wanted got
}

@test "visits whose durations are the same take no more memory for more of them" {
	limits_memory lf-velocity
	kinds 1 2000000 730 86400 >moves.tsv
	takes 3500
	kinds 2 2000000 20000 3000 >moves.tsv
	takes 6500
	kinds 3 4000000 30000 1 >moves.tsv
	takes 9500
}

@test "a million visits take little more than two bytes each" {
	limits_memory lf-velocity
	kinds 4 1000000 60000000 1 >moves.tsv
	takes 5500
}
