load lib/helper
load lib/random
load lib/real

# What a lead's handover, decision and entries are, in SQL: table `leads`.
leads_sql() {
	cat <<-SQL
		role AS (SELECT *, CASE to_ WHEN 'MQL' THEN 'handed' WHEN 'SQL' THEN 'accepted'
		    WHEN 'won' THEN 'accepted' WHEN 'lost' THEN 'rejected' END AS role,
		    CASE WHEN trial % 2 THEN src ELSE '-' END AS grp
		    FROM moves WHERE trial / 7 % 3 = $1),
		handed AS (SELECT trial, lead, grp, us, min(n) AS n FROM role
		    WHERE role = 'handed' GROUP BY trial, lead),
		accepted AS (SELECT trial, lead, grp, us, min(n) AS n FROM role
		    WHERE role = 'accepted' GROUP BY trial, lead),
		rejected AS (SELECT trial, lead, grp, us, min(n) AS n FROM role
		    WHERE role = 'rejected' GROUP BY trial, lead),
		ends AS (SELECT trial, max(us) AS as_of FROM moves GROUP BY trial)
	SQL
}

# From figures (trial, us, grp and numbers) to rows for every period and group there is.
dense_sql() {
	cat <<-SQL
		placed AS (SELECT f.*, rank FROM figures f
		    JOIN days ON unit = trial % 7 AND day = $(day_of us)),
		span AS (SELECT trial, min(rank) AS first, max(rank) AS last FROM placed
		    GROUP BY trial),
		cells AS (SELECT * FROM (SELECT DISTINCT trial, rank, name FROM span
		    JOIN days ON unit = trial % 7 AND rank BETWEEN first AND last)
		    JOIN (SELECT DISTINCT trial, grp FROM placed) USING (trial)
		    LEFT JOIN placed USING (trial, rank, grp))
	SQL
}

cohort_oracle() {
	local day=86400000000
	cat <<-SQL
		WITH $(leads_sql "$1"),
		decided AS (SELECT h.*, d.role, d.us - h.us AS took, d.n AS decided,
		    min(d.n) FROM handed h LEFT JOIN role d ON d.trial = h.trial
		    AND d.lead = h.lead AND d.n > h.n AND d.role IN ('accepted', 'rejected')
		    GROUP BY h.trial, h.lead),
		counted AS (SELECT trial, lead, grp, us, n, decided,
		    CASE WHEN trial % 3 = 0 AND took > 20 * $day THEN NULL ELSE role END AS role,
		    CASE WHEN trial % 3 = 0 AND took > 20 * $day THEN NULL ELSE took END AS took
		    FROM decided),
		figures AS (SELECT c.trial, c.us, c.grp, 1 AS handed, role = 'accepted' AS accepted,
		    role = 'rejected' AS rejected, role IS NULL AS pending,
		    role IS NULL AND as_of - us > 3 * $day AS overdue,
		    role IS NOT NULL AND took > 3 * $day AS late, took, 0 AS direct,
		    role = 'accepted' AND EXISTS (SELECT 1 FROM moves m WHERE m.trial = c.trial
			AND m.lead = c.lead AND m.n > c.decided AND m.to_ = 'lost') AS reversed,
		    role = 'rejected' AND EXISTS (SELECT 1 FROM moves m WHERE m.trial = c.trial
			AND m.lead = c.lead AND m.n > c.decided AND m.to_ IN ('SQL', 'won')) AS recovered,
		    as_of - us >= 20 * $day AS observed
		    FROM counted c JOIN ends USING (trial)
		    UNION ALL SELECT trial, us, grp, 0, 0, 0, 0, 0, 0, NULL, 1, 0, 0, 0 FROM accepted a
		    WHERE NOT EXISTS (SELECT 1 FROM handed h WHERE h.trial = a.trial
			AND h.lead = a.lead AND h.n < a.n)),
		$(dense_sql),
		sorted AS (SELECT *, count(took) OVER w AS k, row_number() OVER
		    (PARTITION BY trial, rank, grp ORDER BY took IS NULL, took) AS nth FROM cells
		    WINDOW w AS (PARTITION BY trial, rank, grp)),
		summed AS (SELECT trial, rank, name, grp, total(handed) + 0 AS hf,
		    coalesce(sum(handed), 0) AS h, coalesce(sum(accepted), 0) AS a,
		    coalesce(sum(rejected), 0) AS r, coalesce(sum(pending), 0) AS p,
		    coalesce(sum(overdue), 0) AS overdue, coalesce(sum(late), 0) AS late,
		    coalesce(sum(took), 0) AS took, k,
		    coalesce(sum(CASE WHEN nth IN ((k + 1) / 2, k / 2 + 1) THEN took *
			(1 + (k % 2)) END), 0) AS twice,
		    coalesce(sum(direct), 0) AS direct, coalesce(sum(reversed), 0) AS reversed,
		    coalesce(sum(recovered), 0) AS recovered,
		    coalesce(sum(observed), 0) AS observed
		    FROM sorted GROUP BY trial, rank, grp),
		wilson AS (SELECT *, 1.959963984540054 * sqrt((a / hf * (1 - a / hf) +
		    3.841458820694124 / (4 * hf)) / hf) AS half, a / hf + 3.841458820694124 / (2 * hf)
		    AS centre, 1 + 3.841458820694124 / hf AS scale FROM summed)
		SELECT trial, name, grp, h, a, r, p, overdue, late, $(quotient a h),
		    iif(h = 0, '', iif(a = 0, '0.0000', printf('%.4f', (centre - half) / scale))),
		    iif(h = 0, '', iif(a = h, '1.0000', printf('%.4f', (centre + half) / scale))),
		    $(quotient a "a + r"), $(quotient took "k * $day"),
		    $(quotient twice "iif(k = 0, 0, 2 * $day)"), direct, reversed, recovered,
		    iif(trial % 3 = 0, $(quotient observed h), '')
		FROM wilson ORDER BY trial, rank, grp;
	SQL
}

