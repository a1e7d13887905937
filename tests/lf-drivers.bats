load lib/helper

# A small log whose figures are computed by hand.
small_log() {
	table <<-'END' >log.tsv
		time lead stage campaign event
		2026-01-01 a . ad click
		2026-01-02 a MQL . score
		2026-01-03 a . mail open
		2026-01-05 a SQL call call
		2026-01-02 b MQL ad click
		2026-01-03 b . mail open
		2026-01-02 c MQL ad click
		2026-01-02 d MQL trial form
		2026-01-03 d SQL trial form
	END
	table <<-'END' >stages.tsv
		stage path
		MQL .
		SQL .
		customer end
	END
}

@test "a move is credited to its last touch, and drivers stand by moves" {
	small_log
	lf-drivers --driver campaign log.tsv >got
	table <<-'END' >wanted
		stage direction driver moves share lift lift_lo lift_hi pace pace_lo pace_hi
		MQL in ad 3 0.7500 . . . . . .
		MQL in trial 1 0.2500 . . . . . .
		MQL out call 1 0.5000 . . . . . .
		MQL out trial 1 0.5000 . . . . . .
		SQL in call 1 0.5000 . . . . . .
		SQL in trial 1 0.5000 . . . . . .
	END
	same wanted got
}

@test "--touch first and any credit the first and every touch, each driver once" {
	small_log
	lf-drivers --driver campaign --touch first log.tsv | grep out >got
	table <<-'END' >wanted
		MQL out mail 1 0.5000 . . . . . .
		MQL out trial 1 0.5000 . . . . . .
	END
	same wanted got
	lf-drivers --driver campaign --touch any log.tsv | grep out >got
	table <<-'END' >wanted
		MQL out call 1 0.5000 . . . . . .
		MQL out mail 1 0.5000 . . . . . .
		MQL out trial 1 0.5000 . . . . . .
	END
	same wanted got
}

@test "the lift counts open visits, and is of visits touched for out, brought in for in" {
	small_log
	lf-drivers --driver campaign --touch any --stages stages.tsv log.tsv |
		grep MQL | cut -f1-6 >got
	# Two of four visits to MQL went forward. ad brought three, one went forward;
	# mail touched two, one went forward.
	table <<-'END' >wanted
		MQL in ad 3 0.7500 0.6667
		MQL in trial 1 0.2500 2.0000
		MQL out call 1 0.5000 2.0000
		MQL out mail 1 0.5000 1.0000
		MQL out trial 1 0.5000 2.0000
	END
	same wanted got
}

# R: w <- function(f, n) { z <- qnorm(.975); p <- f/n
#      (p + z^2/2/n + c(-1,1) * z * sqrt(p*(1-p)/n + z^2/4/n^2)) / (1 + z^2/n) }
#    a <- w(20, 40); b <- w(15, 60); p <- 20/40; q <- 15/60
#    lo <- (p*q - sqrt((p*q)^2 - a[1]*(2*p-a[1]) * b[2]*(2*q-b[2]))) / (b[2]*(2*q-b[2]))
#    hi <- (p*q + sqrt((p*q)^2 - a[2]*(2*p-a[2]) * b[1]*(2*q-b[1]))) / (b[1]*(2*q-b[1]))
#    r <- c(p/q, lo, hi); r / (.4*r + .6)
@test "the lift's interval is that of Donner and Zou for the ratio of chances" {
	awk 'BEGIN {
		OFS = "\t"
		print "time", "lead", "stage", "campaign"
		for (i = 1; i <= 100; i++) {
			print "2026-01-01", i, "A", ""
			print "2026-01-02", i, "", i <= 40 ? "x" : "y"
			if (i <= 20 || i > 85) print "2026-01-03", i, "B", ""
		}
	}' >log.tsv
	printf 'stage\nA\nB\n' >stages.tsv
	lf-drivers --driver campaign --stages stages.tsv log.tsv | grep '^A.*x' | cut -f1-8 >got
	table <<<'A out x 20 0.5714 1.4286 1.0980 1.7317' >wanted
	same wanted got
}

