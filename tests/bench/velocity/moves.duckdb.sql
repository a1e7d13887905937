SET threads = 2;
WITH visits AS (
	SELECT "from" AS stage, CASE WHEN "to" IS NOT NULL THEN sojourn / 86400 END AS days
	FROM read_csv('moves.tsv', delim = '\t', quote = '', escape = '', header = true,
		auto_detect = false, columns = { 'lead': 'VARCHAR', 'time': 'TIMESTAMP',
		'from': 'VARCHAR', 'to': 'VARCHAR', 'visit': 'UINTEGER',
		'from_visit': 'UINTEGER', 'since': 'TIMESTAMP', 'sojourn': 'DOUBLE',
		'age': 'DOUBLE' })
	WHERE "from" IS NOT NULL
), figures AS (
	SELECT stage, count(days) AS n, count(*) - count(days) AS open,
		avg(days) AS mean, stddev_samp(days) AS sd, min(days) AS min, max(days) AS max,
		quantile_cont(days, [0.5, 0.85, 0.95]) AS p
	FROM visits GROUP BY stage
)
SELECT stage, n, open, round(mean, 4) AS mean, round(sd, 4) AS sd,
	round(min, 4) AS min, round(p[1], 4) AS p50, round(p[2], 4) AS p85,
	round(p[3], 4) AS p95, round(max, 4) AS max
FROM figures ORDER BY stage;