period_oracle() {
	cat <<-SQL
		WITH $(leads_sql "$1"),
		figures AS (SELECT trial, us, grp, 1 AS handed, 0 AS accepted, 0 AS rejected FROM handed
		    UNION ALL SELECT trial, us, grp, 0, 1, 0 FROM accepted
		    UNION ALL SELECT trial, us, grp, 0, 0, 1 FROM rejected),
		$(dense_sql),
		summed AS (SELECT trial, rank, name, grp, coalesce(sum(handed), 0) AS h,
		    coalesce(sum(accepted), 0) AS a, coalesce(sum(rejected), 0) AS r
		    FROM cells GROUP BY trial, rank, grp)
		SELECT trial, name, grp, h, a, r, '', '', '', $(quotient a h), '', '', '', '', ''
		FROM summed ORDER BY trial, rank, grp;
	SQL
}

cohort() {
	lf-accept --handed MQL --accepted SQL,won --rejected lost --sla 3d --audit \
		$([ $((trial % 3)) -ne 0 ] || echo --window 20d) "$@" 2>>warnings
}

period() {
	lf-accept --handed MQL --accepted SQL,won --rejected lost --basis period "$@" 2>>warnings
}

@test "210 random logs agree with SQLite by cohort, with an SLA, windows, groups and zones" {
	random_moves 210
	trials cohort_oracle cohort
	[ "$(wc -l <got)" -gt 3000 ]
}

@test "210 random logs agree with SQLite by period" {
	random_moves 210
	trials period_oracle period
	[ "$(wc -l <got)" -gt 3000 ]
}

# By month, quarter and year, some with groups, with a window, and in New York.
@test "Olist agrees with SQLite, on both bases" {
	olist_moves
	real_moves 2 3 5 9 10 12
	trials cohort_oracle cohort
	trials period_oracle period
}

@test "Pipedrive agrees with SQLite, on both bases" {
	pipedrive_moves
	real_moves 2 3 5 9 10 12
	trials cohort_oracle cohort
	trials period_oracle period
}

@test "BPI 2012 agrees with SQLite, on both bases" {
	bpi_moves
	real_moves 2 10 12
	trials cohort_oracle cohort
	trials period_oracle period
}

@test "Olist: 842 of 8,000 were won, one of them before it was handed over" {
	olist_moves
	lf-accept --no-header --handed MQL --accepted won --audit real.tsv >got
	table >wanted <<-'END'
		all 8000 841 0 7159 . . 0.1051 0.0986 0.1120 . 49.1606 14.7222 1 0 0 .
	END
	same wanted got
	lf-accept --no-header --handed MQL --accepted won --by month real.tsv |
		cut -f2 | paste -s -d ' ' >got
	echo 4 239 386 312 416 445 200 1141 1028 1174 1352 1303 >wanted
	same wanted got
	lf-accept --no-header --handed MQL --accepted won --basis period real.tsv >got
	printf 'all\t8000\t842\t0\t\t\t\t0.1052\t\t\t\t\t\n' >wanted
	same wanted got
}