@test "--earlier leaves out touches at the instant of the move, before and after it" {
	table <<-'END' >log.tsv
		time lead stage campaign
		2026-01-01 a . ad
		2026-01-02 a . form
		2026-01-02 a A call
		2026-01-02 a . welcome
		2026-01-03 a B .
		2026-01-03T12:00 a . mail
		2026-01-04 a C .
	END
	lf-drivers --driver campaign --earlier log.tsv | cut -f1-5 >got
	table <<-'END' >wanted
		stage direction driver moves share
		A in ad 1 1.0000
		B out mail 1 1.0000
		C in mail 1 1.0000
	END
	same wanted got
}

@test "--ignore leaves out touches of rows that match, whatever their stage" {
	small_log
	lf-drivers --driver campaign --ignore 'event=f*' --ignore event=call log.tsv |
		cut -f1-5 >got
	table <<-'END' >wanted
		stage direction driver moves share
		MQL in ad 3 0.7500
		MQL out mail 1 0.5000
		SQL in mail 1 0.5000
	END
	same wanted got
}

@test "forward is a later step, not an end of the path, unless --forward names it" {
	table <<-'END' >log.tsv
		time lead stage campaign
		2026-01-01 a MQL ad
		2026-01-02 a customer ad
		2026-01-01 b MQL mail
		2026-01-02 b SQL mail
		2026-01-03 b MQL mail
	END
	printf 'stage\tpath\nMQL\nSQL\ncustomer\tend\n' >stages.tsv
	lf-drivers --driver campaign --stages stages.tsv log.tsv | grep MQL.out | cut -f3,6 >got
	printf 'ad\t0.0000\nmail\t3.0000\n' >wanted
	same wanted got
	lf-drivers --driver campaign --stages stages.tsv --forward customer log.tsv |
		grep MQL.out | cut -f3,6 >got
	printf 'ad\t1.5000\nmail\t1.5000\n' >wanted
	same wanted got
}

@test "--min leaves rare drivers out, --min 0 keeps those that moved nobody" {
	small_log
	lf-drivers --driver campaign --min 2 log.tsv | cut -f1-4 >got
	printf 'stage\tdirection\tdriver\tmoves\nMQL\tin\tad\t3\n' >wanted
	same wanted got
	lf-drivers --driver campaign --min 0 log.tsv | grep 'MQL.out' | cut -f3,4 >got
	printf 'call\t1\ntrial\t1\nmail\t0\n' >wanted
	same wanted got
}

@test "--top keeps so many drivers of each stage and direction" {
	small_log
	lf-drivers --driver campaign --top 1 log.tsv | cut -f1-4 >got
	table <<-'END' >wanted
		stage direction driver moves
		MQL in ad 3
		MQL out call 1
		SQL in call 1
	END
	same wanted got
}

@test "a header and no rows gives a header and no rows" {
	printf 'time\tlead\tstage\tx\n' | lf-drivers --driver x >got
	table <<<'stage direction driver moves share lift lift_lo lift_hi pace pace_lo pace_hi' >wanted
	same wanted got
}

@test "bad rows and options are told" {
	small_log
	fails 2 "lf-drivers: option --driver COL is needed" lf-drivers log.tsv
	fails 2 "lf-drivers: --touch: 'most' is not one of last|first|any" \
		lf-drivers --driver campaign --touch most log.tsv
	fails 2 "lf-drivers: --top: '0' is not a whole number from 1 to 9223372036854775807" \
		lf-drivers --driver campaign --top 0 log.tsv
	fails 2 "lf-drivers: --ignore: 'event' is not of the form NAME=VALUE" \
		lf-drivers --driver campaign --ignore event log.tsv
	fails 2 "lf-drivers: log.tsv: no column 'who'; there are: 'time', 'lead', 'stage', 'campaign', 'event'" \
		lf-drivers --driver who log.tsv
	printf 'time\tlead\tstage\tx\n2026-01-02\ta\tA\t\n2026-01-01\ta\t\tad\n' >bad.tsv
	fails 1 "lf-drivers: bad.tsv:3: time: 2026-01-01T00:00:00Z is before the lead's last time, 2026-01-02T00:00:00Z; sort with lf-sort" \
		lf-drivers --driver x bad.tsv
	printf 'time\tlead\tstage\tx\n2026-01-02\t\tA\t\n' >bad.tsv
	fails 1 "lf-drivers: bad.tsv:2: lead: is empty" lf-drivers --driver x bad.tsv
}

