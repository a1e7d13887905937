-- Events at the same time count in the order of the log: hence the number of the row.
SET threads = 2;
WITH events AS (
	SELECT row_number() OVER () AS row, time, lead,
		CASE WHEN score < 33 THEN 1 WHEN score < 67 THEN 2 ELSE 3 END AS stage
	FROM read_csv('log.tsv', delim = '\t', quote = '', escape = '', header = true,
		auto_detect = false, columns = { 'time': 'TIMESTAMP', 'lead': 'VARCHAR',
		'event': 'VARCHAR', 'score': 'UTINYINT' })
	WHERE score IS NOT NULL
), entries AS (
	SELECT row, time, lead, stage,
		lag(stage) OVER (PARTITION BY lead ORDER BY time, row) AS before
	FROM events
), visits AS (
	SELECT stage,
		epoch_us(lead(time) OVER (PARTITION BY lead ORDER BY time, row) - time)
			/ 86400e6 AS days
	FROM entries WHERE stage IS DISTINCT FROM before
), figures AS (
	SELECT stage, count(days) AS n, count(*) - count(days) AS open,
		avg(days) AS mean, stddev_samp(days) AS sd, min(days) AS min, max(days) AS max,
		quantile_cont(days, [0.5, 0.85, 0.95]) AS p
	FROM visits GROUP BY stage
)
SELECT 'stage' || stage AS stage, n, open, round(mean, 4) AS mean, round(sd, 4) AS sd,
	round(min, 4) AS min, round(p[1], 4) AS p50, round(p[2], 4) AS p85,
	round(p[3], 4) AS p95, round(max, 4) AS max
FROM figures ORDER BY stage;
