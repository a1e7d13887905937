load lib/helper
load lib/random

# A ledger for each trial: table spent(trial, first, last, e4, places, src), days as text,
# amounts in units of 0.0001, of so many places; and the files ledger.N. Odd trials have
# days, some of them as instants, and refunds; even ones have spans. Every fifth knows no web.
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
				src = source[1 + pick(4)]
				if (trial % 5 == 0 && src == "web") src = "tv"
				printf "%d\t%d\t%d\t%d\t%.0f\t%d\t%s\n", trial,
				    first, trial % 2 ? first : first + pick(120),
				    trial % 2 && pick(2) ? 1 + pick(86399) : 0, e4, places, src
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
	echo "iif($1 <= begin, 0, iif($1 > end, e4, i.unit * $(
		rounded "e4 / i.unit * ($1 - begin)" "end - begin + 1")))"
}

cost_oracle() {
	local day=86400000000
	cat <<-SQL
		WITH
		log AS (SELECT *, CASE WHEN trial % 2 THEN src ELSE '-' END AS grp
		    FROM moves WHERE trial / 7 % 3 = $1),
		first AS (SELECT trial, lead, to_, grp, us, age, min(n) FROM log WHERE to_ <> ''
		    GROUP BY trial, lead, to_),
		kinds AS (SELECT DISTINCT trial, trial / 2 % 6 AS kind FROM log),
		aged AS (SELECT trial, kind, age, count(*) OVER w AS n, row_number() OVER
		    (PARTITION BY trial ORDER BY age) AS nth FROM first JOIN kinds USING (trial)
		    WHERE to_ = iif(kind IN (3, 4), 'MQL', 'SQL') WINDOW w AS (PARTITION BY trial)),
		-- How many of the leads came so many days after the money.
		parts AS (SELECT trial, $(rounded age $day) AS lag, count(*) AS weight, n AS total
		    FROM aged WHERE kind = 5 GROUP BY trial, lag
		    UNION ALL SELECT trial, CASE kind
		    WHEN 2 THEN $(rounded "sum(age)" "n * $day")
		    WHEN 3 THEN $(rounded "sum(iif(nth IN ((n + 1) / 2, n / 2 + 1), age * (1 + (n % 2)), 0))" "2 * $day")
		    ELSE $(rounded "sum(age) + n * 3 * $day" "n * $day") END, 1, 1
		    FROM aged WHERE kind BETWEEN 2 AND 4 GROUP BY trial
		    UNION ALL SELECT trial, 30 * kind, 1, 1 FROM kinds WHERE kind < 2),
		lags AS (SELECT trial, min(lag) AS least, max(lag) AS most, max(total) AS total,
		    iif(kind = 5, '', max(lag)) AS lag FROM parts JOIN kinds USING (trial)
		    GROUP BY trial),
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
		window AS (SELECT trial, rank, name, lag, total, cover.unit, opens, closes, kind,
		    CAST(d0 AS INT) AS d0,
		    CAST(iif(trial % 7 < 6, d1, iif(kind, ends, closes)) AS INT) AS d1,
		    CAST(iif(trial % 7 = 6, opens, d0 - most) AS INT) AS wfrom,
		    CAST(iif(trial % 7 < 6, d1, iif(kind, ends, closes)) - least AS INT) AS wuntil
		    FROM period JOIN lags USING (trial) JOIN cover USING (trial) JOIN ends USING (trial)
		    JOIN kinds USING (trial)),
		shares AS (SELECT w.trial, w.rank, i.grp, sum(weight * (
			$(spent_before "(d1 + 1 - p.lag)") - $(spent_before "(iif(w.trial % 7 = 6, opens, d0 - p.lag))"))) AS share
		    FROM window w JOIN item i USING (trial) JOIN parts p USING (trial)
		    GROUP BY 1, 2, 3),
		cell AS (SELECT w.*, g.grp, coalesce(leads, 0) AS leads,
		    coalesce(sign(share) * $(rounded "abs(share)" "total * w.unit") * w.unit, 0) AS spend,
		    trial % 4 = 0 OR (wfrom <= wuntil AND wfrom >= opens AND wuntil <= closes) AS covered,
		    EXISTS (SELECT 1 FROM item i WHERE i.trial = w.trial AND i.grp = g.grp) AS known
		    FROM window w JOIN (SELECT trial, grp FROM made UNION SELECT trial, grp FROM item) g
		    USING (trial) LEFT JOIN made USING (trial, rank, grp)
		    LEFT JOIN shares USING (trial, rank, grp)),
		cents AS (SELECT *, $(rounded "abs(spend)" "leads * 100") AS cents FROM cell)
		SELECT trial, name, grp, leads, iif(known, iif(spend < 0, '-', '') || (abs(spend) / 10000) ||
		    '.' || substr(printf('%04d', abs(spend) % 10000), 1,
			CASE unit WHEN 100 THEN 2 WHEN 10 THEN 3 ELSE 4 END), ''),
		    iif(known AND covered AND leads, iif(spend < 0 AND cents, '-', '') || (cents / 100) || '.' ||
			printf('%02d', cents % 100), ''),
		    date(wfrom * 86400, 'unixepoch'), date(wuntil * 86400, 'unixepoch'), lag
		FROM cents ORDER BY trial, rank, grp;
	SQL
}