@test "rows that neither move nor touch are passed over, and not held to the order" {
	printf 'time\tlead\tstage\tx\n2026-01-02\ta\tA\tad\n2026-01-01\ta\t\t\n' >log.tsv
	lf-drivers --driver x log.tsv | tail -n +2 | cut -f1-5 >got
	table <<<'A in ad 1 1.0000' >wanted
	same wanted got
}

# 200 random logs in one, told apart by the column trial, with repeated stages,
# ties, missing values, and a group that changes from row to row.
random_logs() {
	awk -v seed="$1" 'BEGIN {
		srand(seed)
		OFS = "\t"
		print "row", "time", "lead", "stage", "driver", "trial", "g", "kind"
		for (t = 1; t <= 200; t++) {
			delete day
			for (i = 0; i < 40; i++) {
				lead = int(rand() * 6)
				day[lead] += rand() < 0.4 ? 0 : 1
				stage = rand() < 0.5 ? "" : substr("ABCX", 1 + int(rand() * 4), 1)
				driver = rand() < 0.3 ? "" : "d" int(rand() * 4)
				print ++row, sprintf("2026-01-%02d", 1 + day[lead]),
					t "-" lead, stage, driver, t, int(rand() * 2),
					rand() < 0.2 ? "auto" : "person"
			}
		}
	}' >log.tsv
}