@test "BPI 2012: the decisions on each month's handovers are as computed elsewhere" {
	bpi_moves
	lf-accept --no-header --handed MQL --accepted SQL --rejected lost --by month real.tsv |
		cut -f1-5 >got
	table >wanted <<-'END'
		2011-09 1 1 0 0
		2011-10 1423 1022 401 0
		2011-11 1490 1010 480 0
		2011-12 1225 850 375 0
		2012-01 1582 1094 488 0
		2012-02 1643 1135 439 69
		2012-03 3 1 2 0
	END
	same wanted got
}

# Leads of every kind, as staged events.
kinds() {
	table >events.tsv <<-'END'
		time lead stage src
		2024-01-01 quick MQL ads
		2024-01-02 slow MQL web
		2024-01-03 young MQL ads
		2024-01-03 quick SQL ads
		2024-01-04 refused MQL web
		2024-01-05 straight SQL ads
		2024-01-06 refused lost web
		2024-01-08 turned MQL web
		2024-01-09 turned SQL web
		2024-02-01 turned lost web
		2024-02-10 slow SQL web
		2024-02-11 straight MQL ads
		2024-02-12 refused SQL web
		2024-02-29 other new fair
	END
	lf-transitions --first src events.tsv >moves.tsv
}

accept() {
	lf-accept --handed MQL --accepted SQL --rejected lost "$@" moves.tsv
}

@test "a handover is accepted, rejected or pending, by the first decision after it" {
	kinds
	accept --by month >got
	table >wanted <<-'END'
		period handed accepted rejected pending overdue late rate rate_lo rate_hi rate_decided mean p50
		2024-01 5 3 1 1 . . 0.6000 0.2307 0.8824 0.7500 11.0000 2.0000
		2024-02 1 0 0 1 . . 0.0000 0.0000 0.7935 . . .
	END
	same wanted got
}

@test "--audit shows leads accepted without a handover, and decisions taken back" {
	kinds
	accept --by month --audit --window 60d | cut -f1,2,14-17 >got
	table >wanted <<-'END'
		period handed direct reversed recovered observed
		2024-01 5 1 1 1 0.0000
		2024-02 1 0 0 0 0.0000
	END
	same wanted got
	accept --by month --audit --window 56d | cut -f17 | sed -n 2p >got
	echo 0.8000 >wanted
	same wanted got
}

@test "a decision after --window does not count, one at its very end does" {
	kinds
	accept --window 1d | cut -f2-5 | tail -n 1 >got
	printf '6\t1\t0\t5\n' >wanted
	same wanted got
	accept --window 2d | cut -f2-5 | tail -n 1 >got
	printf '6\t2\t1\t3\n' >wanted
	same wanted got
}

@test "the SLA comes from --sla, or from the stage table" {
	kinds
	printf 'stage\tsla\nMQL\t3d\nSQL\t1d\n' >stages.tsv
	accept --stages stages.tsv | cut -f6,7 >got
	printf 'overdue\tlate\n2\t1\n' >wanted
	same wanted got
	accept --stages stages.tsv --sla 1d | cut -f6,7 >got
	printf 'overdue\tlate\n2\t3\n' >wanted
	same wanted got
	printf 'stage\nMQL\n' >stages.tsv
	accept --stages stages.tsv | cut -f6,7 >got
	printf 'overdue\tlate\n\t\n' >wanted
	same wanted got
}

@test "by period, each entry counts in its own, and the rate may pass 1" {
	kinds
	accept --by month --basis period --audit >got
	printf '%s\n' $'2024-01\t5\t3\t1\t\t\t\t0.6000\t\t\t\t\t\t1\t\t\t' \
		$'2024-02\t1\t2\t1\t\t\t\t2.0000\t\t\t\t\t\t0\t\t\t' >wanted
	sed -i 1d got
	same wanted got
}

@test "a decision in the same moment counts if its row comes later" {
	table >moves.tsv <<-'END'
		lead time from to
		a 2024-01-01 . MQL
		a 2024-01-01 MQL SQL
		b 2024-01-01 . SQL
		b 2024-01-01 SQL MQL
	END
	accept | cut -f2,3,5,12 | tail -n 1 >got
	printf '2\t1\t1\t0.0000\n' >wanted
	same wanted got
}

@test "groups are those of the handover's row, and only those with a lead" {
	kinds
	accept --by month --group src | cut -f1-4 >got
	table >wanted <<-'END'
		period src handed accepted
		2024-01 ads 2 1
		2024-01 web 3 2
		2024-02 ads 1 0
		2024-02 web 0 0
	END
	same wanted got
}

