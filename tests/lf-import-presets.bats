load lib/helper
load lib/exports

@test "every preset is listed with what it sets" {
	lf-import --list-presets >list
	printf 'preset\tsets\tfrom\n' | same - <(head -n 1 list)
	cut -f1 list | sed 1d | uniq >names
	printf '%s\n' salesforce-lead-history salesforce-field-history hubspot-property-history \
		hubspot-list hubspot-deal-stages marketo-activities mautic-stages mautic-points \
		pardot-activities pipedrive-changes jira-changelog zendesk-fields lever-stages \
		greenhouse-stages google-ads facebook-ads microsoft-ads linkedin-ads tiktok-ads |
		same - names
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

@test "rows that say that a lead was created are kept, with an empty value" {
	cat >in.csv <<-'CSV'
		Id,IsDeleted,LeadId,CreatedDate,Field,OldValue,NewValue
		1,false,00Q1,2024-03-01T09:00:00.000+0000,created,,
		2,true,00Q2,2024-03-01T09:00:00.000+0000,created,,
		3,false,00Q1,2024-03-11T09:00:00.000+0000,Status,New,Qualified
		4,false,00Q1,2024-03-12T09:00:00.000+0000,Owner,a,b
	CSV
	table >wanted <<-'ROWS'
		time lead event value old
		2024-03-01T09:00:00Z 00Q1 created . .
		2024-03-11T09:00:00Z 00Q1 Status Qualified New
	ROWS
	lf-import --preset salesforce-lead-history in.csv >got
	same wanted got
	lf-import --preset salesforce-lead-history --where Field=Status in.csv >got
	same wanted got
	lf-import --preset salesforce-lead-history --where Field=Status --where OldValue=New in.csv | cut -f3 >got
	printf 'event\nStatus\n' | same - got
	# So the lead's first stage begins when the lead was created.
	lf-stage --field value --old old wanted | lf-transitions --no-header | cut -f2-4,8 | head -n 2 >got
	printf '2024-03-01T09:00:00Z\t\tNew\t\n2024-03-11T09:00:00Z\tNew\tQualified\t864000\n' | same - got
	sed 's/,Field,/,"Field \/ Event",/; s/,created,/,Created.,/; s/CreatedDate/Edit Date/; s/LeadId/Lead ID/; s/OldValue/Old Value/; s/NewValue/New Value/' in.csv >report.csv
	lf-import --preset salesforce-field-history report.csv | cut -f3 >got
	printf '%s\n' event Created. Status | same - got
	# Without old values they would say nothing.
	printf 'deal_id,change_time,changed_field_key,new_value\n7,2024-03-01,add_time,2024-03-01\n7,2024-03-02,stage_id,2\n' >in.csv
	wants lf-import --preset pipedrive-changes --where changed_field_key=stage_id in.csv <<-'ROWS'
		time lead event value old
		2024-03-02T00:00:00Z 7 stage_id 2 .
	ROWS
	sed '1s/$/,old_value/; 2s/$/,/; 3s/$/,1/' in.csv >old.csv
	wants lf-import --preset pipedrive-changes --where changed_field_key=stage_id old.csv <<-'ROWS'
		time lead event value old
		2024-03-01T00:00:00Z 7 add_time . .
		2024-03-02T00:00:00Z 7 stage_id 2 1
	ROWS
}

@test "flags of deletion are read as databases write them, and others are bad data" {
	rows() {
		printf 'lead_id,created_date,field,old_value,new_value,is_deleted\n7,2024-03-05,Status,a,b,%s\n' "$1" >in.csv
		lf-import --preset salesforce-lead-history --no-header in.csv | wc -l
	}
	for flag in false False FALSE f F no No n N 0 ''; do
		[ "$(rows "$flag")" -eq 1 ] || { echo "$flag"; return 1; }
	done
	for flag in true True TRUE t T yes y Y 1; do
		[ "$(rows "$flag")" -eq 0 ] || { echo "$flag"; return 1; }
	done
	for flag in 2 maybe null -1 ' f'; do
		rows "$flag" >/dev/null 2>&1 || true
		fails 1 "lf-import: in.csv:2: record 1: is_deleted: '$flag' is neither true nor false: whether the row was deleted" \
			lf-import --preset salesforce-lead-history in.csv
	done
	# A condition of the user's replaces the flag; what it leaves out is not judged.
	rows true >/dev/null
	[ "$(lf-import --preset salesforce-lead-history --no-header --where 'is_deleted=*' in.csv | wc -l)" -eq 1 ]
	rows maybe >/dev/null 2>&1 || true
	[ "$(lf-import --preset salesforce-lead-history --no-header --where field=Owner in.csv | wc -l)" -eq 0 ]
	for preset in salesforce-field-history hubspot-property-history marketo-activities pardot-activities zendesk-fields; do
		lf-import --list-presets | awk -F '\t' -v preset=$preset '$1 == preset && $2 == "deleted"' | grep -q .
	done
}

@test "Salesforce ids of 15 characters get the 3 that complete them" {
	awk 'BEGIN {
		srand(5)
		digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		for (i = 0; i < 2000; i++) {
			id = ""
			for (k = 0; k < 15; k++) id = id substr(digits, 1 + int(rand() * 62), 1)
			print id
		}
	}' >short
	# Each letter is the number that the capitals of five characters make, the last one first.
	awk '{
		end = ""
		for (part = 1; part <= 3; part++) {
			bits = ""
			for (k = 5; k >= 1; k--)
				bits = bits (substr($0, part * 5 - 5 + k, 1) ~ /[A-Z]/ ? 1 : 0)
			n = 0
			for (k = 1; k <= 5; k++) n = 2 * n + substr(bits, k, 1)
			end = end substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", n + 1, 1)
		}
		print $0 end
	}' short >long
	{ echo LeadId,CreatedDate,Field,OldValue,NewValue; sed 's/$/,2024-03-05,Status,a,b/' short; } >in.csv
	lf-import --preset salesforce-lead-history --no-header in.csv | cut -f2 >got
	same long got
	{ echo Id,CreatedDate,Field,OldValue,NewValue; sed 's/$/,2024-03-05,Status,a,b/' long; } >in.csv
	lf-import --preset salesforce-lead-history --lead Id --no-header in.csv | cut -f2 >got
	same long got
	# What is none of them stays, and --merges names the same leads.
	printf 'LeadId,CreatedDate,Field,OldValue,NewValue\n' >in.csv
	printf '%s,2024-03-05,Status,a,b\n' 00Q5e00000AbCdE 00Q5e00000AbCdEEAV 00Q1 a@b.example12345 >>in.csv
	lf-import --preset salesforce-lead-history --no-header in.csv | cut -f2 >got
	printf '%s\n' 00Q5e00000AbCdEEAV 00Q5e00000AbCdEEAV 00Q1 a@b.example12345 | same - got
	printf 'lead\tinto\n00Q5e00000AbCdE\t00Q5e00000AbCdF\n' >merges.tsv
	lf-import --preset salesforce-lead-history --no-header --merges merges.tsv in.csv | cut -f2 >got
	printf '%s\n' 00Q5e00000AbCdFEAV 00Q5e00000AbCdFEAV 00Q1 a@b.example12345 | same - got
	# Other presets and plain columns leave them alone.
	printf 'l,t\n00Q5e00000AbCdE,2024-03-05\n' >in.csv
	[ "$(lf-import --lead l --time t --no-header in.csv | cut -f2)" = 00Q5e00000AbCdE ]
}

