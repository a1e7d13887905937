.headers on
WITH ranked AS (
	SELECT stage, days, row_number() OVER (PARTITION BY stage ORDER BY days) AS rank,
		count(*) OVER (PARTITION BY stage) AS n
	FROM visits WHERE days IS NOT NULL
), medians AS (
	SELECT stage, avg(days) AS p50 FROM ranked
	WHERE rank IN ((n + 1) / 2, (n + 2) / 2) GROUP BY stage
)
SELECT stage, count(days) AS n, count(*) - count(days) AS open,
	printf('%.4f', avg(days)) AS mean, printf('%.4f', min(days)) AS min,
	printf('%.4f', max(days)) AS max, printf('%.4f', p50) AS p50
FROM visits JOIN medians USING (stage) GROUP BY stage ORDER BY stage;
