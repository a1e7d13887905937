# lf-sort: the header first, times as instants; in memory, and by temporary files.

load lib/helper

tab=$(printf '\t')

# Random logs from that seed: what lf-sort makes of them against what sort(1) does.
trials() {
	LC_ALL=C awk -v trials="$1" -v seed="$2" -f "$BATS_TEST_DIRNAME/oracle/sort-trials.awk" >keyed
	LC_ALL=C sort -t "$tab" -k 1,1n -k 2,2 -k 3,3 -k 4,4 -k 5,5n keyed | cut -f 6- >wanted
	[ "$(cut -f 1 keyed | uniq | wc -l)" -gt $(($1 / 2)) ]
	while IFS=$tab read -r trial options; do
		lf-sort --no-header $options "$trial.log"
	done <options >got 2>err
	same wanted got
}

# A log of that many events, in order, and the same in another order.
logs() {
	generate log "$1" $(($1 / 10)) 3 >ordered
	{ head -n 1 ordered; sed 1d ordered | LC_ALL=C sort -r -k 2; } >shuffled
}

@test "rows come by time, then by lead, the header first" {
	table >in <<-'END'
		lead time score
		b 2026-01-02 1
		a 2026-01-02 2
		z 2026-01-01 3
	END
	table >wanted <<-'END'
		lead time score
		z 2026-01-01 3
		a 2026-01-02 2
		b 2026-01-02 1
	END
	lf-sort in >out
	same wanted out
}

@test "times are compared as instants: offsets, fractions, bare dates" {
	table >wanted <<-'END'
		time lead
		. h
		0001-01-01 g
		1969-12-31T23:59:59.999999Z f
		2026-01-31T09:29:59.999999+00:00 e
		2026-01-31T10:30+01:00 d
		2026-01-31T09:30:00.5Z c
		2026-01-31T04:30:01-0500 b
		9999-12-31T23:59:59.999999Z a
	END
	{ head -n 1 wanted; sed 1d wanted | tac; } >in
	lf-sort in >out
	same wanted out
}

@test "since is a time as well, and --time names the column that is" {
	table >in <<-'END'
		at since
		2026-01-01T00:00:00.5Z 2026-01-01T00:00:00.5Z
		2026-01-01T00:00:00.5Z 2026-01-01T00:00:00Z
		2026-01-01T00:00:00Z 2026-01-01T00:00:00.5Z
	END
	table >wanted <<-'END'
		at since
		2026-01-01T00:00:00Z 2026-01-01T00:00:00.5Z
		2026-01-01T00:00:00.5Z 2026-01-01T00:00:00Z
		2026-01-01T00:00:00.5Z 2026-01-01T00:00:00.5Z
	END
	lf-sort --time at --key at,since in >out
	same wanted out
}

@test "equal keys keep their order" {
	table >in <<-'END'
		lead n
		b 9
		a 3
		b 1
		a 2
		b 5
	END
	table >wanted <<-'END'
		lead n
		a 3
		a 2
		b 9
		b 1
		b 5
	END
	lf-sort --key lead in >out
	same wanted out
}

@test "many rows with equal keys keep their order" {
	# Two leads: 20,000 rows each, more than three digits of base 128 can count.
	awk 'BEGIN {
		print "time\tlead\tn"
		for (i = 0; i < 40000; i++)
			printf "2026-01-01T00:00:00%s\t%s\t%d\n", i % 3 ? "Z" : "", i % 2 ? "a" : "b", i
	}' >in
	{ head -n 1 in; grep -P '\ta\t' in; grep -P '\tb\t' in; } >wanted
	lf-sort in >out
	same wanted out
}

@test "a header without rows stays alone" {
	printf 'time\tlead\n' >in
	lf-sort in >out
	same in out
}

