load helper
load random
load real

# What a lead's hand-over, decision and entries are, in SQL: table `leads`.
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
		    as_of - us >= 20 * $day AS observed
		    FROM counted c JOIN ends USING (trial)
		    UNION ALL SELECT trial, us, grp, 0, 0, 0, 0, 0, 0, NULL, 1, 0, 0 FROM accepted a
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
		    coalesce(sum(observed), 0) AS observed
		    FROM sorted GROUP BY trial, rank, grp),
		wilson AS (SELECT *, 1.959963984540054 * sqrt((a / hf * (1 - a / hf) +
		    3.841458820694124 / (4 * hf)) / hf) AS half, a / hf + 3.841458820694124 / (2 * hf)
		    AS centre, 1 + 3.841458820694124 / hf AS scale FROM summed)
		SELECT trial, name, grp, h, a, r, p, overdue, late, $(quotient a h),
		    iif(h = 0, '', iif(a = 0, '0.0000', printf('%.4f', (centre - half) / scale))),
		    iif(h = 0, '', iif(a = h, '1.0000', printf('%.4f', (centre + half) / scale))),
		    $(quotient a "a + r"), $(quotient took "k * $day"),
		    $(quotient twice "iif(k = 0, 0, 2 * $day)"), direct, reversed,
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
		$([ $((trial % 3)) -ne 0 ] || echo --window 20d) "$@"
}

period() {
	lf-accept --handed MQL --accepted SQL,won --rejected lost --basis period "$@"
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
		all 8000 841 0 7159 . . 0.1051 0.0986 0.1120 1.0000 49.1606 14.7222 1 0 .
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

@test "BPI 2012: the months' hand-overs are decided as was reckoned elsewhere" {
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
