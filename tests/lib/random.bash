# Logs of moves for the suites of the reports, and SQL to check them with. Each log has a number,
# its trial, which decides the options that it is run with: see `trials` and the suites.
#
# The logs are in a file moves.N for each trial N, and in random.db, in the tables
#   moves(n, trial, lead, us, from_, to_, visit, age, src): microseconds; to_ is '' in open rows
#   days(unit, day, name, rank): the period of each day, and its order, for units 0 to 6

units=(day week month quarter half year all)
zones=(UTC America/New_York Australia/Lord_Howe)

# random_moves TRIALS [SEED]: logs with ties, fractions of seconds, stages that come back and leads
# without end, some of them without open rows.
random_moves() {
	awk -v trials="$1" -v seed="${2:-1}" '
	function pick(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		split("new MQL SQL won lost", stage)
		split("ads web fair", source)
		for (trial = 1; trial <= trials; trial++) {
			start = 1672531200 + pick(500 * 86400)
			latest = 0
			leads = 1 + pick(12)
			for (lead = 1; lead <= leads; lead++) {
				delete seen
				first = us = (start + pick(150 * 86400)) * 1000000
				src = trial % 4 == 0 && pick(3) == 0 ? "" : source[1 + pick(3)]
				from = ""
				for (move = pick(6); move >= 0; move--) {
					do to = stage[1 + pick(5)]; while (to == from)
					printf "%d\t%s\t%.0f\t%s\t%s\t%d\t%.0f\t%s\n", trial,
					    "l" lead, us, from, to, ++seen[to], us - first, src
					if (us > latest) latest = us
					from = to
					wait = pick(4)
					if (wait == 1) us += pick(40 * 86400) * 1000000
					if (wait == 2) us += pick(86400) * 1000000 + pick(1000000)
					if (wait == 3) us += 7 * 86400 * 1000000
				}
				last[lead] = from; begun[lead] = first; of[lead] = src
			}
			as_of = latest + (trial % 3 ? pick(60 * 86400) * 1000000 : 0)
			if (trial % 5)
				for (lead = 1; lead <= leads; lead++)
					printf "%d\t%s\t%.0f\t%s\t\t\t%.0f\t%s\n", trial,
					    "l" lead, as_of, last[lead], as_of - begun[lead], of[lead]
		}
	}' >random.tsv
	make_logs
}

# real_moves TRIAL...: the moves in real.tsv, as lf-transitions writes them, as the log of each trial.
real_moves() {
	sqlite3 random.db <<-'SQL'
		.mode tabs
		.import real.tsv real
		CREATE TABLE micro AS SELECT *, strftime('%s', substr(time, 1, 19)) * 1000000 +
		    substr(substr(replace(time, 'Z', ''), 21) || '000000', 1, 6) AS us FROM real;
	SQL
	for trial; do
		sqlite3 -separator $'\t' random.db "SELECT $trial, lead, us, \"from\", \"to\", visit,
			CAST(round(age * 1000000) AS INT), src FROM micro ORDER BY rowid"
	done >random.tsv
	make_logs
}

# Microseconds as a time, and as seconds, in SQL.
time_text() {
	echo "strftime('%Y-%m-%dT%H:%M:%S', ($1) / 1000000, 'unixepoch') ||
		iif(($1) % 1000000, printf('.%06d', ($1) % 1000000), '') || 'Z'"
}

seconds_text() {
	echo "iif(($1) % 1000000, printf('%d.%06d', ($1) / 1000000, ($1) % 1000000), ($1) / 1000000)"
}