@test "columns hold every byte, and the shorter value comes before the longer" {
	{
		printf 'lead\ttime\n'
		for byte in $(seq 255 -1 0); do
			case $byte in 9 | 10 | 13) continue ;; esac
			octal=$(printf %03o "$byte")
			printf "\\$octal\\001\t2026-01-01\n\\$octal\t2026-01-01\n"
			printf "\\$octal\t2025-01-01T00:00:00.5Z\n\\$octal\t2025-01-01\n"
		done
	} >in
	# These times are ordered as text is, but for the fraction, which is last of its second.
	sed 1d in | LC_ALL=C sort -s -t "$(printf '\t')" -k 1,1 -k 2,2 >wanted
	lf-sort --no-header --key lead,time in >out
	same wanted out
	[ "$(wc -l <out)" -eq 1012 ]
}

@test "columns are compared one after the other, whatever bytes they hold" {
	# Each pair of the bytes around the separators, as a field and as part of one.
	bytes='000 001 002 003 004 010 013 040 055 176 200 377'
	{
		printf 'a\tb\n'
		for first in $bytes; do
			for second in $bytes; do
				printf "x\\$first\\t\\$second\n"
				printf "x\\t\\$first\\$second\n"
				printf "x\\$first\\$second\\t\n"
			done
		done
	} >in
	awk 'NR > 1' in >rows
	LC_ALL=C sort -s -t "$(printf '\t')" -k 1,1 -k 2,2 <rows >wanted
	lf-sort --no-header --key a,b in >out
	same wanted out
	[ "$(wc -l <out)" -eq 432 ]
}

@test "a missing value sorts first, as --null spells it" {
	printf 'time\tlead\n2026-01-01\tb\n\\N\tz\n2026-01-01\t\\N\n' >in
	printf 'time\tlead\n\\N\tz\n2026-01-01\t\\N\n2026-01-01\tb\n' >wanted
	lf-sort --null '\N' in >out
	same wanted out
}

@test "random logs come as sqlite orders them" {
	awk 'BEGIN {
		srand(7)
		print "n\tlead\ttime"
		for (i = 0; i < 5000; i++)
			printf "%d\tL%d\t2026-01-%02dT%02d:%02d:00%s%s\n", i, rand() * 50,
			    1 + rand() * 9, rand() * 24, rand() * 60,
			    rand() < .3 ? sprintf(".%d", 1 + rand() * 998) : "",
			    rand() < .5 ? "Z" : rand() < .5 ? "+02:00" : "-11:30"
	}' >in
	# A fraction of three digits at most, so that the sum stays an integer.
	sqlite3 :memory: '.mode tabs' '.import in e' \
		"SELECT n, lead, time FROM e ORDER BY
		 unixepoch(substr(time, 1, 19) || replace(ltrim(substr(time, 20), '.0123456789'), 'Z', ''))
		 + CAST('0' || rtrim(CASE substr(time, 20, 1) WHEN '.'
		   THEN substr(time, 20, instr(substr(time, 21) || 'Z', 'Z'))
		   ELSE '' END, 'Z') AS REAL),
		 lead, CAST(n AS INTEGER)" >wanted
	lf-sort --no-header in >out
	same wanted out
}

@test "long rows, NULs, and rows without values pass through" {
	{
		printf 'time\tlead\tnote\n'
		printf '2026-01-02\tb\t%0200000d\n' 7
		printf '2026-01-01\ta\tx\0y\n'
		printf '\t\t\n'
	} >in
	{
		printf 'time\tlead\tnote\n'
		printf '\t\t\n'
		printf '2026-01-01\ta\tx\0y\n'
		printf '2026-01-02\tb\t%0200000d\n' 7
	} >wanted
	lf-sort in >out
	same wanted out
}

