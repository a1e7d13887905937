# lf-split: rows dealt out by lead, to copies that do what they like.

load lib/helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	table >in <<-'END'
		lead n
		ann 1
		bob 2
		cy 3
		ann 4
		dee 5
		bob 6
	END
}

# lf-split, which must not wait for ever.
split_rows() {
	timeout 60 lf-split "$@"
}

# split_fails MESSAGE ARGUMENT...: it ends with status 1 and that message, and with a failure line;
# what it wrote before is in the file stdout.
split_fails() {
	local wanted="lf-split: $1" status=0
	shift
	split_rows "$@" >stdout 2>stderr || status=$?
	[ "$status" -eq 1 ] || { echo "status $status"; cat stderr; return 1; }
	grep -qxF "$wanted" stderr || { cat stderr; return 1; }
	tail -n 1 stdout >failure
	sed '$d' stdout >rows
	mv rows stdout
	grep -q "^$(printf '\030')lf-" failure
}

# A log of that many events of a tenth as many leads.
large() {
	generate log "$1" $(($1 / 10)) 3 >large
}

# wait_until COMMAND...: half a minute at most.
wait_until() {
	local tries=0
	until "$@"; do
		[ $((tries += 1)) -lt 600 ] || return 1
		sleep 0.05
	done
}

# running NUMBER: how many processes have that argument; grep, with its brackets, is none.
running() {
	grep -lzx "[${1:0:1}]${1:1}" /proc/[0-9]*/cmdline 2>/dev/null | wc -l
}

@test "leads are dealt out by their FNV-1a hash, their rows in order" {
	large 3000
	printf 'x\tL\377\301\tx\t1\nx\t\303\251\tx\t2\nx\t\tx\t3\nx\tL\tx\t4\n' >>large
	sed 1d large | cut -f 2 >leads
	for jobs in 1 2 3 8 97; do
		split_rows --jobs $jobs 'sed "s/^/$LF_SPLIT	/; 1s/.*/header/"' large | sed 1d >got
		LC_ALL=C awk -v n=$jobs -f "$BATS_TEST_DIRNAME/oracle/fnv.awk" leads |
			paste - <(sed 1d large) | LC_ALL=C sort -s -n -k 1,1 | same - got
	done
	# The hashes that Fowler, Noll and Vo publish for "a" and "foobar".
	printf 'ibase=16\n1 + AF63DC4C8601EC8C %% 61\n1 + 85944171F73967E8 %% 61\n' | bc >wanted
	printf 'id\na\nfoobar\n' | split_rows --jobs 97 --lead id 'sed "2,\$s/.*/&	$LF_SPLIT/"' |
		sed 1d | LC_ALL=C sort | cut -f 2 | same wanted -
}

@test "every copy gets the header and its number, also where no row follows" {
	head -n 1 in | split_rows --jobs 4 'read -r header; echo n; echo "$LF_SPLIT $header"' >out
	printf 'n\n1 lead\tn\n2 lead\tn\n3 lead\tn\n4 lead\tn\n' | same - out
}

@test "without --jobs there are as many copies as processors" {
	split_rows 'echo n; echo $LF_SPLIT' in | sed 1d | tail -n 1 | same - <(getconf _NPROCESSORS_ONLN)
}

@test "the report of the merged states is that of one run, for any number of copies" {
	for seed in 1 2 3; do
		generate log 4000 150 $seed >log
		for report in 'lf-velocity --by month' 'lf-flow' \
			'lf-accept --handed stage2 --accepted stage3' 'lf-aging --summary' \
			'lf-funnel --steps stage1,stage2,stage3 --by month'; do
			lf-stage --score score log | lf-transitions --as-of 2026-03-01 | $report >wanted
			for jobs in 1 2 3 8; do
				$report --partial </dev/null >/dev/null 2>stderr || true
				! grep -q 'unknown option' stderr || continue 2
				split_rows --jobs $jobs "lf-stage --score score |
				    lf-transitions --as-of 2026-03-01 | $report --partial" log |
					${report%% *} --merge >out
				same wanted out
			done
		done
	done
	[ "$(wc -l <wanted)" -gt 1 ]
}