cost() {
	local lags=("" "--lag 30d" "--lag mean" "--lag median:MQL" "--lag mean:MQL --sla 3d" --spread)
	lf-cost --ledger "ledger.$trial" --target SQL ${lags[trial / 2 % 6]} \
		$([ $((trial % 4)) -ne 0 ] || echo --partial-ledger) "$@" 2>>warnings |
		grep -v $'^\030lf-'
}

@test "210 random logs and ledgers agree with SQLite's integers, whatever the lag" {
	random_moves 210
	random_ledgers 210
	trials cost_oracle cost
	[ "$(wc -l <got)" -gt 3000 ]
}

# What standard error says of groups and months, where all of the ledger is in one window.
said_oracle() {
	local amount="printf('%s%d.%04d', iif(sum(e4) < 0, '-', ''), abs(sum(e4)) / 10000, abs(sum(e4)) % 10000)"
	cat <<-SQL
		WITH RECURSIVE
		made AS (SELECT trial, src AS grp, count(DISTINCT lead) AS leads FROM
		    (SELECT trial, lead, src, min(n) FROM moves WHERE to_ = 'SQL' GROUP BY trial, lead)
		    GROUP BY trial, src),
		month AS (SELECT trial, strftime('%Y', min(first) * 86400, 'unixepoch') * 12 +
		    strftime('%m', min(first) * 86400, 'unixepoch') - 1 AS month, max(last) AS last
		    FROM spent GROUP BY trial UNION ALL
		    SELECT trial, month + 1, last FROM month WHERE month < strftime('%Y', last * 86400,
		    'unixepoch') * 12 + strftime('%m', last * 86400, 'unixepoch') - 1),
		day AS (SELECT trial, month, julianday(printf('%04d-%02d-01', month / 12, month % 12 + 1))
		    - 2440587.5 AS opens, julianday(printf('%04d-%02d-01', (month + 1) / 12,
		    (month + 1) % 12 + 1)) - 2440587.5 AS closes FROM month),
		gap AS (SELECT trial, month, month - row_number() OVER (PARTITION BY trial ORDER BY month)
		    AS island FROM day d WHERE NOT EXISTS (SELECT 1 FROM spent s
		    WHERE s.trial = d.trial AND first < closes AND last >= opens)),
		span AS (SELECT trial, min(month) AS month, printf('%04d-%02d', min(month) / 12,
		    min(month) % 12 + 1) || iif(count(*) = 1, '', printf(' to %04d-%02d',
		    max(month) / 12, max(month) % 12 + 1)) AS text FROM gap GROUP BY trial, island)
		SELECT trial, 1 AS n, 'the ledger has no row of ' || group_concat(char(39) || grp || char(39), ', ') ||
		    '; leads whose cost is not known: ' || sum(leads) FROM (SELECT * FROM made
		    WHERE (trial, grp) NOT IN (SELECT trial, src FROM spent) ORDER BY grp)
		    GROUP BY trial
		UNION ALL SELECT trial, 2, 'spend of ' || $amount || ' is of groups without leads: ' ||
		    group_concat(char(39) || src || char(39), ', ') FROM (SELECT trial, src, sum(e4) AS e4 FROM spent
		    WHERE (trial, src) NOT IN (SELECT trial, grp FROM made)
		    AND trial IN (SELECT trial FROM made) GROUP BY trial, src ORDER BY src)
		    GROUP BY trial HAVING sum(e4) <> 0
		UNION ALL SELECT trial, 3, 'no row of the ledger covers ' || group_concat(text, ', ')
		    FROM (SELECT * FROM span ORDER BY month) GROUP BY trial
		ORDER BY trial, n;
	SQL
}

@test "what is reported of groups and months agrees with SQLite" {
	random_moves 210
	random_ledgers 210
	said_oracle | sqlite3 -batch -separator $'\t' random.db | cut -f1,3 |
		sed -E 's/0+ is of/ is of/' >wanted
	while read -r trial; do
		lf-cost --ledger "ledger.$trial" --target SQL --group src "moves.$trial" 2>&1 >/dev/null |
			grep -v -e --target: -e window | sed -E "s/^lf-cost: /$trial\t/; s/0+ is of/ is of/"
	done <trials >got
	[ "$(wc -l <got)" -gt 200 ]
	same wanted got
}

