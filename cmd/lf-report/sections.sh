# The sections of the page, and in each its figures: a report, made by a command, and a picture.
# They are told to the page by lines of $scratch/outline.

outline() {
	printf '%s' "$1" >>"$scratch/outline"
	shift
	for text; do
		printf '\t%s' "$(printf '%s' "$text" | tr '\t\n' '  ')" >>"$scratch/outline"
	done
	echo >>"$scratch/outline"
}

section() {
	outline section "$1" "$2"
}

# figure NAME TITLE WORDS COMMAND: the report of moves that the command makes.
figure() {
	run "$1" "$4" <"$scratch/moves" >"$scratch/$1.tsv"
	settle "$1"
	show "$1" "$2" "$3" "$4 moves.tsv"
}

# show NAME TITLE WORDS COMMAND: $scratch/NAME.tsv, which is there.
show() {
	outline figure "$1" "$2" "$3" "$4"
	[ "$1" = check ] || draw "$1"
}

# thin PERIODS REPORT REMARK: its last periods; of open leads, evenly, at most 50,000. What was left
# out is said in the file REMARK.
thin() {
	awk -F '\t' -v most="$1" -v remark="$3" '
		NR == FNR { if ($1 != last) n++; last = $1; rows++; next }
		FNR == 1 && /^period\t/ && n - 1 > most {
			skip = n - 1 - most
			print "The picture shows the last " most " of " n - 1 " periods." >remark
		}
		FNR == 1 && /(^|\t)lead\t/ && rows > 50000 {
			step = int(rows / 50000) + 1
			print "The picture shows one open lead in " step ", and counts those." >remark
		}
		FNR == 1 { now = $1; print; next }
		skip { if ($1 != now) seen++; now = $1; if (seen > skip) print; next }
		!step || FNR % step == 0' "$2" "$2" || fail 1 'awk failed'
}

# Pictures with very many points are drawn of fewer periods, so that the page stays small.
draw() {
	case $1 in
	forecast) thin 24 "$scratch/flow.tsv" /dev/null >"$scratch/past" ;;
	forecast-group) thin 24 "$scratch/flow-group.tsv" /dev/null >"$scratch/past" ;;
	*) rm -f "$scratch/past" ;;
	esac
	for periods in 120 60 24 12 6; do
		thin "$periods" "$scratch/$1.tsv" "$scratch/$1.thinned" >"$scratch/$1.drawn"
		plot svg "$1"
		if [ "$1" = leads ] || [ "$(wc -c <"$scratch/$1.svg")" -le "$most_bytes" ]; then
			break
		fi
	done
	[ "$format" = mail ] || return 0
	plot png "$1"
	thin 12 "$scratch/$1.tsv" /dev/null >"$scratch/$1.drawn"
	plot text "$1"
}

plot() {
	plot_past=''
	[ ! -e "$scratch/past" ] || plot_past=" - \"\$scratch/past\""
	run "$2.plot" "lf-plot --format $1 --title '' --unit '$days'$plot_past" \
		<"$scratch/$2.drawn" >"$scratch/$2.$1"
	settle "$2.plot"
	rm "$scratch/$2.plot.err"
}

# by_group NAME TITLE WORDS COMMAND
by_group() {
	[ -z "$group" ] || figure "$1-group" "$2 by $word_group" "$3" "$4$group"
}

funnel_section() {
	section funnel 'From step to step'
	words="Leads that are still on their way may yet reach the next step."
	figure funnel 'The funnel' "$words" "lf-funnel$stages$steps$calendar_tz"
	figure funnel-time "The funnel by $word_by" "Leads by the $word_by in which they came in. The \
latest have had little time to get on." "lf-funnel$by$clock$stages$steps$calendar"
	by_group funnel 'The funnel' "$words" "lf-funnel$stages$steps$calendar_tz"
}

velocity_section() {
	section velocity 'Time in each stage'
	words="Leads that are still in a stage are not in the bars; km_p50 among the figures counts \
them, too, and is the fairer median."
	figure velocity 'Time in stage' "$words" "lf-velocity$stages$calendar_tz"
	figure velocity-time "Time in stage by $word_by" "Visits by the $word_by in which they began. In \
the latest, only the short ones have ended yet." "lf-velocity$by$clock$stages$calendar"
	by_group velocity 'Time in stage' "$words" "lf-velocity$stages$calendar_tz"
}

aging_section() {
	section aging 'Who is stuck'
	words="Stuck are leads whose chance to leave their stage within 30 $days is 5 % or less, going by \
all leads that stayed as long."
	figure aging 'Open leads' "$words" "lf-aging --summary$stages$calendar_tz"
	stuck_leads
	by_group aging 'Open leads' "$words" "lf-aging --summary$stages$calendar_tz"
}