@test "a bad time ends the run, and no rows have come out" {
	printf 'time\tlead\n2026-01-02\ta\n2026-01-01\tb\n2026-13-01\tc\n2025-01-01\td\n' >in
	head -n 1 in >wanted
	# Also where the rows before it are in a file already, or time is not the first key.
	for option in --no-such --buffer-size=1b --key=lead,time; do
		fails 1 "lf-sort: in:4: time: '2026-13-01' is not an ISO 8601 time" \
			lf-sort ${option#--no-such} in
		same wanted stdout
	done
}

@test "a bad time goes to the rejects, and the rest is sorted" {
	printf 'time\tlead\n2026-01-02\ta\nnever\tc\n2026-01-01\tb\n' >in
	lf-sort --rejects rejects in >out 2>err
	printf 'time\tlead\n2026-01-01\tb\n2026-01-02\ta\n' >wanted
	same wanted out
	cut -f 4- rejects >got
	printf 'never\tc\n' >wanted
	same wanted got
	printf 'lf-sort: 1 row rejected to rejects\n' >wanted
	same wanted err
}

@test "bad rows go to the rejects while runs are merged more than once" {
	logs 2000
	awk '{ print } NR % 7 == 0 { print "bad" }' shuffled >in
	lf-sort --rejects rejects --buffer-size 1K in >out 2>err
	same ordered out
	echo "lf-sort: $(grep -c bad in) rows rejected to rejects" | same - err
	[ "$(cut -f 4- rejects | sort -u)" = bad ]
}

@test "sort programs first in PATH, broken, foreign or absent, change nothing" {
	logs 20000
	sorter=$(command -v lf-sort)
	mkdir fake none
	for script in 'exit 3' 'cat' 'cat >/dev/null' 'tac' 'kill -9 $$' 'head -c 100000'; do
		printf '#!/bin/sh\n%s\n' "$script" >fake/sort
		chmod +x fake/sort
		PATH=$PWD/fake:$PATH lf-sort shuffled | same ordered -
		PATH=$PWD/fake:$PATH lf-sort --buffer-size 100K shuffled | same ordered -
	done
	(PATH=$PWD/none && "$sorter" --buffer-size 100K shuffled >out)
	same ordered out
}

@test "it needs no child to be waited for" {
	logs 20000
	(trap '' CHLD && lf-sort --buffer-size 100K shuffled >out)
	same ordered out
}

@test "a reader that goes away ends it, as it ends every filter" {
	generate log 20000 100 1 >in
	env --default-signal=PIPE lf-sort in | head -n 1 >out
	[ "${PIPESTATUS[0]}" -eq 141 ]
}

@test "settings that make no sense are usage errors" {
	printf 'time\tlead\n' >in
	for size in big '' M 500X 500MB -5 5.5M 99999999999999999999999; do
		fails 2 "lf-sort: --buffer-size: '$size' is not a size such as 500M, 2G or 50%" \
			lf-sort --buffer-size "$size" in
	done
	fails 2 "lf-sort: unknown option --parallel; see lf-sort --help" lf-sort --parallel 2 in
	for column in stage stage:n; do
		status=0
		lf-sort --key "lead,$column" in >out 2>err || status=$?
		[ "$status" -eq 2 ]
		grep -q "^lf-sort: in: no column 'stage'; there are: " err
	done
}

@test "real logs with mixed offsets are in order" {
	needs_shared bpi2012/bpic2012.csv.gz
	zcat "$shared/bpi2012/bpic2012.csv.gz" | head -n 20000 | tr ',' '\t' >in
	sqlite3 :memory: '.mode tabs' '.headers on' '.import in e' \
		"SELECT * FROM e ORDER BY julianday(timestamp), \"case\", rowid" >wanted
	lf-sort --time timestamp --lead case in >out
	same wanted out
}

@test "COL:n holds exact decimal numbers, of which a missing one comes first" {
	table >in <<-'END'
		id n
		a 10
		b 9
		c 07
		d 7.0
		e 7
		f -1
		g .
		h -1.5
		i +7.000000000000000001
		j 99999999999999999999.5
		k -99999999999999999999.5
		l 0.1
		m -0
		n 0
	END
	table >wanted <<-'END'
		id n
		g .
		k -99999999999999999999.5
		h -1.5
		f -1
		m -0
		n 0
		l 0.1
		c 07
		d 7.0
		e 7
		i +7.000000000000000001
		b 9
		a 10
		j 99999999999999999999.5
	END
	lf-sort --key n:n in >out
	same wanted out
	sed 's/\t$/\t-/' in | lf-sort --null - --key n:n,id | sed 's/\t-$/\t/' >out
	same wanted out
}

@test "what is no number is a bad row; a column that has :n in its name is text" {
	printf 'n\tid\n2\ta\n1e3\tb\n1\tc\n' >in
	head -n 1 in >header
	for key in n:n id,n:n; do
		fails 1 "lf-sort: in:3: n: '1e3' is not a number" lf-sort --key $key in
		same header stdout
	done
	lf-sort --rejects rejects --key n:n in >out 2>err
	printf 'n\tid\n1\tc\n2\ta\n' | same - out
	printf "in\t3\tn: '1e3' is not a number\t1e3\tb\n" | same - rejects
	printf 'n:n\tn\n10\t9\n9\t10\n' >both
	lf-sort --key n:n both >out
	same both out
}

@test "2,000 random logs come as sort(1) orders them by keys that awk made" {
	trials 2000 1
}

@test "many rows in any order, with times of any density, are sorted" {
	# Seconds in any order, microseconds, a few days only, and one row far from the others.
	logs 30000
	lf-sort shuffled >out
	same ordered out
	sed 1d shuffled | awk -F '\t' -v OFS='\t' '
		NR % 3 == 0 { sub(/Z/, sprintf(".%06dZ", NR * 7919 % 1000000), $1) }
		NR % 3 == 1 { $1 = substr($1, 1, 10) }
		NR % 3 == 2 { sub(/Z/, "", $1) }
		NR == 20000 { $1 = "9999-12-31" } NR == 20001 { $1 = "0001-01-01" } 1' >mixed
	# As text, once all have six decimals.
	awk -F '\t' '{
		time = $1
		sub(/Z$/, "", time)
		print time substr("T00:00:00.000000", length(time) - 9) "\t" $2 "\t" $0
	}' mixed | LC_ALL=C sort -s -t "$tab" -k 1,1 -k 2,2 | cut -f 3- >wanted
	lf-sort --no-header --columns time,lead,event,score mixed >out
	same wanted out
	lf-sort --no-header --columns time,lead,event,score --buffer-size 300K mixed >out
	same wanted out
}