# Three leads that became SQLs: two in the first quarter of 2024, one in the second.
sqls() {
	table >events.tsv <<-'END'
		time lead stage src
		2023-12-20 a MQL ads
		2024-01-05 b MQL web
		2024-01-20 a SQL ads
		2024-02-20 b SQL web
		2024-03-11 c MQL ads
		2024-04-10 c SQL ads
		2024-06-30 d new fair
	END
	lf-transitions --first src events.tsv >moves.tsv
}

# daily FROM UNTIL AMOUNT: a ledger of that much a day.
daily() {
	sqlite3 -separator $'\t' :memory: "WITH RECURSIVE d(day) AS (SELECT '$1' UNION ALL
		SELECT date(day, '+1 day') FROM d WHERE day < '$2')
		SELECT 'time', 'amount' UNION ALL SELECT day, '$3' FROM d"
}

@test "the cost of a lead is the spend of its period, or of the days that a lag points at" {
	sqls
	daily 2023-12-01 2024-06-30 1.5 >ledger.tsv
	lf-cost --ledger ledger.tsv --target SQL --by quarter moves.tsv >got 2>warnings
	table >wanted <<-'END'
		period leads spend cost_per_lead spend_from spend_until lag_days
		2024-Q1 2 136.50 68.25 2024-01-01 2024-03-31 0
		2024-Q2 1 136.50 136.50 2024-04-01 2024-06-30 0
	END
	same wanted got
	echo "lf-cost: spend of 46.50 is in no row's window" >wanted
	same wanted warnings
	lf-cost --ledger ledger.tsv --target SQL --by quarter --lag 30d moves.tsv >got 2>/dev/null
	table >wanted <<-'END'
		period leads spend cost_per_lead spend_from spend_until lag_days
		2024-Q1 2 136.50 68.25 2023-12-02 2024-03-01 30
		2024-Q2 1 136.50 136.50 2024-03-02 2024-05-31 30
	END
	same wanted got
}

@test "a lag may be the mean or the median age at a stage, with the time that sales has" {
	sqls
	daily 2023-10-01 2024-06-30 1 >ledger.tsv
	for lag in mean median mean:MQL median:SQL "mean --sla 2w" "median:MQL --sla 36h"; do
		lf-cost --ledger ledger.tsv --target SQL --lag $lag moves.tsv 2>/dev/null |
			tail -n 1 | cut -f7 >>got
	done
	# Ages at SQL: 31, 46, 30 days; at MQL 0. 1.5 days are rounded to the even 2.
	printf '36\n31\n0\n31\n50\n2\n' >wanted
	same wanted got
	meant="no move enters 'SAL'; did you mean 'SQL'? there are: 'MQL', 'SQL', 'new'"
	fails 1 "lf-cost: --lag: $meant
lf-cost: --lag: no lead enters stage 'SAL', so there are no ages" \
		lf-cost --no-header --ledger ledger.tsv --target SQL --lag mean:SAL moves.tsv
}

@test "all periods together take the whole ledger, with a lag up to as-of less the lag" {
	sqls
	daily 2023-10-01 2024-06-30 1 >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL moves.tsv >got
	lf-cost --no-header --ledger ledger.tsv --target SQL --lag 30d moves.tsv >>got 2>warnings
	printf 'all\t3\t274.00\t91.33\t2023-10-01\t2024-06-30\t0\n' >wanted
	printf 'all\t3\t244.00\t81.33\t2023-10-01\t2024-05-31\t30\n' >>wanted
	same wanted got
	echo "lf-cost: spend of 30.00 is in no row's window" >wanted
	same wanted warnings
}

@test "--spread takes each day's spend to the days on which leads of all ages come" {
	sqls
	# Ages 30, 31 and 46: a third of what is spent on a day comes back after each.
	printf 'time\tamount\n2024-01-01\t90\n2024-02-29\t9\n2024-06-01\t0\n2023-10-01\t0\n' >ledger.tsv
	lf-cost --ledger ledger.tsv --target SQL --by month --spread --partial-ledger moves.tsv >got 2>/dev/null
	table >wanted <<-'END'
		period leads spend cost_per_lead spend_from spend_until lag_days
		2024-01 1 30.00 30.00 2023-11-16 2024-01-01 .
		2024-02 1 60.00 60.00 2023-12-17 2024-01-30 .
		2024-03 0 6.00 . 2024-01-15 2024-03-01 .
		2024-04 1 3.00 3.00 2024-02-15 2024-03-31 .
	END
	same wanted got
	# What is lost by rounding is in the rows' windows all the same.
	printf 'time\tamount\n2024-01-01\t100\n2024-01-15\t100\n2024-02-15\t100\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month --spread \
		--partial-ledger moves.tsv 2>warnings | cut -f 3 >got
	printf '33.33\n133.33\n100.00\n33.33\n' >wanted
	same wanted got
	same /dev/null warnings
	fails 2 "lf-cost: --spread and --lag exclude each other: --spread has no single lag" \
		lf-cost --ledger ledger.tsv --target SQL --spread --lag 3d moves.tsv
}

