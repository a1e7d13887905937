# Random calendars, and working time by counting minutes, for the suite of --calendar.

# random_calendar SEED DATE...: spans of any length, at any hour, on some weekdays and dates.
random_calendar() {
	local seed=$1
	shift
	awk -v seed="$seed" -v dates="$*" '
	function pick(n) { return int(rand() * n) }
	function clock(minute) { return sprintf("%02d:%02d", int(minute / 60), minute % 60) }
	# Up to four spans between random times, some of which touch.
	function spans(day,    n, i, at, from, until, least) {
		n = pick(5)
		least = 0
		if (n == 0 && pick(2) == 0) print day
		for (i = 1; i <= n && least < 1440; i++) {
			from = pick(4) == 0 ? least : least + pick((1440 - least) / 2)
			until = pick(6) == 0 ? 1440 : from + 1 + pick(1440 - from)
			if (pick(2)) until = from + 1 + pick((until - from) / 3)
			rows[++count] = day "\t" clock(from) "\t" clock(until)
			least = until
		}
	}
	BEGIN {
		srand(seed)
		OFS = "\t"
		print "day", "from", "until"
		split("Mon Tue Wed Thu Fri Sat Sun", week)
		for (i = 1; i <= 7; i++) spans(week[i])
		if (count == 0) rows[++count] = "Wed\t00:30\t22:00"
		n = split(dates, date, " ")
		for (i = 1; i <= n; i++) if (pick(2)) spans(date[i])
		# In any order.
		for (; count > 0; count--) {
			i = 1 + pick(count)
			print rows[i]
			rows[i] = rows[count]
		}
	}'
}

# working ZONE CALENDAR TABLE COLUMN: the microseconds of that column of a table of random.db, and
# how much was worked up to each, in the table worked(us, work).
working() {
	sqlite3 random.db "SELECT DISTINCT $4 FROM $3 ORDER BY 1" >instants
	TZ=$1 worktime "$2" <instants | paste instants - >worked.tsv
	sqlite3 random.db <<-'SQL'
		DROP TABLE IF EXISTS worked;
		CREATE TABLE worked(us INTEGER PRIMARY KEY, work INT);
		.mode tabs
		.import worked.tsv worked
	SQL
}

# worked_logs ZONE CALENDAR: for each log moves.N of random_moves, worked.N, whose times are moved so
# that the time between any two is the working time between those of moves.N.
worked_logs() {
	working "$1" "$2" moves us
	sqlite3 -separator $'\t' random.db "
		SELECT trial, lead, $(time_text "1600000000000000 + work"), from_, to_, visit, 0, src,
		    iif(from_ = '', '', $(time_text "1600000000000000 + before")),
		    iif(from_ = '', '', $(seconds_text "work - before"))
		FROM (SELECT *, lag(work) OVER (PARTITION BY trial, lead ORDER BY n) AS before
		    FROM moves JOIN worked USING (us)) ORDER BY n" |
		awk -F '\t' -v OFS='\t' '{
			file = "worked." $1
			if (!($1 in made))
				print "lead", "time", "from", "to", "visit", "age", "src", "since", "sojourn" >file
			made[$1]
			sub(/^[^\t]*\t/, "")
			print >file
		}'
}

# lengths CALENDAR: sets day and week to the working seconds of the longest weekday, and of all.
lengths() {
	read -r day week < <(awk -F '\t' '
		function minutes(clock) { return substr(clock, 1, 2) * 60 + substr(clock, 4) }
		NR > 1 && /^[A-Z]/ { n = minutes($3) - minutes($2); sum[$1] += n; week += n }
		END {
			for (i in sum) if (sum[i] > day) day = sum[i]
			print day * 60, week * 60
		}' "$1")
}