@test "what drives the leads of all copies is what drives those of one run" {
	generate log 4000 150 4 | awk -F '\t' -v OFS='\t' '{ print $0, NR == 1 ? "driver" : "d" NR % 7 }' >log
	drivers='lf-drivers --driver driver --touch any --forward stage2,stage3'
	lf-stage --score score log | $drivers >wanted
	split_rows --jobs 5 "lf-stage --score score | $drivers --partial" log | lf-drivers --merge >out
	same wanted out
	[ "$(wc -l <wanted)" -gt 20 ]
}

@test "states go on from day to day, one for each copy" {
	generate log 4000 150 1 >log
	lf-stage --score score --sum log | sort >wanted
	head -n 2000 log >one
	{ head -n 1 log; sed 1,2000d log; } >two
	for part in one two; do
		split_rows --jobs 3 'lf-stage --score score --sum --state state.$LF_SPLIT' $part
	done | sort -u >out
	same wanted out
	ls state.* | same - <(printf 'state.1\nstate.2\nstate.3\n')
}

@test "output comes copy by copy, whichever is done first" {
	split_rows --jobs 3 'cat >/dev/null; echo n; sleep 0.$((9 - 2 * LF_SPLIT)); echo $LF_SPLIT' in |
		same - <(printf 'n\n1\n2\n3\n')
}

@test "the header is written once, and --no-header leaves it out" {
	split_rows --jobs 3 cat in | sort | same - <(sort in)
	split_rows --jobs 3 --no-header cat in | sort | same - <(sed 1d in | sort)
}

@test "a copy may write nothing, and is no header then" {
	split_rows --jobs 3 'if [ $LF_SPLIT = 2 ]; then echo h; echo row; else cat >/dev/null; fi' in |
		same - <(printf 'h\nrow\n')
	split_rows --jobs 3 'cat >part$LF_SPLIT' in | same /dev/null -
	for part in 1 2 3; do head -n 1 part$part; done | uniq | same - <(head -n 1 in)
	sort -u part? | same - <(sort in)
}

@test "tables of reports, which do not add up, are reported; rows by lead, states and other tables are not" {
	table >events <<-'END'
		time lead stage team
		2026-01-01 ann A x
		2026-01-02 bob A y
		2026-01-03 cy A x
		2026-01-04 ann B x
		2026-01-05 dee A y
		2026-01-06 bob B y
	END
	printf 'time\tamount\n2026-01-01\t5\n' >ledger
	lf-transitions --first team events >moves
	wanted="lf-split: each copy writes a report's table of its own leads, and these do not add up: run the report after lf-split, or with --partial in the copies and --merge after"
	while read -r command; do
		split_rows --jobs 2 "$command" moves 2>err >out
		grep '^lf-split' err >got
		echo "$wanted" | same - got || { echo "$command"; return 1; }
		split_rows --jobs 1 "$command" moves 2>err >out
		grep '^lf-split' err | same /dev/null - || { echo "$command"; return 1; }
	done <<-'END'
		lf-velocity
		lf-velocity --by month --group team --percentiles 10
		lf-velocity | cut -f 1-4
		lf-aging
		lf-aging --summary
		lf-funnel --steps A,B
		lf-funnel --steps A,B --within 3d
		lf-flow
		lf-accept --handed A --accepted B
		lf-cost --ledger ledger --target A
		cat >/dev/null; cat events | lf-drivers --driver team
		lf-forecast --by day --periods 2
		cat >/dev/null; lf-forecast --by day --backtest 2 moves
		cat >/dev/null; lf-check events
	END
	while read -r command; do
		split_rows --jobs 2 $command 2>err >out
		grep '^lf-split' err | same /dev/null - || { echo "$command"; return 1; }
		[ -s out ]
	done <<-'END'
		cat moves
		lf-velocity${IFS}--partial moves
		lf-flow${IFS}--members moves
		lf-transitions events
		--lead team lf-velocity${IFS}--group${IFS}team moves
		--lead team lf-aging${IFS}--group${IFS}team moves
	END
	# Rows without the lead, counts to be added up, and rows of a table that were dealt out.
	split_rows --jobs 2 'lf-transitions | cut -f 2-4' events 2>err >out
	same /dev/null err
	split_rows --jobs 2 "awk -F '\t' '{ n[\$3]++ } END { for (s in n) print s, n[s] }' OFS='\t' | sed '1i stage\tn'" events 2>err >out
	same /dev/null err
	lf-aging moves | split_rows --jobs 2 cat 2>err >out
	same /dev/null err
	# By the column of the groups, the tables are that of one run.
	split_rows --jobs 2 --lead team 'lf-velocity --group team' moves | lf-sort --key team,stage | same - <(lf-velocity --group team moves | lf-sort --key team,stage)
}

