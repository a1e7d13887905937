load lib/helper

# wants COMMAND...: its output is the rows of standard input (see table).
wants() {
	table >wanted
	"$@" >got
	same wanted got
}

@test "every preset is listed with what it sets" {
	lf-import --list-presets >list
	printf 'preset\tsets\tfrom\n' | same - <(head -n 1 list)
	cut -f1 list | sed 1d | uniq >names
	printf '%s\n' salesforce-lead-history salesforce-field-history hubspot-property-history \
		marketo-activities mautic-stages mautic-points pardot-activities pipedrive-changes \
		google-ads facebook-ads microsoft-ads linkedin-ads | same - names
	awk -F '\t' 'NF != 3 || $2 == "" || $3 == ""' list | same - /dev/null
}

@test "salesforce-lead-history takes the status rows that are not deleted" {
	cat >in.csv <<-'CSV'
		"Id","IsDeleted","LeadId","CreatedById","CreatedDate","Field","OldValue","NewValue"
		"017a","false","00Q1","005a","2024-03-05T14:07:31.000+0000","Status","Open","Working"
		"017b","true","00Q1","005a","2024-03-05T15:07:31.000+0000","Status","Working","Open"
		"017c","false","00Q2","005a","2024-03-06T14:07:31.000+0000","Owner","x","y"
		"017d","0","00Q2","005a","2024-03-07T14:07:31.000+0000","Lead_Stage__c","","MQL"
	CSV
	wants lf-import --preset salesforce-lead-history in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 00Q1 Status Working Open
	ROWS
	wants lf-import --preset salesforce-lead-history --where Field=Lead_Stage__c in.csv <<-'ROWS'
		time lead event value old
		2024-03-07T14:07:31Z 00Q2 Lead_Stage__c MQL .
	ROWS
	wants lf-import --preset salesforce-lead-history --where 'Field=*' --set event=x --keep CreatedById in.csv <<-'ROWS'
		time lead event value old CreatedById
		2024-03-05T14:07:31Z 00Q1 x Working Open 005a
		2024-03-06T14:07:31Z 00Q2 x y x 005a
		2024-03-07T14:07:31Z 00Q2 x MQL . 005a
	ROWS
}

@test "salesforce-lead-history reads a connector's copy" {
	cat >in.csv <<-'CSV'
		id,_fivetran_deleted,lead_id,created_date,field,old_value,new_value
		1,false,00Q1,2024-03-05 14:07:31,Status,Open,Working
		2,true,00Q1,2024-03-06 14:07:31,Status,Working,Open
	CSV
	wants lf-import --preset salesforce-lead-history in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 00Q1 Status Working Open
	ROWS
}

@test "salesforce-field-history reads objects and reports, in the user's encoding and dates" {
	cat >in.csv <<-'CSV'
		Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue
		1,false,0061,005a,2024-03-05T14:07:31.000+0000,StageName,Prospecting,Closed Won
		2,false,0061,005a,2024-03-05T14:07:31.000+0000,Amount,1,2
	CSV
	wants lf-import --preset salesforce-field-history in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 0061 StageName Closed~Won Prospecting
	ROWS
	printf '"Opportunity ID","Field / Event","Old Value","New Value","Edit Date"\r\n"0061","Stage","Prospecting","N\xe4chste","5.3.2024 14:07"\r\n' >report.csv
	wants lf-import --preset salesforce-field-history --encoding WINDOWS-1252 \
		--time-format '%d.%m.%Y %H:%M' --zone Europe/Berlin report.csv <<-'ROWS'
		time lead event value old
		2024-03-05T13:07:00Z 0061 Stage Nächste Prospecting
	ROWS
}

@test "hubspot-property-history takes the property for the event" {
	cat >in.csv <<-'CSV'
		contact_id,timestamp,_fivetran_synced,source,name,value,source_id
		51,2024-03-05 14:07:31.5,2024-03-06 1:02:03,CRM_UI,lifecyclestage,marketingqualifiedlead,
		51,2024-03-05 6:49:18,2024-03-06 1:02:03,CRM_UI,email,a@x,
	CSV
	wants lf-import --preset hubspot-property-history --where name=lifecyclestage in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31.5Z 51 lifecyclestage marketingqualifiedlead .
	ROWS
	[ "$(lf-import --preset hubspot-property-history --no-header in.csv | wc -l)" -eq 2 ]
}

