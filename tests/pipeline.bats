# Whole pipelines: from exports to figures that others have reckoned.

load lib/helper

@test "Olist: 8,000 leads handed over, 841 of them won later, in 49.2 days" {
	needs_shared olist
	lf-import --time first_contact_date --lead mql_id --keep origin --set stage=MQL \
		"$shared/olist/olist_marketing_qualified_leads_dataset.csv" >first.tsv
	lf-import --time won_date --lead mql_id --set origin= --set stage=won \
		"$shared/olist/olist_closed_deals_dataset.csv" >won.tsv
	lf-sort first.tsv won.tsv | lf-transitions --first origin >moves.tsv
	[ "$(sed 1d moves.tsv | wc -l)" -eq 16842 ]

	table >wanted <<-'END'
		stage n open mean p50
		MQL 841 7159 49.1606 14.7222
	END
	lf-velocity moves.tsv | grep -v '^won' | cut -f 1-4,7 | same wanted -

	table >wanted <<-'END'
		period handed
		2017-06 4
		2017-07 239
		2017-08 386
		2017-09 312
		2017-10 416
		2017-11 445
		2017-12 200
		2018-01 1141
		2018-02 1028
		2018-03 1174
		2018-04 1352
		2018-05 1303
	END
	lf-accept --handed MQL --accepted won --by month moves.tsv | cut -f 1,2 | same wanted -
	table >wanted <<-'END'
		handed accepted pending
		8000 841 7159
	END
	lf-accept --handed MQL --accepted won moves.tsv | cut -f 2,3,5 | same wanted -
}

@test "Olist: time to won by origin is that of the leads themselves" {
	needs_shared olist
	lf-import --time first_contact_date --lead mql_id --keep origin --set stage=MQL \
		"$shared/olist/olist_marketing_qualified_leads_dataset.csv" >first.tsv
	lf-import --time won_date --lead mql_id --set origin= --set stage=won \
		"$shared/olist/olist_closed_deals_dataset.csv" >won.tsv
	lf-sort first.tsv won.tsv | lf-transitions --first origin |
		lf-velocity --group origin | cut -f 1,2,5 >means
	# The mean for organic search that others give, 50.6611, is of 271 leads: it counts
	# the one that was won 1.1813 days before its first contact.
	for wanted in 'organic search	MQL	50.8531' 'paid search	MQL	57.2743' \
		'direct traffic	MQL	31.7677' '	MQL	49.9098'; do
		grep -qxF "$wanted" means
	done
}

@test "Pipedrive: entries, visits and medians of nine stages" {
	needs_shared pipedrive
	lf-import --time change_time --lead deal_id --keep new_value \
		--where changed_field_key=stage_id "$shared/pipedrive/deal_changes.csv" >events.tsv
	[ "$(sed 1d events.tsv | wc -l)" -eq 8906 ]
	lf-sort events.tsv | lf-stage --field new_value | lf-transitions >moves.tsv

	table >wanted <<-'END'
		stage inflow
		1 1999
		2 1483
		3 1308
		4 1087
		5 895
		6 741
		7 588
		8 479
		9 324
	END
	lf-flow --by all moves.tsv | cut -f 2,4 | same wanted -
	table >wanted <<-'END'
		stage n open mean km_p50
		1 1994 5 15.4891 16.0000
		2 1444 39 15.4407 16.0000
		3 1219 89 15.5584 17.0000
		4 917 170 15.8268 19.0000
		5 625 270 15.8480 22.0000
		6 398 343 15.2440 28.0000
		7 231 357 15.3872 .
		8 81 398 16.0886 .
		9 0 324 . .
	END
	lf-velocity moves.tsv | cut -f 1-4,12 | same wanted -
	awk -F '\t' '$3 != "" && $4 != "" && NR > 1 { skip += $4 > $3 + 1; back += $4 < $3 }
		END { print skip, back }' moves.tsv >out
	echo '2502 8' | same - out
}