@test "another header is a failure, that of --no-header as well" {
	split_fails "copy 2 of 2, 'echo \$LF_SPLIT': wrote another header than copy 1: '2', not '1'" \
		--jobs 2 'echo $LF_SPLIT' in
	echo 1 | same - stdout
	split_fails "copy 3 of 3, 'test \$LF_SPLIT != 1 && echo \$LF_SPLIT; cat >/dev/null': wrote another header than copy 2: '3', not '2'" \
		--jobs 3 'test $LF_SPLIT != 1 && echo $LF_SPLIT; cat >/dev/null' in
	cut -f 1 in >one
	status=0
	split_rows --jobs 4 "lf-sort --key lead --no-header" one >stdout 2>stderr || status=$?
	[ "$status" -eq 1 ]
	grep -q "'lf-sort --key lead --no-header': wrote another header than copy " stderr
}

@test "a first line without end is no header, and takes no memory without end" {
	split_fails "copy 1 and 1 more of 2, 'head -c 20M /dev/zero': wrote no header line" \
		--jobs 2 'head -c 20M /dev/zero' in
}

@test "last lines without LF get one" {
	split_rows --jobs 3 'printf "h\n$LF_SPLIT"' in | same - <(printf 'h\n1\n2\n3\n')
	split_rows --jobs 3 'printf h' in | same - <(echo h)
	split_rows --jobs 3 'printf "h\n\030lf"' in | same - <(printf 'h\n\030lf\n\030lf\n\030lf\n')
}

@test "a status other than 0 is a failure, when all copies have ended" {
	split_fails "copy 2 of 3, '[ \$LF_SPLIT != 2 ] || exit 7; sleep 0.5; cat': ended with status 7" \
		--jobs 3 '[ $LF_SPLIT != 2 ] || exit 7; sleep 0.5; cat' in
	printf '\030' | cat - stderr | same - failure
	[ "$(wc -l <stdout)" -gt 1 ]
	split_fails "copy 1 and 2 more of 3, 'cat; exit 1': ended with status 1" --jobs 3 'cat; exit 1' in
	sort stdout | same - <(sort in)
	split_fails "copy 1 of 1, 'no-such-command': ended with status 127" --jobs 1 no-such-command in
}

@test "death by a signal is a failure" {
	split_fails "copy 1 of 1, 'kill -9 \$\$': was ended by signal 9 (Killed)" --jobs 1 'kill -9 $$' in
	split_fails "copy 2 of 2, 'cat; [ \$LF_SPLIT = 1 ] || kill \$\$': was ended by signal 15 (Terminated)" \
		--jobs 2 'cat; [ $LF_SPLIT = 1 ] || kill $$' in
}

@test "a failure line in the output is a failure, whatever the status, and is passed on" {
	local line
	line=$(printf '\030lf-other: why')
	printf '%s\n' "$line" >line
	for command in 'cat; cat line' 'cat; cat line; echo more' 'cat; printf "\030lf-other: why"' \
		'cat line; cat' 'cat; printf "\030"; sleep 0.1; printf lf; sleep 0.1; printf -- "-other: "; sleep 0.1; echo why'; do
		split_fails "copy 1 of 1, '$command': failed: lf-other: why" --jobs 1 "$command" in
		same line failure
		[ "$command" = 'cat line; cat' ] || same in stdout
	done
	same /dev/null <(grep more stdout)
	split_fails "copy 2 of 3, 'cat; [ \$LF_SPLIT != 2 ] || { cat line; exit 4; }': failed: lf-other: why" \
		--jobs 3 'cat; [ $LF_SPLIT != 2 ] || { cat line; exit 4; }' in
	same line failure
	sort stdout | same - <(sort in)
	# Elsewhere these bytes are a row's.
	split_rows --jobs 1 'cat; printf "a\030lf-\n\030\n\030lf\n\030lg-\n"' in |
		same - <(cat in; printf 'a\030lf-\n\030\n\030lf\n\030lg-\n')
}