@test "a wide HubSpot view makes an event of each date" {
	cat >in.csv <<-'CSV'
		Record ID,"Date entered ""Lead (Lifecycle Stage Pipeline)""","Date entered ""Customer (Lifecycle Stage Pipeline)"""
		51,2024-03-05 14:07,2024-04-01 9:00
		52,2024-03-06 14:07,
	CSV
	wants lf-import --lead 'Record ID' --time-format '%Y-%m-%d %H:%M' \
		--entered 'Date entered "Lead (Lifecycle Stage Pipeline)"=lead' \
		--entered 'Date entered "Customer (Lifecycle Stage Pipeline)"=customer' in.csv <<-'ROWS'
		time lead stage
		2024-03-05T14:07:00Z 51 lead
		2024-04-01T09:00:00Z 51 customer
		2024-03-06T14:07:00Z 52 lead
	ROWS
}

@test "marketo-activities takes changes of values and of progression statuses" {
	cat >in.csv <<-'CSV'
		marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes
		1,7,2024-03-05T14:07:31Z,13,null,982,Lead Status,"{""Source"":""Web"",""New Value"":""MQL"",""Old Value"":null}"
		2,7,2024-03-05T15:07:31Z,104,5,12,Webinar,"{""New Status"":""Attended"",""Old Status"":""Invited"",""Reason"":""null""}"
		3,8,2024-03-05T16:07:31Z,1,null,12,Visit,"{broken"
		4,8,2024-03-05T17:07:31Z,13,null,982,Lead Status,"{""New Value"":""null"",""Old Value"":""MQL""}"
	CSV
	wants lf-import --preset marketo-activities in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 7 Lead~Status MQL .
		2024-03-05T15:07:31Z 7 Webinar Attended Invited
		2024-03-05T17:07:31Z 8 Lead~Status . MQL
	ROWS
}

@test "mautic's stages and points are read from its tables" {
	cat >stages.csv <<-'CSV'
		id,lead_id,stage_id,event_name,action_name,date_added
		1,7,3,3: MQL,Moved,2024-03-05 14:07:31
		2,7,NULL,Removed,Removed,2024-03-06 14:07:31
	CSV
	wants lf-import --preset mautic-stages stages.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 7 3:~MQL 3 .
		2024-03-06T14:07:31Z 7 Removed . .
	ROWS
	cat >points.csv <<-'CSV'
		id,lead_id,type,event_name,action_name,delta,date_added
		1,7,url,12: Pricing,url.hit,40,2024-03-05 14:07:31
		2,7,email,3: Newsletter,email.open,-5,2024-03-06 14:07:31
	CSV
	wants lf-import --preset mautic-points points.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 7 12:~Pricing 40 .
		2024-03-06T14:07:31Z 7 3:~Newsletter -5 .
	ROWS
}

@test "pardot-activities leaves visitors out that are no prospects" {
	cat >in.csv <<-'CSV'
		id,created_at,prospect_id,type,type_name,visitor_id,details
		1,2019-03-29 07:24:17 UTC,395,35,Email,304,Newsletter
		2,2019-03-29 07:25:17 UTC,,2,Visit,305,/home
		3,2019-03-29 07:26:17.25 UTC,396,4,Form,306,
	CSV
	wants lf-import --preset pardot-activities in.csv <<-'ROWS'
		time lead event value old
		2019-03-29T07:24:17Z 395 Email Newsletter .
		2019-03-29T07:26:17.25Z 396 Form . .
	ROWS
}

@test "pipedrive-changes takes every field's changes" {
	cat >in.csv <<-'CSV'
		deal_id,change_time,changed_field_key,new_value
		81,2024-04-09 21:32:09,add_time,2024-04-09T21:32:09
		81,2024-04-12 21:32:09,stage_id,2
	CSV
	wants lf-import --preset pipedrive-changes --where changed_field_key=stage_id in.csv <<-'ROWS'
		time lead event value old
		2024-04-12T21:32:09Z 81 stage_id 2 .
	ROWS
}

google_report() {
	cat <<-'CSV'
		Campaign performance
		"March 1, 2024 - March 31, 2024"
		Day,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks,Conversions
		2024-03-05,"Brand, NO",11,NOK,"1,234.56","12,000",300,4.00
		2024-03-06,Search,12,NOK,0,5,0,0.00
		Total: Campaigns, --, --,NOK,"1,234.56","12,005",300,4.00
		Total: Account, --, --,NOK,"1,234.56","12,005",300,4.00
	CSV
}

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

