# Means, deviations and sums of a billion visits of up to 10,000 days: no row is read for each, but
# states are merged that stand for them, beside Python's integers.

load lib/helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	command -v python3 >/dev/null || skip "no python3 here"
	table >moves.tsv <<-'END'
		lead time from to visit from_visit since sojourn age amount
		x 2024-01-02 . A 1 . . . 0 5
		x 2024-01-05 A B 1 1 2024-01-02 259200 259200 7
	END
}

# billion PROGRAM SEED [ARGUMENT]: makes the states part.1 to part.3 and prints what is wanted.
billion() {
	python3 "$BATS_TEST_DIRNAME/oracle/billion.py" "$@" real.state part.{1..3} >wanted
}

# picked: the columns of standard input that wanted has, in its order.
picked() {
	awk -F '\t' -v OFS='\t' '
		NR == FNR { if (FNR == 1) count = split($0, names); next }
		FNR == 1 { for (i = 1; i <= NF; i++) place[$i] = i }
		{ for (i = 1; i <= count; i++) printf "%s%s", $place[names[i]], i < count ? OFS : ORS }
	' wanted -
}

@test "lf-velocity: mean, sd and percentiles of a billion visits are exact" {
	lf-velocity --partial moves.tsv >real.state
	for seed in 1 2 3; do
		billion velocity $seed 0
		lf-velocity --merge part.* | picked | same wanted -
		# Visits that differ by two seconds of 10,000 days: squares must not cancel.
		billion velocity $seed 1
		lf-velocity --merge --unit seconds part.* | picked | same wanted -
	done
}

@test "lf-funnel and lf-accept: mean, percentiles and sums of a billion leads are exact" {
	for seed in 1 2 3; do
		lf-funnel --steps A,B --sum amount --partial moves.tsv >real.state
		billion funnel $seed
		lf-funnel --merge part.* | picked | same wanted -
		lf-accept --handed A --accepted B --partial moves.tsv >real.state
		billion accept $seed
		lf-accept --merge part.* | picked | same wanted -
	done
}

@test "lf-cost: the mean age of a billion leads, and what each of them costs, are exact" {
	lf-cost --target B --partial moves.tsv >real.state
	printf 'time\tamount\n2000-01-01\t98765432109876.54\n' >ledger.tsv
	for seed in 1 2 3; do
		billion cost $seed
		lf-cost --merge --lag mean:B --ledger ledger.tsv --partial-ledger part.* | picked | same wanted -
	done
}

@test "lf-flow: a billion entries, and what they are worth, are added up exactly" {
	lf-flow --sum amount --partial moves.tsv >real.state
	for seed in 1 2 3; do
		billion flow $seed
		lf-flow --merge part.* | awk -F '\t' 'NR == 1 || $2 == "A"' | picked | same wanted -
	done
}
