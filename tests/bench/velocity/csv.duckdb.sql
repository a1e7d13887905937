-- The export is the variable `export`. No lead has two events at one time.
SET threads = 2;
WITH events AS (
	SELECT "Time" AS time, "Lead" AS lead,
		CASE WHEN "Score" < 33 THEN 1 WHEN "Score" < 67 THEN 2 ELSE 3 END AS stage
	FROM read_csv(getvariable('export'), delim = ',', quote = '"', escape = '"',
		header = true, auto_detect = false, columns = { 'Time': 'TIMESTAMP',
		'Lead': 'VARCHAR', 'Event': 'VARCHAR', 'Campaign': 'VARCHAR', 'Score': 'UTINYINT' })
	WHERE "Score" IS NOT NULL
), entries AS (
	SELECT time, lead, stage, lag(stage) OVER (PARTITION BY lead ORDER BY time) AS before
	FROM events
), visits AS (
	SELECT stage,
		epoch_us(lead(time) OVER (PARTITION BY lead ORDER BY time) - time) / 86400e6 AS days
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
