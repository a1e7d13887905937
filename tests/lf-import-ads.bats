load lib/helper
load lib/exports

@test "google-ads reads a report with its preamble, commas and totals, in UTF-8 or UTF-16" {
	table >ledger <<-'ROWS'
		time amount campaign currency
		2024-03-05 1234.56 Brand,~NO NOK
		2024-03-06 0 Search NOK
	ROWS
	google_report | lf-import --preset google-ads >got
	same ledger got
	google_report | sed 's/"Brand, NO"/Brand%NO/; s/"\([0-9]*\),\([0-9.]*\)"/\1%\2/g; s/,/\t/g; s/%NO/, NO/; s/%/,/g' >tabs
	{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE tabs; } | lf-import --preset google-ads >got
	same ledger got
}

@test "a column that is missing after a preamble is reported, with those of the header" {
	google_report >in.csv
	fails 2 "lf-import: in.csv: no column 'Interactions'; there are: '$(
		sed -n "3s/,/', '/gp" in.csv)'" lf-import --preset google-ads --keep Interactions in.csv
}

@test "totals of ad platforms are left out in every form, and campaigns called so are not" {
	cat >in.csv <<-'CSV'
		Campaign,Day,Currency code,Cost
		Total: Body Gym,2024-03-05,NOK,10
		total war,2024-03-05,NOK,11
		Total,Total,NOK,21
		 --,Total,--,21
		 --, --, --,21
		,,,21
		x,Total: Account,NOK,21
		x,Grand total,NOK,21
		x,Total of 2 results,NOK,21
		,2024-03-05,NOK,21
		Brand,2024-03-06,NOK,20
	CSV
	wants lf-import --preset google-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 10 Total:~Body~Gym NOK
		2024-03-05 11 total~war NOK
		2024-03-06 20 Brand NOK
	ROWS
	# Also where another column takes the campaign's place.
	lf-import --preset google-ads --set campaign=all --no-header in.csv | cut -f2,3 >got
	printf '%s\tall\n' 10 11 20 | same - got
	# A ledger of --amount has no totals that it could know.
	fails 1 "lf-import: in.csv:4: record 3: Day: 'Total' is not an ISO 8601 time" \
		lf-import --time Day --amount Cost in.csv
	# What is no day and no total is bad data.
	printf 'Campaign,Day,Cost\nBrand,March,1\n' >in.csv
	fails 1 "lf-import: in.csv:2: record 1: Day: 'March' is not a time of the given formats" \
		lf-import --preset google-ads in.csv
}

@test "a cost that is missing is 0 in a report, and bad data elsewhere" {
	printf 'Day,Campaign,Currency code,Cost\n2024-03-05,Brand,NOK,5.00\n2024-03-06,Old, --, --\n2024-03-07,Old,NOK,\n' >in.csv
	wants lf-import --preset google-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 5.00 Brand NOK
		2024-03-06 0 Old .
		2024-03-07 0 Old NOK
	ROWS
	fails 1 'lf-import: in.csv:4: record 3: Cost: is empty where an amount is needed' \
		lf-import --time Day --amount Cost --where Day=2024-03-07 in.csv
}

@test "the presets of ad platforms say --decimal ., and --decimal beside them replaces it" {
	printf 'Day,Cost\n2024-03-05,"12,345"\n2024-03-06,12.345\n' >in.csv
	lf-import --preset google-ads --no-header in.csv 2>stderr | cut -f2 >got
	printf '12345\n12.345\n' | same - got
	same /dev/null stderr
	lf-import --preset google-ads --decimal , --no-header in.csv | cut -f2 >got
	printf '12.345\n12345\n' | same - got
	lf-import --list-presets | awk -F '\t' '$2 == "amount" { ads[$1] } $2 == "decimal" && $3 == "." { delete ads[$1] }
		END { for (preset in ads) print preset }' >without
	same /dev/null without
}

@test "a report of spans is a ledger of spans, and one of days is one of days" {
	cat >in.csv <<-'CSV'
		"Campaign name","Reporting starts","Reporting ends","Amount spent (NOK)",Impressions
		,2024-03-01,2024-03-31,300.00,3000
		Brand,2024-03-01,2024-03-31,100.00,1000
		Generic,2024-03-05,2024-03-05,200.00,2000
	CSV
	wants lf-import --preset facebook-ads in.csv <<-'ROWS'
		from until amount campaign currency
		2024-03-01 2024-03-31 100.00 Brand NOK
		2024-03-05 2024-03-05 200.00 Generic NOK
	ROWS
	printf 'campaign_name,date_start,date_stop,spend\nBrand,2024-03-01,2024-03-07,7\n' >in.csv
	wants lf-import --preset facebook-ads in.csv <<-'ROWS'
		from until amount campaign currency
		2024-03-01 2024-03-07 7 Brand .
	ROWS
	wants lf-import --preset facebook-ads --time date_start in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-01 7 Brand .
	ROWS
	wants lf-import --preset facebook-ads --set time=2024-03-09 in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-09 7 Brand .
	ROWS
	fails 2 "lf-import: in.csv: no column 'date'; there are: 'campaign_name', 'date_start', 'date_stop', 'spend'" \
		lf-import --preset facebook-ads --time date in.csv
	printf 'campaign_name,date_start,spend\nBrand,2024-03-01,7\n' >in.csv
	fails 2 "lf-import: in.csv: --preset facebook-ads: no column 'Day' (or 'date'); there are: 'campaign_name', 'date_start', 'spend'" \
		lf-import --preset facebook-ads in.csv
	printf 'Start Date (in UTC),End Date (in UTC),Campaign Name,Total Spent,Currency\n03/04/2024,03/10/2024,ABM,140,USD\n' >in.csv
	wants lf-import --preset linkedin-ads in.csv <<-'ROWS'
		from until amount campaign currency
		2024-03-04 2024-03-10 140 ABM USD
	ROWS
	# A week's spend is not all on its first day.
	lf-import --preset linkedin-ads in.csv >ledger
	printf 'lead\ttime\tfrom\tto\tvisit\tfrom_visit\tsince\tsojourn\tage\na\t2024-03-06T00:00:00Z\t\tSQL\t1\t\t\t\t0\n' |
		lf-cost --ledger ledger --target SQL --by week --no-header | cut -f2,3 >got
	printf '1\t140.00\n' | same - got
}

