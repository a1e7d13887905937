# lf-transitions: the columns that options add, and those that --only leaves.

load lib/helper
load lib/events

trials=150
logs=$BATS_FILE_TMPDIR

setup_file() {
	(cd "$logs" && random_events "$trials" 23)
}

# moves_with LOG: the moves of a log, open rows too, with the last values of src and page by then,
# and the first ones on any row, by awk. A lead's rows wait for its first values.
moves_with() {
	lf-transitions --no-header --keep event "$1" | awk -F '\t' -v OFS='\t' '
	FNR == 1 { file++ }
	file == 1 && FNR > 1 {
		lead = $2
		if (src[lead] == "") src[lead] = $4
		if (page[lead] == "") page[lead] = $5
		if (src[lead] != "" && page[lead] != "" && !(lead in whole)) whole[lead] = FNR
		if ($4 != "") last_src[lead] = $4
		if ($5 != "") last_page[lead] = $5
		by_event[$6] = last_page[lead] OFS last_src[lead]
		row_of[$6] = FNR
	}
	file == 2 {
		last = $4 == "" ? last_page[$1] OFS last_src[$1] : by_event[$10]
		# Where in the output: when the row is read, or when the lead is whole, or at the end.
		if (!($1 in place)) place[$1] = ++leads
		read = row_of[$10]
		at = $4 == "" ? 3e6 : !($1 in whole) ? 2e6 : read > whole[$1] ? read : whole[$1]
		print at, $4 != "" && at == 2e6 ? place[$1] : 0, FNR, $0, last, src[$1], page[$1]
	}' "$1" - | LC_ALL=C sort -t '	' -k 1,1n -k 2,2n -k 3,3n | cut -f 4-
}

@test "--last and --first-seen of random logs are what awk finds" {
	each_trial moves_with >wanted
	seen() {
		awk -F '\t' -v OFS='\t' '{ print $0, NR == 1 ? "s" : $4, NR == 1 ? "p" : $5 }' "$1" |
			lf-transitions --no-header --keep event --last page,src --first-seen s,p
	}
	each_trial seen >got
	same wanted got
	[ "$(wc -l <got)" -gt 2000 ]
}

@test "--first-seen of grouped input is that of any other" {
	in_all() {
		lf-sort --key lead "$1" | lf-transitions --no-header --open no --keep event \
			--first-seen src,page | LC_ALL=C sort
	}
	in_groups() {
		lf-sort --key lead "$1" | lf-transitions --no-header --open no --keep event \
			--first-seen src,page --grouped | LC_ALL=C sort
	}
	each_trial in_all >wanted
	each_trial in_groups >got
	same wanted got
}

@test "a lead's rows wait until each column of --first-seen has a value" {
	table >in <<-'END'
		time lead stage campaign owner
		2026-01-01 a new . .
		2026-01-02 b new ads kim
		2026-01-03 a . ads .
		2026-01-04 c new . .
		2026-01-05 a MQL mail lee
		2026-01-06 d new . .
		2026-01-07 d MQL . .
		2026-01-08 c SQL . pat
		2026-01-09 b MQL web .
	END
	table >wanted <<-'END'
		lead from to age campaign owner
		b . new 0 ads kim
		a . new 0 ads lee
		a new MQL 345600 ads lee
		b new MQL 604800 ads kim
		c . new 0 . pat
		c new SQL 345600 . pat
		d . new 0 . .
		d new MQL 86400 . .
		a MQL . 691200 ads lee
		b MQL . 604800 ads kim
		c SQL . 432000 . pat
		d MQL . 259200 . .
	END
	lf-transitions --first-seen campaign,owner in | cut -f 1,3,4,9- >got
	same wanted got
	# Rows at or after --as-of are not read.
	lf-transitions --first-seen campaign,owner --as-of 2026-01-05 --open no in 2>err |
		cut -f 1,3,4,9- >got
	{ sed -n '1,2p' wanted; printf 'a\t\tnew\t0\tads\t\nc\t\tnew\t0\t\t\n'; } | same - got
	lf-transitions --first-seen campaign,owner --null - <(sed 's/	$/	-/; s/		/	-	/g' in) |
		cut -f 1,3,4,9- | sed 's/-//g' | same wanted -
	fails 2 "lf-transitions: --first-seen beside --state: the value may come in a later run" \
		lf-transitions --first-seen owner --state state in
}

@test "what a failed run holds for --first-seen is not written" {
	printf 'time\tlead\tstage\tsrc\n2026-01-01\ta\tnew\t\n2026-01-01\tb\tnew\tx\nnever\ta\tMQL\tx\n' >in
	fails 1 "lf-transitions: in:4: time: 'never' is not an ISO 8601 time" \
		lf-transitions --first-seen src in
	cut -f 1 stdout | paste -s -d ' ' | same - <(echo lead b)
}

