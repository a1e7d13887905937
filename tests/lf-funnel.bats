load lib/helper
load lib/random
load lib/real

# The leads of the trials of a zone that came in, as the oracle reads them.
leads() {
	cat <<-SQL
		WITH one AS (SELECT trial, lead, iif(trial % 2, src, '-') AS grp, us, min(n) AS n
		    FROM moves WHERE to_ = 'new' GROUP BY trial, lead),
		two AS (SELECT trial, lead, m.us, min(m.n) AS n FROM one JOIN moves m USING (trial, lead)
		    WHERE to_ = 'MQL' AND m.n > one.n GROUP BY trial, lead),
		three AS (SELECT trial, lead, m.us, min(m.n) AS n FROM two JOIN moves m USING (trial, lead)
		    WHERE to_ = 'SQL' AND m.n > two.n GROUP BY trial, lead),
		four AS (SELECT trial, lead, m.us, min(m.n) AS n FROM three JOIN moves m USING (trial, lead)
		    WHERE to_ = 'won' AND m.n > three.n GROUP BY trial, lead),
		final AS (SELECT trial, lead, to_, max(n) FROM moves WHERE to_ <> '' GROUP BY trial, lead),
		ends AS (SELECT trial, max(us) AS as_of FROM moves GROUP BY trial)
		SELECT trial, rank, grp, one.us, two.us, three.us, four.us, final.to_ IN ('won', 'lost'), as_of
		FROM one LEFT JOIN two USING (trial, lead) LEFT JOIN three USING (trial, lead)
		    LEFT JOIN four USING (trial, lead) JOIN final USING (trial, lead) JOIN ends USING (trial)
		    JOIN days ON unit = trial % 7 AND day = $(day_of one.us)
		WHERE trial / 7 % 3 = $1 ORDER BY trial, one.n;
	SQL
}

oracle() {
	local zone
	sqlite3 -separator $'\t' random.db 'SELECT DISTINCT unit, rank, name FROM days' >periods
	for zone in 0 1 2; do
		leads "$zone" | TZ=${zones[zone]} sqlite3 -batch -separator $'\t' random.db
	done >leads
	awk -v within="${within:-}" -f "$BATS_TEST_DIRNAME/oracle/funnel.awk" periods leads
}

# The options of a trial, which the oracle knows as well; more may follow.
funnel() {
	local trial=$1 args=(--no-header --by "${units[$1 % 7]}" --tz "${zones[$1 / 7 % 3]}")
	shift
	[ $((trial % 2)) -eq 0 ] || args+=(--group src)
	[ $((trial % 4)) -ge 2 ] || args+=(--from-first)
	[ $((trial % 3)) -ne 0 ] || args+=(--stages stages.tsv)
	lf-funnel --steps new,MQL,SQL,won "${args[@]}" "$@" "moves.$trial" 2>>stderr
}

# agrees ROWS OPTION...: all logs agree with the oracle, and there are at least that many rows.
agrees() {
	local rows=$1 trial
	shift
	printf 'stage\tpath\nnew\nMQL\nSQL\nwon\tend\nlost\tend\n' >stages.tsv
	oracle | LC_ALL=C sort -s -t $'\t' -k 1,1n >wanted
	while read -r trial; do
		funnel "$trial" "$@" | awk -v OFS='\t' -v trial="$trial" '
			{ print trial, trial % 2 ? $0 : $1 "\t-" substr($0, length($1) + 1) }'
	done <trials >got
	same wanted got
	[ "$(wc -l <got)" -ge "$rows" ]
}

@test "210 random logs agree with SQLite and a product over integers" {
	random_moves 210 31
	agrees 3000
}

@test "210 random logs agree with --within" {
	random_moves 210 32
	within='20 7 0' agrees 3000 --within 20d,7d,0d
}

# agrees_with_accept TRIAL...: on a pair of stages the two reports say the same.
agrees_with_accept() {
	local trial args
	for trial; do
		args=(--no-header --by "${units[trial % 7]}" --group src "moves.$trial")
		lf-accept --handed MQL --accepted SQL "${args[@]}" 2>/dev/null | cut -f 1-4,6,9-11,13,14
	done >wanted
	for trial; do
		args=(--no-header --by "${units[trial % 7]}" --group src "moves.$trial")
		lf-funnel --steps MQL,SQL "${args[@]}" 2>/dev/null |
			awk -F '\t' '$3 == "SQL"' | cut -f 1,2,4-6,8-10,14,15
	done >got
	same wanted got
	[ -s got ]
}

