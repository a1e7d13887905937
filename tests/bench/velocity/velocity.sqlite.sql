.headers on
WITH ranked AS (
	SELECT stage, days, row_number() OVER (PARTITION BY stage ORDER BY days) - 1 AS rank,
		count(*) OVER (PARTITION BY stage) - 1 AS last,
		avg(days) OVER (PARTITION BY stage) AS mean
	FROM visits WHERE days IS NOT NULL
), figures AS (
	SELECT stage, count(*) AS n, mean, sqrt(sum((days - mean) * (days - mean)) / last) AS sd,
		min(days) AS min, max(days) AS max,
		sum(days * max(0, 1 - abs(rank - 0.5 * last))) AS p50,
		sum(days * max(0, 1 - abs(rank - 0.85 * last))) AS p85,
		sum(days * max(0, 1 - abs(rank - 0.95 * last))) AS p95
	FROM ranked GROUP BY stage
), opened AS (
	SELECT stage, count(*) AS open FROM visits WHERE days IS NULL GROUP BY stage
)
SELECT stage, n, open, printf('%.4f', mean) AS mean, printf('%.4f', sd) AS sd,
	printf('%.4f', min) AS min, printf('%.4f', p50) AS p50, printf('%.4f', p85) AS p85,
	printf('%.4f', p95) AS p95, printf('%.4f', max) AS max
FROM figures JOIN opened USING (stage) ORDER BY stage;
