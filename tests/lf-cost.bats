load helper
load random

# A ledger for each trial: table spent(trial, first, last, e4, places, src), days as text,
# amounts in units of 0.0001, of so many places; and the files ledger.N. Odd trials have
# days, some of them as instants, and refunds; even ones have spans.
random_ledgers() {
	awk -v trials="$1" -v seed=7 '
	function pick(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		split("ads web fair tv", source)
		for (trial = 1; trial <= trials; trial++) {
			start = 19300 + pick(300)
			for (row = 5 + pick(60); row > 0; row--) {
				places = pick(trial % 3 ? 3 : 5)
				e4 = (1 + pick(500000)) * 10 ^ (4 - places)
				first = start + pick(600)
				if (trial % 2 && pick(9) == 0) e4 = -e4
				printf "%d\t%d\t%d\t%d\t%.0f\t%d\t%s\n", trial,
				    first, trial % 2 ? first : first + pick(120),
				    trial % 2 && pick(2) ? 1 + pick(86399) : 0, e4, places,
				    source[1 + pick(4)]
			}
		}
	}' >ledger.tsv
	sqlite3 random.db <<-'SQL'
		CREATE TABLE spent(trial INT, first INT, last INT, clock INT, e4 INT, places INT, src);
		.mode tabs
		.import ledger.tsv spent
		.once ledgers.tsv
		SELECT trial, date(first * 86400, 'unixepoch') ||
		    CASE WHEN clock THEN strftime('T%H:%M:%SZ', clock, 'unixepoch') ELSE '' END,
		    date(last * 86400, 'unixepoch'), iif(e4 < 0, '-', '') || (abs(e4) / 10000) ||
		    iif(places, '.' || substr(printf('%04d', abs(e4) % 10000), 1, places), ''), src
		FROM spent ORDER BY rowid;
	SQL
	awk -F '\t' -v OFS='\t' '{
		file = "ledger." $1
		if (!($1 in made)) print $1 % 2 ? "time" : "from\tuntil", "amount", "src" >file
		made[$1]
		if ($1 % 2) print $2, $4, $5 >file
		else print $2, $3, $4, $5 >file
	}' ledgers.tsv
}

# Integers as a quotient, half to even.
rounded() {
	local low="(($1) / ($2))" rest="(($1) % ($2))"
	echo "($low + (2 * $rest > ($2) OR (2 * $rest = ($2) AND $low % 2 = 1)))"
}

# What of a row is spent before a day.
spent_before() {
	echo "iif($1 <= begin, 0, iif($1 > end, e4, unit * $(
		rounded "e4 / unit * ($1 - begin)" "end - begin + 1")))"
}