@test "Pipedrive: sales that lose a deal end its last visit" {
	needs_shared pipedrive
	for key in stage_id lost_reason; do
		lf-import --time change_time --lead deal_id --keep new_value \
			--where changed_field_key=$key --rename new_value=stage \
			"$shared/pipedrive/deal_changes.csv" >$key.tsv
	done
	awk -F '\t' -v OFS='\t' 'NR > 1 { $3 = "lost" } 1' lost_reason.tsv >lost.tsv
	lf-sort stage_id.tsv lost.tsv | lf-transitions | lf-velocity | cut -f 1,3 >open
	awk -F '\t' 'NR > 1 && $1 != "lost" { sum += $2 } END { print sum }' open >out
	echo 0 | same - out
}

@test "BPI 2012: applications handed over, accepted and declined by month" {
	needs_shared bpi2012
	zcat "$shared/bpi2012/bpic2012.csv.gz" >log.csv
	lf-import --time timestamp --lead case --keep activity --where 'activity=A_*' log.csv |
		lf-sort | lf-stage --field activity | lf-transitions >moves.tsv
	[ "$(sed 1d moves.tsv | wc -l)" -eq 73936 ]
	table >wanted <<-'END'
		period handed accepted rejected pending
		2011-09 1 1 0 0
		2011-10 1423 1022 401 0
		2011-11 1490 1010 480 0
		2011-12 1225 850 375 0
		2012-01 1582 1094 488 0
		2012-02 1643 1135 439 69
		2012-03 3 1 2 0
	END
	lf-accept --handed A_PREACCEPTED --accepted A_ACCEPTED \
		--rejected A_DECLINED,A_CANCELLED --by month moves.tsv |
		cut -f 1-5 | same wanted -
}

@test "Maven: three spellings of dates are the same events, and their figures" {
	needs_shared maven-crm
	for file in iso_lf: mdy_lf:%m/%d/%Y dmy4_crlf:%d-%m-%Y; do
		format=${file#*:}
		lf-import --lead opportunity_id --keep deal_stage \
			--entered engage_date=engaged --entered close_date=closed \
			${format:+--time-format "$format"} \
			"$shared/maven-crm/${file%%:*}.csv" >"${file%%:*}.tsv"
	done
	same iso_lf.tsv mdy_lf.tsv
	same iso_lf.tsv dmy4_crlf.tsv
	table >wanted <<-'END'
		deal_stage stage n open mean
		Engaging engaged 0 1589 .
		Lost closed 0 2473 .
		Lost engaged 2473 0 41.4792
		Won closed 0 4238 .
		Won engaged 4238 0 51.7820
	END
	lf-sort iso_lf.tsv | lf-transitions --first deal_stage |
		lf-velocity --group deal_stage | cut -f 1-5 | same wanted -
}

@test "Facebook's campaigns: cost per conversion, whole and by campaign" {
	needs_shared adspend
	file=$shared/adspend/KAG_conversion_data_dated.csv
	dates=(--time Date --time-format %d-%m-%Y --rename xyz_campaign_id=campaign)
	lf-import "${dates[@]}" --amount Spent --keep xyz_campaign_id "$file" >ledger.tsv
	# A row of the export counts its conversions: each of them is a lead.
	lf-import "${dates[@]}" --lead ad_id --keep xyz_campaign_id,Approved_Conversion \
		--set stage=SQL "$file" |
		awk -F '\t' -v OFS='\t' 'NR == 1 { print } NR > 1 {
			for (ad = $2; i < $4; i++) { $2 = ad "-" i; print }
			i = 0
		}' | lf-sort | lf-transitions --first campaign >moves.tsv
	table >wanted <<-'END'
		leads spend cost_per_lead
		1079 58705.229958 54.407071
	END
	lf-cost --ledger ledger.tsv --target SQL --places 6 moves.tsv | cut -f 2-4 |
		awk -F '\t' -v OFS='\t' 'NR > 1 { $2 = sprintf("%.6f", $2) } 1' | same wanted -
	table >wanted <<-'END'
		campaign cost_per_lead
		1178 63.8327
		916 6.2379
		936 15.8108
	END
	lf-cost --ledger ledger.tsv --target SQL --group campaign --places 4 moves.tsv |
		cut -f 2,5 | same wanted -
}