@test "salesforce-field-history takes a case's id before a contact's" {
	cat >in.csv <<-'CSV'
		ContactId,CaseId,CreatedDate,Field,OldValue,NewValue
		003A,500A,2024-03-05T14:07:31.000+0000,Status,New,Closed
	CSV
	wants lf-import --preset salesforce-field-history in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 500A Status Closed New
	ROWS
}

@test "a Salesforce report ends at its footer, and the next file begins anew" {
	lead() { lf-import --preset salesforce-lead-history --time-format '%m/%d/%Y %I:%M %p' "$@"; }
	report >1.csv
	report | sed 's/$/\r/' >2.csv
	# As a spreadsheet saves it, with as many fields as the header.
	report | sed '4,5s/$/,,,,,/; 6,$s/$/,,,,,/' >3.csv
	printf '%s\n' 00Q5e00000AbCdEEAV 00Q5e00000AbCdFEAV >wanted
	for file in 1 2 3; do
		lead --no-header $file.csv 2>stderr | cut -f2 >got
		same wanted got
		same /dev/null stderr
	done
	cat wanted wanted >twice
	cp 1.csv again.csv
	lead --no-header 1.csv again.csv | cut -f2 >got
	same twice got
	# A row after the footer is not lost in silence.
	{ report; echo '"00Q5e00000AbCdG",x,"Lead Status",a,b,"3/17/2024 2:07 PM"'; } >in.csv
	fails 1 'lf-import: in.csv:11: record 8: a row after the end of the report' lead in.csv
	# Without a blank line before it, a record that was cut short is none.
	report | sed '4,5d; 7,$d' >in.csv
	fails 1 'lf-import: in.csv:4: record 3: 1 field where there are 6 columns (see --ragged)' lead in.csv
	report | sed '5,$d' >in.csv
	printf '"00Q5e00000AbCdG","x' >>in.csv
	fails 1 'lf-import: in.csv:5: record 3: Lead Owner: the quotation mark is never closed' lead in.csv
	# Other exports have no footer.
	report >in.csv
	fails 1 'lf-import: in.csv:6: record 3: 1 field where there are 6 columns (see --ragged)' \
		lf-import --time 'Edit Date' --time-format '%m/%d/%Y %I:%M %p' --lead 'Lead ID' in.csv
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

@test "hubspot-list makes events of every date of a wide view, by time and in the order of the path" {
	cat >in.csv <<-'CSV'
		Record ID,"Date entered ""Opportunity (Lifecycle Stage Pipeline)""","Date entered ""Lead (Lifecycle Stage Pipeline)""","Date entered ""Nurture (2024) (Lifecycle Stage Pipeline)""",Became a Customer Date,Became a Lead Date
		51,2024-03-05,2024-03-05,2024-03-02,2024-04-01 9:00,2024-03-09
		52,,2024-03-06 14:07,,,
	CSV
	wants lf-import --preset hubspot-list --keep 'Became a Lead Date' --rename 'Became a Lead Date=became' in.csv <<-'ROWS'
		time lead stage became
		2024-03-02T00:00:00Z 51 Nurture~(2024) 2024-03-09
		2024-03-05T00:00:00Z 51 Lead 2024-03-09
		2024-03-05T00:00:00Z 51 Opportunity 2024-03-09
		2024-04-01T09:00:00Z 51 Customer 2024-03-09
		2024-03-06T14:07:00Z 52 Lead .
	ROWS
	cat >in.csv <<-'CSV'
		hs_object_id,hs_v2_date_entered_opportunity,hs_v2_date_entered_lead,hs_v2_date_entered_12345,hs_v2_date_entered_current_stage
		51,1709596800000,1709596800000,2024-03-06T00:00:00.000Z,1709596800000
	CSV
	wants lf-import --preset hubspot-list in.csv <<-'ROWS'
		time lead stage
		2024-03-05T00:00:00Z 51 lead
		2024-03-05T00:00:00Z 51 opportunity
		2024-03-06T00:00:00Z 51 12345
	ROWS
	wants lf-import --preset hubspot-list --entered hs_v2_date_entered_lead=L in.csv <<-'ROWS'
		time lead stage
		2024-03-05T00:00:00Z 51 L
	ROWS
	printf 'Record ID,Created\n51,2024-03-05\n' >in.csv
	fails 2 "lf-import: in.csv: --preset hubspot-list: no column 'hs_v2_date_entered_*'; there are: 'Record ID', 'Created'" \
		lf-import --preset hubspot-list in.csv
}

@test "stages of one name in several pipelines are reported, unless an option names the stage" {
	cat >in.csv <<-'END'
		Record ID,"Date entered ""Lead (A)""","Date entered ""New (A)""","Date entered ""Lead (B)""","Date entered ""New (C)"""
		1,2026-01-05,2026-01-06,,
		2,,,2026-01-07,2026-01-08
	END
	cat >wanted <<-'END'
		lf-import: 'Date entered "Lead (A)"' and 'Date entered "Lead (B)"' become one stage, 'Lead': --entered takes one pipeline alone
		lf-import: 'Date entered "New (A)"' and 'Date entered "New (C)"' become one stage, 'New': --entered takes one pipeline alone
	END
	lf-import --preset hubspot-list in.csv 2>err | cut -f 2,3 | tr '\t\n' '  ' >got
	echo -n 'lead stage 1 Lead 1 New 2 Lead 2 New ' | same - got
	same wanted err
	lf-import --lead 'Record ID' --entered 'Date entered "* (*)"=*' in.csv 2>&1 >/dev/null |
		sort | same wanted -
	lf-import --lead 'Record ID' --entered 'Date entered "* (A)"=*' in.csv 2>err | cut -f 3 |
		tr '\n' ' ' >got
	echo -n 'stage Lead New ' | same - got
	same /dev/null err
	lf-import --lead 'Record ID' --entered 'Date entered "New (*)"=New' in.csv 2>err >got
	same /dev/null err
}

@test "hubspot-property-history takes timestamp_instant" {
	printf 'contact_id,name,value,timestamp_instant\n51,lifecyclestage,lead,2024-03-05T14:07:31Z\n' >in.csv
	wants lf-import --preset hubspot-property-history in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T14:07:31Z 51 lifecyclestage lead .
	ROWS
}

@test "stage histories of connectors are read: deals, issues, tickets and applications" {
	printf 'deal_id,_fivetran_active,date_entered,value\n7,TRUE,2024-03-05 6:49:18,closedwon\n' >in.csv
	wants lf-import --preset hubspot-deal-stages in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T06:49:18Z 7 dealstage closedwon .
	ROWS
	cat >in.csv <<-'CSV'
		issue_key,status_from_name,status_to_name,status_change_date
		A-1,To Do,In Progress,2020-06-01T22:51:25.761000+00:00
		A-2,,,
	CSV
	wants lf-import --preset jira-changelog in.csv <<-'ROWS'
		time lead event value old
		2020-06-01T22:51:25.761Z A-1 status In~Progress To~Do
	ROWS
	printf 'ticket_id,field_name,updated,user_id,value\n7,status,2024-03-05 06:49:18,1,open\n7,priority,2024-03-06 06:49:18,1,high\n' >in.csv
	wants lf-import --preset zendesk-fields --where field_name=status in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T06:49:18Z 7 status open .
	ROWS
	printf 'opportunity_id,stage_id,to_stage_index,updated_at\n7,offer,3,2024-03-05 06:49:18\n' >in.csv
	wants lf-import --preset lever-stages in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T06:49:18Z 7 stage offer .
	ROWS
	printf 'application_id,new_stage_id,new_status,updated_at\n7,11,active,2024-03-05 06:49:18\n' >in.csv
	wants lf-import --preset greenhouse-stages in.csv <<-'ROWS'
		time lead event value old
		2024-03-05T06:49:18Z 7 stage 11 .
	ROWS
}

@test "each built-in preset, as a file of its rows, does the same" {
	lf-import --list-presets >list
	google_report >google-ads.csv
	report >salesforce-lead-history.csv
	printf 'Record ID,"Date entered ""Lead (P)"""\n51,2024-03-05\n' >hubspot-list.csv
	printf 'id,lead_id,stage_id,event_name,date_added\n1,7,\\N,x,2024-03-05\n' >mautic-stages.csv
	printf 'Report\tx\nStart Date (in UTC)\tTotal Spent\n03/05/2024\t5\n' | iconv -f UTF-8 -t UTF-16LE |
		{ printf '\xff\xfe'; cat; } >linkedin-ads.csv
	for export in *.csv; do
		preset=${export%.csv}
		awk -F '\t' -v preset=$preset 'NR == 1 || $1 == preset' list >own.tsv
		set -- --preset
		[ $preset != salesforce-lead-history ] || set -- --time-format '%m/%d/%Y %I:%M %p' --preset
		lf-import "$@" $preset $export >wanted
		lf-import "$@" ./own.tsv $export >got
		[ "$(wc -l <wanted)" -gt 1 ]
		same wanted got
	done
	cut -f1 list | sed 1d | uniq | while read -r preset; do
		awk -F '\t' -v preset=$preset 'NR == 1 || $1 == preset' list >own.tsv
		printf 'x\n1\n' >none.csv
		lf-import --preset $preset none.csv 2>1 || true
		lf-import --preset ./own.tsv none.csv 2>2 || true
		same 1 2
	done
}

@test "a preset of one's own is a file" {
	printf '%s\t%s\t%s\n' preset sets from own time Tag own amount 'Kosten|Kosten/100' own campaign 'Kampagne|' \
		own source 'Quelle|' own set 'net=sea' own decimal , own delimiter ';' own time-format %d.%m.%Y \
		own time-format '%d. %b %Y' own month-names Jan,Feb,Mär,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez \
		own skip-lines 1 own encoding WINDOWS-1252 own missing Kampagne=- >own.tsv
	printf 'Bericht\nTag;Kampagne;Kosten\n07.01.2026;SEA;12.345\n8. M\xe4r. 2026;B\xe4r;99,00\nTotal;;111\n09.01.2026;-;1\n' >in.csv
	wants lf-import --preset ./own.tsv in.csv <<-'ROWS'
		time amount campaign source net
		2026-01-07 12345 SEA . sea
		2026-03-08 99.00 Bär . sea
	ROWS
	printf '%s\t%s\t%s\n' preset sets from own time when own lead who own zone Europe/Oslo own stage list >own.tsv
	printf 'when,who,list\n2026-01-07 12:00,7,a\n' >in.csv
	wants lf-import --preset ./own.tsv in.csv <<-'ROWS'
		time lead stage
		2026-01-07T11:00:00Z 7 a
	ROWS
	wants lf-import --preset ./own.tsv --zone UTC --set stage=b in.csv <<-'ROWS'
		time lead stage
		2026-01-07T12:00:00Z 7 b
	ROWS
}

@test "a preset's file that makes no sense is a usage error" {
	own() { # MESSAGE ROW...
		local message=$1
		shift
		{ printf 'preset\tsets\tfrom\n'; printf "$@"; } >own.tsv
		fails 2 "lf-import: $message" lf-import --preset ./own.tsv in.csv
	}
	printf 'a,b\n' >in.csv
	own '--preset: ./own.tsv holds none' ''
	own "--preset: ./own.tsv holds more than one, 'x' and 'y': leave the rows of one" 'x\ttime\ta\ny\ttime\ta\n'
	own '--preset: x sets no time, entered, or from and until' 'x\tlead\ta\n'
	own '--preset: x has to set a lead or an amount' 'x\ttime\ta\n'
	own '--preset: x has to set a lead or an amount' 'x\ttime\ta\nx\tlead\ta\nx\tamount\tb\n'
	own '--preset: x sets one of from and until' 'x\tfrom\ta\nx\tamount\tb\n'
	own "--preset: '%%H' gives no date: it needs a year, a month and a day" 'x\ttime\ta\nx\tlead\tb\nx\ttime-format\t%%%%H\n'
	own "in.csv: --preset x: no column 'c'; there are: 'a', 'b'" 'x\ttime\ta\nx\tlead\tb\nx\tcolour\tc\n'
	own "--preset: 'a' is not of the form NAME=VALUE" 'x\ttime\ta\nx\tlead\tb\nx\twhere\ta\n'
	fails 1 'lf-import: ./none.tsv: No such file or directory' lf-import --preset ./none.tsv in.csv
	printf 'preset\tsets\n' >own.tsv
	fails 2 "lf-import: ./own.tsv: no column 'from'; there are: 'preset', 'sets'" lf-import --preset ./own.tsv in.csv
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

@test "rows of several fields are reported where one is to be chosen" {
	# notes ARGUMENT...: what comes on standard error.
	notes() {
		lf-import "$@" in.csv 2>&1 >out | sed 's/^lf-import: //'
	}
	cat >in.csv <<-'CSV'
		deal_id,change_time,changed_field_key,old_value,new_value
		1,2024-01-01T09:00:00Z,add_time,,2024-01-01
		1,2024-01-02T09:00:00Z,user_id,7,8
		1,2024-01-03T09:00:00Z,stage_id,1,2
		2,2024-01-03T09:00:00Z,stage_id,1,3
	CSV
	notes --preset pipedrive-changes >got
	echo "rows of 2 fields, such as 'stage_id' and 'user_id': choose one by --where 'changed_field_key=stage_id'" | same - got
	notes --preset pipedrive-changes --where deal_id=1 | same - got
	notes --preset pipedrive-changes --where deal_id=2 | same - /dev/null
	notes --preset pipedrive-changes --where changed_field_key=stage_id | same - /dev/null
	notes --preset pipedrive-changes --where 'changed_field_key=*_id' | same - /dev/null
	notes --time change_time --lead deal_id --keep changed_field_key | same - /dev/null
	# One field, and the row that says that the deal was created.
	sed -i /user_id/d in.csv
	notes --preset pipedrive-changes | same - /dev/null
	printf 'ticket_id,field_name,updated,value\n1,priority,2024-01-01,low\n1,group,2024-01-02,a\n1,priority,2024-01-03,b\n' >in.csv
	notes --preset zendesk-fields >got
	echo "rows of 2 fields, such as 'priority' and 'group': choose one by --where 'field_name=priority'" | same - got
	printf 'Record ID,Property,Value,Timestamp\n1,City,x,2024-01-01\n1,Lifecycle Stage,lead,2024-01-02\n' >in.csv
	notes --preset hubspot-property-history >got
	echo "rows of 2 fields, such as 'Lifecycle Stage' and 'City': choose one by --where 'Property=Lifecycle Stage'" | same - got
	lf-import --list-presets | awk -F '\t' 'NR == 1 || $1 == "hubspot-property-history"' >mine.tsv
	notes --preset ./mine.tsv | same - got
	# The preset has chosen.
	printf 'OpportunityId,CreatedDate,Field,OldValue,NewValue\n1,2024-01-01,StageName,a,b\n1,2024-01-01,Amount,1,2\n' >in.csv
	notes --preset salesforce-field-history | same - /dev/null
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

@test "an amount that a preset takes from no column is 0" {
	printf '%s\t%s\t%s\n' preset sets from own time Day own amount '|Cost' >own.tsv
	printf 'Day,Cost\n2026-01-02,5\n' >in.csv
	lf-import --preset ./own.tsv in.csv | same - <(printf 'time\tamount\n2026-01-02\t0\n')
}

@test "of a column without a * in its name, a constant of a preset is nothing" {
	printf '%s\t%s\t%s\n' preset sets from own time Day own lead Id own currency '=Cost (*)' \
		own none '=Day' own either '=Price (*)|=Id|=Cost (*)' >own.tsv
	printf 'Day,Id,Cost (EUR)\n2026-01-02,7,5\n' >in.csv
	lf-import --preset ./own.tsv in.csv >got
	printf 'time\tlead\tcurrency\tnone\teither\n2026-01-02T00:00:00Z\t7\tEUR\t\t\n' | same - got
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

@test "the three ways in which the Maven exports write dates give the same events" {
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
	rows 15406 lf-import --preset pipedrive-changes --where 'changed_field_key=*' "$shared/pipedrive/deal_changes.csv"
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
	rows 100 lf-import --preset hubspot-property-history --where 'name=*' "$shared/hubspot/contact_property_history_data.csv"
	rows 100 lf-import --preset hubspot-property-history --where 'name=*' "$shared/hubspot/deal_property_history_data.csv"
	rows 14 lf-import --time date_entered --time-format '%Y-%m-%d %H:%M:%S' --lead deal_id \
		--keep value "$shared/hubspot/deal_stage_data.csv"
	rows 14 lf-import --preset hubspot-deal-stages "$shared/hubspot/deal_stage_data.csv"
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
	lf-import --preset jira-changelog --no-header "$shared/jira/changelog.csv" | cut -f1,2,4 | same got -
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