cost_oracle() {
	local day=86400000000
	cat <<-SQL
		WITH
		log AS (SELECT *, CASE WHEN trial % 2 THEN src ELSE '-' END AS grp
		    FROM moves WHERE trial / 7 % 3 = $1),
		first AS (SELECT trial, lead, to_, grp, us, age, min(n) FROM log WHERE to_ <> ''
		    GROUP BY trial, lead, to_),
		aged AS (SELECT trial, age, count(*) OVER w AS n, row_number() OVER
		    (PARTITION BY trial ORDER BY age) AS nth FROM first
		    WHERE to_ = iif(trial % 5 >= 3, 'MQL', 'SQL') WINDOW w AS (PARTITION BY trial)),
		lags AS (SELECT trial, CASE trial % 5 WHEN 0 THEN 0 WHEN 1 THEN 30
		    WHEN 2 THEN $(rounded "sum(age)" "n * $day")
		    WHEN 3 THEN $(rounded "sum(iif(nth IN ((n + 1) / 2, n / 2 + 1), age * (1 + (n % 2)), 0))" "2 * $day")
		    ELSE $(rounded "sum(age) + n * 3 * $day" "n * $day") END AS lag
		    FROM aged GROUP BY trial UNION SELECT trial, iif(trial % 5, 30, 0) FROM log
		    WHERE trial % 5 < 2),
		ledger AS (SELECT s.trial, e4, iif(trial % 2, src, '-') AS grp,
		    CAST(julianday(iif(clock, date(first * 86400 + clock, 'unixepoch', 'localtime'),
			date(first * 86400, 'unixepoch'))) - 2440587.5 AS INT) AS begin, last
		    FROM spent s WHERE trial / 7 % 3 = $1),
		item AS (SELECT trial, e4, grp, begin, iif(trial % 2, begin, last) AS end, unit
		    FROM ledger JOIN (SELECT trial, CAST(pow(10, 4 - max(2, max(places))) AS INT)
			AS unit FROM spent GROUP BY trial) USING (trial)),
		cover AS (SELECT trial, min(begin) AS opens, max(end) AS closes, unit FROM item
		    GROUP BY trial),
		ends AS (SELECT trial, julianday($(day_of "max(us) - (max(us) >
		    max(iif(to_ = '', 0, us)))")) - 2440587.5 AS ends FROM log GROUP BY trial),
		made AS (SELECT trial, rank, grp, count(*) AS leads FROM first
		    JOIN days ON unit = trial % 7 AND day = $(day_of us) WHERE to_ = 'SQL'
		    GROUP BY trial, rank, grp),
		span AS (SELECT trial, min(rank) AS low, max(rank) AS high FROM made GROUP BY trial),
		period AS (SELECT trial, rank, name, julianday(min(day)) - 2440587.5 AS d0,
		    julianday(max(day)) - 2440587.5 AS d1 FROM span
		    JOIN days ON unit = trial % 7 AND rank BETWEEN low AND high GROUP BY trial, rank),
		window AS (SELECT trial, rank, name, lag, cover.unit, opens, closes,
		    CAST(iif(trial % 7 = 6, opens, d0 - lag) AS INT) AS wfrom,
		    CAST(iif(trial % 7 < 6, d1 - lag, iif(trial % 5 = 0, closes, ends - lag)) AS INT) AS wuntil
		    FROM period JOIN lags USING (trial) JOIN cover USING (trial) JOIN ends USING (trial)),
		cell AS (SELECT w.*, g.grp, coalesce(leads, 0) AS leads,
		    (SELECT coalesce(sum($(spent_before "wuntil + 1") - $(spent_before wfrom)), 0)
			FROM item i WHERE i.trial = w.trial AND i.grp = g.grp) AS spend,
		    trial % 4 = 0 OR (wfrom <= wuntil AND wfrom >= opens AND wuntil <= closes) AS covered
		    FROM window w JOIN (SELECT trial, grp FROM made UNION SELECT trial, grp FROM item) g
		    USING (trial) LEFT JOIN made USING (trial, rank, grp)),
		cents AS (SELECT *, $(rounded "abs(spend)" "leads * 100") AS cents FROM cell)
		SELECT trial, name, grp, leads, iif(spend < 0, '-', '') || (abs(spend) / 10000) || '.' ||
		    substr(printf('%04d', abs(spend) % 10000), 1,
			CASE unit WHEN 100 THEN 2 WHEN 10 THEN 3 ELSE 4 END),
		    iif(covered AND leads, iif(spend < 0 AND cents, '-', '') || (cents / 100) || '.' ||
			printf('%02d', cents % 100), ''),
		    date(wfrom * 86400, 'unixepoch'), date(wuntil * 86400, 'unixepoch'), lag
		FROM cents ORDER BY trial, rank, grp;
	SQL
}

cost() {
	local lags=("" "--lag 30d" "--lag mean" "--lag median:MQL" "--lag mean:MQL --sla 3d")
	lf-cost --ledger "ledger.$trial" --target SQL ${lags[trial % 5]} \
		$([ $((trial % 4)) -ne 0 ] || echo --partial-ledger) "$@" 2>>warnings
}

@test "210 random logs and ledgers agree with SQLite's integers, whatever the lag" {
	random_moves 210
	random_ledgers 210
	trials cost_oracle cost
	[ "$(wc -l <got)" -gt 3000 ]
}