@test "microsoft-ads refuses a report whose rows are not days" {
	printf '"Report Aggregation: Weekly"\n\n"TimePeriod","CampaignName","Spend"\n"2024-03-03","Brand","7"\n' >in.csv
	fails 1 "lf-import: in.csv: 'Report Aggregation: Weekly': its rows are not days; export the report by day" \
		lf-import --preset microsoft-ads in.csv
	sed -i 's/Weekly/Daily/' in.csv
	wants lf-import --preset microsoft-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-03 7 Brand .
	ROWS
}

@test "days that databases write as midnights are days, and hours stay hours" {
	printf 'campaign_id,stat_time_day,spend\n7,2021-09-15 00:00:00,1.5\n7,-,1.5\n' >in.csv
	wants lf-import --preset tiktok-ads in.csv <<-'ROWS'
		time amount campaign currency
		2021-09-15 1.5 7 .
	ROWS
	printf 'campaign_id,stat_time_hour,spend\n7,2021-09-15 0:00:00,1\n7,2021-09-15 5:00:00,2\n' >in.csv
	lf-import --preset tiktok-ads --no-header in.csv 2>stderr | cut -f1 >got
	printf '2021-09-15\n2021-09-15T05:00:00Z\n' | same - got
	[ "$(cat stderr)" = 'lf-import: 1 midnight taken as day, beside 1 other time; with --zone none would be' ]
}

@test "google-ads takes the id that everything joins on" {
	printf 'date,base_campaign,id,cost_micros\n2021-02-01,customers/1/campaigns/9,9,1000000\n' >in.csv
	wants lf-import --preset google-ads in.csv <<-'ROWS'
		time amount campaign currency
		2021-02-01 1 9 .
	ROWS
}

@test "google-ads takes a connector's micros" {
	cat >in.csv <<-'CSV'
		customer_id,date,clicks,cost_micros,campaign_name
		21,2021-02-01,49,36150000,Brand
		21,2021-02-02,49,1,Brand
	CSV
	wants lf-import --preset google-ads in.csv <<-'ROWS'
		time amount campaign currency
		2021-02-01 36.15 Brand .
		2021-02-02 0.000001 Brand .
	ROWS
}

@test "facebook-ads takes the currency from the header" {
	cat >in.csv <<-'CSV'
		Campaign name,Day,Amount spent (EUR),Impressions,Reporting starts,Reporting ends
		Spring,2024-03-05,76.53,4233,2024-03-05,2024-03-05
	CSV
	wants lf-import --preset facebook-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 76.53 Spring EUR
	ROWS
}

@test "microsoft-ads reads a report with its preamble and copyright line" {
	cat >in.csv <<-'CSV'
		"Report Name: Campaigns"
		"Report Time: 3/1/2024,3/31/2024"
		"Time Zone: (GMT+01:00) Amsterdam, Berlin"

		"Gregorian date","Account name","Campaign name","Currency code","Spend","Clicks"
		"3/5/2024","Acme","Brand","EUR","1,010.50","12"
		"3/6/2024","Acme","Brand","EUR","3.00","1"

		"©2024 Microsoft Corporation. All rights reserved."
	CSV
	wants lf-import --preset microsoft-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 1010.50 Brand EUR
		2024-03-06 3.00 Brand EUR
	ROWS
}

@test "linkedin-ads reads a report with its preamble in UTF-16 with tabs" {
	printf 'Campaign Performance Report\n"Report Start: March 1, 2024"\n\nStart Date (in UTC)\tCampaign Name\tTotal Spent\tCurrency\n03/05/2024\tABM\t"1,200.10"\tUSD\n' >utf8
	{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE utf8; } >in.csv
	wants lf-import --preset linkedin-ads in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 1200.10 ABM USD
	ROWS
}

@test "the ad platforms' spend is read to the last digit" {
	needs_shared adspend
	lf-import --time Date --time-format %d-%m-%Y --amount Spent --keep xyz_campaign_id \
		--no-header "$shared/adspend/KAG_conversion_data_dated.csv" >got
	[ "$(wc -l <got)" -eq 1143 ]
	awk -F '\t' '{ s += $2 } END { printf "%.6f\n", s }' got >sum
	echo 58705.229958 | same - sum
	rows 10 lf-import --preset facebook-ads "$shared/adspend/facebook_ads_basic_ad_data.csv"
	rows 16 lf-import --preset google-ads "$shared/adspend/google_ads_campaign_stats_data.csv"
	rows 2630 lf-import --preset microsoft-ads \
		"$shared/adspend/microsoft_ads_campaign_performance_daily_report_data.csv"
}