@test "the sample's exports lose nothing on their way to the reports" {
	generate sample . 1
	lf-import --time 'Activity Date' --lead 'Lead ID' --keep Activity,Score \
		--rename Activity=event --rename Score=score activities.csv >activities.tsv
	lf-import --time CreatedDate --lead LeadId --where Field=Status --keep NewValue \
		--rename NewValue=event --set score= crm-history.csv >statuses.tsv
	lf-sort activities.tsv statuses.tsv >events.tsv
	lf-stage --stages stages.tsv events.tsv | lf-transitions >moves.tsv

	# Every record is an event.
	echo $(($(wc -l <activities.csv) + $(grep -c ,Status, crm-history.csv))) >wanted
	wc -l <events.tsv | same wanted -
	# Every lead has a first move and, once, an open visit.
	cut -d , -f 2 activities.csv | sed 1d | sort -u >leads
	awk -F '\t' 'NR > 1 && $3 == "" { print $1 }' moves.tsv | sort | same leads -
	awk -F '\t' 'NR > 1 && $4 == "" { print $1 }' moves.tsv | sort | same leads -
	# Every move is an inflow, and every visit is completed or open.
	lf-flow --by month moves.tsv |
		awk -F '\t' 'NR > 1 { sum += $4 } END { print sum }' >inflow
	awk -F '\t' 'NR > 1 && $4 != "" { n++ } END { print n }' moves.tsv | same inflow -
	lf-velocity moves.tsv | awk -F '\t' 'NR > 1 { sum += $2 + $3 } END { print sum }' |
		same inflow -
	# All the money is in the ledger, and in the reports.
	lf-import --time Day --amount Cost spend.csv >ledger.tsv
	sed '1d; s/.*EUR,//; s/[",]//g' spend.csv | awk '{ sum += $1 * 100 }
		END { printf "%.2f\n", sum / 100 }' >wanted
	lf-cost --ledger ledger.tsv --target SQL moves.tsv | sed 1d | cut -f 3 | same wanted -
}

# The files 1.tsv and 2.tsv, whose moves are those of one run, and late.tsv: 2.tsv and one row
# more, which comes after a later row of its lead in 1.tsv.
days() {
	table >1.tsv <<-'END'
		time lead event value old
		2026-06-01T08:00 a created . .
		2026-06-01T09:00 z Status MQL New
	END
	table >2.tsv <<-'END'
		time lead event value old
		2026-06-02T08:00 b created . .
		2026-06-02T10:00 a Status Working New
		2026-06-02T11:00 b Status Working New
	END
	{ cat 2.tsv; printf '2026-05-30T00:00\tz\tStatus\tSQL\tMQL\n'; } >late.tsv
}

@test "states that move together: a run that failed can be repeated, and its moves are those of one run" {
	days
	# The pattern of leadflow(7).
	cat >night <<-'END'
		set -eo pipefail
		mkdir -p runs
		last=$(ls runs | tail -n 1)
		rm -rf next
		mkdir next
		if [ -n "$last" ]; then cp runs/"$last"/*.state next; fi
		lf-stage --field value --old old --where event=Status --state next/stage.state "$2" |
			lf-transitions --state next/moves.state >next/moves.tsv
		mv next "runs/$1"
	END
	bash night 1 1.tsv
	status=0
	bash night 2 late.tsv 2>stderr || status=$?
	[ "$status" -eq 1 ]
	[ "$(ls runs)" = 1 ]
	bash night 2 2.tsv
	{ cat 1.tsv; sed 1d 2.tsv; } | lf-stage --field value --old old --where event=Status |
		lf-transitions --open no >wanted
	{ cat runs/1/moves.tsv; sed 1d runs/2/moves.tsv; } | same wanted -
}

@test "half a report does not come with status 0, even in a shell without pipefail" {
	{
		echo 'id,when,s'
		for i in 1 2 3 4; do echo "$i,2026-01-0$i,MQL"; done
		echo '5,yesterday,MQL'
		for i in 6 7 8 9; do echo "$i,2026-01-0$i,MQL"; done
	} >x.csv
	status=0
	sh -c 'lf-import --lead id --time when --keep s x.csv | lf-sort | lf-stage --field s |
		lf-transitions | lf-velocity' >out 2>err || status=$?
	[ "$status" -eq 1 ]
	head -n 1 err | grep -q "^lf-import: x.csv:6: record 5: when: 'yesterday' is not"
	tail -n 1 out | same - <(printf '\030' | cat - <(head -n 1 err))
	sed '$d' out | cut -f 1 | same - <(echo stage)
}