# The picture has all open leads, the table the first of those that are stuck.
stuck_leads() {
	keep=${group:+ --keep $(quote "$word_group")}
	run leads "lf-aging$stages$calendar_tz" <"$scratch/moves" >"$scratch/leads.tsv"
	settle leads
	draw leads
	first_three="awk -F '\t' 'NR == 1 || n[\$1]++ < 3'"
	run leads "lf-aging --stuck 0.05$keep$stages$calendar_tz" <"$scratch/moves" >"$scratch/stuck.tsv"
	settle leads
	eval "$first_three" <"$scratch/stuck.tsv" >"$scratch/leads.tsv"
	outline figure leads 'The leads most stuck' "A disc is an open lead, further to the right the \
longer it has been in its stage. The table has the three of each stage that have been stuck longest." \
		"lf-aging --stuck 0.05$keep$stages$calendar_tz moves.tsv | $first_three"
}

flow_section() {
	section flow 'Coming and going'
	words="Where a band grows wider, more leads come into the stage than go on."
	figure flow 'Leads in each stage' "$words" "lf-flow$by$clock$stages"
	by_group flow 'Leads in each stage' "$words" "lf-flow$by$clock$stages"
}

accept_section() {
	if [ -z "$handed" ] || [ -z "$accepted" ]; then
		outline missing 'Acceptance by sales' '--handed STAGE and --accepted STAGE,...'
		return
	fi
	section accept 'Acceptance by sales'
	how="$handed$accepted$rejected$stages"
	words="Leads without a decision count as not accepted yet."
	figure accept 'Acceptance' "$words" "lf-accept$how$calendar_tz"
	figure accept-time "Acceptance by $word_by" "Of the latest leads, more are still without a decision." "lf-accept$by$clock$how$calendar"
	by_group accept 'Acceptance' "$words" "lf-accept$how$calendar_tz"
}

cost_section() {
	if [ -z "$ledger" ] || [ -z "$target" ]; then
		outline missing 'Cost per lead' '--ledger FILE and --target STAGE'
		return
	fi
	section cost 'Cost per lead'
	how="$ledger$target$lag$currency"
	figure cost "Cost by $word_by" "Leads are those that entered $word_target for the first \
time." "lf-cost$by$clock$how"
	[ -z "$group" ] || ledgers_have_group || {
		outline remark "The ledger has no column $word_group, so there is no cost by $word_group."
		return
	}
	by_group cost 'Cost' "Leads are those that entered $word_target for the first time." \
		"lf-cost$how$tz"
}

ledgers_have_group() {
	eval "set --$ledgers"
	for path; do
		has_columns "$path" "$word_group" || return
	done
}

drivers_section() {
	[ -n "$driver" ] || {
		outline missing 'What moves leads on' '--driver COL'
		return
	}
	section drivers 'What moves leads on'
	show drivers "Drivers: $word_driver" "At 2, touched leads go forward twice as fast. They may be \
keener from the start, so this is no proof." "$drivers staged.tsv"
}

forecast_section() {
	section forecast 'What to expect'
	words="The first $word_by counts what has come already."
	how="lf-forecast$by$clock --periods 3$stages"
	run forecast "$how" <"$scratch/moves" >"$scratch/forecast.tsv"
	if grep -q ': no day is complete before ' "$scratch/forecast.err"; then
		outline remark 'The log is too short to forecast from: it has no complete day.'
		return
	fi
	settle forecast
	show forecast 'Forecast' "$words" "$how moves.tsv"
	by_group forecast 'Forecast' "$words" "$how"
}

check_section() {
	section check 'Can the log be believed?'
	show check 'What was checked' "Each line counts what is doubtful in the log, and shows the first \
case. Rows that are out of order were sorted." "$check$shown"
}

# How the log became moves.
tell_origin() {
	outline origin "$sort$shown${stage:+ | $stage} >staged.tsv" "$moves staged.tsv >moves.tsv"
}

make_sections() {
	clock="$tz$year_start"
	days="${calendar:+working }days"
	most_bytes=$((${group:+-60000} + 120000))
	calendar_tz="${calendar:+$tz$calendar}"
	funnel_section
	velocity_section
	aging_section
	flow_section
	accept_section
	cost_section
	drivers_section
	forecast_section
	check_section
	tell_origin
	[ -n "$group" ] || outline missing 'Each report by campaign, region or owner' '--group COL'
	[ -n "$calendar" ] || outline missing 'Working time instead of days of 24 hours' '--calendar FILE'
}
