# The figures of lf-velocity as a textbook defines them, for its suites.

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

# figures WITHOUT_OPEN: reads lines of a key, a duration in seconds and 1 for open, and prints the
# figures of each key, in days. A line with 2 for open is no visit: it says that there is such a
# key. WITHOUT_OPEN is 1 for reports that leave open visits out.
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
			if (key == "")
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
				# Ties are taken one by one: after the last of them the curve is the same.
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
					days(n > 0 ? area : ""), days(median), days(low), days(high)
			split("", x)
		}
		$1 != key { put(); key = $1; n = all = 0 }
		$3 == 2 { next }
		{ all++; t[all] = $2; open[all] = $3 }
		!$3 { x[++n] = $2 }
		END { put() }' | tr '|' '\t'
}

# near FILE FILE: fails unless they are the same, numbers to within one in the fourth place.
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