@test "groups with spend and no leads and with leads and no spend both have rows" {
	sqls
	table >ledger.tsv <<-'END'
		time amount src
		2024-01-01 10 ads
		2024-01-02 20 tv
		2024-06-30 0 tv
	END
	lf-cost --ledger ledger.tsv --target SQL --by half --group src moves.tsv >got 2>warnings
	table >wanted <<-'END'
		period src leads spend cost_per_lead spend_from spend_until lag_days
		2024-H1 ads 2 10.00 5.00 2024-01-01 2024-06-30 0
		2024-H1 tv 0 20.00 . 2024-01-01 2024-06-30 0
		2024-H1 web 1 . . 2024-01-01 2024-06-30 0
	END
	same wanted got
	sed 's/^/lf-cost: /' >wanted <<-'END'
		the ledger has no row of 'web'; leads whose cost is not known: 1
		spend of 20.00 is of groups without leads: 'tv'
		no row of the ledger covers 2024-02 to 2024-05
	END
	same wanted warnings
	# A row of 0 says that the group was free.
	printf '2024-01-03\t0\tweb\n' >>ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by half --group src moves.tsv 2>/dev/null |
		grep web >got
	printf '2024-H1\tweb\t1\t0.00\t0.00\t2024-01-01\t2024-06-30\t0\n' >wanted
	same wanted got
	fails 2 "lf-cost: other.tsv: no column 'src'; there are: 'time', 'amount'" \
		sh -c "cut -f1,2 ledger.tsv >other.tsv
			lf-cost --ledger other.tsv --target SQL --group src moves.tsv"
}

@test "a span of days is spread evenly, so that touching windows add up" {
	sqls
	printf 'from\tuntil\tamount\n2024-01-31\t2024-02-02\t10.00\n2023-12-01\t2024-04-30\t0\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month moves.tsv | cut -f3 >got
	printf '3.33\n6.67\n0.00\n0.00\n' >wanted
	same wanted got
	# Halves of a cent go to the even side: 0.005 to 0.00, then 0.01.
	printf 'from\tuntil\tamount\n2024-01-31\t2024-02-01\t0.01\n2023-12-01\t2024-04-30\t0\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month moves.tsv | cut -f3 >got
	printf '0.00\n0.01\n0.00\n0.00\n' >wanted
	same wanted got
	printf 'from\tuntil\tamount\n2024-01-31\t2024-02-01\t0.03\n2023-12-01\t2024-04-30\t0\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month moves.tsv | cut -f3 >got
	printf '0.02\n0.01\n0.00\n0.00\n' >wanted
	same wanted got
}

@test "the days of a ledger are those of --tz" {
	sqls
	printf 'time\tamount\n2024-01-31T23:30:00Z\t1\n2024-02-01T00:00:00\t2\n2023-12-01\t0\n2024-04-30\t0\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month moves.tsv | cut -f3 | head -n 2 >got
	lf-cost --no-header --ledger ledger.tsv --target SQL --by month --tz Europe/Oslo moves.tsv |
		cut -f3 | head -n 2 >>got
	printf '1.00\n2.00\n0.00\n3.00\n' >wanted
	same wanted got
}

@test "a ledger of two currencies needs --currency" {
	sqls
	table >ledger.tsv <<-'END'
		time amount currency
		2024-01-01 10 EUR
		2024-01-02 20 USD
	END
	fails 1 "lf-cost: ledger.tsv:3: currency: 'USD' after 'EUR': pick one with --currency" \
		lf-cost --ledger ledger.tsv --target SQL moves.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --currency USD moves.tsv | cut -f3 >got
	echo 20.00 >wanted
	same wanted got
	cut -f1,2 ledger.tsv >plain.tsv
	fails 2 "lf-cost: plain.tsv: no column 'currency'; there are: 'time', 'amount'" \
		lf-cost --ledger plain.tsv --target SQL --currency USD moves.tsv
}

@test "what --currency leaves out is reported, and apart from it what has no currency" {
	sqls
	table >ledger.tsv <<-'END'
		time amount currency
		2024-01-01 10 EUR
		2024-01-02 20.5 USD
		2024-01-02 1.125 USD
		2024-01-03 7 .
		2024-01-04 400 JPY
		2024-01-05 0 .
	END
	lf-cost --no-header --ledger ledger.tsv --target SQL --currency EUR moves.tsv >got 2>warnings
	# The 0 of 5 January is in any currency.
	printf 'all\t3\t10.00\t3.33\t2024-01-01\t2024-01-05\t0\n' >wanted
	same wanted got
	sed 's/^/lf-cost: /' >wanted <<-'END'
		--currency leaves out 21.625 in 'USD', 400.00 in 'JPY'
		--currency leaves out 7.00 that has no currency
	END
	same wanted warnings
	fails 1 "lf-cost: ledger.tsv:3: currency: 'USD' after 'EUR': pick one with --currency" \
		lf-cost --ledger ledger.tsv --target SQL moves.tsv
	grep -v -e USD -e JPY ledger.tsv >some.tsv
	fails 1 "lf-cost: some.tsv:3: currency: '' after 'EUR': pick one with --currency" \
		lf-cost --ledger some.tsv --target SQL moves.tsv
	grep -v '7' some.tsv >same.tsv
	lf-cost --no-header --ledger same.tsv --target SQL moves.tsv >got 2>warnings
	printf 'all\t3\t10.00\t3.33\t2024-01-01\t2024-01-05\t0\n' >wanted
	same wanted got
	same /dev/null warnings
}

