load helper

# Lines of a key, a duration in seconds and 1 for open, to the figures of each
# key, in days: an awk that knows the textbook and nothing of leadflow. $1 is 1
# where open visits have no place.
figures() {
	LC_ALL=C sort -t "$(printf '\t')" -k1,1 -k2,2g -k3,3n |
		awk -F'\t' -v without_open="$1" '
		function quantile(p,   h, low) {
			if (n == 0) return ""
			h = (n - 1) * p + 1
			low = int(h)
			return x[low] + (h - low) * ((low < n ? x[low + 1] : x[low]) - x[low])
		}
		function days(value) {
			return value == "" ? "" : sprintf("%.4f", value / 86400)
		}
		function bound(sign) {
			return exp(-exp(log(-log(s)) + sign * 1.959963984540054 * \
				sqrt(greenwood) / -log(s)))
		}
		function put(   i, sum, mean, squares, risk, area, last, median, low, high) {
			if (all == 0)
				return
			for (i = 1; i <= n; i++)
				sum += x[i]
			mean = n > 0 ? sum / n : ""
			for (i = 1; i <= n; i++)
				squares += (x[i] - mean) ^ 2
			s = 1; greenwood = 0; median = low = high = ""
			for (i = 1; i <= all; i++) {
				risk = all - i + 1
				area += s * (t[i] - last)
				last = t[i]
				if (open[i])
					continue
				# Ties one by one: the curve where the last of them has left is the same.
				s *= (risk - 1) / risk
				greenwood += risk > 1 ? 1 / (risk * (risk - 1)) : 0
				if (i < all && t[i + 1] == t[i] && !open[i + 1])
					continue
				if (median == "" && s <= 0.5 + 1e-9) median = t[i]
				if (s < 1e-9) continue
				if (low == "" && bound(1) <= 0.5) low = t[i]
				if (high == "" && bound(-1) <= 0.5) high = t[i]
			}
			printf "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s", key, n,
				without_open ? "" : all - n, days(mean),
				days(n > 1 ? sqrt(squares / (n - 1)) : ""), days(x[1]),
				days(quantile(0.5)), days(quantile(0.85)),
				days(quantile(0.95)), days(x[n])
			if (without_open)
				print "\t\t\t\t"
			else
				printf "\t%s\t%s\t%s\t%s\n",
					days(area), days(median), days(low), days(high)
			split("", x)
		}
		$1 != key { put(); key = $1; n = all = 0 }
		{ all++; t[all] = $2; open[all] = $3 }
		!$3 { x[++n] = $2 }
		END { put() }' | tr '|' '\t'
}

# near FILE FILE: the same text, or numbers that differ in the fourth place at most.
near() {
	paste "$1" "$2" | awk -F'\t' '
		NF % 2 { exit bad = 1 }
		{
			for (i = 1; i <= NF / 2 && bad < 5; i++) {
				a = $i; b = $(i + NF / 2)
				if (a == b || (a ~ /^[0-9]+[.][0-9]+$/ && b ~ /^[0-9]+[.][0-9]+$/ &&
				    (a - b) ^ 2 < 0.000101 ^ 2))
					continue
				bad++
				print "line " NR ", column " i ": " a ", not " b
			}
		}
		END { exit bad > 0 || NR == 0 }'
}

# SEED TRIALS: moves of that many random logs, told apart by the column trial:
# ties, fractions of seconds, ways back, leads without a region.
random_moves() {
	awk -v OFS='\t' -v seed="$1" -v trials="$2" '
		function below(n) { return int(rand() * n) }
		BEGIN {
			srand(seed)
			split("A,B,C,D", stage, ",")
			split("north,south,,east", region, ",")
			print "time", "lead", "stage", "trial", "region"
			for (trial = 1; trial <= trials; trial++) {
				usec = (1700000000 + below(10000000)) * 1000000
				leads = 1 + below(12)
				step = 10 ^ (1 + below(6))
				for (i = 3 + below(50); i > 0; i--) {
					usec += below(3) * below(step) * 1000000
					if (below(4) == 0) usec += below(1000000)
					lead = below(leads)
					print strftime("%Y-%m-%dT%H:%M:%S", int(usec / 1000000), 1) \
						sprintf(".%06dZ", usec % 1000000), \
						trial "-" lead, stage[1 + below(4)], trial, region[1 + lead % 4]
				}
			}
		}' | lf-transitions --first trial,region
}

