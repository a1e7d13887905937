# What the page says, that it says what the filters print, and that no log can do harm.

load lib/helper

# take_apart PAGE: its parts into the folder parts, see there.
take_apart() {
	command -v python3 >/dev/null || skip "no python3 here"
	rm -rf parts
	mkdir parts
	python3 "$BATS_TEST_DIRNAME/lib/page.py" "$1" parts
}

# says TEXT: the page that was taken apart says it.
says() {
	grep -qF -- "$1" parts/text || { echo "does not say: $1"; cut -c 1-3000 parts/text; return 1; }
}

# bats passes over a command that begins with "!".
says_not() {
	! grep -F -- "$1" parts/text
}

# A log of 400 leads in random order of rows, with campaigns, scores and a ledger.
make_log() {
	awk 'BEGIN {
		srand(7)
		split("ads mail fair web", campaign, " ")
		for (i = 1; i <= 400; i++) {
			day = rand() * 300
			name = campaign[1 + int(rand() * 4)]
			for (score = 5; rand() < 0.8 && score < 100; score += 20) {
				day += -log(1 - rand()) * 9
				print int(day * 86400) "\tlead" i "\tclick\t" name "\t" score
			}
			if (score > 67)
				print int((day + rand() * 20) * 86400) "\tlead" i "\t" \
				    (rand() < 0.6 ? "call" : "refused") "\t\t"
		}
	}' | awk -F '\t' '{
		days = int($1 / 86400)
		month = int(days / 28) + 1
		if (month > 12) next
		printf "2025-%02d-%02dT%02d:%02d:%02dZ", month, days % 28 + 1, $1 / 3600 % 24, $1 / 60 % 60, $1 % 60
		print "\t" $2 "\t" $3 "\t" $4 "\t" $5
	}' | sort -t "$(printf '\t')" -k 2,2 >rows
	{ printf 'time\tlead\tevent\tcampaign\tscore\n'; cat rows; } >log.tsv
	printf 'stage\tmin_score\tevent\tsla\tpath\nvisitor\t0\nengaged\t33\nMQL\t67\t\t3d\n' >stages.tsv
	printf 'SQL\t\tcall\nrejected\t\trefused\t\toff\n' >>stages.tsv
	awk 'BEGIN {
		print "time\tamount\tcampaign"
		for (d = 1; d <= 336; d++)
			printf "2025-%02d-%02d\t%d.50\t%s\n", (d - 1) / 28 + 1, (d - 1) % 28 + 1, d % 7 + 1, d % 2 ? "ads" : "fair"
	}' >ledger.tsv
}

all=(--stages stages.tsv --handed MQL --accepted SQL --rejected rejected --target SQL
	--ledger ledger.tsv --driver campaign)

# true_figures PAGE: runs its commands, and finds in each table the first or last rows of what
# they print. Names that are shown in another way are masked by a command of sed.
true_figures() {
	take_apart "$1"
	bash -c "$(cat parts/origin.1)" 2>>messages
	bash -c "$(cat parts/origin.2)" 2>>messages
	figures=0
	while [ -e "parts/$((figures += 1)).command" ]; do
		bash -c "$(cat "parts/$figures.command")" >wanted 2>>messages
		rows=$(($(wc -l <"parts/$figures.tsv") - 1))
		of=$(($(wc -l <wanted) - 1))
		case $(cat "parts/$figures.caption") in
		*", the last $rows of $of rows") { sed 1q wanted; tail -n "$rows" wanted; } >part ;;
		*", the first $rows of $of rows") sed "$((rows + 1))q" wanted >part ;;
		*) cp wanted part ;;
		esac
		[ "$of" -gt 0 ] || echo 'No rows.' >>part
		LC_ALL=C sed -i "${mask-}" part "parts/$figures.tsv"
		same part "parts/$figures.tsv"
	done
	figures=$((figures - 1))
}