@test "several ledgers are read as one, each with its own header" {
	sqls
	table >google.tsv <<-'END'
		time amount currency src
		2024-01-10 188.870 EUR ads
	END
	table >facebook.tsv <<-'END'
		src currency until from amount
		web EUR 2024-06-30 2024-01-01 3.06
	END
	lf-cost --no-header --ledger google.tsv --ledger facebook.tsv --target SQL moves.tsv >got
	printf 'all\t3\t191.930\t63.98\t2024-01-01\t2024-06-30\t0\n' >wanted
	same wanted got
	lf-cost --no-header --ledger facebook.tsv --ledger google.tsv --target SQL moves.tsv | same wanted -
	lf-cost --no-header --ledger facebook.tsv --ledger google.tsv --target SQL --group src moves.tsv |
		cut -f2-5 >got
	printf 'ads\t2\t188.870\t94.44\nweb\t1\t3.060\t3.06\n' >wanted
	same wanted got
}

@test "ledgers in several files are as the same rows in one" {
	random_moves 30
	random_ledgers 30
	for trial in $(seq 30); do
		# Each part has its columns in another order.
		awk -F '\t' -v OFS='\t' '
		{
			for (part = 0; part < 3; part++) {
				if (NR > 1 && NR % 3 != part) continue
				for (i = 0; i < NF; i++)
					printf "%s%s", $((i + part) % NF + 1), i < NF - 1 ? OFS : ORS >"part." part
			}
		}' "ledger.$trial"
		lf-cost --ledger "ledger.$trial" --target SQL --by month --group src "moves.$trial" >wanted 2>&1
		lf-cost --ledger part.0 --ledger part.1 --ledger part.2 --target SQL --by month --group src \
			"moves.$trial" >got 2>&1
		same wanted got
	done
}

@test "ledgers of different currencies are not added" {
	sqls
	printf 'time\tamount\tcurrency\n2024-01-01\t1\tEUR\n2024-03-01\t0\tEUR\n' >eur.tsv
	printf 'time\tamount\tcurrency\n2024-02-01\t2\tUSD\n' >usd.tsv
	printf 'time\tamount\n2024-02-01\t4\n' >plain.tsv
	fails 1 "lf-cost: usd.tsv:2: currency: 'USD' after 'EUR': pick one with --currency" \
		lf-cost --ledger eur.tsv --ledger usd.tsv --target SQL moves.tsv
	fails 0 "lf-cost: no row of the ledger covers 2024-02
lf-cost: --currency leaves out 2.00 in 'USD'" \
		lf-cost --ledger eur.tsv --ledger usd.tsv --target SQL --currency EUR moves.tsv
	fails 2 "lf-cost: --ledger: eur.tsv has a column 'currency', and plain.tsv has none" \
		lf-cost --ledger plain.tsv --ledger eur.tsv --target SQL moves.tsv
	fails 2 "lf-cost: plain.tsv: no column 'currency'; there are: 'time', 'amount'" \
		lf-cost --ledger eur.tsv --ledger plain.tsv --target SQL --currency EUR moves.tsv
	fails 2 "lf-cost: --ledger: 'eur.tsv' is given twice" \
		lf-cost --ledger eur.tsv --ledger usd.tsv --ledger eur.tsv --target SQL moves.tsv
	fails 2 "lf-cost: option --ledger FILE is needed" lf-cost --target SQL moves.tsv
}

@test "months without a row in the ledger are reported, ten spans of them at most" {
	sqls
	printf 'from\tuntil\tamount\n2023-11-30\t2024-01-01\t3\n2024-03-31\t2024-03-31\t1\n' >ledger.tsv
	printf '2024-06-01\t2024-06-01\t1\n' >>ledger.tsv
	fails 0 "lf-cost: no row of the ledger covers 2024-02, 2024-04 to 2024-05" \
		lf-cost --ledger ledger.tsv --target SQL moves.tsv
	{ printf 'time\tamount\n'; printf '20%s-01-01\t1\n' {01..24}; } >ledger.tsv
	lf-cost --ledger ledger.tsv --target SQL moves.tsv 2>&1 >/dev/null | sed 's/.*, //' >got
	echo "2010-02 to 2010-12 and 13 more" >wanted
	same wanted got
}