@test "random logs agree with lf-accept's cohorts on a pair of stages" {
	random_moves 100 33
	agrees_with_accept $(cat trials)
}

@test "Olist, Pipedrive and BPI 2012 agree with lf-accept on a pair of stages" {
	for log in olist pipedrive bpi; do
		rm -f random.db
		"${log}_moves"
		# Olist has no SQL.
		[ "$log" != olist ] || sed -i 's/\twon\t/\tSQL\t/' real.tsv
		cp real.tsv moves.2
		cp real.tsv moves.6
		agrees_with_accept 2 6
	done
}

# The one lead that was won before it was an MQL did not come in before.
@test "Olist: of 8,000 MQLs 841 were won, and reach takes the young ones into account" {
	olist_moves
	lf-funnel --steps MQL,won --no-header real.tsv 2>stderr | tail -n 1 >got
	cut -f 1-9 got | same - <(table <<<'all won 8000 841 7159 . 0.1051 0.0986 0.1120')
	cut -f 10-13 got | same - <(table <<<'0.1051 0.1164 . 49.1606')
}

@test "Pipedrive: each step counts the leads that awk counts" {
	needs_shared pipedrive
	pipedrive_moves
	lf-funnel --steps 1,MQL,SQL,won --no-header real.tsv 2>stderr | cut -f 2-4 >got
	awk -F '\t' -v OFS='\t' '
	BEGIN { split("1 MQL SQL won", step, " ") }
	$4 == step[at[$1] + 1] { n[++at[$1]]++ }
	END { for (i = 1; i <= 4; i++) print step[i], n[i - 1], n[i] }' real.tsv | same - got
}

small() {
	table >moves.tsv <<-'END'
		lead time from to campaign
		ann 2026-01-01 . new ads
		bob 2026-01-02 . new web
		ann 2026-01-03 new MQL web
		cy 2026-01-04 . MQL ads
		ann 2026-01-05 MQL lost web
		bob 2026-01-06 new lost web
		bob 2026-01-07 lost new web
		ann 2026-01-11 lost . .
	END
	printf 'stage\tpath\nnew\nMQL\nSQL\nasleep\toff\nlost\tend\n' >stages.tsv
}

@test "the steps are those of --steps, or the path of the table; who is gone is known by the table" {
	small
	lf-funnel --stages stages.tsv moves.tsv 2>stderr | cut -f 2-9 >got
	table >wanted <<-'END'
		stage entered reached open gone rate rate_lo rate_hi
		new . 2 . . . . .
		MQL 2 1 1 0 0.5000 0.0945 0.9055
		SQL 1 0 0 1 0.0000 0.0000 0.7935
	END
	same wanted got
	cat >wanted <<-'END'
		lf-funnel: 1 lead entered a later step, but never the first
	END
	same wanted stderr
	lf-funnel --steps new,MQL moves.tsv 2>stderr | sed -n '$p' | cut -f 4-6 >got
	printf '1\t1\t\n' | same - got
}

@test "--members has the leads of each figure, with the time that made it so" {
	small
	lf-funnel --stages stages.tsv --group campaign --members moves.tsv 2>stderr >got
	table >wanted <<-'END'
		period campaign stage column lead time
		all ads new reached ann 2026-01-01T00:00:00Z
		all ads MQL entered ann 2026-01-01T00:00:00Z
		all ads MQL reached ann 2026-01-03T00:00:00Z
		all ads SQL entered ann 2026-01-03T00:00:00Z
		all ads SQL gone ann 2026-01-05T00:00:00Z
		all web new reached bob 2026-01-02T00:00:00Z
		all web MQL entered bob 2026-01-02T00:00:00Z
		all web MQL open bob 2026-01-02T00:00:00Z
	END
	same wanted got
	lf-funnel --steps new,MQL --within 1d,2d,9d --members --no-header moves.tsv 2>stderr |
		cut -f 2-5 | grep -v entered >got
	table >wanted <<-'END'
		MQL 1d observed ann
		MQL 2d observed ann
		MQL 2d reached ann
		MQL 9d observed ann
		MQL 9d reached ann
		MQL 1d observed bob
		MQL 2d observed bob
		MQL 9d observed bob
	END
	same wanted got
}

