CREATE TABLE events (time TEXT, lead TEXT, event TEXT, score INTEGER);
.mode tabs
.import --skip 1 log.tsv events
CREATE TEMP TABLE visits AS
WITH entries AS (
	SELECT row, lead, time, stage,
		lag(stage) OVER (PARTITION BY lead ORDER BY time, row) AS before
	FROM (
		SELECT rowid AS row, lead, unixepoch(time) AS time, CASE WHEN score < 33 THEN 'stage1'
			WHEN score < 67 THEN 'stage2' ELSE 'stage3' END AS stage
		FROM events WHERE score <> ''
	)
)
SELECT stage,
	(lead(time) OVER (PARTITION BY lead ORDER BY time, row) - time) / 86400.0 AS days
FROM entries WHERE stage IS NOT before;