@test "a period that the ledger does not cover has no cost, unless that is asked for" {
	sqls
	daily 2024-01-01 2024-05-31 1 >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by quarter moves.tsv 2>warnings | cut -f1,3,4 >got
	printf '2024-Q1\t91.00\t45.50\n2024-Q2\t61.00\t\n' >wanted
	same wanted got
	echo "lf-cost: 2024-Q2: the ledger, from 2024-01-01 to 2024-05-31, does not cover the days from 2024-04-01 to 2024-06-30" >wanted
	same wanted warnings
	lf-cost --no-header --ledger ledger.tsv --target SQL --by quarter --partial-ledger moves.tsv 2>warnings |
		cut -f1,3,4 >got
	printf '2024-Q1\t91.00\t45.50\n2024-Q2\t61.00\t61.00\n' >wanted
	same wanted got
	[ ! -s warnings ]
}

@test "a last period that is not over when the log ends is reported" {
	sqls
	printf 'from\tuntil\tamount\n2023-12-01\t2024-12-31\t1200\n' >ledger.tsv
	cost_of() {
		lf-cost --ledger ledger.tsv --target SQL "$@" moves.tsv 2>&1 >/dev/null | sed '/window$/d'
	}
	echo "lf-cost: 2024: the log ends on 2024-06-30: the spend is that of the whole window, the leads are not yet all" >wanted
	cost_of --by year >got
	same wanted got
	lf-transitions --first src --as-of 2025-01-01 events.tsv >moves.tsv
	cost_of --by year >got
	same /dev/null got
	lf-transitions --first src --as-of 2024-12-31T23:59:59 events.tsv >moves.tsv
	cost_of --by year >got
	same /dev/null got
	lf-transitions --first src --as-of 2024-12-31 events.tsv >moves.tsv
	cost_of --by year | cut -d : -f 3 >got
	echo " the log ends on 2024-12-30" >wanted
	same wanted got
	cost_of --by quarter --lag 30d >got
	same /dev/null got
}

@test "several currencies in a column of another name are reported" {
	sqls
	printf 'time\tamount\tCurrency code\n2024-01-02\t5\tUSD\n2024-02-02\t6\tEUR\n' >ledger.tsv
	wanted="lf-cost: the ledger's amounts are in 2 currencies, EUR and USD, as column 'Currency code' says: name it currency, as lf-import --rename does, and choose one by --currency"
	lf-cost --ledger ledger.tsv --target SQL moves.tsv 2>&1 >got | grep currenc | same - <(echo "$wanted")
	head -n 2 ledger.tsv >one.tsv
	sed 2d ledger.tsv >two.tsv
	lf-cost --ledger one.tsv --ledger two.tsv --target SQL moves.tsv 2>&1 >got | grep currenc | same - <(echo "$wanted")
	lf-cost --ledger one.tsv --target SQL moves.tsv 2>&1 >got | sed -n /currenc/p | same /dev/null -
	sed 's/src/Currency code/' moves.tsv >groups.tsv
	lf-cost --ledger ledger.tsv --target SQL --group 'Currency code' groups.tsv 2>&1 >got | sed -n /currencies/p | same /dev/null -
}

@test "a first period that has begun before the log, with spend, is reported" {
	printf 'time\tlead\tfrom\tto\tvisit\tage\n' >moves.tsv
	table >>moves.tsv <<-'END'
		2024-02-16T23:30:00Z a . SQL 1 0
		2024-02-20 b . SQL 1 86400
		2024-03-31 c . SQL 1 259200
	END
	printf 'time\tamount\n2024-01-10\t5\n2024-02-01\t7\n2024-02-16\t11.50\n2024-02-17\t1\n2024-03-01\t3\n2024-03-31\t1\n' >ledger.tsv
	# begun SPEND DAY [OPTION]...
	begun() {
		local wanted="the log begins on $2: spend of $1 is for the days before, whose leads it does not have: leave this period out"
		shift 2
		lf-cost --ledger ledger.tsv --target SQL "$@" moves.tsv 2>&1 >table | sed -n 's/.*: \(the log begins.*\)/\1/p' >got
		echo "$wanted" | same - got
		lf-cost --partial --target SQL $(printf '%s\n' "$@" | grep -A 1 -e '^--by' -e '^--tz') moves.tsv >state
		lf-cost --merge --ledger ledger.tsv --target SQL "$@" state 2>&1 >merged | sed -n 's/.*: \(the log begins.*\)/\1/p' >got
		echo "$wanted" | same - got
		same table merged
	}
	begun 12.00 2024-02-16 --by quarter
	begun 7.00 2024-02-16 --by month
	begun 18.50 2024-02-17 --by month --tz Europe/Berlin
	# Of 10 days before: from 2024-01-22 to 2024-02-05, and of 38 to 2024-01-08.
	begun 7.00 2024-02-16 --by month --lag 10d
	begun 5.00 2024-02-16 --by month --lag 30d
	# The ages are 0, 1 and 3 days: all three thirds of 7.00 are for days before the 16th.
	begun 7.00 2024-02-16 --by month --spread
	# No spend before it, or a log that begins with the period, or before.
	lf-cost --ledger ledger.tsv --target SQL --by week moves.tsv 2>&1 >table | grep -c 'log begins' | same - <(echo 0)
	lf-cost --ledger ledger.tsv --target SQL --by month --lag 45d --partial-ledger moves.tsv 2>&1 >table | grep -c 'log begins' | same - <(echo 0)
	lf-cost --ledger ledger.tsv --target SQL --by all moves.tsv 2>&1 >table | grep -c 'log begins' | same - <(echo 0)
	sed '2i 2024-02-01\tz\t\tnew\t1\t0' moves.tsv >earlier.tsv
	lf-cost --ledger ledger.tsv --target SQL --by month earlier.tsv 2>&1 >table | grep -c 'log begins' | same - <(echo 0)
}