@test "values that differ late, and many that are equal, are sorted" {
	awk 'BEGIN {
		for (i = 0; i < 3000; i++) {
			text = ""
			for (n = i * 7919 % 101; n > 0; n--) text = text "same"
			printf "%s%d\t%d\n", text, i * 31 % 7, i
		}
	}' >in
	LC_ALL=C sort -s -t "$tab" -k 1,1 in >wanted
	lf-sort --columns name,n --key name --no-header in >out
	same wanted out
	sed 's/[0-6]\t/\t/' in >equal
	LC_ALL=C sort -s -t "$tab" -k 1,1 equal >wanted
	lf-sort --columns name,n --key name --no-header equal >out
	same wanted out
}

@test "sorted files one after the other are merged, of equal rows the first file's first" {
	logs 20000
	for part in 0 1 2; do
		awk -v part=$part 'NR == 1 || NR % 3 == part' ordered >part.$part
	done
	lf-sort part.2 part.0 part.1 >out
	same ordered out
	for part in a b c; do
		sed "1s/\$/\tpart/; 2,\$s/\$/\t$part/" ordered >$part
	done
	sed -s 1d a b c | LC_ALL=C sort -s -k 1,2 >wanted
	lf-sort --no-header a b c >out
	same wanted out
	# More of them than are merged at once.
	split -l 500 --filter 'LC_ALL=C sort -k 1,2 >$FILE' <(sed 1d shuffled) pieces.
	[ "$(ls pieces.* | wc -l)" -eq 40 ]
	lf-sort --no-header --columns time,lead,event,score pieces.* >out
	sed 1d ordered | same - out
}

@test "input in falling order is sorted" {
	logs 20000
	sed 1d ordered | tac >falling
	sed 1d ordered >wanted
	for option in --no-header --newest-first --buffer-size=300K; do
		lf-sort --no-header $option --columns time,lead,event,score falling >out
		same wanted out
	done
}

@test "input larger than memory is sorted, whatever the size" {
	logs 20000
	for size in 700b 10K 30K 100K 300K 500K 1M 1200K 1300K 1500K; do
		lf-sort --buffer-size $size shuffled >out
		same ordered out
		lf-sort --buffer-size $size ordered >out
		same ordered out
	done
	sed 's/$/\r/' shuffled | lf-sort --buffer-size 100K >out
	same ordered out
}