@test "every copy learns of a bad row: none takes half its rows for all" {
	large 20000
	sed '15000s/.*/bad/' large >bad
	split_fails 'bad:15000: 1 field where there are 4 columns' --jobs 3 \
		'cat >seen$LF_SPLIT; tail -n 1 seen$LF_SPLIT >last$LF_SPLIT; sed "\$d" seen$LF_SPLIT' bad
	for copy in 1 2 3; do same failure last$copy; done
	head -n 14999 bad | sort | same - <(sort stdout)
	rm -f state.*
	split_fails 'bad:15000: 1 field where there are 4 columns' --jobs 3 \
		'lf-stage --score score --sum --state state.$LF_SPLIT | lf-transitions --as-of 2026-03-01 | lf-velocity' bad
	nothing_beside
	[ ! -e state.1 ]
	[ "$(wc -l <stdout)" = 1 ]
}

@test "a failure line in the input, and a file that cannot be read, reach every copy" {
	printf '\030lf-other: why\n' >line
	cat in line >failed
	split_fails 'failed:8: the program before failed: lf-other: why' --jobs 2 'cat >seen$LF_SPLIT' failed
	same line failure
	for copy in 1 2; do tail -n 1 seen$copy | same line -; done
	split_fails 'none: No such file or directory' --jobs 2 'cat >seen$LF_SPLIT' in none
	for copy in 1 2; do tail -n 1 seen$copy | same failure -; done
	mkdir folder
	split_fails 'folder: Is a directory' --jobs 2 'cat >seen$LF_SPLIT' in folder
	for copy in 1 2; do tail -n 1 seen$copy | same failure -; done
}

@test "--rejects keeps bad rows, and the others are dealt out" {
	{ cat in; echo bad; } >some
	split_rows --jobs 3 --rejects rejects cat some 2>stderr | sort | same - <(sort in)
	echo 'lf-split: 1 row rejected to rejects' | same - stderr
	printf 'some\t8\t1 field where there are 2 columns\tbad\n' | same - rejects
}

@test "standard output that cannot be written ends all copies by a failure line" {
	status=0
	split_rows --jobs 3 'cat; sed -n "\$p" >last$LF_SPLIT' in >/dev/full 2>stderr || status=$?
	[ "$status" -eq 1 ]
	echo 'lf-split: standard output: write error: No space left on device' | same - stderr
	large 200000
	status=0
	split_rows --jobs 2 'tee seen$LF_SPLIT' large >/dev/full 2>stderr || status=$?
	[ "$status" -eq 1 ]
	for copy in 1 2; do
		tail -n 1 seen$copy | same - <(printf '\030' | cat - stderr)
	done
}

@test "a reader of the output that ends, ends all copies" {
	large 200000
	mark=7013.$$
	{ env --default-signal=PIPE lf-split --jobs 3 "cat; sleep $mark" large 2>stderr ||
		echo $? >status; } | head -n 1 | same - <(head -n 1 large)
	echo 141 | same - status
	same /dev/null stderr
	wait_until eval '[ "$(running $mark)" = 0 ]'
}

@test "signals end lf-split and all of every copy" {
	mkfifo pipe
	for signal in INT:130 TERM:143 HUP:129; do
		mark=7011.$$
		env --default-signal=INT,TERM,HUP lf-split --jobs 3 \
			"cat | sleep $mark | cat" in >out 2>stderr &
		split=$!
		wait_until eval '[ "$(running $mark)" = 3 ]'
		kill -"${signal%:*}" $split
		status=0
		wait $split || status=$?
		[ "$status" -eq "${signal#*:}" ]
		wait_until eval '[ "$(running $mark)" = 0 ]'
	done
}

@test "a signal that is ignored stays ignored" {
	( trap '' HUP; exec lf-split --jobs 2 ': >started; sleep 0.5; cat' in >out ) &
	wait_until [ -e started ]
	kill -HUP $!
	wait $!
	sort out | same - <(sort in)
}

@test "a copy that stops reading gets no more rows, and only its status counts" {
	large 300000
	split_rows --jobs 3 'head -n 1' large | same - <(head -n 1 large)
	split_rows --jobs 3 '[ $LF_SPLIT = 1 ] || exec cat; exec head -n 1' large >out
	split_rows --jobs 3 '[ $LF_SPLIT = 1 ] || exec cat; cat >/dev/null; head -n 1 large' large | same out -
	split_rows --jobs 3 true large | same /dev/null -
	split_rows --jobs 3 'exec <&-; sleep 0.3; echo done' large | same - <(echo 'done')
	split_fails "copy 1 and 1 more of 2, 'head -n 1; exit 3': ended with status 3" \
		--jobs 2 'head -n 1; exit 3' large
}

