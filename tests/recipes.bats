# Each recipe of leadflow-recipes(7) prints what is shown. One whose tool is not installed is skipped:
# `make check-recipes` installs them.

load lib/helper
load lib/examples

page=$(cd "$BATS_TEST_DIRNAME/../man" && pwd)/leadflow-recipes.7

setup_file() {
	cd "$BATS_FILE_TMPDIR"
	PATH=$(cd "${LEADFLOW_BIN:-$BATS_TEST_DIRNAME/../build}" && pwd):$PATH
	demo_files
}

setup() {
	cp -R "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR/files"
	cd "$BATS_TEST_TMPDIR/files"
}

teardown() {
	[ -z "${PGHOST-}" ] || [ ! -e "$PGHOST/postmaster.pid" ] || {
		server stop
		rm -r "$PGHOST"
	}
}

# recipe NAME [TOOL...]: runs the recipe under that heading.
recipe() {
	local name=$1 tool
	shift
	for tool in "$@"; do
		command -v "$tool" >/dev/null || skip "no $tool here"
	done
	awk -v name=".Ss $name" '/^[.]S[sh] /{ inside = $0 == name } inside' "$page" >../recipe
	run_examples ../recipe
}

# A PostgreSQL server of its own, which root may not run.
server() {
	local as=
	[ "$(id -u)" -ne 0 ] || as='runuser -u postgres --'
	(cd / && $as pg_ctl -D "$PGHOST" -w -s -l "$PGHOST/log" \
		-o "-k '$PGHOST' -c listen_addresses=''" "$1" >&2 3>&-)
}

start_server() {
	PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
	command -v pg_ctl >/dev/null || skip "no PostgreSQL server here"
	export PGUSER=postgres PGDATABASE=postgres PGHOST
	# The path of a socket has to be short.
	PGHOST=$(mktemp -d /tmp/lf-XXXXXX)
	if [ "$(id -u)" -eq 0 ]; then
		chown postgres "$PGHOST"
		(cd / && runuser -u postgres -- "$(command -v initdb)" -D "$PGHOST" -U postgres) >/dev/null
	else
		initdb -D "$PGHOST" -U postgres >/dev/null
	fi
	server start
}

@test "every recipe has a test" {
	sed -n 's/^\.Ss //p' "$page" | LC_ALL=C sort >recipes
	[ "$(wc -l <recipes)" -gt 15 ]
	sed -n "s/^\trecipe '\([^']*\)'.*/\1/p" "$BATS_TEST_FILENAME" | LC_ALL=C sort -u |
		same recipes -
}

@test "recipe: HubSpot, a view of contacts" {
	recipe 'HubSpot, a view of contacts'
}

@test "recipe: HubSpot, the history of a property" {
	recipe 'HubSpot, the history of a property'
}

@test "recipe: Salesforce, a report in German" {
	recipe 'Salesforce, a report in German' iconv
}

@test "recipe: Salesforce into SQLite, every night" {
	recipe 'Salesforce into SQLite, every night' sqlite3
}

@test "a night that is run twice, or fails in the database, adds its moves once" {
	recipe 'Salesforce into SQLite, every night' sqlite3
	rm -r runs all.db
	make -s runs/2026-01-05
	cp -R runs before
	# The database is locked by another program, or not one at all.
	mv all.db kept.db
	mkdir all.db
	! make -s runs/2026-01-06 || return 1
	diff -r before runs
	rmdir all.db
	mv kept.db all.db
	make -s runs/2026-01-06
	# The moves were added, but the run did not become one.
	mv runs/2026-01-06 lost
	make -s runs/2026-01-06
	# An export that was fetched anew makes no second run of a day.
	touch LeadHistory-2026-01-05.csv
	make -s runs/2026-01-05
	ls runs/*/ | sort | uniq -c | awk '$1 > 1 { print $2 }' | same - <(printf '%s\n' moves.state \
		moves.tsv stage.state)
	sed 1d runs/2026-01-05/moves.tsv >wanted
	sed 1d runs/2026-01-06/moves.tsv >>wanted
	sqlite3 -separator $'\t' all.db 'SELECT lead, time, "from", "to", visit, from_visit, since,
		sojourn, age FROM moves ORDER BY rowid' | same wanted -
}

@test "recipe: Marketo" {
	recipe 'Marketo'
}

@test "recipe: Pipedrive, with the names of stages" {
	recipe 'Pipedrive, with the names of stages'
}

@test "recipe: Names for ids" {
	recipe 'Names for ids'
}

@test "recipe: Renamed stages" {
	recipe 'Renamed stages'
}

@test "recipe: Several pipelines in one export" {
	recipe 'Several pipelines in one export'
}

@test "recipe: Two exports with different columns" {
	recipe 'Two exports with different columns'
}

@test "recipe: A CSV file from a German spreadsheet" {
	recipe 'A CSV file from a German spreadsheet' iconv
}

@test "recipe: Three ad platforms in one ledger" {
	recipe 'Three ad platforms in one ledger'
}

@test "recipe: The value of the pipeline" {
	recipe 'The value of the pipeline'
}

@test "recipe: The owner of each lead" {
	recipe 'The owner of each lead'
}

@test "recipe: A region from the table of leads" {
	recipe 'A region from the table of leads'
}

@test "recipe: The first touch" {
	recipe 'The first touch'
}

@test "recipe: The leads behind a figure" {
	recipe 'The leads behind a figure'
}

@test "recipe: Working hours" {
	recipe 'Working hours'
}

# A sendmail that keeps the message.
mailer() {
	mkdir bin
	cat >bin/sendmail <<-'END'
		#!/bin/sh
		[ "$*" = -t ] && cat >sent
	END
	chmod +x bin/sendmail
	PATH=$PWD/bin:$PATH
}

@test "recipe: The report by mail each morning" {
	mailer
	recipe 'The report by mail each morning' gnuplot
	sed '/^$/q; s/=?UTF-8.*/.../; s/boundary.*/.../' sent >headers
	same - headers <<-'END'
		From: Leads <leads@example.com>
		To: marketing@example.com, sales@example.com
		Subject: ...
		MIME-Version: 1.0
		Content-Type: multipart/alternative; ...

	END
	sed 1,2d sent | same report.eml -
	# No mail goes out of a report that failed.
	rm sent
	echo 'no log' >events.tsv
	! bash mail.sh || return 1
	[ ! -e sent ]
}

@test "recipe: Aligned columns" {
	recipe 'Aligned columns' column
}

@test "recipe: A spreadsheet" {
	command -v python3 >/dev/null || skip "no python3 here"
	printf '%s\n' When,Deal,Status 2026-01-05,ann,MQL 2026-01-09,ann,SQL |
		python3 "$BATS_TEST_DIRNAME/lib/sheet.py" deals.xlsx
	recipe 'A spreadsheet' xlsx2csv
}

@test "recipe: Lines of JSON" {
	recipe 'Lines of JSON' jq
}

@test "recipe: SQLite" {
	recipe 'SQLite' sqlite3
}

@test "recipe: PostgreSQL" {
	command -v psql >/dev/null || skip "no psql here"
	start_server
	recipe 'PostgreSQL' psql
}

@test "recipe: DuckDB" {
	recipe 'DuckDB' duckdb
}

@test "recipe: Miller" {
	recipe 'Miller' mlr
}
