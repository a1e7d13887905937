load helper

# Runs one trial of stage-trials.awk; the output is trials/N.got.
run_trial() {
	lf-stage --stages "trials/$1.table" --list tags $(cat "trials/$1.options") \
		"trials/$1.log" >"trials/$1.got"
}

@test "random tables, logs and options give what the words of the manual say" {
	mkdir trials
	awk -v trials=300 -v seed=5 -f "$BATS_TEST_DIRNAME/stage-trials.awk"
	awk -f "$BATS_TEST_DIRNAME/stage-oracle.awk" $(for trial in $(seq 300); do
		echo trials/$trial.options trials/$trial.table trials/$trial.log
	done)
	for trial in $(seq 300); do
		run_trial $trial
		same trials/$trial.expected trials/$trial.got
	done
}
