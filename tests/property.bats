# What holds for every log, on many random ones.

load lib/helper

# The reports of moves, one after the other.
reports() {
	lf-velocity --by month "$1"
	lf-flow --by week "$1"
	lf-accept --handed stage2 --accepted stage3 --rejected stage1 --by month "$1"
	lf-cost --ledger ledger --target stage3 --by quarter "$1"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	table >ledger <<-'END'
		amount from until
		9999.99 2024-01-01 2025-12-31
		0.01 2024-02-29 2024-02-29
	END
}

# The staged log and the moves of a seed: staged.tsv, moves.tsv.
make_log() {
	generate log 1500 60 "$1" | lf-stage --score score >staged.tsv
	lf-transitions staged.tsv >moves.tsv
}

@test "it does not matter in which pieces input comes" {
	generate log 3000 100 1 >events
	lf-stage --score score events >staged
	lf-transitions --as-of 2026-02-01 staged >moves
	reports moves >wanted
	for size in 1 61 4099; do
		dd bs=$size status=none <events | lf-stage --score score |
			dd bs=$((size + 1)) status=none | lf-transitions --as-of 2026-02-01 >out
		same moves out
		for report in velocity flow; do
			dd bs=$size status=none <moves | "lf-$report" >out
			"lf-$report" moves | same out -
		done
	done
}

@test "it does not matter where a log is cut into files" {
	for seed in {1..20}; do
		make_log "$seed"
		head -n 1 staged.tsv >header
		rm -f part*
		sed 1d staged.tsv | split -l $((seed * 37)) - part
		for part in part*; do
			cat header "$part" >"$part.tsv"
		done
		lf-transitions part*.tsv | same moves.tsv -
	done
}

@test "it does not matter how leads are shuffled against each other" {
	for seed in {1..20}; do
		make_log "$seed"
		reports moves.tsv >wanted
		{ head -n 1 staged.tsv; sed 1d staged.tsv | LC_ALL=C sort -s -k 2,2; } >grouped.tsv
		lf-transitions grouped.tsv >grouped-moves.tsv
		sort moves.tsv >sorted
		sort grouped-moves.tsv | same sorted -
		reports grouped-moves.tsv | same wanted -
		lf-sort grouped.tsv | lf-transitions | sort | same sorted -
	done
}

# with_bad_rows FILE SEED: the rows of a log or of moves, and among them, in places that are as
# good as random, rows without a lead, without a time, and without fields.
with_bad_rows() {
	awk -F '\t' -v OFS='\t' -v seed="$2" '
		BEGIN { srand(seed) }
		{ print }
		NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
		NR > 1 {
			while (rand() < 0.2) {
				kind = int(3 * rand())
				if (kind == 0) $column["lead"] = ""
				if (kind == 1) $column["time"] = "2026-02-30"
				print kind == 2 ? "short " NR : $0
			}
		}' "$1"
}

@test "it does not matter where bad rows are" {
	for seed in {1..5}; do
		make_log "$seed"
		cut -f 1-4 staged.tsv >events.tsv
		lf-sort --key lead,time staged.tsv >grouped.tsv
		while read -r file command; do
			$command "$file" >wanted
			with_bad_rows "$file" "$seed" >bad
			$command --rejects rejects bad 2>err | same wanted -
			diff "$file" bad | sed -n 's/^> //p' >wanted
			cut -f 4- rejects | same wanted -
			[ -s wanted ]
		done <<-'END'
			events.tsv lf-stage --score score
			events.tsv lf-stage --score score --ratchet
			staged.tsv lf-transitions
			grouped.tsv lf-transitions --grouped --as-of 2027-01-01
			staged.tsv lf-drivers --driver event --touch any --forward stage3
			moves.tsv lf-accept --handed stage2 --accepted stage3
		END
	done
}

@test "sorting is idempotent, and does not change sorted input" {
	for seed in {1..5}; do
		generate log 3000 100 "$seed" >events
		lf-sort --key time events | same events -
		lf-sort --key event,lead events >once
		lf-sort --key event,lead once | same once -
		sort events >rows
		sort once | same rows -
	done
}

@test "who was there, came and left is who is there; who leaves came before" {
	for seed in {1..20}; do
		make_log "$seed"
		lf-flow --by month moves.tsv | awk -F '\t' '
			NR == 1 { next }
			$3 + $4 - $5 != $6 { print "balance", $0 }
			$2 in closing && closing[$2] != $3 { print "opening", $0 }
			!($2 in closing) && $3 != 0 { print "first opening", $0 }
			$7 > $4 { print "new", $0 }
			{ closing[$2] = $6; total[$1] += $6 }
			END { if (total[$1] != 60) print "leads", total[$1] }' >wrong
		same /dev/null wrong
	done
}

@test "visits are completed or open, leads handed over decided or pending" {
	for seed in {1..20}; do
		make_log "$seed"
		lf-velocity moves.tsv | awk -F '\t' 'NR > 1 { print $1, $2 + $3 }' >visits
		lf-flow --by all moves.tsv | awk -F '\t' 'NR > 1 { print $2, $4 }' | same visits -
		lf-accept --handed stage2 --accepted stage3 --rejected stage1 --by month moves.tsv |
			awk -F '\t' 'NR > 1 && $2 != $3 + $4 + $5' | same /dev/null -
	done
}

@test "periods add up to the whole" {
	for seed in {1..20}; do
		make_log "$seed"
		for by in day week month quarter half year all; do
			lf-accept --handed stage2 --accepted stage3 --by $by moves.tsv |
				awk -F '\t' 'NR > 1 { h += $2; a += $3 } END { print h, a }'
			lf-velocity --by $by moves.tsv |
				awk -F '\t' 'NR > 1 { n += $3; open += $4 } END { print n, open }'
		done | sort -u >sums
		[ "$(wc -l <sums)" -le 2 ]
		lf-cost --ledger ledger --target stage3 --by month moves.tsv 2>/dev/null |
			awk -F '\t' 'NR > 1 { sum += $2 } END { print sum }' >leads
		lf-cost --ledger ledger --target stage3 moves.tsv | sed 1d | cut -f 2 | same leads -
	done
}
