# Programs whose reads return a few bytes at a time write what they write of whole reads: what is
# cut in two at the end of a block is put together again, whatever the block's size.

load lib/helper

setup_file() {
	cc -O2 -fPIC -shared -o "$BATS_FILE_TMPDIR/reads.so" "$BATS_TEST_DIRNAME/faults/shim.c" -ldl \
		2>/dev/null || rm -f "$BATS_FILE_TMPDIR/reads.so"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	shim=$BATS_FILE_TMPDIR/reads.so
	[ -e "$shim" ] || skip "no compiler here that makes what is preloaded"
	echo 0123456789 >digits
	[ "$(READ_AT_MOST=3 LD_PRELOAD=$shim dd bs=10 count=1 status=none <digits)" = 012 ] ||
		skip "nothing can be preloaded here"
	LD_PRELOAD=$shim lf-sort --version >/dev/null 2>&1 || skip 'sanitizers want no preloading'
}

# in_pieces COMMAND: with reads of at most 1 to 70 bytes, the command, as a shell reads it, writes
# the same as with whole reads, to standard output, standard error, --rejects and --state, and
# ends with the same status.
in_pieces() {
	local command=$1 size status wanted
	local state=${command##*--state }
	state=${state%% *}
	[[ $command == *--state* ]] || state=
	command=${command/--rejects rejects/--rejects got/rejects}
	command=${command/--state /--state got/}
	rm -rf got whole
	mkdir got
	for size in "" {1..70}; do
		[ -z "$state" ] || cp "before/$state" got
		status=0
		eval "${size:+READ_AT_MOST=$size LD_PRELOAD=\$shim }$command" >got/out 2>got/err ||
			status=$?
		if [ -z "$size" ]; then
			[ -s got/out ]
			wanted=$status
			cp -R got whole
			continue
		fi
		[ "$status" -eq "$wanted" ] && diff -ru whole got || {
			echo "status $status, reads of $size bytes: $1"
			return 1
		}
	done
}

@test "every filter writes the same of reads of 1 to 70 bytes, bad rows and messages too" {
	. "$BATS_TEST_DIRNAME/faults/files"
	make_files
	grep '^lf-' "$BATS_TEST_DIRNAME/faults/runs" >runs
	# Without --rejects, a bad row ends the run.
	sed -n 's/ --rejects rejects//p' runs >>runs.bad
	[ "$(wc -l <runs.bad)" -ge 4 ]
	while read -r command; do
		in_pieces "$command" </dev/null
	done < <(cat runs runs.bad)
	# None of the filters was left out.
	for program in "$BATS_TEST_DIRNAME"/../cmd/*/*.c; do
		basename "$(dirname "$program")"
	done | sort -u >filters
	cut -d ' ' -f 1 runs | sort -u | same filters -
}

@test "line ends, a mark, failure lines and long fields are the same in pieces" {
	printf 'time\tlead\tscore\n2026-01-01\ta\t50\n2026-01-02\ta\t70' >log
	{ printf '\xef\xbb\xbf'; sed 's/$/\r/' log; } >crlf
	{ cat log; printf '\n\x18lf-import: crm.csv:3: no\n2026-01-03\ta\t9\n'; } >failed
	{ cat log; printf '\n2026-01-03\t%0300d\t9\n' 0; } >long
	for input in log crlf failed long; do
		in_pieces "lf-stage --score score $input"
		in_pieces "lf-sort --key lead,time --buffer-size 1 $input"
		in_pieces "lf-check $input"
		in_pieces "lf-split --jobs 2 'cat' $input"
	done
	tr '\t' ',' <long | sed '2s/a/"a""\n,b"/' >long.csv
	{ printf '\xef\xbb\xbf'; sed 's/$/\r/' long.csv; } >crlf.csv
	iconv -t UTF-16 long.csv >utf16.csv
	sed 's/,/";"/g; s/.*/"&"/' long.csv >broken.csv
	for input in long crlf utf16 broken; do
		in_pieces "lf-import --time time --lead lead --keep score $input.csv"
		in_pieces "lf-import --lenient --ragged --rejects rejects --time time --lead lead --keep score $input.csv"
	done
}

@test "real exports are read the same in pieces" {
	needs_shared csv-torture
	for file in "$shared"/csv-torture/*.csv; do
		in_pieces "lf-import --set time=2026-01-01 --set lead=x --all '$file'"
		in_pieces "lf-import --lenient --set time=2026-01-01 --set lead=x --all '$file'"
	done
	while read -r preset file; do
		# What the cut at the end leaves of a record is a bad one.
		head -c 6000 "$shared/$file" >export.csv
		in_pieces "lf-import --preset $preset --rejects rejects export.csv"
	done <<-'END'
		pipedrive-changes pipedrive/deal_changes.csv
		hubspot-property-history hubspot/contact_property_history_data.csv
		marketo-activities marketo/marketo_activity_change_data_value_data.csv
		pardot-activities pardot/pardot_visitor_activity_data.csv
		jira-changelog jira/changelog.csv
		facebook-ads adspend/facebook_ads_basic_ad_data.csv
		google-ads adspend/google_ads_campaign_stats_data.csv
	END
}
