# A report of a kind, with made-up figures: -v kind=KIND -v stages=N -v periods=N -v groups=N, and
# -v name=TEXT, with which the names of stages and groups end. 1 period is "all", 1 group none.

function put(value) {
	line = line (line == "" ? "" : "\t") value
}

function period(p,    year) {
	return periods == 1 ? "all" : sprintf("%d-%02d", 2016 + int((p - 1) / 12), (p - 1) % 12 + 1)
}

# The columns before the figures; `words` are those of the header.
function keys(p, g, t, words) {
	line = ""
	if (kind !~ /^(aging|stuck|drivers|backtest)$/ && !(kind == "velocity" && periods == 1))
		put(words ? "period" : period(p))
	if (groups > 1)
		put(words ? "campaign" : "group " g " " name)
	if (kind !~ /^(accept|cost)$/)
		put(words ? "stage" : t " " name)
}

function figures(p, g, t,    n, k) {
	n = int(rand() * 900) + 20
	k = rand()
	if (kind == "funnel")
		return n "\t" int(n * k) "\t1\t2\t" k "\t" k / 2 "\t" (1 + k) / 2 "\t" k "\t1\t2\t3\t4\t5\t6"
	if (kind == "within")
		return "30d\t" n "\t" n "\t" int(n * k) "\t" k "\t" k / 2 "\t" (1 + k) / 2
	if (kind == "flow")
		return n "\t" int(n * k) "\t" int(n * k / 2) "\t" n + int(n * k) - int(n * k / 2) "\t1"
	if (kind == "velocity")
		return n "\t5\t9\t1\t0\t" n * k "\t" n * (k + 0.3) "\t" n * (k + 0.5) "\t2000\t1\t1\t1\t1"
	if (kind == "aging")
		return "lead " ++leads " " name "\t2026-01-01T00:00:00Z\t" n * k "\t" k "\t" (1 - k) * k "\t\t"
	if (kind == "stuck")
		return n "\t" n + 100 "\t" n * k "\t" int(n * k) "\t"
	if (kind == "accept")
		return n "\t" int(n * k) "\t1\t2\t\t\t" k "\t" k / 2 "\t" (1 + k) / 2 "\t\t1\t1"
	if (kind == "cost")
		return n "\t" int(n * k) * 1000 ".50\t" int(1000 * k) ".25\t2026-01-01\t2026-01-31\t0"
	if (kind == "drivers")
		return (t % 2 ? "in" : "out") "\tdriver " name "\t" n "\t0.1\t" k * 3 "\t" k "\t" k * 9 "\t\t\t"
	if (kind == "forecast")
		return "3\t" n "\t" int(n * k) "\t" n "\t" int(n * (1 + k))
	return "6\t" n "\t" n "\t" 2 * k "\t" k
}

BEGIN {
	CONVFMT = OFMT = "%.4f"
	srand(periods * 1000 + groups * 100 + stages)
	header["funnel"] = "entered reached open gone rate rate_lo rate_hi of_first reach reach_p50 mean p50 p85 p95"
	header["within"] = "within entered observed reached rate rate_lo rate_hi"
	header["flow"] = "opening inflow outflow closing new"
	header["velocity"] = "n open mean sd min p50 p85 p95 max km_mean km_p50 km_lo km_hi"
	header["aging"] = "lead since sojourn passed chance sla over"
	header["stuck"] = "open oldest p50 stuck overdue"
	header["accept"] = "handed accepted rejected pending overdue late rate rate_lo rate_hi rate_decided mean p50"
	header["cost"] = "leads spend cost_per_lead spend_from spend_until lag_days"
	header["drivers"] = "direction driver moves share lift lift_lo lift_hi pace pace_lo pace_hi"
	header["forecast"] = "already expected p15 p50 p85"
	header["backtest"] = "origins mae naive mase coverage"
	keys(0, 0, 0, 1)
	gsub(/ /, "\t", header[kind])
	print line "\t" header[kind]
	if (kind ~ /^(aging|stuck|drivers|backtest)$/)
		times = kind == "aging" ? periods : 1
	else
		times = periods
	for (p = 1; p <= times; p++)
		for (g = 1; g <= groups; g++)
			for (t = 1; t <= (kind ~ /^(accept|cost)$/ ? 1 : stages); t++) {
				keys(p, g, t)
				print line "\t" figures(p, g, t)
			}
}
