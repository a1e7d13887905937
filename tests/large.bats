# Tables and headers that are much larger than anyone's: what comes of them is right, and comes
# within seconds. `time bats tests/large.bats` shows whether a search has become slow.

load lib/helper

# 60,000 stages, and events that lead 1,000 leads to all of them.
many_stages() {
	awk -v OFS='\t' 'BEGIN {
		print "stage", "event", "sla"
		for (i = 1; i <= 60000; i++)
			print "s" i, "e" i, "3d"
	}' >stages
	awk -v OFS='\t' 'BEGIN {
		print "time", "lead", "event"
		for (i = 1; i <= 60000; i++)
			print sprintf("2024-01-%02dT00:00:00Z", 1 + i / 3000), "L" i % 1000, \
				"e" i * 7 % 60000 + 1
	}' >events
	sed '1s/event/stage/; s/\te/\ts/' events >staged
}

@test "a table of 60,000 stages is read by reports" {
	many_stages
	lf-transitions staged >moves
	lf-velocity --stages stages moves >got 2>err
	[ "$(wc -l <got)" -eq 60001 ]
	# In the order of the table, not in that of the log.
	sed 1d got | cut -f 1 | sort -c -k1.2,1n
	lf-flow --stages stages moves >got
	[ "$(wc -l <got)" -eq 60001 ]
	lf-aging --stages stages moves >got
	lf-accept --stages stages --handed s2 --accepted s3 moves >got 2>err
	lf-snapshot --stages stages staged >got
	lf-check --stages stages staged >got
	head -n 2 staged | lf-check --stages stages >got
	[ "$(awk '$1 == "unused_stage" { print $2 }' got)" -eq 59999 ]
}

@test "a table of 60,000 stages is read by lf-stage" {
	many_stages
	head -n 2 events >few
	for i in 1 2 3 4 5 6 7 8 9 10; do
		awk 'NR > 1 { for (i = 0; i < 1000; i++) print }' few
	done >rows
	{ head -n 1 few; cat rows; } >again
	for how in --ratchet --advance; do
		lf-stage --stages stages $how again >got 2>err
		[ "$(tail -n 1 got | cut -f 4)" = "$([ $how = --advance ] || echo s8)" ]
	done
	cut -f 1,2 stages | sed '1s/event/min_score/; 1!s/\te/\t/' >scores
	sed '1s/event/score/; 1!s/\te/\t/' events >scored
	lf-stage --stages scores scored >got
	# Scores below the least cut have its stage; the others that of their own.
	awk -F '\t' 'NR > 1 && $4 != "s" $3 { exit 1 }' got
}

@test "a header of a million columns is read" {
	awk 'BEGIN {
		for (row = 0; row < 3; row++) {
			printf row ? "2024-01-0" row "\tann\t" row * 30 : "time\tlead\tscore"
			for (i = 0; i < 1000000; i++)
				printf row ? "\tx" : "\tc" i
			print ""
		}
	}' >wide
	lf-import --delimiter $'\t' --time time --lead lead --all wide >got
	[ "$(head -n 1 got | tr '\t' '\n' | wc -l)" -eq 1000003 ]
	lf-sort wide >got
	cmp got wide
	lf-stage --score score wide >staged
	for filter in lf-transitions lf-check lf-snapshot 'lf-drivers --driver c7' \
		'lf-stage --stage new --score score --only lead,new' 'lf-split --jobs 1 cat'; do
		$filter staged >got
		[ -s got ]
	done
	lf-transitions staged | awk '{
		printf "%s", $0
		for (i = 0; i < 1000000; i++)
			printf NR == 1 ? "\tc" i : "\tx"
		print ""
	}' >wide
	for filter in lf-velocity lf-flow lf-aging 'lf-accept --handed stage1 --accepted stage2' \
		'lf-funnel --steps stage1,stage2' 'lf-forecast --by month --periods 1'; do
		$filter wide >got 2>err
		[ -s got ]
	done
}