@test "rows that are longer than all memory are sorted" {
	awk 'BEGIN {
		print "time\tlead"
		for (i = 0; i < 200; i++) {
			lead = ""
			for (n = i * 7 % 31 * 300; n > 0; n--) lead = lead "long"
			printf "2026-01-%02d\t%s%d\n", 1 + i * 11 % 28, lead, i
		}
	}' >in
	{ head -n 1 in; sed 1d in | LC_ALL=C sort; } >wanted
	for size in 1b 10K 100K 300K 10M; do
		lf-sort --buffer-size $size in >out
		same wanted out
	done
}

@test "with --newest-first equal rows come in the reverse of their order" {
	table >in <<-'END'
		time lead n
		2026-01-03 a 1
		2026-01-02 b 2
		2026-01-02 a 3
		2026-01-02 a 4
		2026-01-01T24 x 5
		2026-01-01 a 6
	END
	sed -i /T24/d in
	table >wanted <<-'END'
		time lead n
		2026-01-01 a 6
		2026-01-02 a 4
		2026-01-02 a 3
		2026-01-02 b 2
		2026-01-03 a 1
	END
	for size in 1b 10M; do
		lf-sort --newest-first --buffer-size $size in >out 2>err
		same wanted out
		same /dev/null err
	done
	# Many, that are equal.
	awk 'BEGIN { for (i = 0; i < 20000; i++) print i * 7919 % 3 "\t" i }' >in
	LC_ALL=C sort -k 1,1 -k 2,2nr in >wanted
	for size in 10K 100K 10M; do
		lf-sort --newest-first --no-header --columns k,n --key k --buffer-size $size in >out
		same wanted out
	done
}

newest="lf-sort: the log looks newest first, and rows of one lead have equal times: with --newest-first these come in the order in which they happened"

# says MESSAGE ARGUMENT...: that, and no more, comes on standard error, with status 0.
says() {
	local message=$1
	shift
	lf-sort "$@" >out 2>err
	printf %s "$message" | same - err
}

@test "a log that looks newest first is noticed where equal times do harm" {
	# Ten changes of time, of which one is later; one lead twice at one time.
	log() {
		echo "time${tab}lead"
		for day in 10 09 08 07 06 05 04 03 02 01 "$1"; do
			printf '2026-01-%s\tlead%s\n' "$day" "$day"
		done
		printf '2026-01-%s\tlead%s\n' "$1" "$2"
	}
	log 11 11 >in
	says "$newest
" in
	says "$newest
" --buffer-size 1b in
	says "$newest
" --key lead,time in
	says "$newest
" --key time in
	says "" --newest-first in
	# Without time among the keys, or with another lead, or two later times of ten.
	says "" --key lead in
	log 11 12 >in
	says "" in
	{ log 11 11; printf '2026-01-12\tx\n'; } >in
	says "" in
	# A missing time is passed over.
	{ log 11 11; printf '\ty\n'; } >in
	says "$newest
" in
	# Rows of one time are neither.
	printf 'time\tlead\n2026-01-01\ta\n2026-01-01\ta\n' >in
	says "" in
	printf 'time\tlead\n2026-01-02\tb\n2026-01-01\ta\n2026-01-01\tb\n2026-01-01\ta\n' >in
	says "$newest
" --key time in
	says "" --columns time,event --key time --no-header <(sed 1d in)
}

@test "a log that has the rows of each lead together, newest first, is noticed too" {
	{
		echo "time${tab}lead${tab}stage"
		for lead in 5 3 4 1 2; do
			printf '2026-01-0%s\tlead%s\t%s\n' $((lead + 2)) $lead SQL \
				$((lead + 1)) $lead MQL $((lead + 1)) $lead form $lead $lead new
		done
	} >in
	says "$newest
" in
	lf-sort --newest-first in | awk -F '\t' '{ of[$2] = of[$2] " " $3 } END { print of["lead3"] }' |
		same - <(echo ' new form MQL SQL')
	# Oldest first in each lead, or in no order.
	{ sed 1q in; sed 1d in | tac; } >oldest
	says "" oldest
	{ sed 1q in; sed 1d in | sort -k 3; } >mixed
	says "" mixed
}

