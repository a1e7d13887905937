# What the columns of the reports mean, in a few words: for one report, or for all.

function means(report, names, words,    name, n) {
	n = split(names, name, " ")
	while (n > 0)
		meaning[report, name[n--]] = words
}

function meaning_of(figure, name,    report, words) {
	report = figure
	sub(/-.*/, "", report)
	if (!((report, name) in meaning))
		report = ""
	words = (report, name) in meaning ? meaning[report, name] : ""
	sub(/in days/, "in " ENVIRON["LF_DAYS"], words)
	sub(/30 days/, "30 " ENVIRON["LF_DAYS"], words)
	return words
}

BEGIN {
	means("", "mean", "the average, in days")
	means("", "p50", "half of them took that long or less, in days")
	means("", "p85 p95", "85 %, 95 % of them took that long or less, in days")
	means("", "rate_lo rate_hi", "the 95 % interval of the rate")
	means("", "sojourn", "how long the lead has been in the stage, in days")
	means("", "since", "when the lead entered the stage")
	means("funnel", "entered", "leads that reached the step before")
	means("funnel", "reached", "of these, those that reached this step")
	means("funnel", "open gone", "those not there yet: still on their way, or at another end")
	means("funnel", "rate", "reached / entered")
	means("funnel", "of_first", "reached / all that came in")
	means("funnel", "reach", "the share that will be there in the end, by what was seen so far")
	means("funnel", "reach_p50", "half of all that entered are there after that time, in days")
	means("velocity", "n", "visits that have ended")
	means("velocity", "open", "visits of leads that are still there")
	means("velocity", "sd min max", "standard deviation, shortest and longest visit, in days")
	means("velocity", "km_mean", "the average with open visits taken into account")
	means("velocity", "km_p50", "the median with open visits taken into account")
	means("velocity", "km_lo km_hi", "the 95 % interval of km_p50")
	means("aging", "open", "leads in the stage now")
	means("aging", "oldest", "the longest of them in the stage, in days")
	means("aging", "p50", "half of them have been there that long or less, in days")
	means("aging", "stuck", "those whose chance to leave within 30 days is 5 % or less")
	means("aging", "overdue", "those there for longer than the SLA of the stage")
	means("leads", "passed", "the share of visits that are over by that time")
	means("leads", "chance", "the chance to leave the stage within 30 days")
	means("leads", "sla over", "the SLA of the stage, and how far the lead is over it, in days")
	means("flow", "opening closing", "leads in the stage at the beginning and end of the period")
	means("flow", "inflow outflow", "leads that entered and left it")
	means("flow", "new", "leads that entered it for the first time")
	means("accept", "handed", "leads handed over")
	means("accept", "accepted rejected pending", "of these, those accepted, rejected, and undecided")
	means("accept", "overdue late", "undecided, or decided, after the SLA")
	means("accept", "rate", "accepted / handed")
	means("accept", "rate_decided", "accepted / (accepted + rejected)")
	means("accept", "mean p50", "the time to the decision, average and median, in days")
	means("cost", "leads", "leads that entered the stage for the first time")
	means("cost", "spend", "what was spent from spend_from to spend_until")
	means("cost", "cost_per_lead", "spend / leads; empty where the ledger does not cover the period")
	means("cost", "spend_from spend_until", "the first and the last day of that money")
	means("cost", "lag_days", "days between the money and the leads")
	means("drivers", "direction", "into the stage, or out of it")
	means("drivers", "moves share", "moves credited to the driver, and their share")
	means("drivers", "lift lift_lo lift_hi", "the chance to go forward, against that of all")
	means("drivers", "pace pace_lo pace_hi", "how fast they go forward, against others of the same age")
	means("forecast", "already", "entries so far")
	means("forecast", "expected", "entries to expect in all, those included")
	means("forecast", "p15 p50 p85", "15 %, 50 %, 85 % of the futures bring that many or fewer")
	means("check", "n", "how many there are")
	means("check", "share", "n / rows")
	means("check", "line example", "where the first one is, and what it says")
}
