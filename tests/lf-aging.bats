load lib/helper
load lib/random
load lib/real

oracle() {
	awk -v summary="${summary:-}" \
		-f "$BATS_TEST_DIRNAME/oracle/aging.awk" "${1:-random.tsv}"
}

# The options of a trial, which the oracle knows as well.
aging() {
	local trial=$1 args=(--no-header)
	[ $((trial % 2)) -eq 0 ] || args+=(--group src)
	[ $((trial % 3)) -ne 0 ] || args+=(--stages stages.tsv)
	[ $((trial % 6)) -ne 0 ] || [ -n "${summary:-}" ] || args+=(--overdue)
	case $((trial % 4)) in
	1) args+=(--stuck 0.25) ;;
	2) args+=(--stuck 0.5) ;;
	esac
	case $((trial % 7)) in
	[345]) args+=(--ahead 1w) ;;
	6) args+=(--ahead 0s) ;;
	esac
	[ $((trial % 11)) -ne 0 ] || args+=(--unit hours)
	[ -z "${summary:-}" ] || args+=(--summary)
	lf-aging "${args[@]}" "moves.$trial" 2>>stderr
}

stages() {
	printf 'stage\tsla\tpath\nSQL\t10d\nnew\nMQL\t36h\nwon\t\toff\nlost\t1d\tend\n' >stages.tsv
}

# agrees ROWS: all logs agree with the oracle, and there are at least that many rows.
agrees() {
	stages
	oracle >wanted
	while read -r trial; do
		aging "$trial"
	done <trials >got
	same wanted got
	[ "$(wc -l <got)" -ge "$1" ]
}

@test "300 random logs agree with a product over integers" {
	random_moves 300 21
	agrees 700
	grep -vc ': the moves have no open visits; lf-transitions writes them with --open yes$' stderr |
		same - <(echo 0)
	[ "$(wc -l <stderr)" -eq 60 ]
}

@test "300 random logs agree by stage with --summary" {
	random_moves 300 22
	summary=1 agrees 500
}


# The curves of real.tsv by stage, in doubles: a row for each open visit, as lf-aging prints it
# without --stages.
real_oracle() {
	sqlite3 -separator $'\t' :memory: ".mode tabs" ".import real.tsv real" '
		SELECT "from", sojourn + 0, "to" = "", lead, since FROM real WHERE "from" <> ""
		ORDER BY 1, sojourn + 0, 3' | awk -F '\t' -v OFS='\t' '
	function s_at(t,    low, high, middle) {
		low = 0; high = steps
		while (low < high) {
			middle = int((low + high + 1) / 2)
			if (at[middle] <= t) low = middle; else high = middle - 1
		}
		return value[low]
	}
	function finish(    i, s, j, before) {
		value[0] = 1
		steps = 0
		for (i = 1; i <= n; i = j) {
			before = steps ? value[steps] : 1
			for (j = i; j <= n && len[j] == len[i] && open[j] == open[i]; j++);
			if (open[i]) continue
			at[++steps] = len[i]
			value[steps] = before * (1 - (j - i) / (n - i + 1))
		}
		for (i = 1; i <= n; i++) {
			if (!open[i]) continue
			s = s_at(len[i])
			print stage, lead[i], since[i], sprintf("%.4f", 1 - s),
			    (s > 1e-12 ? sprintf("%.4f", 1 - s_at(len[i] + 30 * 86400) / s) : "")
		}
		n = 0
	}
	$1 != stage { finish(); stage = $1 }
	{ len[++n] = $2; open[n] = $3; lead[n] = $4; since[n] = $5 }
	END { finish() }' | LC_ALL=C sort
}

@test "Olist, Pipedrive and BPI 2012 agree" {
	for log in olist pipedrive bpi; do
		"${log}_moves"
		real_oracle >wanted
		lf-aging --no-header real.tsv | cut -f 1-3,5,6 | LC_ALL=C sort >got
		[ "$(wc -l <got)" -gt 100 ]
		# Four places of two doubles may differ by one where they lie at a half.
		paste wanted got | awk -F '\t' '
			$1 != $6 || $2 != $7 || $3 != $8 || ($4 - $9) ^ 2 > 1.1e-8 ||
			($5 - $10) ^ 2 > 1.1e-8 || ($5 == "") != ($10 == "") { print; bad = 1 }
			$4 != $9 || $5 != $10 { differ++ }
			END { exit bad || differ > NR / 100 }'
	done
}

