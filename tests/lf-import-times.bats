load lib/helper

# wants TEXT COMMAND...: its standard output is that text, with escapes as in printf.
wants() {
	printf "$1" >wanted
	shift
	"$@" >got
	same wanted got
}

# reads [OPTION]...: lines of text, "|", and the time that it is read as.
reads() {
	while IFS='|' read -r text wanted; do
		printf 't,l\n"%s",a\n' "$text" >in.csv
		printf '%s\ta\n' "$wanted" >wanted
		lf-import --time t --lead l --no-header "$@" in.csv >got || return
		same wanted got || return
	done
}

# refuses MESSAGE TEXT [OPTION]...: the time is bad data; the message goes on so.
refuses() {
	printf 't,l\n"%s",a\n' "$2" >in.csv
	fails 1 "lf-import: in.csv:2: record 1: t: '$2' $1" lf-import --time t --lead l "${@:3}" in.csv
}

@test "times are read in every format that exports use" {
	while IFS='|' read -r format text wanted; do
		printf '%s|%s\n' "$text" "$wanted" | reads --time-format "$format"
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
		epoch-us|1767225600123456|2026-01-01T00:00:00.123456Z
		epoch-us|-1|1969-12-31T23:59:59.999999Z
		epoch-ns|1767225600123456789|2026-01-01T00:00:00.123456Z
		epoch|1767225600.1234567|2026-01-01T00:00:00.123456Z
		%Y-%m-%d %H:%M:%S.%f|2026-01-01 09:30:00.1234567|2026-01-01T09:30:00.123456Z
		%b %d %Y %T %Z%z|Jan 31 2026 09:30:00 GMT+0100|2026-01-31T08:30:00Z
		%d %b %Y|5 Sept 2026|2026-09-05T00:00:00Z
		%d %b %Y|5 Sep. 2026|2026-09-05T00:00:00Z
		%d %b. %Y|5 Sep. 2026|2026-09-05T00:00:00Z
		%Y-%m-%d, %I:%M %p|2026-01-31, 2:07 p.m.|2026-01-31T14:07:00Z
	TABLE
}

