# lf-sort: the header first, times as instants, sort(1) as a child that may fail.

load lib/helper

# What is in $1 as a program called sort, before all others.
fake_sort() {
	mkdir fake
	printf '#!/bin/sh\n%s\n' "$1" >fake/sort
	chmod +x fake/sort
	PATH=$PWD/fake:$PATH
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

@test "input larger than its memory is sorted" {
	generate log 60000 1000 3 | LC_ALL=C sort -r -k 2 >in
	head -n 1 in | grep -q '^time' # t is behind all digits
	lf-sort --buffer-size 100K --parallel 1 --temporary-directory . in >out
	generate log 60000 1000 3 | LC_ALL=C sort -s -k 1,2 >wanted
	{ tail -n 1 wanted; sed '$d' wanted; } | cmp - out
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

@test "a bad time ends the run, after the rows before it have come out in order" {
	printf 'time\tlead\n2026-01-02\ta\n2026-01-01\tb\n2026-13-01\tc\n2025-01-01\td\n' >in
	fails 1 "lf-sort: in:4: time: '2026-13-01' is not an ISO 8601 time" lf-sort in
	printf 'time\tlead\n2026-01-01\tb\n2026-01-02\ta\n' >wanted
	same wanted stdout
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

@test "sort(1) that is not there is an error" {
	printf 'time\tlead\n2026-01-01\ta\n' >in
	sorter=$(command -v lf-sort)
	mkdir none
	status=0
	PATH=$PWD/none "$sorter" in >out 2>err || status=$?
	[ "$status" -eq 1 ]
	printf 'lf-sort: cannot run sort(1): No such file or directory\n' >wanted
	same wanted err
}

@test "sort(1) that fails at its end is an error, and its words are seen" {
	printf 'time\tlead\n2026-01-01\ta\n' >in
	fake_sort 'cat >/dev/null; echo sort: no space >&2; exit 2'
	fails 1 'sort: no space
lf-sort: sort(1) failed with status 2' lf-sort in
}

@test "sort(1) that fails before it has read all is an error" {
	generate log 20000 100 1 >in
	fake_sort 'exit 3'
	fails 1 'lf-sort: sort(1): write error: Broken pipe
lf-sort: sort(1) failed with status 3' lf-sort in
}

@test "sort(1) that is killed is an error, even when rows have come out" {
	printf 'time\tlead\n2026-01-01\ta\n' >in
	fake_sort 'cat; kill -9 $$'
	fails 1 'lf-sort: sort(1) was ended by signal 9' lf-sort in
	same in stdout
}

@test "a full or missing temporary folder is an error" {
	generate log 20000 100 1 >in
	status=0
	lf-sort --buffer-size 50K --temporary-directory ./none in >out 2>err || status=$?
	[ "$status" -eq 1 ]
	grep -q '^sort: .*none' err
	grep -q '^lf-sort: sort(1) failed with status 2$' err
}

@test "a reader that goes away ends it, as it ends every filter" {
	generate log 20000 100 1 >in
	env --default-signal=PIPE lf-sort in | head -n 1 >out
	[ "${PIPESTATUS[0]}" -eq 141 ]
}

@test "settings that make no sense are usage errors" {
	printf 'time\tlead\n' >in
	fails 2 "lf-sort: --buffer-size: 'big' is no size such as 500M, 2G or 50%" \
		lf-sort --buffer-size big in
	fails 2 "lf-sort: --buffer-size: '500X' is no size such as 500M, 2G or 50%" \
		lf-sort --buffer-size 500X in
	fails 2 "lf-sort: --parallel: '0' is not a whole number from 1 to 1024" \
		lf-sort --parallel 0 in
	fails 2 "lf-sort: in: no column 'stage'; there are: 'time', 'lead'" \
		lf-sort --key lead,stage in
}

@test "real logs with mixed offsets are in order" {
	needs_shared bpi2012/bpic2012.csv.gz
	zcat "$shared/bpi2012/bpic2012.csv.gz" | head -n 20000 | tr ',' '\t' >in
	sqlite3 :memory: '.mode tabs' '.headers on' '.import in e' \
		"SELECT * FROM e ORDER BY julianday(timestamp), \"case\", rowid" >wanted
	lf-sort --time timestamp --lead case in >out
	same wanted out
}