# Of four visits to new, two end on the 2nd and the 5th day, one is open since the 3rd day, one since
# the 1st.
small() {
	table >moves.tsv <<-'END'
		lead time from to since sojourn owner imputed
		ann 2026-01-03T00:00:00Z new won 2026-01-01T00:00:00Z 172800 x .
		bob 2026-01-06T00:00:00Z new MQL 2026-01-01T00:00:00Z 432000 x .
		eve 2026-01-06T00:00:00Z new MQL 2026-01-06T00:00:00Z 0 x 1
		cy 2026-01-11T00:00:00Z new . 2026-01-08T00:00:00Z 259200 kim .
		dan 2026-01-11T00:00:00Z new . 2026-01-01T00:00:00Z 864000 . .
		bob 2026-01-11T00:00:00Z MQL . 2026-01-06T00:00:00Z 432000 lee .
		ann 2026-01-11T00:00:00Z won . 2026-01-03T00:00:00Z 691200 x .
	END
	printf 'stage\tsla\tpath\nMQL\t3d\nnew\nwon\t\tend\n' >stages.tsv
}

@test "passed and chance follow the curve, imputed visits and ends apart, in the order of --stages" {
	small
	lf-aging --stages stages.tsv --ahead 2d --keep owner moves.tsv >got
	table >wanted <<-'END'
		stage lead since sojourn passed chance sla over owner
		MQL bob 2026-01-06T00:00:00Z 5.0000 0.0000 0.0000 3.0000 2.0000 lee
		new dan 2026-01-01T00:00:00Z 10.0000 0.6250 0.0000 . . .
		new cy 2026-01-08T00:00:00Z 3.0000 0.2500 0.5000 . . kim
	END
	same wanted got
	lf-aging --stages stages.tsv --ahead 2d --stuck 0.499999 --no-header moves.tsv | cut -f 2 |
		same - <(printf 'bob\ndan\n')
	lf-aging --stages stages.tsv --ahead 2d --stuck 0.5 --no-header moves.tsv | cut -f 2 |
		same - <(printf 'bob\ndan\ncy\n')
	lf-aging --stages stages.tsv --overdue --no-header moves.tsv | cut -f 2 | same - <(echo bob)
	lf-aging --stages stages.tsv --overdue --stuck 0 --no-header moves.tsv | cut -f 2 | same - <(echo bob)
}

@test "--summary counts by group and stage" {
	small
	lf-aging --stages stages.tsv --summary --unit hours moves.tsv >got
	table >wanted <<-'END'
		stage open oldest p50 stuck overdue
		MQL 1 120.0000 120.0000 1 1
		new 2 240.0000 156.0000 1 .
	END
	same wanted got
	lf-aging --summary --group owner --no-header moves.tsv | cut -f 1-3 >got
	printf '\tnew\t1\nkim\tnew\t1\nlee\tMQL\t1\nx\twon\t1\n' | same - got
}

@test "where no visit lasts longer, chance is empty only if all that came so far have ended" {
	table >moves.tsv <<-'END'
		lead from to since sojourn
		a new won 2026-01-01T00:00:00Z 86400
		b new . 2026-01-01T00:00:00Z 86400
		c new . 2026-01-01T12:00:00Z 43200
		d SQL won 2026-01-01T00:00:00Z 86400
		e SQL . 2026-01-01T00:00:00Z 0
	END
	# Completions come first, so that b is at risk at its own length.
	lf-aging --no-header moves.tsv | cut -f 1,2,5,6 >got
	printf 'SQL\te\t0.0000\t1.0000\nnew\tb\t0.5000\t0.0000\nnew\tc\t0.0000\t0.5000\n' | same - got
	printf 'f\tSQL\twon\t2026-01-01T00:00:00Z\t90000\n' >>moves.tsv
	sed -i 's/^e.*/e\tSQL\t\t2026-01-01T00:00:00Z\t86400/' moves.tsv
	lf-aging --no-header moves.tsv | sed 1q | cut -f 5,6 | same - <(printf '0.3333\t1.0000\n')
}