# oracle TOUCH EARLIER: the report on log.tsv by SQL, stages A, B, C and X beside them.
oracle() {
	sqlite3 -separator "$(printf '\t')" :memory: <<-END
		.mode tabs
		.import log.tsv log
		create table event as select cast(row as int) id, time, lead, stage,
			case when kind = 'auto' then '' else driver end driver, trial, g from log;
		create table move as
			select *, row_number() over (partition by lead order by id) k,
				lag(id) over (partition by lead order by id) before,
				lag(time) over (partition by lead order by id) since,
				lag(g) over (partition by lead order by id) entry_g
			from (select *, lag(stage) over (partition by lead order by id) prior
				from event where stage <> '')
			where prior is null or prior <> stage;
		-- Every visit's end, also the open ones', as the interval of touches before it.
		create table stretch as
			select lead, k, coalesce(before, 0) after_id, id until_id, since, time until,
				prior "from", stage "to", trial, g, entry_g from move
			union all
			select lead, max(k) + 1, id, 1e9, time, '9', stage, null, trial, null, g
			from move group by lead;
		create table touch as
			select s.lead, s.k, driver, min(id) first, max(id) last, min(e.time) met
			from stretch s join event e on e.lead = s.lead and driver <> ''
				and id > after_id and id <= until_id
				and (not $2 or (e.time < until and (since is null or e.time > since)))
			group by 1, 2, 3;
		create index touched on touch (lead, k);
		create table credited as
			select * from touch t where '$1' = 'any'
				or '$1' = 'first' and first =
					(select min(first) from touch where lead = t.lead and k = t.k)
				or '$1' = 'last' and last =
					(select max(last) from touch where lead = t.lead and k = t.k);
		create table way as
			select lead, k, trial, g, "to" stage, 'in' way from stretch
				where "to" is not null
			union all
			select lead, k, trial, g, "from", 'out' from stretch
				where "to" is not null and "from" is not null;
		create table visit as
			select lead, k, trial, entry_g g, "from" stage, coalesce("to" > "from"
				and "to" <> 'X' and "from" <> 'X', 0) forward, since,
				julianday(iif("to" is null, (select max(time) from log), until))
					- julianday(since) age
			from stretch where "from" is not null;
		-- The chance to go forward at each age; touched visits meet it after their first touch.
		create table hazard as
			select trial, g, stage, age, sum(forward) d, 1.0 * sum(forward) /
				(select count(*) from visit w where w.trial = v.trial and w.g = v.g
					and w.stage = v.stage and w.age >= v.age) h
			from visit v group by 1, 2, 3, 4 having d > 0;
		create table met as
			select trial, g, stage, 'out' way, driver, age, forward and age > start o, start from
				(select *, julianday(met) - julianday(since) start
					from visit join touch using (lead, k))
			union all
			select trial, g, stage, 'in', driver, age, forward, -1
				from visit v join touch t on t.lead = v.lead and t.k = v.k - 1;
		create table pace as
			select *, (o / e) / ((m - o) / (m - e)) pace,
				1.96 * sqrt(1 / e + 1 / (m - e)) spread
			from (select trial, g, stage, way, driver, 1.0 * sum(o) o,
				sum((select total(h) from hazard h where h.trial = v.trial and h.g = v.g
					and h.stage = v.stage and h.age > v.start and h.age <= v.age)) e
				from met v group by 1, 2, 3, 4, 5)
			join (select trial, g, stage, sum(d) m from hazard group by 1, 2, 3)
				using (trial, g, stage)
			where o > 0 and m - o > 0;
		create table lifted as
			select trial, g, stage, 'out' way, driver, count(*) n, sum(forward) f
				from visit join touch using (lead, k) group by 1, 2, 3, 4, 5
			union all
			select trial, g, stage, 'in', driver, count(*), sum(forward)
				from visit v join touch t on t.lead = v.lead and t.k = v.k - 1
				group by 1, 2, 3, 4, 5;
		create table share as
			select trial, g, stage, way, driver, count(*) moves,
				(select count(*) from way w where w.trial = way.trial and w.g = way.g
					and w.stage = way.stage and w.way = way.way) moved
			from way join credited using (lead, k) group by 1, 2, 3, 4, 5;
		create table lift as
			select * from share
			left join lifted using (trial, g, stage, way, driver)
			left join (select trial, g, stage, count(*) n0, sum(forward) f0
				from visit group by 1, 2, 3) using (trial, g, stage);
		create table exact as
			select *, moves * 10000 / moved s, moves * 10000 % moved * 2 sr,
				f * n0 * 10000 / nullif(n * f0, 0) l,
				f * n0 * 10000 % nullif(n * f0, 0) * 2 lr,
				1.0 * f / n p, n * 1.0 m, 1.0 * (f0 - f) / (n0 - n) q, n0 - n * 1.0 k,
				1.0 * n / n0 w, 1.959963984540054 z
			from lift;
		update exact set s = s + (sr > moved or sr = moved and s % 2),
			l = l + (lr > n * f0 or lr = n * f0 and l % 2);
		create table wilson as
			select *,
				(p + z*z/2/m - z*sqrt(p*(1-p)/m + z*z/4/m/m)) / (1 + z*z/m) pl,
				(p + z*z/2/m + z*sqrt(p*(1-p)/m + z*z/4/m/m)) / (1 + z*z/m) pu,
				iif(q = 0, 0, (q + z*z/2/k - z*sqrt(q*(1-q)/k + z*z/4/k/k)) / (1 + z*z/k)) ql,
				(q + z*z/2/k + z*sqrt(q*(1-q)/k + z*z/4/k/k)) / (1 + z*z/k) qu
			from exact;
		create table bounds as
			select *,
				(p*q - sqrt(abs(p*q*p*q - pl*(2*p-pl)*qu*(2*q-qu)))) / (qu*(2*q-qu)) lo,
				(p*q + sqrt(p*q*p*q - pu*(2*p-pu)*ql*(2*q-ql))) / (ql*(2*q-ql)) hi
			from wilson where f0 > 0;
		select trial, g, stage, way, driver, moves, printf('%d.%04d', s / 10000, s % 10000),
			iif(l is null, '', printf('%d.%04d', l / 10000, l % 10000)),
			iif(lo is null, '', printf('%.4f', abs(lo / (w * lo + 1 - w)))),
			iif(lo is null, '', printf('%.4f', iif(q = 0, 1 / w, hi / (w * hi + 1 - w)))),
			coalesce(pace, ''), coalesce(pace / exp(spread), ''), coalesce(pace * exp(spread), '')
		from exact left join
			(select trial, g, stage, way, driver, lo, hi from bounds)
			using (trial, g, stage, way, driver)
		left join (select trial, g, stage, way, driver, pace, spread from pace)
			using (trial, g, stage, way, driver)
		order by trial, g, stage, way, moves desc, driver;
	END
}

# Three figures are the next three to the last digit, and empty where these are; dozens of rows have them.
near() {
	awk -F '\t' '
		{
			for (i = 1; i <= 3; i++) {
				apart = $i - $(i + 3)
				if (($i == "") != ($(i + 3) == "") || apart ^ 2 > 0.000051 ^ 2) {
					print "line " NR ": " $0
					exit wrong = 1
				}
			}
			figures += $1 != ""
		}
		END { exit wrong || figures < 30 }'
}

