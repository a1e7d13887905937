CREATE TABLE moves (lead TEXT, time TEXT, "from" TEXT, "to" TEXT, visit INTEGER,
	from_visit INTEGER, since TEXT, sojourn REAL, age REAL);
.mode tabs
.import --skip 1 moves.tsv moves
CREATE TEMP TABLE visits AS
SELECT "from" AS stage, CASE WHEN "to" <> '' THEN sojourn / 86400 END AS days
FROM moves WHERE "from" <> '';