@test "--newest-first of a log that looks oldest first is reported" {
	oldest="lf-sort: the log looks oldest first: with --newest-first, rows of equal times come in the reverse of their order"
	seq -f '2026-01-%02g' 10 30 | sed "s/\$/${tab}a/; 1i time${tab}lead" >in
	says "$oldest
" --newest-first in
	{ sed 1q in; sed 1d in | tac; } >falling
	says "" --newest-first falling
	{ cat in; echo "2026-01-01${tab}b"; echo "2026-01-01${tab}b"; } >most
	says "$oldest
" --newest-first most
	sed 1q in >none
	says "" --newest-first none
	{ sed 1q in; echo "2026-01-01${tab}b"; } >one
	says "" --newest-first one
	says "" --newest-first --key lead in
}

@test "of several files those that are newest first are named, if not all are" {
	printf "time${tab}lead${tab}stage\n" | tee oldest >newest
	for day in 1 2 3 4 5; do
		printf "2026-01-0$day${tab}a$day${tab}%s\n" A B
	done | tee -a oldest | tac | sed 's/\ta/\tb/' >>newest
	also="newest first, and rows of one lead have equal times: bring each of these in order with lf-sort --newest-first, and give that in its place"
	says "lf-sort: of the files, only newest looks $also
" oldest newest
	says "lf-sort: of the files, only newest looks $also
" newest oldest
	# What is said helps: stages come in the order A, B.
	lf-sort --newest-first newest >ordered
	says "" oldest ordered
	awk -F '\t' 'NR > 1 { of[$2] = of[$2] $3 } END { for (lead in of) print of[lead] }' out | sort -u | same - <(echo AB)
	says "lf-sort: of the files, only newest looks newest first: with --newest-first, rows of equal times in the others come in the reverse of their order; sort these apart
" --newest-first oldest newest
	for i in 1 2 3 4 5 6; do cp newest "n$i"; done
	says "lf-sort: of the files, only n1, n2, n3, n4, n5 and 1 more look $also
" n1 n2 n3 oldest n4 n5 n6
	# Files of one order, files without equal times, and files too short to say.
	cp oldest o1
	says "" oldest o1
	says "$newest
" n1 n2
	says "" --newest-first n1 n2
	sed '3~2d' newest >single
	says "" <(sed '2~2d' oldest) single
	says "" oldest <(sed -n 1,6p newest)
	# Three changes of time are enough.
	sed -n 1,8p newest >three
	says "lf-sort: of the files, only three looks $also
" oldest three
}

@test "no row comes out before the input has ended" {
	logs 5000
	mkfifo pipe
	for size in 100K 10M; do
		rm -f out
		lf-sort --buffer-size $size <pipe >out &
		exec 4>pipe
		head -n 4000 shuffled >&4
		sleep 0.2
		head -n 1 ordered | same - out
		sed 1,4000d shuffled >&4
		exec 4>&-
		wait $!
		same ordered out
	done
}

# spilling COMMAND...: runs lf-sort in the folder spill until it has a temporary file and waits
# for more input, then the command, with `pid` set, and `file`, which is that of the file.
spilling() {
	local tries=0
	logs 5000
	mkdir -p spill
	[ -p pipe ] || mkfifo pipe
	# Under nohup, or in the background, a test is started with signals ignored.
	env --default-signal=HUP,TERM \
		lf-sort --buffer-size 50K --temporary-directory spill <pipe >out 2>err &
	pid=$!
	exec 4>pipe
	head -n 4000 shuffled >&4
	until file=$(find /proc/$pid/fd -lname '*spill/*' 2>/dev/null) && [ -n "$file" ]; do
		[ $((tries += 1)) -lt 200 ] || { exec 4>&-; skip "no /proc here"; }
		sleep 0.05
	done
	"$@"
	exec 4>&-
	status=0
	wait $pid || status=$?
}

@test "a temporary file has no name, and only its user can read it" {
	look() {
		[ -z "$(ls -A spill)" ]
		[ "$(umask 000 && stat -L -c %a "$file")" = 600 ]
		[ "$(stat -L -c %h "$file")" = 0 ]
		sed 1,4000d shuffled >&4
	}
	umask 000
	spilling look
	[ "$status" -eq 0 ]
	same ordered out
	[ -z "$(ls -A spill)" ]
}

