# Moves of real exports, in real.tsv, with the names of stages that the oracles use.

olist_moves() {
	needs_shared olist
	sqlite3 :memory: <<-SQL
		.import --csv $shared/olist/olist_marketing_qualified_leads_dataset.csv mql
		.import --csv $shared/olist/olist_closed_deals_dataset.csv deal
		.mode tabs
		.headers on
		.once events.tsv
		SELECT first_contact_date || 'T00:00:00' AS time, mql_id AS lead, 'MQL' AS stage,
		    origin AS src FROM mql
		UNION ALL SELECT replace(won_date, ' ', 'T'), mql_id, 'won', origin
		    FROM deal JOIN mql USING (mql_id)
		ORDER BY 1, 2;
	SQL
	lf-transitions --first src events.tsv >real.tsv
}

bpi_moves() {
	needs_shared bpi2012
	zcat "$shared/bpi2012/bpic2012.csv.gz" >bpi.csv
	sqlite3 :memory: <<-'SQL'
		.import --csv bpi.csv log
		.mode tabs
		.headers on
		.once events.tsv
		SELECT timestamp AS time, "case" AS lead, CASE activity WHEN 'A_PREACCEPTED' THEN 'MQL'
		    WHEN 'A_ACCEPTED' THEN 'SQL' WHEN 'A_DECLINED' THEN 'lost'
		    WHEN 'A_CANCELLED' THEN 'lost' ELSE activity END AS stage,
		    iif(AMOUNT_REQ < 10000, 'small', 'large') AS src
		FROM log WHERE substr(activity, 1, 2) = 'A_'
		ORDER BY julianday(timestamp), rowid;
	SQL
	lf-transitions --first src events.tsv >real.tsv
}

pipedrive_moves() {
	needs_shared pipedrive
	sqlite3 :memory: <<-SQL
		.import --csv $shared/pipedrive/deal_changes.csv log
		.mode tabs
		.headers on
		.once events.tsv
		SELECT replace(change_time, ' ', 'T') AS time, deal_id AS lead,
		    CASE new_value WHEN 2 THEN 'MQL' WHEN 3 THEN 'SQL' WHEN 4 THEN 'won'
		    ELSE new_value END AS stage, 'p' || (deal_id % 3) AS src
		FROM log WHERE changed_field_key = 'stage_id' ORDER BY change_time, rowid;
	SQL
	lf-transitions --first src events.tsv >real.tsv
}