@test "as many members as each figure says, over random logs" {
	random_moves 60 34
	printf 'stage\tpath\nnew\nMQL\nSQL\nwon\tend\nlost\tend\n' >stages.tsv
	for trial in $(cat trials); do
		[ $((trial % 2)) -eq 1 ] || continue
		funnel "$trial" | awk -F '\t' -v OFS='\t' '
			BEGIN { split("entered reached open gone", name, " ") }
			{ for (i = 1; i <= 4; i++) if ($(i + 3) > 0) print $1, $2, $3, name[i], $(i + 3) }
			' | LC_ALL=C sort >wanted
		[ $((trial % 3)) -eq 0 ] || sed -i '/\tgone\t/d' wanted
		funnel "$trial" --members | cut -f 1-4 | LC_ALL=C sort | uniq -c |
			sed 's/^ *\([0-9]*\) \(.*\)/\2\t\1/' >got
		# Without a table, those that are gone are not known.
		same wanted got
	done
}

@test "a lead's next step is looked for on later rows only, and an entry counts once" {
	table >moves.tsv <<-'END'
		lead time from to
		a 2026-01-01 . MQL
		a 2026-01-02 MQL new
		a 2026-01-02 new SQL
		a 2026-01-02 SQL new
		a 2026-01-03 new MQL
		a 2026-01-03 MQL SQL
	END
	lf-funnel --steps new,MQL,SQL --no-header --percentiles 50 moves.tsv >got
	cut -f 2-4,12,13 got | same - <(table <<-'END'
		new . 1 . .
		MQL 1 1 1.0000 1.0000
		SQL 1 1 0.0000 0.0000
	END
	)
	lf-funnel --from-first --steps new,MQL,SQL --no-header moves.tsv | cut -f 12 |
		same - <(printf '\n1.0000\n1.0000\n')
}

@test "every group has a row in every period, and shares of nobody are empty" {
	table >moves.tsv <<-'END'
		lead time from to g
		a 2026-01-01 . new x
		b 2026-03-01 . new y
	END
	lf-funnel --by month --group g --steps new,MQL --no-header moves.tsv 2>stderr | cut -f 1-6,8,11-13 >got
	table >wanted <<-'END'
		2026-01 x new . 1 . . 1.0000 . .
		2026-01 x MQL 1 0 1 0.0000 0.0000 0.0000 .
		2026-01 y new . 0 . . . . .
		2026-01 y MQL 0 0 0 . . . .
		2026-02 x new . 0 . . . . .
		2026-02 x MQL 0 0 0 . . . .
		2026-02 y new . 0 . . . . .
		2026-02 y MQL 0 0 0 . . . .
		2026-03 x new . 0 . . . . .
		2026-03 x MQL 0 0 0 . . . .
		2026-03 y new . 1 . . 1.0000 . .
		2026-03 y MQL 1 0 1 0.0000 0.0000 0.0000 .
	END
	same wanted got
}

@test "what is wrong is refused" {
	small
	refuses() {
		local message=$1
		shift
		fails 2 "lf-funnel: $message" lf-funnel "$@" moves.tsv
		same /dev/null stdout
	}
	refuses '--steps or --stages is needed: the steps of the funnel'
	refuses "--steps: 'new' occurs twice" --steps new,MQL,new
	refuses "--steps: 'new,,MQL' has an empty stage" --steps new,,MQL
	refuses "--within: '24h' occurs twice" --steps new,MQL --within 1d,24h
	refuses "--within: 'x' is not a duration such as 30d, 36h, 2w, 1d12h, 90m or 45s" \
		--steps new,MQL --within 1d,x
	refuses "--percentiles: '50' occurs twice" --steps new,MQL --percentiles 50,50
	printf 'stage\tpath\nlost\tend\n' >ends.tsv
	refuses '--stages: ends.tsv has no step of the path; --steps names some' --stages ends.tsv
	sed '6s/2026-01-05/2026-01-02/' moves.tsv >bad.tsv
	fails 1 "lf-funnel: bad.tsv:6: time: 2026-01-02T00:00:00Z is before the lead's last time, \
2026-01-03T00:00:00Z; sort with lf-sort" lf-funnel --stages stages.tsv bad.tsv
	lf-funnel --stages stages.tsv --rejects rejects bad.tsv 2>stderr >got
	[ "$(cut -f 2 rejects)" = 6 ]
}