@test "every table is what its command prints" {
	make_log
	lf-report "${all[@]}" log.tsv >page.html 2>notes
	true_figures page.html
	[ "$figures" -eq 13 ]
	grep '^lf-cost --by month --ledger ledger.tsv --target SQL moves.tsv$' parts/*.command
	grep "^lf-sort log.tsv | lf-stage --stages stages.tsv >staged.tsv$" parts/origin.1
}

@test "every table is what its command prints: groups, weeks, a zone, an end, skipped steps" {
	make_log
	lf-report "${all[@]}" --group campaign --by week --tz Asia/Tokyo --as-of 2025-08-10 --backfill \
		--steps visitor,MQL,SQL --lag 10d --year-start 4 log.tsv >page.html 2>notes
	true_figures page.html
	[ "$figures" -eq 20 ]
	grep -- '--as-of 2025-08-09T15:00:00Z' parts/origin.2
	says 'Funnel by campaign' || says 'The funnel by campaign'
	says 'to 2025-08-09'
}

@test "a log with stages is not staged again, and one that is newest first is read so" {
	make_log
	lf-sort log.tsv | lf-stage --stages stages.tsv >staged.tsv
	lf-report --stages stages.tsv log.tsv 2>notes | sed -n '/<table>/,/<.table>/p' >wanted
	lf-report --stages stages.tsv staged.tsv >page.html 2>notes
	sed -n '/<table>/,/<.table>/p' page.html | sed '/What was checked/,$d' >got
	sed '/What was checked/,$d' wanted | same - got
	take_apart page.html
	echo 'lf-sort staged.tsv >staged.tsv' | same - parts/origin.1
	{ sed 1q staged.tsv; sed 1d staged.tsv | tac; } >newest.tsv
	lf-report --stages stages.tsv newest.tsv >page.html 2>notes
	sed -n '/<table>/,/<.table>/p' page.html | sed '/What was checked/,$d' | same got -
	take_apart page.html
	echo 'lf-sort --newest-first newest.tsv >staged.tsv' | same - parts/origin.1
}

@test "of two files of which one is newest first, a message says what to do, and that helps" {
	printf 'stage\tevent\nA\ta\nB\tb\nC\tc\n' >stages.tsv
	for lead in 1 2 3 4 5 6 7 8 9; do
		printf '2026-01-%dT10:00\tn%d\tc\n2026-01-%dT09:00\tn%d\tb\n2026-01-%dT09:00\tn%d\ta\n' \
			$((20 - lead)) $lead $((20 - lead)) $lead $((20 - lead)) $lead
	done >rows
	{ printf 'time\tlead\tevent\n'; cat rows; } >newest.tsv
	{ printf 'time\tlead\tevent\n'; tac rows | sed 's/n/o/; s/2026/2025/'; } >oldest.tsv
	lf-report --stages stages.tsv oldest.tsv newest.tsv >page.html 2>notes
	grep newest notes >got
	echo "lf-report: lf-sort: of the files, only newest.tsv looks newest first, and rows of one lead have equal times:" \
		"bring each of these in order with lf-sort --newest-first, and give that in its place" |
		same - got
	lf-sort --newest-first newest.tsv >in-order.tsv
	lf-report --stages stages.tsv oldest.tsv in-order.tsv >page.html 2>notes
	[ "$(grep -c newest notes)" -eq 0 ]
	lf-sort --newest-first newest.tsv | lf-stage --stages stages.tsv | lf-transitions >wanted
	lf-sort oldest.tsv in-order.tsv | sed '2,$ { /2025-/d; }' | lf-stage --stages stages.tsv | lf-transitions | same wanted -
}

# Five leads: the figures below are counted by hand.
by_hand() {
	table >log.tsv <<-'END'
		time lead event source
		2026-01-05 b answer mail
		2026-01-01 a form ads
		2026-01-01 b form mail
		2026-01-03 a answer ads
		2026-01-02 c form ads
		2026-01-04 d form ads
		2026-01-08 d refusal ads
		2026-02-10 e form mail
		2026-02-20 b sale mail
	END
	table >stages.tsv <<-'END'
		stage event sla path
		lead form 3d .
		meeting answer . .
		refused refusal . off
		customer sale . end
	END
	printf 'time\tamount\n2026-01-01\t300.00\n2026-01-31\t0.60\n2026-02-28\t0\n' >ledger.tsv
}

@test "the headlines are right" {
	by_hand
	lf-report --stages stages.tsv --handed lead --accepted meeting --rejected refused --target meeting \
		--ledger ledger.tsv --currency EUR --title 'Our leads' log.tsv >page.html 2>err && false
	grep -q "lf-report: lf-cost: .*currency" err
	same /dev/null page.html
	lf-report --stages stages.tsv --handed lead --accepted meeting --rejected refused --target meeting \
		--ledger ledger.tsv --title 'Our leads' log.tsv >page.html 2>err
	take_apart page.html
	says 'Our leads 2026-01-01 to 2026-02-20. Periods are in UTC.'
	says 'Leads 5 leads came in to lead; the log has 9 events of 5 leads.'
	says 'Conversion 40 % of them reached meeting: 2.'
	# Three of five have left, after 2, 4 and 4 days.
	says 'Speed 46 days pass until half of the leads in meeting have left it, the slowest stage.'
	says 'Acceptance 40 % of 5 leads handed over were accepted (95 % interval: 12 % to 77 %); 2 wait for a decision, 2 of them for longer than the SLA.'
	says 'Cost 150.30 was spent for each meeting in 2026-01 (300.60 for 2).'
	says 'of 4 open leads'
	# None came in, so that the funnel has no row that names its first step.
	grep -e time -e sale -e answer log.tsv >late.tsv
	lf-report --stages stages.tsv late.tsv >page.html 2>err
	take_apart page.html
	says 'Leads 0 leads came in to the first step; the log has 3 events of 2 leads.'
}

@test "a section whose options are missing is left out, and the page says what adds it" {
	by_hand
	lf-report --stages stages.tsv log.tsv >page.html 2>err
	take_apart page.html
	for words in 'Acceptance by sales: --handed STAGE and --accepted STAGE,...' \
		'Cost per lead: --ledger FILE and --target STAGE' 'What moves leads on: --driver COL'; do
		says "$words"
	done
	says_not 'Acceptance by month'
	lf-report --stages stages.tsv --handed lead --accepted meeting --target meeting --driver source \
		log.tsv >page.html 2>err
	take_apart page.html
	says 'Acceptance by month'
	says 'Drivers: source'
	says_not 'Acceptance by sales:'
	says_not 'What moves leads on: --driver'
	says 'Cost per lead: --ledger FILE and --target STAGE'
}

@test "cost has no groups that the ledger lacks, and the page says so" {
	by_hand
	lf-report --stages stages.tsv --target meeting --ledger ledger.tsv --group source log.tsv \
		>page.html 2>err
	take_apart page.html
	says 'The ledger has no column source, so there is no cost by source.'
	says 'The funnel by source'
}

@test "what a filter notes stands on the page and on standard error, once" {
	by_hand
	printf '2026-03-01\tf\tanswer\tads\n' >>log.tsv
	lf-report --stages stages.tsv log.tsv >page.html 2>err
	take_apart page.html
	says 'lf-funnel: 1 lead entered a later step, but never the first'
	[ "$(grep -c '^lf-report: lf-funnel: 1 lead entered' err)" -eq 1 ]
}

@test "moves into the last step, or the target, are forward also where it is an end" {
	by_hand
	drivers() {
		lf-report --stages stages.tsv --driver source "$@" log.tsv >page.html 2>err
		take_apart page.html
	}
	drivers --steps lead,meeting,customer --as-of 2026-03-01
	says 'lf-drivers --driver source --top 5 --stages stages.tsv --forward customer --as-of 2026-03-01T00:00:00Z staged.tsv'
	drivers --target customer
	says 'stages.tsv --forward customer staged.tsv'
	for options in '--target meeting' '--steps lead,meeting --target meeting' '--steps meeting,lead' \
		'--steps customer,meeting'; do
		drivers $options
		says 'lf-drivers --driver source --top 5 --stages stages.tsv staged.tsv'
	done
	drivers --steps meeting,lead --target customer
	says 'stages.tsv --forward customer staged.tsv'
	sed -i "s/^customer/won, 'yes'/; s/\$/\r/" stages.tsv
	sed -i '1s/^/\xef\xbb\xbf/' stages.tsv
	drivers --steps "lead,won\\, 'yes'"
	says "stages.tsv --forward 'won\\, '\\''yes'\\''' staged.tsv"
	[ "$(grep -c forward err)" -eq 0 ]
	drivers --target "won, 'yes'"
	says "stages.tsv --forward 'won\\, '\\''yes'\\''' staged.tsv"
}

@test "the conversion says how many leads skipped a step" {
	printf 'time\tlead\tevent\n' >log.tsv
	printf 'stage\tevent\nlead\tform\nmeeting\tmeet\ndeal\tsale\n' >stages.tsv
	printf '2026-01-0%s\t%s\t%s\n' 1 a form 2 a sale 1 b form 3 b sale 4 c form 5 c meet >>log.tsv
	lf-report --stages stages.tsv log.tsv >page.html 2>err
	take_apart page.html
	says '0 % of them reached deal: 0.'
	says 'Not counted: 2 leads that entered a step without the one before.'
	says 'lf-funnel: 2 leads entered a step, but not the one before it, and are not counted there: lf-transitions --backfill'
	lf-report --backfill --stages stages.tsv log.tsv >page.html 2>err
	take_apart page.html
	says '67 % of them reached deal: 2.'
	says_not 'Not counted:'
}

@test "what several filters note stands with each figure, and on standard error once" {
	by_hand
	lf-sort log.tsv | lf-stage --stages stages.tsv >staged.tsv
	sed '/^meeting/d' stages.tsv >fewer.tsv
	lf-report --stages fewer.tsv staged.tsv >page.html 2>err
	[ "$(grep -c "has no stage 'meeting'" err)" -eq 1 ]
	[ "$(grep -c "has no stage 'meeting'" page.html)" -gt 2 ]
}

@test "a log without rows makes a page that says so" {
	by_hand
	sed 1q log.tsv >empty.tsv
	lf-report --stages stages.tsv --handed lead --accepted meeting --target meeting \
		--ledger ledger.tsv --driver source --group source empty.tsv >page.html 2>err
	take_apart page.html
	says 'The log has no events.'
	says 'No rows.'
	says_not 'In short'
}

@test "input comes from pipes, several files and standard input" {
	make_log
	lf-report --stages stages.tsv log.tsv 2>notes | grep '^<tr>' >wanted
	lf-report --stages stages.tsv <log.tsv 2>notes | grep '^<tr>' | same wanted -
	lf-report --stages stages.tsv <(cat log.tsv) 2>notes | grep '^<tr>' | same wanted -
	cp log.tsv ./-log.tsv
	lf-report --stages stages.tsv -- -log.tsv 2>notes | grep '^<tr>' | same wanted -
	{ sed 1q log.tsv; sed -n '2~2p' log.tsv; } >even.tsv
	sed -n '1~2p' log.tsv | lf-report --stages stages.tsv even.tsv - 2>notes |
		sed '/What was checked/,$d' | grep '^<tr>' >got
	lf-report --stages stages.tsv log.tsv 2>notes | sed '/What was checked/,$d' | grep '^<tr>' |
		same - got
}

@test "usage errors" {
	by_hand
	ends 2 'lf-report: option --stages FILE is needed' lf-report log.tsv
	ends 2 "lf-report: --by: 'all' is not a period: day, week, month, quarter, half or year" \
		lf-report --stages stages.tsv --by all log.tsv
	ends 2 "lf-report: --format: 'pdf' is not one of html|mail" lf-report --format pdf log.tsv
	ends 2 'lf-report: option --calendar needs --tz ZONE' \
		lf-report --stages stages.tsv --calendar x log.tsv
	ends 2 'lf-report: option --tz is given twice' lf-report --tz UTC --tz UTC log.tsv
	ends 2 'lf-report: option --backfill takes no value' lf-report --backfill=yes log.tsv
	ends 2 "lf-report: --output: 'stages.tsv' is also read" \
		lf-report --stages stages.tsv --output stages.tsv log.tsv
	ends 2 "lf-report: --output: 'ledger.tsv' is also read" \
		lf-report --stages stages.tsv --ledger ledger.tsv --output ledger.tsv log.tsv
	[ -s stages.tsv ] && [ -s ledger.tsv ]
}

@test "what the filters call a usage error is one, and no page is begun" {
	by_hand
	ends 2 "lf-report: lf-transitions: --as-of: 'soon' is not an ISO 8601 time" \
		lf-report --stages stages.tsv --as-of soon log.tsv
	same /dev/null stdout
	ends 2 "lf-report: lf-transitions: -: no column 'region'; there are: 'time', 'lead', 'event', 'source', 'stage'" \
		lf-report --stages stages.tsv --group region log.tsv
	ends 2 "lf-report: lf-drivers: -: no column 'no'; there are: 'time', 'lead', 'event', 'source', 'stage'" \
		lf-report --stages stages.tsv --driver no log.tsv
	ends 1 'lf-report: lf-check: none: No such file or directory' \
		lf-report --stages none log.tsv
	ends 2 "lf-report: lf-check: --tz: 'Nowhere' is not a time zone" \
		lf-report --stages stages.tsv --tz Nowhere --output out log.tsv || cat stderr
	[ ! -e out ]
}

# A folder of the programs in which one can be replaced: broken NAME COMMAND.
broken() {
	local file
	rm -rf bin
	mkdir bin
	for file in "$(dirname "$(command -v lf-report)")"/lf-*; do
		[ ! -f "$file" ] || cp "$file" bin
	done
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
}

@test "if one program fails there is no page, and its message says why" {
	make_log
	echo before >out
	for program in lf-check lf-sort lf-stage lf-transitions lf-funnel lf-velocity lf-aging lf-flow \
		lf-accept lf-cost lf-drivers lf-forecast lf-plot; do
		echo "$program"
		broken "$program" "echo '$program: broken' >&2; exit 1"
		ends 1 "lf-report: $program: broken" bin/lf-report "${all[@]}" --output out log.tsv
		same /dev/null stdout
		echo before | same - out
		broken "$program" 'kill -9 $$'
		status=0
		bin/lf-report "${all[@]}" --output out log.tsv 2>err || status=$?
		[ "$status" -eq 1 ]
		echo "lf-report: $program: ended with status 137" | same - err
		echo before | same - out
	done
}

@test "bad rows of the log end it with the filter's message" {
	by_hand
	printf '2026-01-0x\tf\tform\tads\n' >>log.tsv
	ends 1 "lf-report: lf-sort: log.tsv:11: time: '2026-01-0x' is not an ISO 8601 time" \
		lf-report --stages stages.tsv --driver source log.tsv
	same /dev/null stdout
}

# Names that would do harm if they were not escaped, in fields, file names and options.
@test "no name does harm" {
	harm='<script>alert(1)</script>"><img src=x onerror=alert(2)> '"'"' & %s $(touch owned) `touch owned` ; touch owned \n \t @page.awk@ \\ -->'
	printf 'time\tlead\tevent\t%s\n' "$harm" >"log ' \$(touch owned).tsv"
	for i in 1 2 3; do
		printf '2026-01-0%s\t%s\x18lf-\tform\t%s\n' "$i" "$harm$i" "$harm"
		printf '2026-01-1%s\t%s\x18lf-\tsale\t%s\xff\x01\n' "$i" "$harm$i" "$harm"
	done >>"log ' \$(touch owned).tsv"
	printf 'stage\tevent\n%s\tform\nB%s\tsale\n' "$harm" "$harm" >"stages '.tsv"
	printf 'time\tamount\t%s\n2026-01-01\t5\t%s\n' "$harm" "$harm" >"-ledger&.tsv"
	comma=$(printf '%s' "$harm" | sed 's/,/\\,/g')
	for format in html mail; do
		lf-report --format "$format" --stages "stages '.tsv" --title "$harm"$'\030lf- x\nsecond' --ledger "-ledger&.tsv" --target "B$harm" --handed "$harm" --accepted "B$comma" \
			--driver "$harm" --group "$comma" "log ' \$(touch owned).tsv" >"page.$format" 2>err ||
			{ cat err; return 1; }
	done
	mask='s/[^\t]*<script>[^\t]*/x/g'
	true_figures page.html
	[ "$figures" -eq 20 ]
	[ ! -e owned ]
	says "$(printf '%s' "$harm" | sed 's/\\\\/\\/; s/\\[nt]/ /g; s/  */ /g')"
	grep -c '<img' page.html | grep '^0$'
	[ "$(iconv -f utf-8 -t utf-8 page.html | wc -c)" -eq "$(wc -c <page.html)" ]
	LC_ALL=C grep -c "$(printf '\001')" page.html | grep '^0$'
}

