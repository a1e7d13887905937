#!/bin/sh
# Makes one page, or one mail, of all reports about a log of events. Lines such as @page.awk@ are
# replaced by that file when leadflow is built.
set -u
export LC_ALL=C
program=lf-report repeated=ledger
case $0 in
*/*) PATH=$(dirname -- "$0"):$PATH ;;
esac

usage() {
	cat <<'END'
usage: lf-report --stages FILE [--handed STAGE] [--accepted STAGE,...]
                 [--rejected STAGE,...] [--ledger FILE]... [--target STAGE]
                 [--lag LAG] [--currency NAME] [--driver COL]
                 [--steps STAGE,...] [--group COL,...] [--backfill] [--old COL]
                 [--as-of T] [--by PERIOD] [--tz ZONE] [--year-start MONTH]
                 [--calendar FILE] [--title T] [--format html|mail]
                 [--output FILE] [FILE]...
END
}

help() {
	usage
	cat <<'END'
Makes one page of all reports about a log of events, to be shown as it is.

  --stages FILE               the stage table
  --handed STAGE              acceptance: the stage of leads handed over,
  --accepted STAGE,...        those that accept them,
  --rejected STAGE,...        and those that reject them
  --ledger FILE               cost: what was spent (may be repeated),
  --target STAGE              and the stage that it is spent for; also the one
                              whose forecast comes first
  --lag LAG                   as in lf-cost: days between spend and lead
  --currency NAME             as in lf-cost: the rows of the ledger to count
  --driver COL                drivers: the column of the campaign or event
  --steps STAGE,...           the steps of the funnel (the path of the table)
  --group COL,...             reports for each value of these columns as well,
                              of which a lead has its first that is not empty
  --backfill                  a lead that skips steps of the path passes them
                              in no time
  --old COL                   the column of the stage before, in a log of changes
  --as-of T                   the log ends at T: later events are left out
  --by PERIOD                 day, week, month (default), quarter, half or year
  --tz ZONE                   the time zone of periods (UTC)
  --year-start MONTH          the month, 1 to 12, that a fiscal year begins with
  --calendar FILE             count working time alone; needs --tz
  --title T                   the title (Lead report)
  --format html|mail          a page (default), or a mail with the same content;
                              mail needs gnuplot
  --output FILE               write to FILE, which is replaced once all is well
  --help                      print this help (also -h)
  --version                   print the version (also -V)

FILE holds events in any order, with the columns of the stage table or with a
column stage; without FILE, or where it is -, that is standard input.

Examples:
  lf-report --stages stages.tsv --output report.html events.tsv
  lf-report --stages stages.tsv --handed MQL --accepted SQL --target SQL \
      --ledger ledger.tsv --driver campaign events.tsv >report.html
END
}

words() {
	cat <<'AWK'
@lib/script/words.awk@
AWK
}

pages() {
	words
	cat <<'AWK'
@outline.awk@
@columns.awk@
@headlines.awk@
@table.awk@
@page.awk@
@text.awk@
AWK
}

style() {
	cat <<'CSS'
@style.css@
CSS
}

@lib/script/output.sh@
@lib/script/options.sh@
@arguments.sh@
@filters.sh@
@sections.sh@
@formats.sh@
take_arguments "$@"
need_input "$files"
check_arguments

read_log
make_moves
make_sections
export LF_SCRATCH="$scratch" LF_TITLE="$title" LF_BY="$word_by"
export LF_TARGET="$word_target" LF_CURRENCY="$word_currency" LF_ZONE="${word_tz:-UTC}"
export LF_DAYS="$days" LF_AS_OF="$word_as_of"
case $format in
html) write_page svg ;;
mail) write_mail ;;
esac
print_notes
write_out