@test "200 random logs give what SQL gives, for every kind of touch" {
	printf 'stage\tpath\nA\nB\nC\nX\toff\n' >stages.tsv
	random_logs 8
	for touch in last first any; do
		for earlier in 0 1; do
			oracle $touch $earlier >all
			cut -f 1-10 all >wanted
			lf-drivers --driver driver --touch $touch --ignore kind=auto \
				--stages stages.tsv --group trial,g --no-header \
				$([ $earlier = 0 ] || echo --earlier) log.tsv >rows
			[ -s rows ]
			cut -f 1-10 rows >got
			same wanted got
			paste <(cut -f 11-13 rows) <(cut -f 11-13 all) | near
		done
	done
}

@test "a lead's many drivers, and drivers after 65,535 others, count like any" {
	# 40 drivers bring the lead to B, the second half of them from A on; then 5 more to C.
	awk -v OFS='\t' 'BEGIN {
		print "time", "lead", "driver", "stage"
		for (i = 1; i <= 40; i++)
			printf "2026-01-01T00:00:%02dZ\ta\td%02d\t%s\n", i, i, i == 20 ? "A" : ""
		print "2026-01-02", "a", "d07", "B"
		for (i = 39; i <= 43; i++)
			printf "2026-01-02T00:00:%02dZ\ta\td%02d\t\n", i, i
		print "2026-01-03", "a", "", "C"
	}' >log.tsv
	lf-drivers --driver driver --touch any log.tsv >wanted
	for want in 'A.in 1 20' 'A.out 21 40,7' 'B.in 21 40,7' 'B.out 39 43' 'C.in 39 43'; do
		read -r key from to <<<"$want"
		{ seq -f 'd%02.0f' "$from" "${to%,*}"; [ "$to" = "${to%,*}" ] || echo d07; } | sort >drivers
		grep "^$key" wanted | cut -f 3 | same drivers -
	done
	awk -v OFS='\t' 'NR == 1 {
		print
		for (i = 0; i < 70000; i++)
			print "2026-01-01", "z" int(i / 100), "other" i, ""
	}
	NR > 1' log.tsv >after.tsv
	lf-drivers --driver driver --touch any after.tsv | same wanted -
	lf-drivers --driver driver --touch any --forward C log.tsv >wanted
	lf-drivers --driver driver --touch any --forward C after.tsv | same wanted -
}

@test "shuffling leads against each other, and cutting the input, change nothing" {
	random_logs 9
	lf-drivers --driver driver --touch any --group trial log.tsv >wanted
	{ head -n 1 log.tsv; tail -n +2 log.tsv | sort -s -t "$(printf '\t')" -k3,3; } >sorted.tsv
	lf-drivers --driver driver --touch any --group trial sorted.tsv >got
	same wanted got
	{ head -n 1 log.tsv; tail -n +4000 log.tsv; } >two.tsv
	head -n 3999 log.tsv >one.tsv
	lf-drivers --driver driver --touch any --group trial one.tsv two.tsv >got
	same wanted got
}

@test "the pace is of touched visits against others of the same age, to the instant" {
	printf 'stage\nA\nB\nC\n' >stages.tsv
	table <<-'END' >log.tsv
		time lead stage x
		2026-01-01 a A .
		2026-01-02 a . m
		2026-01-03 a B .
		2026-01-01 b A .
		2026-01-03 b B .
		2026-01-01 c A .
		2026-01-02 c . m
		2026-01-03 c X .
		2026-01-01 d A .
		2026-01-04 d . m
		2026-01-04 d B .
		2026-01-05 e . .
		2026-01-01 f A .
		2026-01-03 f . n
	END
	# At 2 days, 2 of 5 visits go forward, before c ends; at 3 days 1 of 2. m touches a and c from
	# the first day: O1 1, E1 4/5, O2 2, E2 2.2. d was touched too late. f is open until the 5th,
	# and n touches it after the moves at 2 days: O1 0.
	lf-drivers --driver x --min 0 --stages stages.tsv log.tsv 2>err | grep 'A.out' | cut -f 3,9- >got
	awk 'BEGIN {
		pace = 1 / 0.8 / (2 / 2.2)
		spread = exp(1.96 * sqrt(1 / 0.8 + 1 / 2.2))
		printf "m\t%.4f\t%.4f\t%.4f\nn\t\t\t\n", pace, pace / spread, pace * spread
	}' | same - got
	# Nothing has time to be touched: all visits that move end when they begin.
	table <<-'END' >log.tsv
		time lead stage x
		2026-01-01 a A .
		2026-01-01 a . m
		2026-01-01 a B .
		2026-01-01 b A n
		2026-01-01 b B .
		2026-01-01 c A .
		2026-01-02 c . .
	END
	# n brought b: of the 3 visits 2 go forward at age 0, so that O1 1, E1 2/3, O2 1, E2 4/3.
	lf-drivers --driver x --stages stages.tsv log.tsv | grep '^A' | cut -f 2,3,9 >got
	printf 'in\tn\t2.0000\nout\tm\t\n' | same - got
}