@test "a column that is missing behind a preamble is told, with those of the header" {
	google_report >in.csv
	fails 2 "lf-import: in.csv: no column 'Interactions'; there are: $(
		sed -n '3s/,/, /gp' in.csv)" lf-import --preset google-ads --keep Interactions in.csv
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

@test "options beside a preset replace its columns, and only those" {
	google_report >in.csv
	wants lf-import --preset google-ads --keep 'Campaign ID' --rename 'Campaign ID=campaign' \
		--amount Clicks --set currency=EUR in.csv <<-'ROWS'
		time amount campaign currency
		2024-03-05 300 11 EUR
		2024-03-06 0 12 EUR
	ROWS
}

@test "--all takes no preset's column away, and its columns can be renamed" {
	printf 'lead_id,date_added,event_name,stage_id,value\na,2024-01-01,e,5,v\n' >in.csv
	fails 2 "lf-import: column 'value' would occur twice in the output; see --rename" \
		lf-import --preset mautic-stages --all in.csv
	wants lf-import --preset mautic-stages --all --rename value=other in.csv <<-'ROWS'
		time lead event value old other
		2024-01-01T00:00:00Z a e 5 . v
	ROWS
	wants lf-import --preset mautic-stages --all --keep value --rename event=what in.csv <<-'ROWS'
		time lead what value old stage_id
		2024-01-01T00:00:00Z a e v . 5
	ROWS
}

@test "the three spellings of the Maven exports give the same events" {
	needs_shared maven-crm
	maven() { lf-import --lead opportunity_id --entered engage_date=Engaging --entered close_date=Closed --keep deal_stage "$@"; }
	maven "$shared/maven-crm/iso_lf.csv" >wanted
	maven --time-format %m/%d/%Y "$shared/maven-crm/mdy_lf.csv" >got
	same wanted got
	maven --time-format %d-%m-%Y "$shared/maven-crm/dmy4_crlf.csv" >got
	same wanted got
	lf-import --set time=2018-01-01 --lead opportunity_id --keep deal_stage --no-header \
		"$shared/maven-crm/iso_lf.csv" | cut -f3 | sort | uniq -c | awk '{ print $2, $1 }' >counts
	printf '%s\n' 'Engaging 1589' 'Lost 2473' 'Prospecting 500' 'Won 4238' | same - counts
}

# rows COUNT COMMAND...: it writes so many rows, and says nothing.
rows() {
	local wanted=$1
	shift
	"$@" --no-header >rows 2>stderr || { cat stderr; return 1; }
	same /dev/null stderr
	[ "$(wc -l <rows)" -eq "$wanted" ] || { wc -l rows; echo "$wanted: $*"; return 1; }
}

@test "the Olist exports give 8,000 leads and 842 won ones" {
	needs_shared olist
	rows 8000 lf-import --time first_contact_date --lead mql_id --set event=MQL --keep origin \
		"$shared/olist/olist_marketing_qualified_leads_dataset.csv"
	rows 842 lf-import --time won_date --lead mql_id --set event=won \
		"$shared/olist/olist_closed_deals_dataset.csv"
	rows 11 lf-import --set time=2018-12-31 --lead origin --all \
		"$shared/olist/PUBLISHED_marketing_performance.csv"
}

@test "the Pipedrive log gives 8,906 changes of stage" {
	needs_shared pipedrive
	rows 15406 lf-import --preset pipedrive-changes "$shared/pipedrive/deal_changes.csv"
	rows 8906 lf-import --preset pipedrive-changes --where changed_field_key=stage_id \
		"$shared/pipedrive/deal_changes.csv"
	rows 9 lf-import --set time=2024-01-01 --lead stage_id --keep stage_name "$shared/pipedrive/stages.csv"
	rows 4 lf-import --set time=2024-01-01 --lead FIELD_KEY --all "$shared/pipedrive/fields.csv"
}

@test "the bank's log gives 262,200 events of 13,087 cases, in UTC" {
	needs_shared bpi2012
	gzip -dc "$shared/bpi2012/bpic2012.csv.gz" |
		lf-import --time timestamp --lead case --keep activity,lifecycle --no-header >got
	awk -F '\t' '$1 !~ /Z$/ { bad++ } !seen[$2]++ { cases++ } $3 == "A_ACCEPTED" { accepted++ }
		END { print NR, cases, accepted, bad + 0 }' got >counts
	echo '262200 13087 5113 0' | same - counts
}