@test "no temporary file stays, however it is killed" {
	for signal in TERM HUP KILL; do
		spilling eval 'kill -$signal $pid'
		[ "$status" -gt 128 ]
		[ -z "$(ls -A spill)" ]
	done
}

@test "a temporary file that others cut short is an error" {
	cut_short() {
		truncate -s 1000 "$file"
	}
	spilling cut_short
	[ "$status" -eq 1 ]
	grep -q '^lf-sort: spill: temporary file: has become shorter$' err
}

@test "temporary files are in --temporary-directory, else in TMPDIR, else in /tmp" {
	logs 5000
	touch file
	for directory in none file file/none; do
		[ $directory = none ] && why='No such file or directory' || why='Not a directory'
		fails 1 "lf-sort: $directory: temporary file: $why" \
			lf-sort --buffer-size 50K --temporary-directory $directory shuffled
		head -n 1 ordered | same - stdout
		export TMPDIR=$directory
		fails 1 "lf-sort: $directory: temporary file: $why" \
			lf-sort --buffer-size 50K shuffled
		# It is not needed.
		lf-sort shuffled >out
		same ordered out
		lf-sort --buffer-size 50K --temporary-directory . shuffled >out
		same ordered out
	done
	TMPDIR='' lf-sort --buffer-size 50K shuffled >out
	same ordered out
}

@test "a temporary file that may not be made is an error" {
	logs 5000
	mkdir closed
	chmod 500 closed
	! touch closed/file 2>/dev/null || skip "this user may do anything"
	fails 1 "lf-sort: closed: temporary file: Permission denied" \
		lf-sort --buffer-size 50K --temporary-directory closed shuffled
}

@test "a temporary file that may grow no more is an error" {
	logs 20000
	(ulimit -f 200 && exec lf-sort --buffer-size 50K --temporary-directory . shuffled 2>err) |
		cat >out
	status=${PIPESTATUS[0]}
	[ "$status" -eq 1 ]
	echo "lf-sort: .: temporary file: write error: File too large" | same - err
	{ head -n 1 ordered; printf '\030'; cat err; } | same - out
	[ "$(ls -A)" = "$(ls)" ]
}

@test "a full temporary directory is an error, while runs are made and while they become fewer" {
	logs 20000
	mkdir full
	mount -t tmpfs -o size=600k none full 2>/dev/null || skip "nothing can be mounted here"
	trap 'umount full' EXIT
	for size in 50K 100K; do
		status=0
		lf-sort --buffer-size $size --temporary-directory full shuffled >out 2>err ||
			status=$?
		[ "$status" -eq 1 ]
		echo "lf-sort: full: temporary file: write error: No space left on device" |
			same - err
		[ -z "$(ls -A full)" ]
	done
	# Room for the log once, but not twice.
	mount -o remount,size=1600k full
	lf-sort --buffer-size 100K --temporary-directory full shuffled >out
	same ordered out
	status=0
	lf-sort --buffer-size 4K --temporary-directory full shuffled >out 2>err || status=$?
	[ "$status" -eq 1 ]
	grep -q '^lf-sort: full: temporary file: write error: No space left on device$' err
	{ head -n 1 ordered; printf '\030'; cat err; } | same - out
	umount full
	trap - EXIT
}

@test "memory that is not there is an error at once" {
	limits_memory lf-sort
	generate log 200000 1000 1 >in
	(ulimit -v 16000 && fails 1 'lf-sort: out of memory' lf-sort --buffer-size 1G in)
	head -n 1 in | same - stdout
}

@test "memory is that of --buffer-size, whatever the input" {
	limits_memory lf-sort
	generate log 300000 1000 1 >ordered
	{ head -n 1 ordered; sed 1d ordered | LC_ALL=C sort -r -k 2; } >shuffled
	for in in ordered shuffled; do
		(ulimit -v 16000 && lf-sort --buffer-size 2M $in >out)
		same ordered out
	done
}
