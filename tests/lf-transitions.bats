# lf-transitions: the moves relation. Its --state has a suite of its own.

load helper
load events

trials=300
logs=$BATS_FILE_TMPDIR

setup_file() {
	cd "$logs"
	random_events "$trials" 7
}

@test "moves of random logs are those of SQLite's window functions" {
	moves_of 'SELECT * FROM changes' latest >wanted
	each_trial lf-transitions --no-header >got
	same wanted got
	[ "$(wc -l <got)" -gt 5000 ]
}

@test "an as-of time leaves out what comes after it, and measures open visits" {
	moves_of 'SELECT * FROM changes' 1720000000000000 >wanted
	each_trial lf-transitions --no-header --as-of 2024-07-03T09:46:40Z >got 2>notes
	same wanted got
	sqlite3 -list "$logs/events.db" >wanted "SELECT 'lf-transitions: ' || count(*) || ' row' ||
		iif(count(*) = 1, '', 's') || ' at or after --as-of left out'
		FROM log WHERE us >= 1720000000000000 GROUP BY trial ORDER BY trial"
	same wanted notes
}

@test "values of a lead's first row and of the row that moved it" {
	moves_of 'SELECT * FROM changes' latest ', first_page, first_src, event' >wanted
	each_trial lf-transitions --no-header --first page,src --keep event >got
	same wanted got
}

@test "stages of the path that are skipped are entered for no time" {
	table >stages.tsv <<-'END'
		stage path
		new .
		lost off
		MQL .
		SQL .
		won end
		a,b .
		12 .
	END
	sqlite3 "$logs/events.db" "CREATE TABLE path(name, place INT);
		INSERT INTO path VALUES ('new', 1), ('MQL', 2), ('SQL', 3), ('a,b', 4), ('12', 5)"
	moves_of "SELECT * FROM changes UNION ALL
		SELECT trial, n, lead, us, between_.name, src, page, event, before, 1, between_.place
		FROM changes JOIN path AS to_ ON to_.name = stage
		LEFT JOIN path AS from_ ON from_.name = before
		JOIN path AS between_ ON between_.place < to_.place AND
		    between_.place > iif(before IS NULL, 0, from_.place)" \
		latest ', event, imputed' >wanted
	each_trial lf-transitions --no-header --backfill --stages stages.tsv --keep event >got
	same wanted got
	grep -q '	1$' got
}