@test "--members lists the leads behind each figure" {
	kinds
	accept --by month --members --audit --sla 3d --window 40d | sort >got
	table <<-'END' | sort >wanted
		period column lead time
		2024-01 handed quick 2024-01-01T00:00:00Z
		2024-01 handed slow 2024-01-02T00:00:00Z
		2024-01 handed young 2024-01-03T00:00:00Z
		2024-01 handed refused 2024-01-04T00:00:00Z
		2024-01 handed turned 2024-01-08T00:00:00Z
		2024-02 handed straight 2024-02-11T00:00:00Z
		2024-01 accepted quick 2024-01-03T00:00:00Z
		2024-01 accepted slow 2024-02-10T00:00:00Z
		2024-01 late slow 2024-02-10T00:00:00Z
		2024-01 accepted turned 2024-01-09T00:00:00Z
		2024-01 reversed turned 2024-02-01T00:00:00Z
		2024-01 rejected refused 2024-01-06T00:00:00Z
		2024-01 recovered refused 2024-02-12T00:00:00Z
		2024-01 pending young 2024-01-03T00:00:00Z
		2024-01 overdue young 2024-01-03T00:00:00Z
		2024-02 pending straight 2024-02-11T00:00:00Z
		2024-02 overdue straight 2024-02-11T00:00:00Z
		2024-01 direct straight 2024-01-05T00:00:00Z
		2024-01 observed quick 2024-01-01T00:00:00Z
		2024-01 observed slow 2024-01-02T00:00:00Z
		2024-01 observed young 2024-01-03T00:00:00Z
		2024-01 observed refused 2024-01-04T00:00:00Z
		2024-01 observed turned 2024-01-08T00:00:00Z
	END
	same wanted got
}

@test "--unit sets what the times are counted in" {
	kinds
	accept --unit hours | cut -f12,13 >got
	printf 'mean\tp50\n264.0000\t48.0000\n' >wanted
	same wanted got
	accept --unit weeks | cut -f12,13 >got
	printf 'mean\tp50\n1.5714\t0.2857\n' >wanted
	same wanted got
}

@test "the Wilson interval is that of R's prop.test without correction" {
	# prop.test(c, n, correct = FALSE)$conf.int, R 4.2
	for counts in "0 10 0.0000 0.2775" "1 10 0.0179 0.4042" "5 10 0.2366 0.7634" "10 10 0.7225 1.0000"; do
		set -- $counts
		awk -v c="$1" -v n="$2" 'BEGIN {
			OFS = "\t"
			print "lead", "time", "from", "to"
			for (i = 1; i <= n; i++) {
				print i, "2024-01-01", "", "MQL"
				if (i <= c) print i, "2024-01-02", "MQL", "SQL"
			}
		}' >moves.tsv
		accept | tail -n 1 | cut -f9,10 >>got
		printf '%s\t%s\n' "$3" "$4" >>wanted
	done
	same wanted got
}

@test "a decision before the handover of the same lead is bad data" {
	table >moves.tsv <<-'END'
		lead time from to
		a 2024-01-02 . MQL
		a 2024-01-01 MQL SQL
	END
	fails 1 "lf-accept: moves.tsv:3: time: is before the lead's handover; sort with lf-sort" \
		accept
	accept --rejects bad 2>/dev/null | cut -f2,5 | tail -n 1 >got
	printf '1\t1\n' >wanted
	same wanted got
	printf '%s\n' $'moves.tsv\t3\ttime: is before the lead\'s handover; sort with lf-sort\ta\t2024-01-01\tMQL\tSQL' >wanted
	same wanted bad
}

@test "a log without handovers gives a header and no rows" {
	printf 'lead\ttime\tfrom\tto\nx\t2024-01-01\t\tnew\n' >moves.tsv
	accept --by month | wc -l >got
	echo 1 >wanted
	same wanted got
}

@test "options that make no sense are usage errors" {
	kinds
	fails 2 "lf-accept: stage 'MQL' is named twice: it is either handed over, accepted or rejected" \
		lf-accept --handed MQL --accepted SQL,MQL moves.tsv
	fails 2 "lf-accept: a stage of --handed, --accepted or --rejected is empty" \
		lf-accept --handed MQL --accepted SQL, moves.tsv
	fails 2 "lf-accept: --window and --basis period exclude each other: a period counts entries, not decisions" \
		accept --window 3d --basis period
	fails 2 "lf-accept: option --accepted STAGE,... is needed" lf-accept --handed MQL moves.tsv
	fails 2 "lf-accept: --basis: 'month' is not one of cohort|period" accept --basis month
}