@test "leads whose first row has no value of --first are counted" {
	table >in <<-'END'
		time lead stage campaign page
		2026-01-01 a new . /
		2026-01-02 a . ads .
		2026-01-03 b . . .
		2026-01-04 c new ads .
		2026-01-05 d new ads /
		2026-01-05 d MQL . .
	END
	advice="has no value; --first-seen takes the first value on any row"
	fails 0 "lf-transitions: --first: the first row of 1 lead $advice" \
		lf-transitions --first campaign in
	for options in '' '--open only' '--grouped --as-of 2026-01-06'; do
		fails 0 "lf-transitions: --first: the first row of 2 leads $advice" \
			lf-transitions --first campaign,page $options in
	done
	lf-transitions --first-seen campaign in 2>&1 >out | same /dev/null -
}

@test "an owner that changes is the last one on open rows" {
	table >in <<-'END'
		time lead stage owner
		2026-01-01 a new kim
		2026-01-02 a . lee
		2026-01-03 a MQL .
		2026-01-04 a . pat
		2026-01-02 b . eve
	END
	table >wanted <<-'END'
		lead time to owner
		a 2026-01-01T00:00:00Z new kim
		a 2026-01-03T00:00:00Z MQL lee
		a 2026-01-04T00:00:00Z . pat
	END
	lf-transitions --last owner in | cut -f 1,2,4,10 >got
	same wanted got
	# A row that is rejected gives no value.
	printf '2026-01-01\ta\tSQL\tsam\n' >>in
	lf-transitions --last owner --rejects rejects in 2>err | cut -f 1,2,4,10 | same wanted -
}

@test "columns come in the order first, keep, last, first-seen, imputed" {
	printf 'time\tlead\tstage\ta\tb\tc\td\n2026-01-01\tl\tMQL\t1\t2\t3\t4\n' >in
	printf 'stage\nnew\nMQL\n' >stages.tsv
	lf-transitions --backfill --stages stages.tsv --first-seen a --last b --keep c --first d in |
		cut -f 1,3,4,10- >got
	table >wanted <<-'END'
		lead from to d c b a imputed
		l . new 4 3 2 1 .
		l new MQL 4 3 2 1 1
		l MQL . 4 . 2 1 .
	END
	same wanted got
}

@test "--only gives what cut gives, in any order" {
	printf 'stage\nnew\nlost\nMQL\nSQL\n' >stages.tsv
	all=lead,time,from,to,visit,from_visit,since,sojourn,age,src,event,page,imputed
	options="--no-header --backfill --stages stages.tsv --first src --keep event --last page"
	ways=($all lead,time,from,to,since,sojourn imputed,page,event,src,age,to,from
		from_visit,visit,sojourn,since src to,lead from_visit,lead visit,to)
	cut_columns() {
		lf-transitions $options "$1" 2>/dev/null | awk -F '\t' -v OFS='\t' \
			-v only="${ways[${1##*.} % 8]}" -v all=$all 'BEGIN {
				n = split(only, name, ",")
				for (i = split(all, column, ","); i > 0; i--) place[column[i]] = i
			}
			{
				for (i = 1; i <= n; i++)
					printf "%s%s", $place[name[i]], i < n ? OFS : "\n"
			}'
	}
	only() {
		lf-transitions $options --only "${ways[${1##*.} % 8]}" "$1" 2>/dev/null
	}
	each_trial cut_columns >wanted
	each_trial only >got
	same wanted got
	options+=" --null NONE"
	each_trial cut_columns >wanted
	each_trial only >got
	same wanted got
	lf-transitions --only to,lead --keep src "$logs/log.1" | head -n 1 >got
	printf 'to\tlead\n' | same - got
}

@test "--only gives what cut gives of values that fill the output's buffer" {
	awk 'BEGIN {
		srand(7)
		for (x = "x"; length(x) < 200000; ) x = x x
		print "time\tlead\tstage\tnote"
		for (i = 0; i < 700; i++)
			print "2026-01-01T00:00:00Z\t" int(rand() * 20) "\ts" int(rand() * 3) "\t" \
				substr(x, 1, rand() < 0.02 ? rand() * 200000 : rand() * 3000)
	}' >log
	lf-transitions --no-header --keep note log >all
	for way in note,lead note age,note visit,note,to; do
		places=$(echo $way | sed 's/note/10/; s/lead/1/; s/age/9/; s/visit/5/; s/to/4/')
		lf-transitions --no-header --keep note --only $way log >got
		awk -F '\t' -v OFS='\t' -v places=$places '{
			n = split(places, place, ",")
			for (i = 1; i <= n; i++) printf "%s%s", $place[i], i < n ? OFS : "\n"
		}' all | same - got
	done
}

@test "--only with columns that are not in the output is a usage error" {
	printf 'time\tlead\tstage\tsrc\n' >in
	fails 2 "lf-transitions: --only: no column 'sojurn'; did you mean 'sojourn'? there are: 'lead', 'time', 'from', 'to', 'visit', 'from_visit', 'since', 'sojourn', 'age'" \
		lf-transitions --only lead,sojurn in
	fails 2 "lf-transitions: --only: column 'lead' occurs twice" lf-transitions --only lead,lead in
	fails 2 "lf-transitions: in: no column 'page'; there are: 'time', 'lead', 'stage', 'src'" \
		lf-transitions --last page in
	fails 2 "lf-transitions: in: no column 'page'; there are: 'time', 'lead', 'stage', 'src'" \
		lf-transitions --first-seen page in
}