@test "a curve that fits no fraction of 128 bits is a double" {
	awk 'BEGIN {
		print "lead\tfrom\tto\tsince\tsojourn"
		for (i = 1; i <= 400; i++)
			printf "%d\tnew\t%s\t2026-01-01T00:00:00Z\t%d\n", i, i % 2 ? "won" : "", i * 86400
	}' >moves.tsv
	lf-aging --no-header moves.tsv | cut -f 2,5,6 >got
	awk 'BEGIN {
		for (i = 1; i <= 400; i++)
			s[i] = (i > 1 ? s[i - 1] : 1) * (i % 2 ? 1 - 1 / (401 - i) : 1)
		for (i = 2; i <= 400; i += 2)
			printf "%d\t%.4f\t%.4f\n", i, 1 - s[i], 1 - s[(i > 370 ? 400 : i + 30)] / s[i]
	}' | LC_ALL=C sort | same - <(LC_ALL=C sort got)
}

@test "rows come by since, then lead, and ties of the as-of time are in byte order" {
	table >moves.tsv <<-'END'
		lead from to since sojourn
		b new . 2026-01-02T00:00:00Z 86400
		a~b new . 2026-01-02T00:00:00Z 86400
		a new . 2026-01-02T00:00:00Z 86400
		c new . 2026-01-01T00:00:00Z 172800
	END
	lf-aging --no-header moves.tsv | cut -f 2 | same - <(printf 'c\na\na b\nb\n')
}

@test "moves without open visits are remarked on, no moves at all are not" {
	printf 'lead\tfrom\tto\tsince\tsojourn\n' >none.tsv
	lf-aging none.tsv >got 2>stderr
	same /dev/null stderr
	printf 'a\t\tnew\t\t\n' >>none.tsv
	fails 0 'lf-aging: the moves have no open visits; lf-transitions writes them with --open yes' \
		lf-aging none.tsv
}

@test "options that are wrong are refused" {
	small
	refuses() {
		local message=$1
		shift
		fails 2 "lf-aging: $message" lf-aging "$@" moves.tsv
		same /dev/null stdout
	}
	refuses '--group: to is empty where a visit is open' --group owner,to
	refuses '--overdue needs --stages with an sla' --overdue
	printf 'stage\nnew\n' >plain.tsv
	refuses '--overdue needs --stages with an sla' --overdue --stages plain.tsv
	refuses '--summary and --keep exclude each other: a summary has no rows of leads' \
		--summary --keep owner
	refuses '--summary and --overdue exclude each other: a summary counts what is overdue beside the rest' \
		--summary --overdue --stages stages.tsv
	for share in 1.1 -0.1 0.1234567; do
		refuses "--stuck: '$share' is not a number from 0 to 1 with six decimals at most" \
			--stuck "$share"
	done
	refuses "--stuck: 'x' is not a number" --stuck x
	refuses "--ahead: '5' is not a duration such as 30d, 36h, 2w, 1d12h, 90m or 45s" --ahead 5
	fails 2 "lf-aging: moves.tsv: no column 'none'; there are: 'lead', 'time', 'from', 'to', 'since', \
'sojourn', 'owner', 'imputed'" lf-aging --keep none moves.tsv
	refuses "the output: column 'stage' occurs twice" --keep stage --columns lead,time,from,to,since,sojourn,stage,imputed
	same /dev/null stdout
}

@test "rows that are no visits are bad data" {
	small
	sed '5s/259200/-1/' moves.tsv >bad.tsv
	fails 1 "lf-aging: bad.tsv:5: sojourn: '-1' is below zero" lf-aging bad.tsv
	sed '5s/2026-01-08T00:00:00Z/soon/' moves.tsv >bad.tsv
	lf-aging --rejects rejects bad.tsv >got 2>stderr
	echo 'lf-aging: 1 row rejected to rejects' | same - stderr
	[ "$(wc -l <got)" -eq 4 ]
}