# SQL: what sqlite makes of moves.tsv by that.
query() {
	sqlite3 -cmd '.mode tabs' -cmd '.import moves.tsv moves' :memory: "$1"
}

# Compares lf-velocity, without its header, with the figures of a query of key,
# duration and open; $1 as for figures.
agrees() {
	local without_open=$1 sql=$2
	shift 2
	lf-velocity --no-header "$@" moves.tsv >got
	query "$sql" | figures "$without_open" >wanted
	LC_ALL=C sort got >got.sorted
	LC_ALL=C sort wanted >wanted.sorted
	near got.sorted wanted.sorted
}

@test "all figures are those of R's survival package, on 26 sets of visits" {
	data=$BATS_TEST_DIRNAME/data
	awk -F'\t' -v OFS='\t' '
		NR == 1 { print "from", "to", "sojourn"; next }
		{ print $1, $3 ? "" : "next", $2 }' "$data/survival.tsv" |
		lf-velocity --unit seconds >got
	{
		head -n 1 "$data/survival-R.tsv"
		sed 1d "$data/survival-R.tsv" | LC_ALL=C sort
	} >wanted
	cut -f 1-3 got >got.counts
	cut -f 1-3 wanted | same - got.counts
	paste got wanted | awk -F'\t' '
		NF != 28 { exit bad = 1 }
		{
			for (i = 4; i <= 14; i++) {
				a = $i; b = $(i + 14)
				if (NR == 1 || a == "" || b == "" ? a != b :
				    (a - b) ^ 2 > (1e-6 * b + 0.00005) ^ 2) {
					bad = 1
					print $1, "column", i ":", a ", not", b
				}
			}
		}
		END { exit bad || NR != 27 }'
}

@test "250 random logs agree with an independent calculation" {
	random_moves 1 250 >moves.tsv
	agrees 0 "select trial || '|' || \"from\", sojourn, \"to\" = '' from moves
		where \"from\" <> ''" --group trial
}

@test "visits are counted in the month in which they were entered" {
	random_moves 2 200 >moves.tsv
	agrees 0 "select substr(since, 1, 7) || '|' || trial || '|' || \"from\", sojourn,
		\"to\" = '' from moves where \"from\" <> ''" --by month --group trial
	lf-velocity --by month --on entered --group trial --no-header moves.tsv | same - got
}

@test "--on left counts completed visits in the day in which they ended, and no open ones" {
	random_moves 3 200 >moves.tsv
	agrees 1 "select substr(time, 1, 10) || '|' || trial || '|' || \"from\", sojourn, 0
		from moves where \"from\" <> '' and \"to\" <> ''" --by day --on left --group trial
}

@test "--group to splits visits by where they lead, without open ones" {
	random_moves 4 200 >moves.tsv
	agrees 1 "select region || '|' || \"to\" || '|' || trial || '|' || \"from\", sojourn, 0
		from moves where \"from\" <> '' and \"to\" <> ''" --group region,to,trial
}

@test "--from and --until take the visits entered in that span" {
	random_moves 5 200 >moves.tsv
	agrees 0 "select region || '|' || \"from\", sojourn, \"to\" = '' from moves
		where \"from\" <> '' and since >= '2023-12-01' and since < '2024-01-15T12'" \
		--group region --from 2023-12-01 --until 2024-01-15T12:00
}

# A time as microseconds, in SQL.
usec() {
	echo "(strftime('%s', substr($1, 1, 19)) * 1000000 +
		round(('0' || rtrim(substr($1, 20), 'Z')) * 1000000))"
}

@test "--between measures from the first entry into a stage to the next into the other" {
	random_moves 6 250 >moves.tsv
	for pair in A,B C,A B,B; do
		agrees 0 "
			create table numbered as select rowid as row, * from moves;
			create table ways as select lead, trial, min(row) as row, time from numbered
				where \"to\" = '${pair%,*}' group by lead;
			create table goals as select w.trial, w.time as start, min(n.row),
				n.time as goal
				from ways w left join numbered n on n.lead = w.lead
					and n.row > w.row and n.\"to\" = '${pair#*,}'
				group by w.lead;
			select trial || '|${pair%,*}|${pair#*,}', printf('%.6f',
				($(usec "coalesce(goal, (select max(time) from moves))") -
				$(usec start)) / 1000000), goal is null
			from goals" --group trial --between "$pair"
	done
}