@test "where next to nothing can be expected, the pace has no upper bound" {
	printf 'stage\nA\nB\n' >stages.tsv
	awk 'BEGIN {
		print "time\tlead\tstage\tx"
		for (i = 1; i <= 200000; i++) print "2026-01-01\t" i "\tA\t" (i == 1 ? "m" : "")
		print "2026-01-02\t1\tB\t\n2026-01-03\t2\tB\t"
	}' >log.tsv
	# O1 and O2 are 1; E1 is 1/200000, E2 the rest of 2. exp(1.96 sqrt(200000)) is no double.
	lf-drivers --driver x --stages stages.tsv --null NA log.tsv | tail -n 1 | cut -f 9- >got
	printf '399999.0000\t0.0000\tNA\n' | same - got
}

@test "--as-of ends the log: later rows are left out and counted, open visits last until then" {
	printf 'stage\nA\nB\n' >stages.tsv
	table <<-'END' >log.tsv
		time lead stage x
		2026-01-01 a A m
		2026-01-03 a B .
		2026-01-01 b A .
		2026-01-04 b B .
		2026-01-02 c A m
		2026-01-06 d . m
		2026-01-07 c B .
	END
	# Of the three visits, one goes forward at 2 days, one at 3 and c, which m brought, at 5.
	lf-drivers --driver x --stages stages.tsv log.tsv | grep 'A.in' | cut -f 4-6,9 >got
	printf '2\t0.6667\t1.0000\t%.4f\n' "$(echo '2/(1/3+1/3+1/2+1)/(1/(3-1/3-1/3-1/2-1))' | bc -l)" |
		same - got
	head -n 6 log.tsv >early.tsv
	fails 0 'lf-drivers: 2 rows at or after --as-of left out' \
		lf-drivers --driver x --stages stages.tsv --as-of 2026-01-06 log.tsv
	mv stdout cut
	# The first row decides where that of d would not.
	(cat early.tsv; printf '2026-01-06\te\t\t\n') >until.tsv
	lf-drivers --driver x --stages stages.tsv until.tsv | same - cut
	fails 0 'lf-drivers: 1 row at or after --as-of left out' \
		lf-drivers --driver x --stages stages.tsv --as-of 2026-01-07 log.tsv
	fails 2 "lf-drivers: --as-of: 'soon' is not an ISO 8601 time" \
		lf-drivers --driver x --as-of soon log.tsv
}

