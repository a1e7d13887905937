-- No two events of this log are at the same time; else rows would have to be numbered.
SET threads = 2;
COPY (
	WITH events AS (
		SELECT time, lead,
			CASE WHEN score < 33 THEN 1 WHEN score < 67 THEN 2 ELSE 3 END AS stage
		FROM read_csv('log.tsv', delim = '\t', quote = '', escape = '', header = true,
			auto_detect = false, columns = { 'time': 'TIMESTAMP', 'lead': 'VARCHAR',
			'event': 'VARCHAR', 'score': 'UTINYINT' })
		WHERE score IS NOT NULL
	), entries AS (
		SELECT lead, time, stage,
			lag(stage) OVER (PARTITION BY lead ORDER BY time) AS before
		FROM events
	), visits AS (
		SELECT stage,
			epoch_us(lead(time) OVER (PARTITION BY lead ORDER BY time) - time) / 86400e6
				AS days
		FROM entries WHERE stage IS DISTINCT FROM before
	)
	SELECT 'stage' || stage AS stage, count(days) AS n, count(*) - count(days) AS open,
		round(avg(days), 4) AS mean, round(min(days), 4) AS min,
		round(max(days), 4) AS max, round(quantile_cont(days, 0.5), 4) AS p50
	FROM visits GROUP BY stage ORDER BY stage
) TO '/dev/stdout' (DELIMITER '\t', HEADER);
