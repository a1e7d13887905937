load helper
load random

# Two leads: a goes on in February, b in April, and comes back at once.
moves() {
	table >moves.tsv <<-'END'
		lead time from to visit src
		a 2024-01-02 . MQL 1 ads
		b 2024-01-05 . MQL 1 web
		a 2024-02-05 MQL SQL 1 ads
		b 2024-04-01 MQL SQL 1 web
		b 2024-04-02 SQL MQL 2 web
		a 2024-05-31 SQL . . ads
		b 2024-05-31 MQL . . web
	END
}

@test "every period has a row for every stage, with what was there, came and left" {
	moves
	table >wanted <<-'END'
		period stage opening inflow outflow closing new
		2024-01 MQL 0 2 0 2 2
		2024-01 SQL 0 0 0 0 0
		2024-02 MQL 2 0 1 1 0
		2024-02 SQL 0 1 0 1 1
		2024-03 MQL 1 0 0 1 0
		2024-03 SQL 1 0 0 1 0
		2024-04 MQL 1 1 1 1 0
		2024-04 SQL 1 1 1 1 1
		2024-05 MQL 1 0 0 1 0
		2024-05 SQL 1 0 0 1 0
	END
	lf-flow moves.tsv >got
	same wanted got
}

# The oracle: one row for each trial, period, group and stage that there is.
flow_oracle() {
	cat <<-SQL
		WITH
		at AS (SELECT *, trial % 7 AS unit, $(day_of us) AS day,
		    CASE WHEN trial % 2 THEN src ELSE '-' END AS grp,
		    row_number() OVER (PARTITION BY trial, lead, to_ ORDER BY n) = 1 AS new
		    FROM moves WHERE trial / 7 % 3 = $1 AND to_ <> ''),
		placed AS (SELECT at.*, rank FROM at JOIN days USING (unit, day)),
		ends AS (SELECT trial, trial % 7 AS unit, $(day_of "max(us) - 1") AS day
		    FROM moves WHERE trial / 7 % 3 = $1 GROUP BY trial),
		span AS (SELECT p.trial, p.unit, min(p.rank) AS first,
		    max(max(p.rank), d.rank) AS last
		    FROM placed p JOIN ends USING (trial)
		    JOIN days d ON d.unit = p.unit AND d.day = ends.day GROUP BY p.trial),
		stages AS (SELECT DISTINCT trial, to_ AS stage FROM placed),
		grps AS (SELECT DISTINCT trial, grp FROM placed),
		periods AS (SELECT DISTINCT trial, rank, name FROM span
		    JOIN days ON days.unit = span.unit AND rank BETWEEN first AND last),
		cells AS (SELECT trial, rank, name, grp, stage,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.to_ = s.stage) AS inflow,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.from_ = s.stage) AS outflow,
		    (SELECT count(*) FROM placed m WHERE m.trial = p.trial AND m.rank = p.rank
			AND m.grp = g.grp AND m.to_ = s.stage AND m.new) AS new
		    FROM periods p JOIN grps g USING (trial) JOIN stages s USING (trial)),
		sums AS (SELECT *, sum(inflow - outflow) OVER
		    (PARTITION BY trial, grp, stage ORDER BY rank) AS closing FROM cells)
		SELECT trial, name, grp, stage, closing - inflow + outflow, inflow, outflow, closing, new
		FROM sums ORDER BY trial, rank, grp, stage;
	SQL
}

@test "210 random logs agree with SQLite, for every period, with groups, in zones with DST" {
	random_moves 210
	for zone in 0 1 2; do
		flow_oracle "$zone" | TZ=${zones[zone]} sqlite3 -batch -separator $'\t' random.db
	done >wanted
	for zone in 0 1 2; do
		for trial in $(seq 210); do
			[ $((trial / 7 % 3)) -eq "$zone" ] || continue
			lf-flow --no-header --by "${units[trial % 7]}" --tz "${zones[zone]}" \
				$([ $((trial % 2)) -eq 0 ] || echo --group src) "moves.$trial" |
				awk -v OFS='\t' -v trial="$trial" \
					'{ print trial, trial % 2 ? $0 : $1 "\t-" substr($0, length($1) + 1) }'
		done
	done >got
	[ "$(wc -l <got)" -gt 5000 ]
	same wanted got
}
