load lib/helper

# wants TEXT COMMAND...: its standard output is that text, with escapes as in printf.
wants() {
	printf "$1" >wanted
	shift
	"$@" >got
	same wanted got
}

# A CSV of records with everything that fields can hold, and no header.
random_csv() { # SEED RECORDS
	awk -v seed="$1" -v records="$2" 'BEGIN {
		srand(seed)
		count = split("a|bc|,|\"\"|\n|\t|\\| |é|日本|\r\n|0", part, "|")
		for (i = 1; i <= records; i++) {
			printf "2026-01-%02d,lead%d", 1 + int(rand() * 28), int(rand() * 50)
			for (f = 0; f < 3; f++) {
				text = ""
				quoted = rand() < 0.3
				for (k = int(rand() * 6); k > 0; k--) {
					p = part[1 + int(rand() * count)]
					if (quoted || p !~ /[,"\n\r]/) text = text p
				}
				printf (quoted ? ",\"%s\"" : ",%s"), text
			}
			printf "%s", (rand() < 0.1 && i > 1 ? "\n\n" : "\n")
		}
	}'
}

@test "columns come as time, lead, then the kept ones in the order given" {
	printf 'note,when,who,x\nhi,2026-01-31 09:30,7,y\n' >in.csv
	wants 'time\tlead\tx\tnote\n2026-01-31T09:30:00Z\t7\ty\thi\n' \
		lf-import --time when --lead who --keep x,note in.csv
	wants 'time\tlead\tx\tnote\n2026-01-31T09:30:00Z\t7\ty\thi\n' \
		lf-import --time when --lead who --keep x --keep note in.csv
}

@test "columns of --keep come before those of --set, and those of --all last" {
	printf 'a,when,who,b\n1,2026-01-31,7,2\n' >in.csv
	wants 'time\tlead\tb\ty\tx\ta\n2026-01-31T00:00:00Z\t7\t2\t3\t4\t1\n' \
		lf-import --all --set y=3 --set x=4 --time when --lead who --keep b in.csv
}

@test "columns can be renamed, the fixed ones too, and constants set" {
	printf 'when,who,x\n2026-01-31,7,y\n' >in.csv
	wants 'at\tlead\tevent\tsource\n2026-01-31T00:00:00Z\t7\ty\tcrm\n' \
		lf-import --time when --lead who --keep x --rename x=event --rename time=at \
		--set source=crm in.csv
}

@test "--rename finds a column of the CSV before a fixed one of that name" {
	printf 'created,id,time,lead,stage\n2026-01-31,a,5,x,y\n' >in.csv
	wants 'time\tlead\tduration\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time created --lead id --keep time --rename time=duration in.csv
	wants 'time\twho\tduration\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time created --lead id --keep time --rename lead=who --rename time=duration in.csv
	wants 'time\tlead\tstage\tt\tl\ts\n2026-01-31T00:00:00Z\ta\tX\t5\tx\ty\n' \
		lf-import --entered created=X --lead id --all --rename stage=s --rename time=t --rename lead=l in.csv
	printf 'day,amount,cost\n2026-01-31,5,7\n' >in.csv
	wants 'time\tamount\tcount\n2026-01-31\t7\t5\n' \
		lf-import --time day --amount cost --all --rename amount=count in.csv
	fails 2 "lf-import: column 'amount' would occur twice in the output; see --rename" \
		lf-import --time day --amount cost --all in.csv
	fails 2 "lf-import: column 'x' would occur twice in the output; see --rename" \
		lf-import --time day --amount cost --rename time=x --rename amount=x in.csv
}

@test "a column without a name can be kept under one" {
	printf ',t,l\n5,2026-01-31,a\n' >in.csv
	wants 'time\tlead\tx\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time t --lead l --all --rename =x in.csv
	wants 'time\tlead\tx\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time t --lead l --keep '' --rename =x in.csv
	wants 'time\tlead\n2026-01-31T00:00:00Z\t5\n' lf-import --time t --lead '' in.csv
}

@test "--set time and --set lead stand for columns that the export has not" {
	printf 'email,list\na@x,MQL\n' >in.csv
	wants 'time\tlead\tlist\n2026-01-31T00:00:00Z\ta@x\tMQL\n' \
		lf-import --set time=2026-01-31 --lead email --keep list in.csv
	fails 2 "lf-import: --set: time: '31/1' is not an ISO 8601 time" \
		lf-import --set time=31/1 --lead email no.csv
}

@test "--all keeps every column that is not there yet, in the order of the file" {
	printf 'a,when,b,who,c\n1,2026-01-31,2,7,3\n' >in.csv
	wants 'time\tlead\tb\ta\tc\n2026-01-31T00:00:00Z\t7\t2\t1\t3\n' \
		lf-import --time when --lead who --keep b --all in.csv
}

@test "names of columns are written escaped, and found as they are or escaped" {
	printf 't,l,"a\\b","x\ny"\n2026-01-01,a,1,2\n' >in.csv
	printf 'time\tlead\ta\\\\b\tx\\ny\n2026-01-01T00:00:00Z\ta\t1\t2\n' >wanted
	for keep in 'a\b,x\ny' 'a\\b'$',x\ny'; do
		lf-import --time t --lead l --keep "$keep" in.csv >got
		same wanted got
	done
	lf-import --time t --lead l --all in.csv >got
	same wanted got
}

@test "--where takes globs, and several must all fit" {
	printf 't,l,f,n\n2026-01-01,1,Status,A=B\n2026-01-02,2,Status,C\n2026-01-03,3,Owner,A=B\n' >in.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\t1\n' \
		lf-import --time t --lead l --where 'f=Sta*' --where 'n=A=B' in.csv
	wants 'time\tlead\n2026-01-02T00:00:00Z\t2\n' \
		lf-import --time t --lead l --where 'f=Status' --where 'n=[!A]*' in.csv
}

@test "records that --where leaves out may have times that are none" {
	printf 't,l\nnever,1\n2026-01-02,2\n' >in.csv
	wants 'time\tlead\n2026-01-02T00:00:00Z\t2\n' lf-import --time t --lead l --where l=2 in.csv
}

@test "newlines, tabs, returns and backslashes in fields become escapes" {
	printf 't,l,n\n2026-01-01,"a\tb","x\ny\r\nz\\"\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\\tb\tx\\ny\\r\\nz\\\\\n' \
		lf-import --time t --lead l --keep n in.csv
}

@test "blanks at the ends of fields are kept, quoted or not" {
	printf 't,l,n,m\n2026-01-01, a ," b ", \n2026-01-01,a,"b",\n2026-01-01,\tc,d\t,"x,""y"", z "\n' >in.csv
	wants 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\t a \t b \t \n2026-01-01T00:00:00Z\ta\tb\t\n2026-01-01T00:00:00Z\t\\tc\td\\t\tx,"y", z \n' \
		lf-import --time t --lead l --keep n,m in.csv
}

@test "a byte order mark, CRLF, CR, blank lines and a last line without end are read" {
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-02T00:00:00Z\tb\n' >wanted
	printf '\xef\xbb\xbft,l\r\n2026-01-01,a\r\n\r\n2026-01-02,b' >1.csv
	printf 't,l\r2026-01-01,a\r\r2026-01-02,b\r' >2.csv
	printf '\n\nt,l\n2026-01-01,"a"\n\n2026-01-02,"b"' >3.csv
	for file in 1 2 3; do
		lf-import --time t --lead l $file.csv >got
		same wanted got
	done
}

@test "what sqlite3 reads from random CSV is what comes out" {
	for seed in 1 2 3 4 5; do
		{ echo t,l,a,b,c; random_csv $seed 4000; } >in.csv
		lf-import --time t --lead l --keep a,b,c --no-header in.csv >got
		sqlite3 -batch >wanted 2>blank_lines <<-'SQL'
			.import --csv in.csv t
			.mode list
			.separator "	"
			CREATE VIEW e AS SELECT rowid AS r, t || 'T00:00:00Z' AS t, l,
				replace(replace(replace(replace(a, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS a,
				replace(replace(replace(replace(b, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS b,
				replace(replace(replace(replace(c, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS c
			FROM t WHERE l IS NOT NULL;
			SELECT t, l, a, b, c FROM e ORDER BY r;
		SQL
		same wanted got
	done
}

@test "input that comes byte by byte, or is cut into files, gives the same" {
	{ echo t,l,a,b,c; random_csv 6 300; } >in.csv
	lf-import --time t --lead l --all in.csv >wanted
	dd if=in.csv bs=1 2>/dev/null | lf-import --time t --lead l --all >got
	same wanted got
	random_csv 6 300 >all.csv
	{ echo t,l,a,b,c; random_csv 7 20; } >second.csv
	{ cat in.csv; random_csv 7 20; } >joined.csv
	lf-import --time t --lead l --all joined.csv >wanted
	lf-import --time t --lead l --all in.csv second.csv >got
	same wanted got
	lf-import --time t --lead l --keep a,b,c --columns t,l,a,b,c all.csv >got
	lf-import --time t --lead l --all in.csv >wanted
	same wanted got
}

@test "files whose headers differ are bad data" {
	printf 't,l\n2026-01-01,a\n' >1.csv
	printf 'l,t\na,2026-01-01\n' >2.csv
	fails 1 'lf-import: 2.csv:1: the header is not that of the file before' \
		lf-import --time t --lead l 1.csv 2.csv
}

@test "each malformed input of the table gives its message and status" {
	local count=0 status options input message
	while IFS=$'\t' read -r status options input message; do
		[ "$status" != status ] || continue
		printf '%b' "$input" >x.csv
		eval "set -- $options"
		fails "$status" "lf-import: $message" lf-import "$@" x.csv || {
			echo "of: $options: $input"
			return 1
		}
		count=$((count + 1))
	done <"$BATS_TEST_DIRNAME/data/lf-import-bad.tsv"
	[ "$count" -ge 60 ]
}

@test "with --rejects good rows and rejected ones are all rows, as they stood" {
	printf 't,l\n2026-01-01,a\n,b\n2026-01-03,"x\ny",d\n2026-01-04,"e"f\n2026-01-05,g\xff\n2026-01-06,h\\\n2026-01-07,"i' >in.csv
	lf-import --time t --lead l --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-06T00:00:00Z\th\\\\\n' >wanted
	same wanted got
	printf '%s\t%s\t%s\t%b\n' \
		in.csv 3 'record 2: t: is empty' ',b' \
		in.csv 4 'record 3: 3 fields where there are 2 columns' '2026-01-03,"x\\ny",d' \
		in.csv 6 'record 4: l: text after the closing quotation mark' '2026-01-04,"e"f' \
		in.csv 7 'record 5: the byte 0xff at offset 67 is not UTF-8; say what it is with --encoding' '2026-01-05,g\xff' \
		in.csv 9 'record 7: l: the quotation mark is never closed' '2026-01-07,"i' >wanted
	same wanted bad
	[ "$(cat stderr)" = 'lf-import: 5 rows rejected to bad' ]
}

@test "what is rejected from random records can be put together again" {
	{ echo t,l,a,b,c; random_csv 8 2000 | awk '{ if (rand() < 0.1) sub(/^2026/, "x"); print }'; } >in.csv
	lf-import --time t --lead l --keep a,b,c --no-header --rejects bad in.csv >good
	[ -s bad ] && [ -s good ]
	{ echo t,l,a,b,c; cut -f4- bad | awk '{
		text = $0; out = ""
		while (match(text, /\\./)) {
			c = substr(text, RSTART + 1, 1)
			out = out substr(text, 1, RSTART - 1) (c == "n" ? "\n" : c == "t" ? "\t" : c == "r" ? "\r" : "\\")
			text = substr(text, RSTART + 2)
		}
		print out text
	}' | sed 's/^x/2026/'; } >again.csv
	sed 's/^x/2026/' in.csv >mended.csv
	lf-import --time t --lead l --keep a,b,c --no-header again.csv | sort >1
	lf-import --time t --lead l --keep a,b,c --no-header mended.csv | sort >2
	sort good 1 -o 1
	same 1 2
}

@test "an --entered record with one bad time writes none of its rows" {
	printf 'l,d,e\na,2026-01-01,never\nb,2026-01-02,\n' >in.csv
	lf-import --lead l --entered d=A --entered e=B --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\tstage\n2026-01-02T00:00:00Z\tb\tA\n' >wanted
	same wanted got
}

@test "--entered makes a staged event of every date, split at the last equals sign" {
	printf 'id,Date entered "Lead",a=b,owner\n1,2026-01-01,2026-01-05,x\n2,,2026-01-06,y\n3,,,z\n' |
		sed '1s/"Lead"/""Lead""/; 1s/Date[^,]*/"&"/' >in.csv
	wants 'time\tlead\tstage\towner\n2026-01-01T00:00:00Z\t1\tLead\tx\n2026-01-05T00:00:00Z\t1\tMQL\tx\n2026-01-06T00:00:00Z\t2\tMQL\ty\n' \
		lf-import --lead id --entered 'Date entered "Lead"=Lead' --entered a=b=MQL --keep owner in.csv
}

@test "--amount writes exact decimals without commas, and days as days" {
	printf 'd,c,n\n2026-01-01,"1,234,567.50",a\n2026-01-02 10:00,-12,b\n2026-01-03,144.,c\n2026-01-04,0.1,d\n' >in.csv
	wants 'time\tamount\tn\n2026-01-01\t1234567.50\ta\n2026-01-02T10:00:00Z\t-12\tb\n2026-01-03\t144\tc\n2026-01-04\t0.1\td\n' \
		lf-import --time d --amount c --keep n in.csv
	printf 'd,c\n2026-01-01,36150000\n2026-01-02,1\n2026-01-03,2000000\n2026-01-04,0\n' >in.csv
	wants 'time\tamount\n2026-01-01\t36.15\n2026-01-02\t0.000001\n2026-01-03\t2\n2026-01-04\t0\n' \
		lf-import --time d --amount c/1000000 in.csv
	wants 'time\tamount\n2026-01-01\t12050000\n2026-01-02\t0.333333333333333333\n2026-01-03\t666666.666666666666666667\n2026-01-04\t0\n' \
		lf-import --time d --amount c/3 in.csv
}

@test "COL:KEY is a value of the JSON object in a cell" {
	cat >in.csv <<-'CSV'
		t,l,a:b,j
		2026-01-01,1,plain,"{""New Value"":""x\ty\u00e9\ud83d\ude00\""/"",""n"":-1.5e3,""b"":true,""z"":null,""list"":[1, ""2""]}"
		2026-01-02,2,plain,{}
		2026-01-03,3,plain,
	CSV
	printf '%s\n' 'time,lead,New Value,n,b,z,list,a:b' | tr , '\t' >wanted
	printf '2026-01-01T00:00:00Z\t1\tx\\ty\xc3\xa9\xf0\x9f\x98\x80"/\t-1.5e3\ttrue\t\t[1, "2"]\tplain\n' >>wanted
	printf '2026-01-02T00:00:00Z\t2\t\t\t\t\t\tplain\n2026-01-03T00:00:00Z\t3\t\t\t\t\t\tplain\n' >>wanted
	lf-import --time t --lead l --keep 'j:New Value,j:n,j:b,j:z,j:list,a:b' \
		--rename 'j:New Value=New Value' --rename j:n=n --rename j:b=b --rename j:z=z \
		--rename j:list=list in.csv >got
	same wanted got
}

@test "times are read in every format that exports use" {
	while IFS='|' read -r format text wanted; do
		printf 't,l\n"%s",a\n' "$text" >in.csv
		lf-import --time t --lead l --time-format "$format" --no-header in.csv >got
		printf '%s\ta\n' "$wanted" | same - got
	done <<-'TABLE'
		%Y-%m-%d %H:%M:%S|2021-01-07 6:49:18|2021-01-07T06:49:18Z
		%Y-%m-%d %H:%M:%S UTC|2018-09-17 12:14:48 UTC|2018-09-17T12:14:48Z
		%Y-%m-%d %H:%M:%S.%f %Z|2018-09-20 02:07:59.649 UTC|2018-09-20T02:07:59.649Z
		%Y-%m-%dT%H:%M:%S.%f%z|2024-03-05T14:07:31.000+0000|2024-03-05T14:07:31Z
		%FT%T%z|2024-03-05T14:07:31-05:30|2024-03-05T19:37:31Z
		%FT%T%z|2024-03-05T14:07:31Z|2024-03-05T14:07:31Z
		iso|2024-03-05T14:07:31.000+0000|2024-03-05T14:07:31Z
		%m/%d/%Y|3/5/2024|2024-03-05T00:00:00Z
		%m/%d/%y|03/05/24|2024-03-05T00:00:00Z
		%m/%d/%y|03/05/69|1969-03-05T00:00:00Z
		%d-%m-%Y|01-03-2017|2017-03-01T00:00:00Z
		%d.%m.%Y %H:%M|5.3.2024 9:05|2024-03-05T09:05:00Z
		%d-%b-%Y|31-Jan-2026|2026-01-31T00:00:00Z
		%b %d, %Y %I:%M %p|Jan 31, 2026 9:30 AM|2026-01-31T09:30:00Z
		%b %d, %Y %I:%M %p|January 31, 2026 12:30 am|2026-01-31T00:30:00Z
		%B %e, %Y, %I:%M %p|may  1, 2026, 12:00 PM|2026-05-01T12:00:00Z
		%b %d, %Y %I:%M %p|Jan 31, 2026 9:30 PM|2026-01-31T21:30:00Z
		%a, %d %b %Y %T %Z|Sat, 31 Jan 2026 09:30:00 GMT|2026-01-31T09:30:00Z
		%A %d %B %Y|Saturday 31 January 2026|2026-01-31T00:00:00Z
		%Y%m%d%H%M%S|20260131093000|2026-01-31T09:30:00Z
		%Y-%j|2024-366|2024-12-31T00:00:00Z
		%D %R|01/31/26 09:30|2026-01-31T09:30:00Z
		%Y-%m-%d %H%%%M|2026-01-31 09%30|2026-01-31T09:30:00Z
		epoch|1700000000|2023-11-14T22:13:20Z
		epoch|1700000000.25|2023-11-14T22:13:20.25Z
		epoch|-1|1969-12-31T23:59:59Z
		epoch-ms|1700000000123|2023-11-14T22:13:20.123Z
		epoch-ms|1700000000123.5|2023-11-14T22:13:20.1235Z
	TABLE
}

@test "of several formats the one that fits is taken, if all that fit agree" {
	printf 't,l\n13/04/2026,a\n2026-04-13,b\n04/13/2026,c\n05/05/2026,d\n' >in.csv
	wants 'time\tlead\n2026-04-13T00:00:00Z\ta\n2026-04-13T00:00:00Z\tb\n2026-04-13T00:00:00Z\tc\n2026-05-05T00:00:00Z\td\n' \
		lf-import --time t --lead l --time-format %d/%m/%Y --time-format %m/%d/%Y --time-format iso in.csv
}

@test "--zone places times in Oslo, and counts those that clocks showed twice" {
	printf 't,l\n2026-01-31T09:30,a\n2026-07-01 09:30:00,b\n2026-03-29 01:59,c\n2026-03-29 03:00,d\n2026-10-25 02:30,e\n2026-10-25 03:00,f\n2026-07-01T09:30Z,g\n2026-07-01,h\n' >in.csv
	lf-import --time t --lead l --zone Europe/Oslo --no-header in.csv >got 2>stderr
	table >wanted <<-'ROWS'
		2026-01-31T08:30:00Z a
		2026-07-01T07:30:00Z b
		2026-03-29T00:59:00Z c
		2026-03-29T01:00:00Z d
		2026-10-25T00:30:00Z e
		2026-10-25T02:00:00Z f
		2026-07-01T09:30:00Z g
		2026-06-30T22:00:00Z h
	ROWS
	same wanted got
	[ "$(cat stderr)" = 'lf-import: 1 time that clocks in Europe/Oslo showed twice: the first is taken' ]
}

@test "--zone places times in New York, by formats too, and leaves a ledger's days alone" {
	printf 't,l\n11/1/2026 1:30 AM,a\n11/1/2026 2:00 AM,b\n3/8/2026 1:59 AM,c\n3/8/2026 3:00 AM,d\n' >in.csv
	lf-import --time t --lead l --zone America/New_York --time-format '%m/%d/%Y %I:%M %p' \
		--no-header in.csv >got 2>stderr
	table >wanted <<-'ROWS'
		2026-11-01T05:30:00Z a
		2026-11-01T07:00:00Z b
		2026-03-08T06:59:00Z c
		2026-03-08T07:00:00Z d
	ROWS
	same wanted got
	printf 't,l\n3/8/2026 2:30 AM,a\n' >x.csv
	fails 1 "lf-import: x.csv:2: record 1: t: '3/8/2026 2:30 AM' is a time that clocks in America/New_York skipped" \
		lf-import --time t --lead l --zone America/New_York --time-format '%m/%d/%Y %I:%M %p' x.csv
	printf 't,c\n2026-03-08,5\n' >in.csv
	wants 'time\tamount\n2026-03-08\t5\n' lf-import --time t --amount c --zone America/New_York in.csv
}

@test "how many rows were rejected is the last line on standard error" {
	printf 't,l\n2026-03-08 02:30,a\n2026-11-01 01:30,b\n' >in.csv
	lf-import --time t --lead l --zone America/New_York --rejects bad in.csv >got 2>stderr
	printf 'lf-import: %s\n' \
		'1 time that clocks in America/New_York showed twice: the first is taken' \
		'1 row rejected to bad' | same - stderr
}

@test "a time that --zone leads out of the years that there are is bad data" {
	never() {
		printf 't,l\n%s,a\n' "$2" >in.csv
		fails 1 "lf-import: in.csv:2: record 1: t: '$2' is not in the years 0001 to 9999 of UTC" \
			lf-import --time t --lead l --zone "$1" in.csv
	}
	never America/New_York '9999-12-31 23:59:59'
	never Europe/Oslo 0001-01-01
	never Europe/Oslo 0001-01-01T00:00
}

@test "text is UTF-8 where the grammar of RFC 3629 says so" {
	LC_ALL=C awk 'BEGIN {
		n = split("127 128 143 144 159 160 191 192", next_byte)
		for (i = 128; i < 256; i++)
			for (j = 1; j <= n; j++)
				for (k = 0; k <= n; k++)
					for (l = 0; l <= (k > 0 ? n : 0); l++) {
						printf "2026-01-01,%c%c", i, next_byte[j]
						if (k > 0) printf "%c", next_byte[k]
						if (l > 0) printf "%c", next_byte[l]
						printf "\n"
					}
	}' >rows
	{ echo t,l; cat rows; } | lf-import --time t --lead l --no-header --rejects bad >good 2>stderr
	tail=$'[\x80-\xbf]'
	LC_ALL=C grep -axE $'2026-01-01,([\x01-\x7f]|[\xc2-\xdf]'"$tail"$'|\xe0[\xa0-\xbf]'"$tail"$'|[\xe1-\xec\xee\xef]'"$tail$tail"$'|\xed[\x80-\x9f]'"$tail"$'|\xf0[\x90-\xbf]'"$tail$tail"$'|[\xf1-\xf3]'"$tail$tail$tail"$'|\xf4[\x80-\x8f]'"$tail$tail)*" rows >wanted
	cut -f2 good | sed 's/^/2026-01-01,/' >got
	same wanted got
	cut -f4 bad | cat - wanted | LC_ALL=C sort | same - <(LC_ALL=C sort rows)
}

@test "encodings are converted, and marks of UTF-16 and UTF-32 noticed" {
	printf 'time\tlead\n2026-01-01T00:00:00Z\tJosé 日\n' >wanted
	printf 't,l\n2026-01-01,José 日\n' >utf8.csv
	for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
		iconv -f UTF-8 -t $encoding utf8.csv >plain.csv
		lf-import --time t --lead l --encoding $encoding plain.csv >got
		same wanted got
		printf '\xef\xbb\xbf' | iconv -f UTF-8 -t $encoding | cat - plain.csv >marked.csv
		lf-import --time t --lead l marked.csv >got
		same wanted got
		lf-import --time t --lead l --encoding WINDOWS-1252 marked.csv >got
		same wanted got
	done
	printf 't;l\n2026-01-01;Jos\xe9 \x80\n' >1252.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\tJos\xc3\xa9 \xe2\x82\xac\n' \
		lf-import --time t --lead l --encoding WINDOWS-1252 --delimiter ';' 1252.csv
}

@test "a long export in another encoding is converted whole" {
	{ echo t,l,a,b,c; random_csv 9 5000; } >utf8.csv
	lf-import --time t --lead l --all utf8.csv >wanted
	for encoding in UTF-16LE UTF-16BE UTF-32LE; do
		iconv -f UTF-8 -t $encoding utf8.csv | lf-import --time t --lead l --all --encoding $encoding >got
		same wanted got
	done
}

@test "bytes that the encoding has not go to the rejects, each with its offset" {
	printf 't,l\n2026-01-01,a\x81\x8d\n2026-01-02,b\n2026-01-03,c\x9d\n' >in.csv
	lf-import --time t --lead l --encoding WINDOWS-1252 --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2026-01-02T00:00:00Z\tb\n' | same - got
	cut -f3 bad >reasons
	printf 'record 1: the byte at offset %d is not WINDOWS-1252\n' 16 >wanted
	printf 'record 3: the byte at offset %d is not WINDOWS-1252\n' 44 >>wanted
	same wanted reasons
}

@test "--lenient takes quotation marks as they come, and drops blanks around fields" {
	printf 't,l,n\n2026-01-01, 6" nail ,"x" \n2026-01-02,a,"b"c"\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\t6" nail\tx\n2026-01-02T00:00:00Z\ta\tb"c\n' \
		lf-import --lenient --time t --lead l --keep n in.csv
}

@test "--skip-lines, --delimiter and --missing read a report with a preamble" {
	printf 'Report: "x\n\n t\tl\tn\n2026-01-01\ta\tNULL\n2026-01-02\tb\t-\n2026-01-03\tc\t--\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\t\n2026-01-02T00:00:00Z\tb\t\n2026-01-03T00:00:00Z\tc\t--\n' \
		lf-import --skip-lines 2 --delimiter '\t' --missing NULL --missing - --time ' t' --lead l --keep n in.csv
}

@test "--null is how a missing value is read and written" {
	printf 't,l,n,m\n2026-01-01,a,\\N,\n' >in.csv
	wants 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\ta\t\\N\t\\N\n' \
		lf-import --null '\N' --time t --lead l --keep n,m in.csv
}

@test "--merges lets all events of a lead go to the one it ended in" {
	printf 't,l\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n2026-01-04,4\n2026-01-05,x;y\n2026-01-06,9\n' >in.csv
	printf 'lead\tinto\n1\t2\n[2,"5"]\t3\n4;6\t5\n' >merges.tsv
	wants 'time\tlead\n2026-01-01T00:00:00Z\t3\n2026-01-02T00:00:00Z\t3\n2026-01-03T00:00:00Z\t3\n2026-01-04T00:00:00Z\t3\n2026-01-05T00:00:00Z\tx;y\n2026-01-06T00:00:00Z\t9\n' \
		lf-import --time t --lead l --merges merges.tsv in.csv
}

@test "merges of 200,000 leads in one chain are followed, whatever their order" {
	printf 't,l\n2026-01-01,1\n2026-01-02,77777\n2026-01-03,200000\n' >in.csv
	seq 200000 | awk -v OFS='\t' 'BEGIN { print "lead", "into" } { print $1, $1 + 1 }' >up
	{ head -n 1 up; sed 1d up | tac; } >down
	{ head -n 1 up; sed 1d up | shuf --random-source=up; } >any
	printf 'time\tlead\n' >wanted
	printf '2026-01-0%dT00:00:00Z\t200001\n' 1 2 3 >>wanted
	for merges in up down any; do
		timeout 20 lf-import --time t --lead l --merges $merges in.csv >got
		same wanted got
	done
}

@test "merges that go round, or two ways, are bad data" {
	printf 't,l\n2026-01-01,1\n' >in.csv
	printf 'lead\tinto\n0\t1\n1\t2\n2\t3\n3\t1\n' >merges.tsv
	fails 1 "lf-import: merges.tsv:4: lead: '2' is merged into itself, by a cycle" \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tinto\n7\t7\n' >merges.tsv
	fails 1 "lf-import: merges.tsv:2: lead: '7' is merged into itself, by a cycle" \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tinto\n1\t2\n1\t2\n1\t3\n' >merges.tsv
	fails 1 "lf-import: merges.tsv:4: lead: '1' was merged into '2' on line 2" \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tinto\n1\t\n' >merges.tsv
	fails 1 'lf-import: merges.tsv:2: into: is empty' \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tto\n' >merges.tsv
	fails 2 "lf-import: merges.tsv: no column 'into'; there are: 'lead', 'to'" \
		lf-import --time t --lead l --merges merges.tsv in.csv
}

@test "what is known is written when the input pauses" {
	mkfifo in
	lf-import --time t --lead l <in >got &
	exec 9>in
	printf 't,l\n2026-01-01,a\n' >&9
	for _ in $(seq 200); do
		[ "$(wc -l <got)" -ge 2 ] && break
		sleep 0.02
	done
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' | same - got
	exec 9>&-
	wait
}

@test "with --columns the header goes out before anything is read" {
	mkfifo in
	lf-import --columns t,l --time t --lead l <in >got &
	exec 9>in
	for _ in $(seq 200); do
		[ "$(wc -l <got)" -ge 1 ] && break
		sleep 0.02
	done
	printf 'time\tlead\n' | same - got
	printf '2026-01-01,a\n' >&9
	exec 9>&-
	wait
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' | same - got
}

@test "lines that are skipped are counted, wherever a block ends" {
	for filler in 131068 131069 131070 131071; do
		{ printf 'a\r\n%*s\r\nt,l\r\n' $filler x; printf '2026-01-01,a\r\n,b\r\n'; } >in.csv
		fails 1 'lf-import: in.csv:5: record 2: t: is empty' \
			lf-import --time t --lead l --skip-lines 2 in.csv
	done
}