@test "how leads are shuffled against each other changes nothing" {
	random_moves 14 3
	for trial in $(seq 14); do
		cohort --by "${units[trial % 7]}" --group src "moves.$trial" >wanted
		{ head -n 1 "moves.$trial"; tail -n +2 "moves.$trial" | sort -s -t $'\t' -k 1,1r; } >shuffled
		cohort --by "${units[trial % 7]}" --group src shuffled >got
		same wanted got
	done
}

@test "the members of every figure are as many as the figure says" {
	random_moves 21 5
	for trial in $(seq 21); do
		cohort --no-header --by "${units[trial % 7]}" --group src "moves.$trial" |
			awk -F '\t' -v OFS='\t' 'BEGIN {
				n = split("handed accepted rejected pending overdue late", name, " ")
				split("direct reversed recovered", more, " ")
			}
			{
				for (i = 1; i <= n; i++) if ($(i + 2) > 0) print $1, $2, name[i], $(i + 2)
				for (i = 1; i <= 3; i++) if ($(i + 14) > 0) print $1, $2, more[i], $(i + 14)
			}'
	done | sort >wanted
	for trial in $(seq 21); do
		cohort --no-header --by "${units[trial % 7]}" --group src --members "moves.$trial" |
			cut -f1-3 | grep -v observed | sort | uniq -c |
			awk -v OFS='\t' '{ n = $1; sub(/^ *[0-9]+ /, ""); print $0, n }'
	done | sort >got
	[ "$(wc -l <got)" -gt 200 ]
	same wanted got
}

@test "a rate of the way back is doubted, but not one of 0 that may be right" {
	printf '%s\t%s\t%s\n' time lead stage 2026-01-05 a MQL 2026-01-06 a SQL \
		2026-01-07 b MQL 2026-01-08 b SQL 2026-01-09 c MQL | lf-transitions >moves.tsv
	fails 0 "lf-accept: no lead is accepted after its handover, but 3 before it or without one: are --handed and --accepted the wrong way round?" \
		lf-accept --handed SQL --accepted MQL moves.tsv
	lf-accept --handed MQL --accepted SQL moves.tsv 2>err >out
	same /dev/null err
	lf-accept --handed SQL --accepted MQL --basis period moves.tsv 2>err >out
	same /dev/null err
	fails 0 "lf-accept: --handed: no move enters 'mql'; did you mean 'MQL'? there are: 'MQL', 'SQL'" \
		lf-accept --handed mql --accepted SQL moves.tsv
}

@test "leads that have ended in a stage that no option names are reported" {
	table >log <<-'END'
		time lead stage
		2026-01-01 a MQL
		2026-01-01 b MQL
		2026-01-01 c MQL
		2026-01-01 d MQL
		2026-01-01 e MQL
		2026-01-01 f new
		2026-01-02 a SQL
		2026-01-02 b Lost
		2026-01-02 c Lost
		2026-01-02 d Lost
		2026-01-02 e deleted
		2026-01-02 f Lost
		2026-01-03 a Lost
		2026-01-03 d recycled
	END
	printf 'stage\tpath\nnew\nMQL\nSQL\nrecycled\toff\nLost\tend\ndeleted\tend\n' >stages
	lf-transitions log >moves
	# notes ARGUMENT...: what comes on standard error.
	notes() {
		lf-accept --handed MQL --accepted SQL "$@" moves 2>&1 >out | sed 's/^lf-accept: //'
	}
	notes --stages stages >got
	cat >wanted <<-'END'
		2 leads handed over have ended in 'Lost': they count as pending; name it in --rejected (or --accepted)
		1 lead handed over has ended in 'deleted': it counts as pending; name it in --rejected (or --accepted)
	END
	same wanted got
	[ "$(sed -n 2p out | cut -f 2-5)" = "$(printf '5\t1\t0\t4')" ]
	notes --stages stages --rejected Lost | same - <(sed 1d wanted)
	notes --stages stages --rejected Lost,deleted | same - /dev/null
	notes --stages stages --basis period | same - /dev/null
	notes | same - /dev/null
	# Not where it is not known which stage a lead is in, nor of states.
	lf-transitions --open no log >moves
	notes --stages stages | same - /dev/null
	lf-transitions log | lf-accept --handed MQL --accepted SQL --partial >moves
	notes --stages stages --merge | same - /dev/null
}