@test "c09: a skipped step counts once lf-transitions has filled it in" {
	table >log.tsv <<-'END'
		time lead stage
		2026-01-01 a visit
		2026-01-02 b visit
		2026-01-03 a MQL
		2026-01-04 a SQL
		2026-01-05 b SQL
		2026-01-06 c SQL
	END
	printf 'stage\nvisit\nMQL\nSQL\n' >stages.tsv
	lf-transitions log.tsv >moves.tsv
	lf-funnel --steps visit,MQL,SQL --no-header moves.tsv >stdout 2>err
	cat >said <<-'END'
		lf-funnel: 1 lead entered a later step, but never the first
		lf-funnel: 1 lead entered a step, but not the one before it, and is not counted there: lf-transitions --backfill fills in steps of the path, or leave the step that they skip out of --steps
	END
	same said err
	cut -f 2-4 stdout | same - <(table <<<$'visit . 2\nMQL 2 1\nSQL 1 1')
	lf-transitions --backfill --stages stages.tsv log.tsv |
		lf-funnel --steps visit,MQL,SQL --no-header | cut -f 2-4 |
		same - <(table <<<$'visit . 3\nMQL 3 3\nSQL 3 3')
}

@test "a step that a lead enters before the one that it lacks is noted once, also by --merge and --members" {
	table >log.tsv <<-'END'
		time lead stage
		2026-01-01 a x
		2026-01-02 a z
		2026-01-03 a y
		2026-01-01 b x
		2026-01-02 b z
		2026-01-03 b y
		2026-01-04 b z
		2026-01-01 c x
		2026-01-02 c w
		2026-01-01 d z
		2026-01-02 d x
		2026-01-01 e z
		2026-01-02 e y
		2026-01-01 f x
		2026-01-02 f y
		2026-01-03 f z
		2026-01-04 f x
		2026-01-05 f z
	END
	lf-sort log.tsv | lf-transitions >moves.tsv
	lf-funnel --steps x,y,z,w moves.tsv >got 2>err
	cut -f 2-4 got | sed 1d | same - <(table <<<$'x . 5\ny 5 3\nz 3 2\nw 2 0')
	cut -d ' ' -f 2-9 err |
		same - <(printf '%s\n' '1 lead entered a later step, but never' '3 leads entered a step, but not the')
	grep -q ' before it, and are not counted there: ' err
	lf-funnel --steps x,y,z,w --members moves.tsv 2>&1 >members | same err -
	lf-funnel --steps x,y,z,w --from-first moves.tsv 2>&1 >members | same err -
	for lead in a b c d e f; do
		awk -F '\t' -v lead=$lead 'NR == 1 || $1 == lead' moves.tsv |
			lf-funnel --steps x,y,z,w --partial >"part.$lead" 2>said
		[ ! -s said ]
	done
	lf-funnel --merge part.* 2>merged | same got -
	same err merged
	lf-funnel --steps x moves.tsv 2>&1 >/dev/null | same /dev/null -
}

@test "reach and reach_p50 are those of R, leads that are lost censored at as-of" {
	local set data=$BATS_TEST_DIRNAME/data
	printf 'stage\tpath\na\nb\nlost\tend\n' >stages.tsv
	for set in $(sed 1d "$data/reach-R.tsv" | cut -f 1); do
		awk -F '\t' -v set="$set" -v epoch=1767225600 '
			function event(at, stage) {
				print strftime("%Y-%m-%dT%H:%M:%SZ", epoch + at, 1) "\tl" NR "\t" stage
			}
			$1 == set {
				event($2, "a")
				if ($3 != "") event($2 + $3, "b")
				else if ($4) event($2 + 1, "lost")
			}' "$data/reach.tsv" | lf-sort --columns time,lead,stage |
			lf-transitions --as-of 2026-04-01 |
			lf-funnel --stages stages.tsv --no-header | sed -n 2p | cut -f 11,12 |
			sed "s/^/$set	/"
	done >got
	sed 1d "$data/reach-R.tsv" | same - got
}