@test "the page holds all it needs, and points nowhere" {
	make_log
	lf-report "${all[@]}" --group campaign log.tsv >page.html 2>notes
	take_apart page.html # which fails on scripts and links
	grep -o 'https*://[^"<) ]*' page.html | sort -u >found
	echo http://www.w3.org/2000/svg | same - found
	[ "$(grep -c '<h1>' page.html)" -eq 1 ]
	[ "$(grep -c '<svg ' page.html)" -eq "$(grep -c '<svg .*role="img" aria-label="[^"]' page.html)" ]
	grep -o ' id="[^"]*"' page.html | sort | uniq -d | same /dev/null -
}

@test "a long log by day has a page below 2 MB, which says what it leaves out" {
	awk 'BEGIN {
		srand(5)
		print "time\tlead\tstage\tcampaign"
		for (i = 1; i <= 20000; i++) {
			day = int(rand() * 1400)
			for (s = 1; s <= 12 && rand() < 0.8; s++) {
				printf "%04d-%02d-%02d\tlead%d\tstage%d\tc%d\n", 2020 + day / 336, day / 28 % 12 + 1, day % 28 + 1, i, s, i % 70
				day += int(rand() * 20)
			}
		}
	}' >log.tsv
	{ echo stage; seq -f 'stage%g' 12; } >stages.tsv
	lf-report --stages stages.tsv --by day --group campaign --driver campaign --handed stage1 \
		--accepted stage2 log.tsv >page.html 2>notes
	[ "$(wc -c <page.html)" -lt 2000000 ]
	take_apart page.html
	says 'The picture shows the last'
	says 'rows'
	grep -q 'the last [0-9]* of [0-9]* rows' parts/*.caption
}

@test "a mail is read back by another program, whole, in lines that pass everywhere" {
	command -v python3 >/dev/null || skip "no python3 here"
	command -v gnuplot >/dev/null || skip "no gnuplot here"
	make_log
	lf-report "${all[@]}" --format mail --title 'Überblick: so viele Leads wie noch nie, in allen Stufen' \
		log.tsv >mail 2>notes
	lf-report "${all[@]}" --format mail --title 'Überblick: so viele Leads wie noch nie, in allen Stufen' \
		log.tsv 2>notes | same mail -
	[ "$(awk '{ if (length > n) n = length } END { print n }' mail)" -le 77 ]
	LC_ALL=C grep -c '[^ -~]' mail | grep '^0$'
	python3 - <<-'END'
		import email, email.policy, re
		mail = email.message_from_binary_file(open("mail", "rb"), policy=email.policy.default)
		assert mail["Subject"].startswith("Überblick: so viele Leads wie noch nie, in allen Stufen: 2025-01-"), mail["Subject"]
		assert mail["Date"] is None and mail["MIME-Version"] == "1.0"
		for part in mail.walk():
		    assert not part.defects, part.defects
		assert mail.get_content_type() == "multipart/alternative"
		text, related = mail.iter_parts()
		assert text.get_content_type() == "text/plain" and related.get_content_type() == "multipart/related"
		page, *pictures = related.iter_parts()
		body = page.get_content()
		open("page.html", "w").write(body)
		open("text", "w").write(text.get_content())
		assert "<svg" not in body
		wanted = set(re.findall(r'src="cid:([^"]*)"', body))
		there = {part["Content-ID"].strip("<>") for part in pictures}
		assert wanted == there and len(there) == 12, (wanted, there)
		for part in pictures:
		    assert part.get_content_type() == "image/png" and part.get_content()[:8] == b"\x89PNG\r\n\x1a\n"
		assert all(len(line) <= 998 for line in body.split("\n"))
	END
	# Mail programs would show all that the page folds below pictures.
	lf-report "${all[@]}" log.tsv 2>notes | sed '/<summary>The figures/,/<.details>/d' |
		grep '^<tr>' >wanted
	[ -s wanted ]
	grep '^<tr>' page.html | same wanted -
	python3 -c 'import sys; sys.exit(max(len(line.rstrip("\n")) for line in open("text")
		if not line.startswith("  $ ")) > 80)'
	grep -q '^\* .* leads handed over were accepted' text
	grep -q '█' text
}

@test "other awks and shells make the same page and the same mail" {
	make_log
	for format in html mail; do
		lf-report "${all[@]}" --group campaign --format $format --title "Ü'\\ %s" log.tsv >wanted 2>notes
		for awk in mawk gawk original-awk; do
			command -v "$awk" >/dev/null || continue
			mkdir -p "$awk.d"
			ln -sf "$(command -v "$awk")" "$awk.d/awk"
			PATH=$PWD/$awk.d:$PATH lf-report "${all[@]}" --group campaign --format $format \
				--title "Ü'\\ %s" log.tsv 2>notes | same wanted -
		done
		for shell in dash bash ksh "busybox sh"; do
			command -v "${shell%% *}" >/dev/null || continue
			$shell "$(command -v lf-report)" "${all[@]}" --group campaign --format $format \
				--title "Ü'\\ %s" log.tsv 2>notes | same wanted -
		done
	done
}

@test "working time is passed on to the reports that count it" {
	lf-velocity --help | grep -q -- --calendar || skip "no --calendar in this build"
	make_log
	printf 'day\tfrom\tuntil\n' >calendar.tsv
	for day in Mon Tue Wed Thu Fri; do printf '%s\t09:00\t17:00\n' "$day"; done >>calendar.tsv
	lf-report "${all[@]}" --calendar calendar.tsv --tz Europe/Oslo log.tsv >page.html 2>notes
	true_figures page.html
	[ "$(grep -l -- '--calendar calendar.tsv' parts/*.command | wc -l)" -eq 8 ]
	says 'in working days'
	says 'ever move within 30 working days.'
	says 'the chance to leave the stage within 30 working days'
	says_not 'within 30 days'
}

@test "a unit is named in all pictures, also where it is working days" {
	by_hand
	printf 'day\tfrom\tuntil\nMon\t09:00\t17:00\n' >calendar.tsv
	lf-report --stages stages.tsv log.tsv >page.html 2>notes
	grep -q 'lasted that ended, in days\.' page.html
	grep -c 'unless the report' page.html | grep '^0$'
	lf-report --stages stages.tsv --calendar calendar.tsv --tz UTC log.tsv >page.html 2>notes
	grep -q 'lasted that ended, in working days\.' page.html
	command -v gnuplot >/dev/null || skip "no gnuplot here"
	lf-report --stages stages.tsv --format mail log.tsv 2>notes |
		awk '/^--alternative/ { n++ } n == 1' | sed '1,4d' | base64 -d >text
	grep -q 'lasted that ended, in days\.' text
}

@test "a signal leaves no file and no filter behind" {
	by_hand
	mkdir tmp
	broken lf-velocity 'touch started; sleep 1; touch ended; exit 1'
	TMPDIR=$PWD/tmp bin/lf-report --stages stages.tsv --driver source --output out log.tsv 2>err &
	for ((i = 0; i < 600; i++)); do
		[ ! -e started ] || break
		sleep 0.1
	done
	kill $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 143 ]
	[ -e ended ] && [ ! -e out ]
	[ -z "$(ls tmp)" ]
}