@test "a number with a digit more than its letter takes is no time" {
	while IFS='|' read -r format text; do
		refuses 'is not a time of the given format' "$text" --time-format "$format"
	done <<-'TABLE'
		%d/%m/%Y|031/01/2026
		%d/%m/%Y|31/001/2026
		%d/%m/%Y|31/01/02026
		%e/%m/%y|031/01/26
		%e/%m/%y|31/01/026
		%Y-%j|2026-0031
		%Y-%m-%d %H:%M:%S|2026-01-31 009:30:00
		%Y-%m-%d %H:%M:%S|2026-01-31 09:030:00
		%Y-%m-%d %H:%M:%S|2026-01-31 09:30:000
		%Y-%m-%d %I:%M %p|2026-01-31 009:30 AM
	TABLE
	reads --time-format %Y-%j <<-'TABLE'
		2026-031|2026-01-31T00:00:00Z
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

@test "without a format, times are ISO 8601 as exports write it" {
	reads <<-'TABLE'
		2026-01-31|2026-01-31T00:00:00Z
		2026-01-31T09:30|2026-01-31T09:30:00Z
		2026-01-31 9:30|2026-01-31T09:30:00Z
		2026-01-31 9:30:05|2026-01-31T09:30:05Z
		2026-01-31 09:30:05 UTC|2026-01-31T09:30:05Z
		2026-01-31 9:30:05.25 GMT|2026-01-31T09:30:05.25Z
		2026-01-31 09:30:05. UTC|2026-01-31T09:30:05Z
		2026-01-31T09:30:05.123456789Z|2026-01-31T09:30:05.123456Z
		2026-01-31T09:30:05.9999999Z|2026-01-31T09:30:05.999999Z
		2026-01-31T09:30:05.1234567+02:00|2026-01-31T07:30:05.123456Z
		2026-01-31 09:30:05 +0000|2026-01-31T09:30:05Z
		2026-01-31 09:30:05 -0330|2026-01-31T13:00:05Z
		2026-01-31  09:30:05+01|2026-01-31T08:30:05Z
	TABLE
	for text in 2026-01-31T '2026-01-31 9' '2026-01-31 9:30 CET' '2026-01-31 9:30 UTCX' \
		'2026-01-31 9:30 UTC ' '2026-01-31 24:00' '2026-02-29 9:30' '2026-01-31 9:30 +25:00'; do
		refuses 'is not an ISO 8601 time' "$text"
	done
}

@test "UTC, GMT or Z in a time or its format is its zone, whatever --zone says" {
	for zone in America/New_York Asia/Kolkata Europe/Oslo; do
		reads --zone $zone <<-'TABLE'
			2026-07-31 14:07:31 UTC|2026-07-31T14:07:31Z
			2026-07-31 14:07:31 GMT|2026-07-31T14:07:31Z
			2026-07-31T14:07:31Z|2026-07-31T14:07:31Z
			2026-03-29 02:30:00 UTC|2026-03-29T02:30:00Z
			2026-03-08 02:30:00 utc|2026-03-08T02:30:00Z
		TABLE
		while IFS='|' read -r format text wanted; do
			printf '%s|%s\n' "$text" "$wanted" | reads --zone $zone --time-format "$format"
		done <<-'TABLE'
			%Y-%m-%d %H:%M:%S UTC|2026-07-31 14:07:31 UTC|2026-07-31T14:07:31Z
			%Y-%m-%d %H:%M:%SZ|2026-07-31 14:07:31Z|2026-07-31T14:07:31Z
			%d.%m.%Y (GMT) %H:%M|31.07.2026 (GMT) 14:07|2026-07-31T14:07:00Z
			%a, %d %b %Y %T %Z|Fri, 31 Jul 2026 14:07:31 GMT|2026-07-31T14:07:31Z
			%Y-%m-%d %H:%M GMT%z|2026-07-31 14:07 GMT+0200|2026-07-31T12:07:00Z
			%Y%m%dT%H%M%SZ|20260731T140731Z|2026-07-31T14:07:31Z
			epoch|1785506851|2026-07-31T14:07:31Z
		TABLE
	done
	reads --zone Europe/Oslo --time-format '%d.%m.%Y Zeit %H:%M' <<-'TABLE'
		31.07.2026 Zeit 14:07|2026-07-31T12:07:00Z
	TABLE
	# In a longer word they are no zone.
	for letter in a z A Z; do
		for word in GMT$letter ${letter}GMT; do
			echo "31.07.2026 14:07 $word|2026-07-31T12:07:00Z" |
				reads --zone Europe/Oslo --time-format "%d.%m.%Y %H:%M $word"
		done
	done
	printf 't,l\n' >in.csv
	fails 2 "lf-import: --time-format: '%Y-%m-%d %H:%M GMT+2': write an offset from UTC as %z" \
		lf-import --time t --lead l --time-format '%Y-%m-%d %H:%M GMT+2' in.csv
}

@test "an offset in a format is the zone of its times, and the name of a zone needs --zone" {
	local zone
	for zone in UTC Europe/Oslo; do
		while IFS='|' read -r format text wanted; do
			printf '%s|%s\n' "$text" "$wanted" | reads --zone $zone --time-format "$format"
		done <<-'TABLE'
			%Y-%m-%d %H:%M:%S -05:00|2026-07-31 14:07:31 -05:00|2026-07-31T19:07:31Z
			%Y-%m-%dT%H:%M:%S.000+0100|2026-07-31T14:07:31.000+0100|2026-07-31T13:07:31Z
			%F %R (+05:30)|2026-07-31 14:07 (+05:30)|2026-07-31T08:37:00Z
			%I %p +02 %F|2 PM +02 2026-07-31|2026-07-31T12:00:00Z
		TABLE
	done
	# These are no offsets.
	reads --zone UTC --time-format '%H:%M %d-%m-20%y' <<-'TABLE'
		14:07 31-07-2026|2026-07-31T14:07:00Z
	TABLE
	reads --zone UTC --time-format '%F %H:%M-17:00' <<-'TABLE'
		2026-07-31 09:00-17:00|2026-07-31T09:00:00Z
	TABLE
	reads --zone UTC --time-format '%F%z %T -20%y' <<-'TABLE'
		2026-07-31+0200 14:07:31 -2026|2026-07-31T12:07:31Z
	TABLE
	printf 't,l\n2026-01-31 09:00 EST,a\n2026-07-31 09:00 EDT,a\n' >in.csv
	printf '2026-01-31T14:00:00Z\n2026-07-31T13:00:00Z\n' >wanted
	lf-import --time t --lead l --time-format '%F %R EST' --time-format '%F %R EDT' \
		--zone America/New_York --no-header in.csv | cut -f 1 | same wanted -
	fails 2 "lf-import: --time-format: '%F %R EST': EST says no offset from UTC: say with --zone which zone it is, such as America/New_York" \
		lf-import --time t --lead l --time-format '%F %R EST' in.csv
	# GMT is one, and a word is not the name of a zone.
	reads --time-format '%F %R GMT' <<-'TABLE'
		2026-07-31 14:07 GMT|2026-07-31T14:07:00Z
	TABLE
	reads --time-format '%F %R Start' <<-'TABLE'
		2026-07-31 14:07 Start|2026-07-31T14:07:00Z
	TABLE
}

@test "times in a zone are the instants that date(1) says" {
	local zone second
	for zone in America/New_York Europe/Oslo Asia/Kolkata Australia/Lord_Howe; do
		awk -v seed="${#zone}" 'BEGIN { srand(seed); for (i = 0; i < 150; i++) print "@" int(1e9 + rand() * 8e8) }' >seconds
		date -u -f seconds '+%Y-%m-%dT%H:%M:%SZ' >instants
		{ echo t,l; TZ=$zone date -f seconds '+"%m/%d/%Y %I:%M:%S %p",a'; } >in.csv
		lf-import --time t --lead l --zone $zone --time-format '%m/%d/%Y %I:%M:%S %p' --no-header in.csv 2>twice |
			cut -f1 >got
		# What clocks showed twice may be the other of the two.
		[ "$(paste instants got | awk -F '\t' '$1 != $2' | wc -l)" -le "$(grep -o '^lf-import: [0-9]*' twice | grep -o '[0-9]*' || echo 0)" ]
	done
}

@test "excel days are those that sqlite3 makes of the Julian day" {
	awk 'BEGIN { srand(1); print "60.9999"; for (i = 0; i < 500; i++) printf "%.10f\n", 61 + rand() * 60000 }' |
		sed 1d >serials
	{ echo t,l; sed 's/$/,a/' serials; } >in.csv
	{ echo 'CREATE TABLE s(x);'; sed 's/.*/INSERT INTO s VALUES(&);/' serials
		echo "SELECT strftime('%Y-%m-%dT%H:%M:%f', x + 2415018.5) FROM s;"; } | sqlite3 -batch >wanted
	lf-import --time t --lead l --time-format excel --no-header in.csv | cut -f1 |
		sed 's/Z$//; /\./!s/$/.000/; s/\.\(.\)$/.\100/; s/\.\(..\)$/.\10/' >got
	# sqlite3's own doubles are a millisecond off now and then.
	paste wanted got | awk -F '\t' 'function ms(t) { return substr(t, 18) * 1000 }
		substr($1, 1, 17) != substr($2, 1, 17) || ms($1) - ms($2) > 1 || ms($2) - ms($1) > 1' >differ
	[ "$(wc -l <got)" -eq 500 ]
	same /dev/null differ
	reads --time-format excel <<-'TABLE'
		45352|2024-03-01T00:00:00Z
		45352.0|2024-03-01T00:00:00Z
		45352.588553240741|2024-03-01T14:07:31Z
		61|1900-03-01T00:00:00Z
		2958465.999988426|9999-12-31T23:59:59Z
	TABLE
	reads --time-format excel --zone Europe/Oslo <<-'TABLE'
		45352.5|2024-03-01T11:00:00Z
		45352|2024-02-29T23:00:00Z
	TABLE
	for text in 60 0 -1 2958466 45352,5 4.5E4 45352.; do
		refuses 'is not a time of the given format' "$text" --time-format excel
	done
}

@test "two --time columns are read with a blank between them" {
	printf 'id,Date,Time\n1,05/01/2026,9:12 AM\n2,05/01/2026,9:12 PM\n' >in.csv
	lf-import --time Date --time Time --time-format '%d/%m/%Y %I:%M %p' --lead id --no-header in.csv >got
	printf '2026-01-05T09:12:00Z\t1\n2026-01-05T21:12:00Z\t2\n' | same - got
	printf 'id,d,t\n1,2026-01-05,9:12\n2,2026-01-05,\n3,,2026-01-06 9:12\n' >in.csv
	lf-import --time d --time t --lead id --no-header in.csv >got
	printf '2026-01-05T09:12:00Z\t1\n2026-01-05T00:00:00Z\t2\n2026-01-06T09:12:00Z\t3\n' | same - got
	printf 'id,d,t\n1,2026-01-05,x\n2,,\n' >in.csv
	lf-import --time d --time t --lead id --rejects bad in.csv >got 2>stderr
	cut -f3 bad >reasons
	printf 'record %s\n' "1: d, t: '2026-01-05 x' is not an ISO 8601 time" '2: d, t: is empty' | same - reasons
	fails 2 'lf-import: --time: two columns at most, a date and its time of day' \
		lf-import --time d --time t --time u --lead id in.csv
	fails 2 "lf-import: in.csv: no column 'u'; there are: 'id', 'd', 't'" lf-import --time d --time u --lead id in.csv
}

@test "--month-names reads months of other languages, in any case and with or without points" {
	local french='janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.'
	reads --time-format '%d %b %Y %H:%M' --month-names "$french" <<-'TABLE'
		5 janv. 2026 9:12|2026-01-05T09:12:00Z
		5 janv 2026 9:12|2026-01-05T09:12:00Z
		5 FéVR. 2026 9:12|2026-02-05T09:12:00Z
		5 août 2026 9:12|2026-08-05T09:12:00Z
		5 Déc. 2026 9:12|2026-12-05T09:12:00Z
	TABLE
	reads --time-format '%d. %B %Y' --month-names januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember <<-'TABLE'
		17. Mai 2026|2026-05-17T00:00:00Z
		1. desember 2026|2026-12-01T00:00:00Z
	TABLE
	# One name may begin with another.
	reads --time-format %d%b%Y --month-names a,ab,abc,d,e,f,g,h,i,j,k,l <<-'TABLE'
		1a2026|2026-01-01T00:00:00Z
		1ab2026|2026-02-01T00:00:00Z
		1abc2026|2026-03-01T00:00:00Z
	TABLE
	refuses 'is not a time of the given format' '5 Jan 2026 9:12' --time-format '%d %b %Y %H:%M' --month-names "$french"
	names() {
		fails 2 "lf-import: --month-names: $1" lf-import --time t --lead l --month-names "$2" in.csv
	}
	names '3 names, where a year has 12 months' a,b,c
	names "'A' is two months" a,b,c,d,e,f,g,h,i,j,k,A.
	names 'month 12 has no name' a,b,c,d,e,f,g,h,i,j,k,.
}

@test "a time that nothing reads names the formats that would" {
	local iso='is not an ISO 8601 time; try --time-format' given='is not a time of the given format; try --time-format'
	refuses "$iso '%m/%d/%Y %I:%M %p' or '%d/%m/%Y %I:%M %p'" '3/5/2024 2:07 PM'
	refuses "$iso '%m/%d/%Y %I:%M %p'" '3/15/2024 2:07 PM'
	refuses "$iso '%d/%m/%Y %H:%M:%S'" '15/03/2024 14:07:31'
	refuses "$iso '%m/%d/%y' or '%d/%m/%y'" 3/5/24
	refuses "$iso '%d.%m.%Y %H:%M'" '5.3.2024 14:07'
	refuses "$iso '%b %d, %Y, %I:%M %p'" 'Mar 5, 2024, 2:07 PM'
	refuses "$iso '%a, %d %b %Y %H:%M:%S %Z'" 'Tue, 05 Mar 2024 14:07:31 GMT'
	refuses "$iso '%Y/%m/%d %H:%M:%S.%f'" '2024/03/05 14:07:31.25'
	refuses "$iso '%Y%m%d'" 20240305
	refuses "$iso 'excel'" 45352.5
	refuses "$iso 'epoch'" 1700000000
	refuses "$iso 'epoch-ms'" 1700000000123
	refuses "$iso 'epoch-us'" 1767225600123456
	refuses "$iso 'epoch-ns'" 1767225600123456789
	refuses "$iso '%d. %b %Y' and --month-names" '5. Mai 2024'
	refuses "$iso '%d %b %Y %H:%M' and --month-names" '5 févr. 2024 14:07'
	refuses "$given '%d/%m/%Y'" 15/03/2024 --time-format %m/%d/%Y
	refuses "is not an ISO 8601 time" yesterday
	refuses "is not an ISO 8601 time" 2024-13-05
}

@test "what a time is said to be tried with reads it" {
	local format
	for text in '3/15/2024 2:07 PM' '15.03.2024' '15-Mar-24 9:05' 'Mar 15, 2024 2:07:31 PM' \
		'15/Mar/2024:14:07:31 +0000' '2024/03/15T14:07' 45352.25 1710511651; do
		printf 't,l\n"%s",a\n' "$text" >in.csv
		lf-import --time t --lead l in.csv 2>stderr || true
		format=$(sed "s/.*--time-format '//; s/'.*//" stderr)
		lf-import --time t --lead l --time-format "$format" --no-header in.csv >got
		grep -q '^2024-03-' got
	done
}

@test "in a ledger a midnight that names no zone is a day" {
	printf 'd,c\n2020-03-28 00:00:00,5\n2020-03-29T00:00,6\n2020-03-30 00:00:00 UTC,7\n2020-03-31,8\n' >in.csv
	lf-import --time d --amount c in.csv >got 2>stderr
	printf 'time\tamount\n2020-03-28\t5\n2020-03-29\t6\n2020-03-30T00:00:00Z\t7\n2020-03-31\t8\n' | same - got
	[ "$(cat stderr)" = 'lf-import: 2 midnights taken as days, beside 1 other time; with --zone none would be' ]
	printf 'd,c\n28.03.2020 00:00,5\n' >in.csv
	lf-import --time d --amount c --time-format '%d.%m.%Y %H:%M' in.csv >got 2>stderr
	printf 'time\tamount\n2020-03-28\t5\n' | same - got
	same /dev/null stderr
	lf-import --time d --amount c --time-format '%d.%m.%Y %H:%M' --zone Europe/Oslo in.csv >got
	printf 'time\tamount\n2020-03-27T23:00:00Z\t5\n' | same - got
	printf 'd,l\n2020-03-28 00:00:00,5\n' >in.csv
	wants 'time\tlead\n2020-03-28T00:00:00Z\t5\n' lf-import --time d --lead l in.csv
}

@test "times before 1990 or from 2050 on are counted: often their unit or format is wrong" {
	printf 't,l\n1767225600,a\n1767312000,a\n' >in.csv
	fails 0 "lf-import: 2 times are before 1990 or from 2050 on: the first, '1767225600', is 1970-01-21T10:53:45.6Z; try --time-format 'epoch'" \
		lf-import --time t --lead l --time-format epoch-ms in.csv
	lf-import --time t --lead l --time-format epoch in.csv >out 2>err
	same /dev/null err
	printf 't,l\n1989-12-31T23:59:59Z,a\n1990-01-01,a\n2049-12-31T23:59:59.9Z,b\n2050-01-01,c\n' >in.csv
	fails 0 "lf-import: 2 times are before 1990 or from 2050 on: the first, '1989-12-31T23:59:59Z', is 1989-12-31T23:59:59Z" \
		lf-import --time t --lead l --zone UTC in.csv
	printf 'l,a,b\nx,9999-12-31,2026-01-01\n' >in.csv
	fails 0 "lf-import: 1 time is before 1990 or from 2050 on: the first, '9999-12-31', is 9999-12-31" \
		lf-import --lead l --entered a=A --entered b=B in.csv
	printf 'd,u,amount\n1900-01-01,2026-01-01,5\n' >in.csv
	fails 0 "lf-import: 1 time is before 1990 or from 2050 on: the first, '1900-01-01', is 1900-01-01" \
		lf-import --span d,u --amount amount in.csv
}

@test "times without a zone are counted where others name one" {
	printf 't,l\n2026-01-05T10:00:00+01:00,a\n2026-01-06 10:00,a\n2026-01-06T10:00:00,a\n2026-01-07,b\n' >in.csv
	fails 0 "lf-import: 3 times name no zone, and are taken as UTC, while others name one: say theirs with --zone" \
		lf-import --time t --lead l in.csv
	lf-import --time t --lead l --zone Europe/Oslo in.csv 2>err >out
	same /dev/null err
	sed 2d in.csv >bare.csv
	lf-import --time t --lead l bare.csv 2>err >out
	same /dev/null err
	printf 't,l\n2026-01-05T10:00:00Z,a\n2026-01-06T10:00:00Z,a\n' >in.csv
	lf-import --time t --lead l in.csv 2>err >out
	same /dev/null err
	printf '2026-01-06T10:00:00,a\n' >>in.csv
	fails 0 "lf-import: 1 time names no zone, and is taken as UTC, while others name one: say theirs with --zone" \
		lf-import --time t --lead l in.csv
}