# visits EFFECT DAYS: 20,000 visits that go forward ever more slowly the longer they last, as
# Weibull's with the shape 1/3, and EFFECT times as fast once they are touched, at random, after DAYS on
# average. Those not over after 20 days are open. In the file rate is what a plain rate says: moves a day of
# touched visits over those of the others.
visits() {
	awk -v effect="$1" -v mean="$2" '
		# Park and Miller, the same in every awk.
		function draw() {
			seed = seed * 16807 % 2147483647
			return seed / 2147483647
		}
		function put(age, lead, stage, driver) {
			age = int(age * 86400)
			printf "2026-01-%02dT%02d:%02d:%02d\t%d\t%s\t%s\n", 1 + int(age / 86400),
				age % 86400 / 3600, age % 3600 / 60, age % 60, lead, stage, driver
		}
		function min(a, b) {
			return a < b ? a : b
		}
		BEGIN {
			print "time\tlead\tstage\tx"
			seed = 20261126
			for (lead = 1; lead <= 20000; lead++) {
				# The cumulative hazard is the cube root of age / 2; it grows EFFECT times as fast
				# after the touch.
				touch = -mean * log(draw())
				end = -log(draw())
				met = (touch / 2) ^ (1 / 3)
				if (end > met) end = met + (end - met) / effect
				end = 2 * end ^ 3
				put(0, lead, "A", "")
				if (touch < min(end, 20)) put(touch, lead, "", "mail")
				if (end < 20) put(end, lead, "B", "")
				touched = touch < min(end, 20)
				moves[touched] += end < 20
				days[0] += min(touch, min(end, 20))
				days[1] += min(end, 20) - min(touch, min(end, 20))
			}
			put(20, 0, "", "")
			printf "%.4f\n", moves[1] / days[1] / (moves[0] / days[0]) >"rate"
		}' >log.tsv
}

# within FILE LOW HIGH: the number in the file is between these two.
within() {
	awk -v low="$2" -v high="$3" '{ exit !(NR == 1 && low < $1 && $1 < high) }' "$1"
}

@test "an end of the log a year after its last row is doubted" {
	printf 'time\tlead\tstage\tx\n2026-01-05T12:00Z\tann\t\t\n2026-01-03\tbob\tMQL\tad\n' >log
	lf-drivers --driver x --as-of 2027-01-05 log 2>err >out
	same /dev/null err
	# The last row counts, though it neither moves nor touches its lead.
	fails 0 "lf-drivers: --as-of is 365 days after the last row, 2026-01-05T12:00:00Z: is the log complete until then?" \
		lf-drivers --driver x --as-of 2027-01-06 log
	fails 0 "lf-drivers: 2 rows at or after --as-of left out" \
		lf-drivers --driver x --as-of 2025-01-06 log
	lf-drivers --driver x log 2>err >out
	same /dev/null err
	awk 'BEGIN { print "time\tlead\tstage\tx"
		for (i = 0; i < 1000; i++) print "2026-01-0" int(1 + i / 200) "\tl" i "\tMQL\tad" }' >many
	fails 0 "lf-drivers: --as-of is 30 days after the last row, 2026-01-05T00:00:00Z, and no rows before are that far apart: is the log complete until then?" \
		lf-drivers --driver x --as-of 2026-02-04 many
	lf-drivers --driver x --as-of 2026-02-03 many 2>&1 >/dev/null | same /dev/null -
	# Without rows there is nothing to doubt, and a part's last row is not that of the log.
	head -n 1 log >none
	lf-drivers --driver x --as-of 2027-01-06 none 2>err >out
	same /dev/null err
	lf-drivers --driver x --as-of 2027-01-06 --partial log 2>err >part
	same /dev/null err
	lf-drivers --merge part 2>err >out
	same /dev/null err
}

@test "simulated without an effect, the pace is near 1, where a plain rate says 0.28" {
	printf 'stage\nA\nB\n' >stages.tsv
	visits 1 64
	within rate 0.25 0.31
	lf-drivers --driver x --stages stages.tsv --min 0 log.tsv | grep 'A.out' >row
	cut -f 9 row >pace
	within pace 0.92 1.12
	# So a pace of 1 is in the interval; the lift says that mail harms.
	awk -F '\t' '{ exit !($10 < 1 && 1 < $11 && $8 < 0.9) }' row
}

@test "simulated with a true effect of 2, the pace is near 2, where a plain rate says 0.6" {
	printf 'stage\nA\nB\n' >stages.tsv
	visits 2 64
	within rate 0.5 0.65
	lf-drivers --driver x --stages stages.tsv --min 0 log.tsv | grep 'A.out' >row
	cut -f 9 row >pace
	within pace 1.75 2.15
	awk -F '\t' '{ exit !($10 > 1.5 && $11 < 2.5) }' row
}

@test "where most visits are touched sooner or later, the pace is nearer to 1 than the effect is" {
	printf 'stage\nA\nB\n' >stages.tsv
	visits 2 2
	lf-drivers --driver x --stages stages.tsv --min 0 log.tsv | grep 'A.out' | cut -f 9 >pace
	within pace 1.2 1.6
}