@test "the HubSpot and Marketo copies are read, and merges made from their audit tables" {
	needs_shared hubspot
	rows 100 lf-import --preset hubspot-property-history "$shared/hubspot/contact_property_history_data.csv"
	rows 100 lf-import --preset hubspot-property-history "$shared/hubspot/deal_property_history_data.csv"
	rows 14 lf-import --time date_entered --time-format '%Y-%m-%d %H:%M:%S' --lead deal_id \
		--keep value "$shared/hubspot/deal_stage_data.csv"
	rows 100 lf-import --preset marketo-activities "$shared/marketo/marketo_activity_change_data_value_data.csv"
	rows 31 lf-import --time activity_date --lead lead_id --set event=deleted \
		"$shared/marketo/marketo_activity_delete_lead_data.csv"
	rows 100 lf-import --time activity_date --lead lead_id --keep campaign_id,action_result \
		"$shared/marketo/marketo_activity_send_email_data.csv"

	lf-import --time timestamp --lead vid_to_merge --keep canonical_vid --rename canonical_vid=into \
		"$shared/hubspot/contact_merge_audit_data.csv" >contacts.tsv
	printf 't,l\n2020-01-01,11111\n' | lf-import --time t --lead l --merges contacts.tsv >got
	printf 'time\tlead\n2020-01-01T00:00:00Z\t5555\n' | same - got
	lf-import --time _fivetran_synced --lead merged_deal_id --keep deal_id --rename deal_id=into \
		"$shared/hubspot/merged_deal_data.csv" >deals.tsv
	printf 't,l\n2020-01-01,9014070905\n' | lf-import --time t --lead l --merges deals.tsv >got
	printf 'time\tlead\n2020-01-01T00:00:00Z\t9089908390\n' | same - got
	lf-import --time activity_date --lead merge_ids --where 'merge_ids=?*' --keep lead_id \
		--rename lead_id=into "$shared/marketo/marketo_activity_merge_leads_data.csv" >leads.tsv
	printf 't,l\n2020-01-01,1286861\n' | lf-import --time t --lead l --merges leads.tsv >got
	printf 'time\tlead\n2020-01-01T00:00:00Z\t1345540\n' | same - got
}

@test "the Salesforce, Pardot and Jira copies are read" {
	needs_shared salesforce
	rows 10 lf-import --time _fivetran_start --lead id --keep stage_name \
		"$shared/salesforce/sf_opportunity_history_data.csv"
	rows 10 lf-import --time created_date --lead id --all "$shared/salesforce/sf_opportunity_data.csv"
	rows 100 lf-import --preset pardot-activities "$shared/pardot/pardot_visitor_activity_data.csv"
	rows 100 lf-import --time created_at --time-format '%Y-%m-%d %H:%M:%S UTC' --lead id --keep stage \
		"$shared/pardot/pardot_opportunity_data.csv"
	rows 100 lf-import --entered created_at=X --lead id --all --rename stage=crm_stage \
		--time-format '%Y-%m-%d %H:%M:%S UTC' "$shared/pardot/pardot_opportunity_data.csv"
	rows 100 lf-import --time updated_at --time-format '%Y-%m-%d %H:%M:%S UTC' --lead prospect_id \
		"$shared/pardot/pardot_opportunity_prospect_data.csv"
	lf-import --time status_change_date --lead issue_key --where 'status_change_date=?*' \
		--keep status_to_name --no-header "$shared/jira/changelog.csv" >got
	awk -F '\t' '!seen[$2]++ { n++ } END { print NR, n }' got >counts
	echo '523 160' | same - counts
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

@test "the torture files are read, and the broken one is an error" {
	needs_shared csv-torture
	torture() { lf-import --set time=2026-01-01 --set lead=x --all "$@"; }
	# One record is all empty, which leaves 23 of 24.
	for file in tsvutils_input1_format1 tsvutils_input1_format2; do
		rows 23 torture "$shared/csv-torture/$file.csv"
	done
	torture "$shared/csv-torture/tsvutils_input1_format1.csv" >1
	torture "$shared/csv-torture/tsvutils_input1_format2.csv" | sed 's/\\r/\\n/g' >2
	same <(sed 1d 1) <(sed 1d 2)
	rows 2 torture "$shared/csv-torture/tsvutils_input_bom.csv"
	rows 4 torture "$shared/csv-torture/tsvutils_input_unicode.csv"
	rows 4 torture --lenient "$shared/csv-torture/csvquote_testdata.csv"
	cp "$shared/csv-torture/tsvutils_invalid1.csv" invalid1.csv
	fails 1 'lf-import: invalid1.csv:3: record 2: field2: text after the closing quotation mark' \
		torture invalid1.csv
}