# Makes the tables and files from random.tsv.
make_logs() {
	sqlite3 random.db <<-SQL
		CREATE TABLE raw(trial INT, lead, us INT, from_, to_, visit, age INT, src);
		.mode tabs
		.import random.tsv raw
		CREATE TABLE moves AS SELECT rowid AS n, * FROM raw;
		CREATE INDEX by_lead ON moves(trial, lead, n);
		CREATE TABLE days AS
		WITH RECURSIVE
		    day(day) AS (SELECT '2010-12-01' UNION ALL
			SELECT date(day, '+1 day') FROM day WHERE day < '2026-12-31'),
		    unit(unit) AS (VALUES (0), (1), (2), (3), (4), (5), (6)),
		    named AS (SELECT unit, day, date(day, '-3 days', 'weekday 4') AS thursday,
			substr(day, 1, 4) AS year, substr(day, 6, 2) AS month
			FROM day, unit),
		    name AS (SELECT unit, day, CASE unit WHEN 0 THEN day
			WHEN 1 THEN substr(thursday, 1, 4) || '-W' ||
			    printf('%02d', (strftime('%j', thursday) - 1) / 7 + 1)
			WHEN 2 THEN substr(day, 1, 7)
			WHEN 3 THEN year || '-Q' || ((month + 2) / 3)
			WHEN 4 THEN year || '-H' || ((month + 5) / 6)
			WHEN 5 THEN year ELSE 'all' END AS name FROM named)
		SELECT unit, day, name, dense_rank() OVER (PARTITION BY unit ORDER BY begin) AS rank
		FROM name JOIN (SELECT unit AS u, name AS m, min(day) AS begin FROM name GROUP BY 1, 2)
		    ON u = unit AND m = name;
		CREATE UNIQUE INDEX by_day ON days(unit, day);
		.mode tabs
		.once moves.tsv
		SELECT trial, lead, $(time_text us), from_, to_, visit, $(seconds_text age), src,
		    iif(from_ = '', '', $(time_text since)),
		    iif(from_ = '', '', $(seconds_text "us - since"))
		FROM (SELECT *, lag(us) OVER (PARTITION BY trial, lead ORDER BY n) AS since
		    FROM moves) ORDER BY n;
	SQL
	awk -F '\t' -v OFS='\t' '{
		file = "moves." $1
		if (!($1 in made))
			print "lead", "time", "from", "to", "visit", "age", "src", "since", "sojourn" >file
		made[$1]
		sub(/^[^\t]*\t/, "")
		print >file
	}' moves.tsv
	cut -f1 moves.tsv | uniq >trials
}

# trials ORACLE COMMAND: compares what both print for all trials. The oracle prints SQL for the
# trials of a zone; the command runs a program on the file moves.$trial with the options given.
trials() {
	local zone trial
	for zone in 0 1 2; do
		"$1" "$zone" | TZ=${zones[zone]} sqlite3 -batch -separator $'\t' random.db
	done >wanted
	for zone in 0 1 2; do
		while read -r trial; do
			[ $((trial / 7 % 3)) -eq "$zone" ] || continue
			"$2" --no-header --by "${units[trial % 7]}" --tz "${zones[zone]}" \
				$([ $((trial % 2)) -eq 0 ] || echo --group src) "moves.$trial" |
				awk -v OFS='\t' -v trial="$trial" \
					'{ print trial, trial % 2 ? $0 : $1 "\t-" substr($0, length($1) + 1) }'
		done <trials
	done >got
	[ -s got ]
	same wanted got
}

# day_of MOMENT: its day in the zone of TZ, in SQL; MOMENT is an expression in microseconds.
day_of() {
	echo "date(($1) / 1000000, 'unixepoch', 'localtime')"
}

# quotient A B: A / B with four places, rounded half to even, in SQL; empty if B is 0.
quotient() {
	# The whole part goes first, since integers have 64 bits.
	local by="($2)" whole="(($1) / ($2))" rest="(($1) % ($2) * 10000)"
	local low="($rest / $by)" left="($rest % $by)"
	local units="($whole * 10000 + $low +
		(2 * $left > $by OR (2 * $left = $by AND $low % 2 = 1)))"
	echo "iif($by = 0, '', printf('%d.%04d', $units / 10000, $units % 10000))"
}