@test "input without end ends if no copy reads any more" {
	yes 'ann	1' | split_rows --jobs 1 --columns lead,n 'head -n 2' |
		same - <(printf 'lead\tn\nann\t1\n')
	mkfifo pipe
	split_rows --jobs 2 'read -r header; sleep 0.3; echo done' <pipe >out &
	exec 4>pipe
	printf 'lead\tn\nann' >&4
	wait $!
	exec 4>&-
	echo 'done' | same - out
}

@test "nothing the copies do is a deadlock" {
	large 300000
	LC_ALL=C sort large >wanted
	# Much before reading, much while reading, reading slowly, reading late, writing late.
	split_rows --jobs 3 'echo h; head -c 3000000 /dev/zero | tr "\0" "\n"; wc -l' large |
		sed 1d | awk '/[0-9]/ { sum += $1 } END { print NR, sum }' | same - <(echo 9000003 300003)
	split_rows --jobs 4 'lf-import --time time --lead lead --keep event,score --delimiter "	" - | tee copy$LF_SPLIT' large |
		LC_ALL=C sort | same wanted -
	split_rows --jobs 4 '[ $LF_SPLIT != 4 ] || sleep 0.5; cat' large | LC_ALL=C sort | same wanted -
	split_rows --jobs 4 '[ $LF_SPLIT != 1 ] || sleep 0.5; cat' large | LC_ALL=C sort | same wanted -
	split_rows --jobs 4 --buffer-size 0 '[ $LF_SPLIT != 1 ] || sleep 0.5; cat' large |
		LC_ALL=C sort | same wanted -
	split_rows --jobs 3 'exec >&-; cat >seen$LF_SPLIT; sleep 0.2' large | same /dev/null -
	cat seen? | sort -u | same - <(sort -u large)
	# A process that is left in the background holds the output open, but not for ever.
	split_rows --jobs 3 'cat; sleep 0.5 &' large | LC_ALL=C sort | same wanted -
	split_rows --jobs 2 'cat; sleep 0.5' large | { sleep 0.5; cat; } | LC_ALL=C sort | same wanted -
}

@test "output that waits goes to files without a name, which only their user can read" {
	large 200000
	mkdir tmp
	mkfifo pipe
	lf-split --jobs 3 --buffer-size 100K --temporary-directory tmp \
		'[ $LF_SPLIT != 1 ] || cat pipe; cat' large >out &
	split=$!
	wait_until eval '[ "$(stat -L -c "%a %h" /proc/$split/fd/* | grep -c "^600 0$")" = 2 ]'
	ls -A tmp | same /dev/null -
	: >pipe
	wait $split
	LC_ALL=C sort out | same - <(LC_ALL=C sort large)
}

@test "without room for output that waits, it fails, and every copy learns of it" {
	large 200000
	split_fails 'none: temporary file: No such file or directory' --jobs 2 --buffer-size 10K \
		--temporary-directory none 'tee seen$LF_SPLIT' large
	for copy in 1 2; do tail -n 1 seen$copy | same failure -; done
	status=0
	(ulimit -f 100; TMPDIR=. split_rows --jobs 2 --buffer-size 10K \
		'[ $LF_SPLIT != 1 ] || sleep 1; cat' large >/dev/null 2>stderr) || status=$?
	[ "$status" -eq 1 ]
	grep -q '^lf-split: .: temporary file: File too large$' stderr
}

@test "a copy that reads slowly does not make it read on without end" {
	large 600000
	mkfifo pipe
	lf-split --jobs 2 '[ $LF_SPLIT != 2 ] || cat pipe; wc -l' large >out 2>stderr &
	split=$!
	sleep 1
	[ "$(awk '/^VmHWM/ { print $2 }' /proc/$split/status)" -lt 16000 ]
	: >pipe
	wait $split || true
	grep -q 'wrote another header' stderr
}

