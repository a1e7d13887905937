SET threads = 2;
COPY (
	WITH visits AS (
		SELECT "from" AS stage, CASE WHEN "to" IS NOT NULL THEN sojourn / 86400.0 END AS days
		FROM read_csv('moves.tsv', delim = '\t', quote = '', escape = '', header = true,
			auto_detect = false, columns = { 'lead': 'VARCHAR', 'time': 'TIMESTAMP',
			'from': 'VARCHAR', 'to': 'VARCHAR', 'visit': 'UINTEGER',
			'from_visit': 'UINTEGER', 'since': 'TIMESTAMP', 'sojourn': 'DOUBLE',
			'age': 'DOUBLE' })
		WHERE "from" IS NOT NULL
	)
	SELECT stage, count(days) AS n, count(*) - count(days) AS open,
		round(avg(days), 4) AS mean, round(min(days), 4) AS min,
		round(max(days), 4) AS max, round(quantile_cont(days, 0.5), 4) AS p50
	FROM visits GROUP BY stage ORDER BY stage
) TO '/dev/stdout' (DELIMITER '\t', HEADER);