@test "an empty ledger gives leads without a cost" {
	sqls
	printf 'time\tamount\n' >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL moves.tsv >got 2>warnings
	printf 'all\t3\t\t\t\t\t0\n' >wanted
	same wanted got
	echo "lf-cost: all: the ledger is empty" >wanted
	same wanted warnings
	lf-cost --no-header --ledger ledger.tsv --target SQL --partial-ledger moves.tsv 2>&1 >/dev/null |
		same wanted -
}

@test "spend without any lead is told" {
	sqls
	printf 'time\tamount\n2024-01-02\t30.00\n' >ledger.tsv
	fails 0 "lf-cost: --target: no move enters 'nobody'; there are: 'MQL', 'SQL', 'new'
lf-cost: spend of 30.00 is in no row's window" \
		lf-cost --ledger ledger.tsv --target nobody --lag mean moves.tsv
	[ "$(wc -l <stdout)" -eq 1 ]
}

@test "sums and quotients of 18 places agree with bc" {
	sqls
	awk -v seed=11 'BEGIN {
		srand(seed)
		for (i = 0; i < 300; i++)
			printf "%d%09d%09d.%09d%09d\n", 1 + rand() * 9, rand() * 1e9, rand() * 1e9,
			    rand() * 1e9, rand() * 1e9
	}' | cut -c 6- >amounts
	{ printf 'time\tamount\n'; sed 's/^/2024-01-15\t/' amounts; } >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --places 18 moves.tsv | cut -f3,4 >got
	{
		paste -s -d + amounts
		# The quotient is rounded down, and up by a unit where two thirds are left.
		echo "scale = 0; u = 10 ^ 18; s = ($(paste -s -d + amounts)) * u / 1; q = s / 3; r = s % 3
			scale = 18; (q + (r == 2)) / u"
	} | BC_LINE_LENGTH=0 bc | paste -s >wanted
	same wanted got
}

@test "a sum that does not fit is an error, not another sum" {
	sqls
	printf 'time\tamount\n2024-01-15\t99999999999999999999.5\n2024-01-15\t99999999999999999999\n' >ledger.tsv
	fails 1 "lf-cost: ledger.tsv:3: amount: the sum has more than 20 digits before the point" \
		lf-cost --ledger ledger.tsv --target SQL moves.tsv
	printf 'time\tamount\n2024-01-15\t99999999999999999999\n2024-01-16\t99999999999999999999\n' >ledger.tsv
	fails 1 "lf-cost: the sum has more than 20 digits before the point" \
		lf-cost --no-header --ledger ledger.tsv --target SQL moves.tsv
	printf 'time\tamount\n2024-01-15\t99999999999999999999\n' >ledger.tsv
	fails 1 "lf-cost: --spread: the spend times the leads does not fit" \
		lf-cost --no-header --ledger ledger.tsv --target MQL --spread moves.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --places 0 moves.tsv | cut -f3,4 >got
	printf '99999999999999999999.00\t33333333333333333333\n' >wanted
	same wanted got
}

@test "refunds count, and --places rounds half to even" {
	sqls
	printf 'time\tamount\n2024-01-15\t-10.5\n2024-01-16\t3\n' >ledger.tsv
	for places in 0 1 3; do
		lf-cost --no-header --ledger ledger.tsv --target SQL --places $places moves.tsv | cut -f3,4 >>got
	done
	printf '%s\t%s\n' -7.50 -2 -7.50 -2.5 -7.50 -2.500 >wanted
	same wanted got
}

