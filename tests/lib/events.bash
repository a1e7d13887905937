# Random staged events for the suites of lf-transitions, and their moves by SQLite.

# random_events TRIALS [SEED]: for each trial N, makes the log log.N and its parts log.N.1, log.N.2
# and so on; and for all, the table log(trial, n, lead, us, stage, src, page, event) in events.db.
# They have ties, steps of a microsecond, gaps, rows without a stage, stages that come back more
# than 14 times, and more than 8 stages, whose names are hard to write in a list. Rows are in time
# order within each lead only.
random_events() {
	awk -v trials="$1" -v seed="${2:-1}" '
	function pick(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		names = split("new|MQL|SQL|won|lost|a,b|c\\\\d|e\\|x y|3 z|,|12|\303\251|s14", name, "|")
		split("ads web fair", source)
		for (trial = 1; trial <= trials; trial++) {
			narrow = trial % 5 == 0
			leads = narrow ? 1 + pick(2) : 1 + pick(7)
			stages = narrow ? 2 : 2 + pick(names - 1)
			events = trial % 50 == 7 ? 0 : narrow ? 60 + pick(60) : pick(50)
			for (lead = 1; lead <= leads; lead++)
				clock[lead] = 1700000000000000 + pick(40000000) * 1000000
			for (n = 1; n <= events; n++) {
				lead = 1 + pick(leads)
				gap = pick(6)
				if (gap == 1) clock[lead] += 1
				if (gap == 2) clock[lead] += pick(2000000)
				if (gap == 3) clock[lead] += pick(9000) * 1000000
				if (gap > 3) clock[lead] += pick(5000000) * 1000000
				printf "%d\t%d\t%s\t%.0f\t%s\t%s\t%s\t%s\n", trial, n,
				    lead == 1 ? "the first lead, of a long name" : "l" lead,
				    clock[lead], pick(7) == 0 ? "" : name[1 + pick(stages)],
				    pick(3) ? source[1 + pick(3)] : "",
				    pick(4) ? "/" pick(5) : "", "e" n
			}
		}
	}' >events.tsv
	sqlite3 events.db <<-'SQL'
		CREATE TABLE log(trial INT, n INT, lead, us INT, stage, src, page, event);
		.mode tabs
		.import events.tsv log
		.mode list
		.separator "\t"
		.once rows.tsv
		SELECT trial, strftime(CASE n % 3 WHEN 0 THEN '%Y-%m-%dT%H:%M:%S'
			ELSE '%Y-%m-%d %H:%M:%S' END,
			us / 1000000 + CASE n % 3 WHEN 1 THEN 19800 ELSE 0 END, 'unixepoch') ||
		    CASE WHEN us % 1000000 THEN printf('.%06d', us % 1000000) ELSE '' END ||
		    CASE n % 3 WHEN 0 THEN 'Z' WHEN 1 THEN '+05:30' ELSE '' END,
		    lead, stage, src, page, event
		FROM log ORDER BY trial, n;
	SQL
	awk -F '\t' -v OFS='\t' -v trials="$1" -v seed="${2:-1}" '
	function begin(file) {
		print "time", "lead", "stage", "src", "page", "event" >file
		close(file)
	}
	BEGIN {
		srand(seed)
		for (trial = 1; trial <= trials; trial++) {
			begin("log." trial)
			for (part = 1; part <= 3; part++) begin("log." trial "." part)
		}
	}
	{
		if ($1 != trial || (rand() < .05 && part < 3)) {
			close("log." trial)
			close("log." trial "." part)
			part = $1 != trial ? 1 + int(rand() * 2) : part + 1
			trial = $1
		}
		sub(/^[^\t]*\t/, "")
		print >>("log." trial)
		print >>("log." trial "." part)
	}' rows.tsv
}

# moves_of EVENTS AS_OF COLUMNS: prints the moves of all trials, by window functions, each row with
# its trial first, without headers. EVENTS is a table or query like log, with two more columns: sub,
# the order of rows with the same n, and made, 1 for rows that --backfill adds. AS_OF is a time in
# microseconds, or latest.
moves_of() {
	sqlite3 -separator $'\t' "$logs/events.db" <<-SQL
		CREATE TEMP TABLE ends AS SELECT trial AS t,
		    $([ "$2" = latest ] && echo 'max(us)' || echo "$2") AS as_of
		    FROM log GROUP BY trial;
		CREATE TEMP TABLE seen AS SELECT log.* FROM log JOIN ends ON trial = t
		    WHERE us < as_of OR '$2' = 'latest';
		CREATE TEMP TABLE firsts AS SELECT DISTINCT trial AS t, lead AS l,
		    first_value(src) OVER way AS first_src, first_value(page) OVER way AS first_page
		    FROM seen WINDOW way AS (PARTITION BY trial, lead ORDER BY n);
		CREATE TEMP TABLE changes AS SELECT *, 0 AS made, 1000 AS sub FROM
		    (SELECT *, lag(stage) OVER (PARTITION BY trial, lead ORDER BY n) AS before
			FROM seen WHERE stage <> '')
		    WHERE before IS NULL OR before <> stage;
		CREATE TEMP TABLE entries AS SELECT *,
		    row_number() OVER (PARTITION BY trial, lead, stage ORDER BY n, sub) AS visit,
		    min(us) OVER (PARTITION BY trial, lead) AS begun,
		    min(n) OVER (PARTITION BY trial, lead) AS first_n
		    FROM ($1);
		CREATE TEMP TABLE moves AS SELECT trial, lead, us, lag(stage) OVER way AS from_,
		    stage AS to_, visit, lag(visit) OVER way AS from_visit, lag(us) OVER way AS since,
		    us - begun AS age, event, nullif(lag(made) OVER way, 0) AS imputed, n, sub
		    FROM entries WINDOW way AS (PARTITION BY trial, lead ORDER BY n, sub);
		INSERT INTO moves SELECT trial, lead, as_of, stage, NULL, NULL, visit, us,
		    as_of - begun, NULL, NULL, 1000000 + first_n, 0 FROM
		    (SELECT *, row_number() OVER
			(PARTITION BY trial, lead ORDER BY n DESC, sub DESC) AS back FROM entries)
		    JOIN ends ON trial = t WHERE back = 1;
		SELECT trial, lead, $(time_of us), from_, to_, visit, from_visit, $(time_of since),
		    $(seconds_of us - since), $(seconds_of age)$3
		    FROM moves JOIN firsts ON trial = t AND lead = l ORDER BY trial, n, sub;
	SQL
}

# SQL expressions: microseconds as ISO 8601, as seconds.
time_of() {
	echo "strftime('%Y-%m-%dT%H:%M:%S', $1 / 1000000, 'unixepoch') ||
	    $(fraction_of "$1") || 'Z'"
}

seconds_of() {
	echo "(($*) / 1000000) || $(fraction_of "$*")"
}

fraction_of() {
	echo "iif(($*) % 1000000 = 0, '', rtrim(printf('.%06d', ($*) % 1000000), '0'))"
}

# each_trial COMMAND...: prints what the command prints on each log, with the trial before each
# line. The logs are in the folder $logs, as for moves_of; $trials is their number.
each_trial() {
	local trial
	for trial in $(seq "$trials"); do
		echo "$trial"
		"$@" "$logs/log.$trial"
	done | awk -F '\t' 'NF == 1 { trial = $0; next } { print trial "\t" $0 }'
}