@test "rows reach the copies when the input pauses, and output comes as it is written" {
	mkfifo pipe
	split_rows --jobs 2 'sed -u "s/\$/	$LF_SPLIT/; 1s/	[12]\$//"' <pipe >out &
	split=$!
	exec 4>pipe
	head -n 1 in >&4
	wait_until eval '[ "$(wc -l <out)" = 1 ]'
	same out <(head -n 1 in)
	# The lead of these rows belongs to the first copy.
	lead=$(sed 1d in | cut -f 1 | LC_ALL=C awk -v n=2 -f "$BATS_TEST_DIRNAME/oracle/fnv.awk" |
		paste - <(sed 1d in | cut -f 1) | awk '$1 == 1 { print $2; exit }')
	printf '%s\t1\n' "$lead" >&4
	wait_until eval '[ "$(wc -l <out)" = 2 ]'
	printf '%s\t2\n' "$lead" >&4
	wait_until eval '[ "$(wc -l <out)" = 3 ]'
	exec 4>&-
	wait $split
	printf '%s\t1\t1\n%s\t2\t1\n' "$lead" "$lead" | same - <(sed 1d out)
}

@test "output comes while a file that is a named pipe is waited for" {
	mkfifo pipe
	split_rows --jobs 2 'sed -u 1q; cat >seen$LF_SPLIT' in pipe >out &
	split=$!
	wait_until eval '[ "$(cat seen1 seen2 | wc -l)" = 6 ]'
	same out <(head -n 1 in)
	cat in >pipe
	wait $split
	[ "$(cat seen1 seen2 | wc -l)" = 12 ]
}

@test "rows longer than every buffer are whole" {
	awk -v OFS='\t' '{ x = x x $2; print } END { for (i = 0; i < 17; i++) y = y "0123456789abcdef"
		for (i = 0; i < 14; i++) y = y y; print "long", y; print "cy", y; print "ann", 9 }' in >wide
	split_rows --jobs 3 cat wide | sort | same - <(sort wide)
}

@test "SIGUSR1 is answered, also while copies keep it waiting" {
	large 600000
	lf-split --jobs 2 ': >started; until [ -e go ]; do sleep 0.1; done; cat >/dev/null' large 2>stderr &
	split=$!
	wait_until [ -e started ]
	sleep 0.3
	kill -USR1 $split
	wait_until [ -s stderr ]
	: >go
	wait $split
	grep -Eq '^lf-split: [0-9]+ rows, [0-9]+ bytes, [0-9.]+ MB/s, [0-9.]+ % of large$' stderr
}

@test "usage errors start no copy" {
	fails 2 "lf-split: COMMAND is needed; see lf-split --help" lf-split --jobs 2 </dev/null
	for jobs in 0 -1 10001 x 1.5 ''; do
		fails 2 "lf-split: --jobs: '$jobs' is not a whole number from 1 to 10000" \
			lf-split --jobs "$jobs" 'touch started' in
	done
	fails 2 "lf-split: --buffer-size: 'x' is not a size such as 500M, 2G or 50%" \
		lf-split --buffer-size x 'touch started' in
	fails 2 "lf-split: in: no column 'id'; there are: 'lead', 'n'" lf-split --lead id 'touch started' in
	[ ! -e started ]
}

@test "a command may look like an option, or be empty" {
	split_fails "copy 1 of 1, '-x': ended with status 127" --jobs 1 -- -x in
	split_rows --jobs 2 '' in | same /dev/null -
}

@test "more copies than files may be open is an error, and starts none for half its rows" {
	(ulimit -n 40; split_fails 'a pipe to a copy: Too many open files' --jobs 100 \
		'cat >seen$LF_SPLIT' in)
	tail -n 1 seen1 | same failure -
}

@test "files cut by lead, and GNU parallel over them, give the report of one run" {
	command -v parallel >/dev/null || skip "no GNU parallel here"
	generate log 4000 150 1 >log
	lf-stage --score score log | lf-transitions --as-of 2026-03-01 | lf-velocity >wanted
	set -o pipefail
	report() {
		SHELL=$(command -v bash) parallel --halt now,fail=1 --jobs 2 'set -o pipefail
			lf-stage --score score {} | lf-transitions --as-of 2026-03-01 |
			lf-velocity --partial' ::: part*.tsv | lf-velocity --merge
	}
	for jobs in 2 4; do
		split_rows --jobs $jobs 'cat >part$LF_SPLIT.tsv' log
		report | same wanted -
		sed -i '$s/^/x/' part2.tsv
		status=0
		report >out 2>stderr || status=$?
		[ "$status" -gt 0 ]
		grep -q "^lf-stage: part2.tsv:.*: time: 'x" stderr
	done
}