@test "--members lists the leads that are counted" {
	sqls
	daily 2023-12-01 2024-06-30 1 >ledger.tsv
	lf-cost --ledger ledger.tsv --target SQL --by quarter --members moves.tsv >got
	table >wanted <<-'END'
		period column lead time
		2024-Q1 leads a 2024-01-20T00:00:00Z
		2024-Q1 leads b 2024-02-20T00:00:00Z
		2024-Q2 leads c 2024-04-10T00:00:00Z
	END
	same wanted got
}

@test "bad rows of the ledger end the run" {
	sqls
	bad() {
		printf '%s\n' "$2" "$3" >ledger.tsv
		fails 1 "lf-cost: ledger.tsv:2: $1" lf-cost --ledger ledger.tsv --target SQL moves.tsv
	}
	bad "amount: '1,5' is not a number: decimals stand after a point" $'time\tamount' $'2024-01-01\t1,5'
	bad "amount: is empty where a number is needed" $'time\tamount' $'2024-01-01\t'
	bad "time: is empty" $'time\tamount' $'\t1'
	bad "until: is before from" $'from\tuntil\tamount' $'2024-01-02\t2024-01-01\t1'
	bad "from: '1 Jan' is not an ISO 8601 time" $'from\tuntil\tamount' $'1 Jan\t2024-01-01\t1'
	bad "3 fields where there are 2 columns" $'time\tamount' $'2024-01-01\t1\t2'
	fails 1 "lf-cost: none.tsv: No such file or directory" \
		lf-cost --ledger none.tsv --target SQL moves.tsv
	printf 'amount\n' >ledger.tsv
	fails 2 "lf-cost: ledger.tsv: no column 'time'; there are: 'amount'" \
		lf-cost --ledger ledger.tsv --target SQL moves.tsv
}

@test "the ledger or the moves may be standard input, not both" {
	sqls
	daily 2023-12-01 2024-06-30 1 >ledger.tsv
	lf-cost --ledger ledger.tsv --target SQL moves.tsv >wanted
	lf-cost --ledger - --target SQL moves.tsv <ledger.tsv >got
	same wanted got
	lf-cost --ledger ledger.tsv --target SQL <moves.tsv >got
	same wanted got
	fails 2 "lf-cost: --ledger -: the moves must come from a FILE then" \
		lf-cost --ledger - --target SQL <moves.tsv
}

@test "options that make no sense are usage errors" {
	sqls
	printf 'time\tamount\n' >ledger.tsv
	cost_fails() {
		local message=$1
		shift
		fails 2 "lf-cost: $message" lf-cost --ledger ledger.tsv --target SQL "$@" moves.tsv
	}
	cost_fails "--lag: '36h' is not a number of whole days" --lag 36h
	cost_fails "--sla needs --lag mean or median, to add it to" --lag 3d --sla 1d
	cost_fails "--places: '19' is not a whole number from 0 to 18" --places 19
	fails 2 "lf-cost: --target is empty" lf-cost --ledger ledger.tsv --target "" moves.tsv
}

@test "a lag of thousands of years stays within the calendar" {
	sqls
	daily 2023-12-01 2024-06-30 1 >ledger.tsv
	lf-cost --no-header --ledger ledger.tsv --target SQL --by year --lag 900000d moves.tsv 2>/dev/null |
		cut -f3-6 >got
	printf '0.00\t\t0001-01-01\t0001-01-01\n' >wanted
	same wanted got
}

@test "a real set of campaigns: spend to the last digit, and the published costs" {
	needs_shared adspend
	sqlite3 :memory: <<-SQL
		.import --csv $shared/adspend/KAG_conversion_data_dated.csv kag
		CREATE TABLE day AS SELECT substr(Date, 7) || substr(Date, 3, 4) || substr(Date, 1, 2)
		    AS time, xyz_campaign_id AS campaign, Spent AS amount, Approved_Conversion AS n,
		    rowid AS id FROM kag;
		.mode tabs
		.headers on
		.once ledger.tsv
		SELECT time, campaign, amount FROM day;
		.once moves.tsv
		WITH RECURSIVE won AS (SELECT id, time, campaign, n FROM day WHERE n > 0
		    UNION ALL SELECT id, time, campaign, n - 1 FROM won WHERE n > 1)
		SELECT id || '.' || n AS lead, time, '' AS "from", 'won' AS "to", 1 AS visit, campaign FROM won;
	SQL
	lf-cost --no-header --ledger ledger.tsv --target won --places 6 moves.tsv | cut -f2-4 >got
	printf '1079\t%s\t54.407071\n' "$(tail -n +2 ledger.tsv | cut -f3 | paste -s -d + | bc)" >wanted
	same wanted got
	lf-cost --no-header --ledger ledger.tsv --target won --places 4 --group campaign moves.tsv |
		cut -f2,5 >got
	printf '%s\t%s\n' 1178 63.8327 916 6.2379 936 15.8108 >wanted
	same wanted got
}
