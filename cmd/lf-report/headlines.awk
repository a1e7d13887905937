# The figures that are asked for first, in words.

# A headline: what it is about, the figure, and the words that go on from it.
function headline(about, figure, words) {
	headline_about[++headlines] = about
	headline_figure[headlines] = figure
	headline_words[headlines] = words
}

function name_of(field) {
	field = clean(field)
	return field ~ /^ *$/ ? "(none)" : field
}

function count_of(n, one, many) {
	return commas(n) " " (n == 1 ? one : many)
}

# Days as they are said: 0.3, 5.9, 62.
function days(value,    unit) {
	value = decimals(value, value < 9.95 ? 1 : 0)
	unit = ENVIRON["LF_DAYS"]
	if (value == "1.0")
		sub(/s$/, "", unit)
	return value " " unit
}

function day_of(time) {
	return substr(time, 1, 10)
}

function span_of_log(    i, check) {
	read_report("check", 100)
	for (i = 1; i <= rows; i++) {
		take_row(i)
		check[cell[1]] = cell[1] ~ /^(first|last)$/ ? value_in("example") : value_in("n")
	}
	events = check["rows"]
	leads = check["leads"]
	first_day = day_of(check["first"])
	last_day = day_of(ENVIRON["LF_AS_OF"] == "" ? check["last"] : ENVIRON["LF_AS_OF"])
	doubtful = check["bad_row"] + check["bad_time"] + check["no_lead"]
	return first_day == "" ? "The log has no events." : first_day " to " last_day
}

# How many leads entered a step that the funnel does not count them in, as lf-funnel noted.
function skipped(    n, i, note, word) {
	n = read_notes("funnel", note)
	for (i = 1; i <= n; i++)
		if (note[i] ~ /entered a step, but not the one before/) {
			split(note[i], word, " ")
			return word[2]
		}
	return 0
}

function tell_conversion(    i, first, came, weakest, worst, missed) {
	read_report("funnel", 1000)
	first = "the first step" # The report has no rows, and so no name, where no lead came in.
	for (i = 1; i <= rows; i++) {
		take_row(i)
		if (i == 1) {
			first = name_of(value_in("stage"))
			came = value_in("reached")
		} else if (value_in("rate") != "" && (worst == "" || value_in("rate") < worst)) {
			worst = value_in("rate")
			weakest = previous " to " name_of(value_in("stage"))
		}
		previous = name_of(value_in("stage"))
	}
	last_step = rows ? value_in("stage") : ""
	missed = skipped()
	headline("Leads", commas(came + 0), (came == 1 ? "lead" : "leads") " came in to " first "; the log has " \
	    count_of(events, "event", "events") " of " count_of(leads, "lead", "leads") ".")
	if (rows > 1 && came > 0)
		headline("Conversion", percent(value_in("of_first")), "of them reached " previous ": " \
		    commas(value_in("reached")) "." (rows < 3 ? "" : " The weakest step is " weakest ", with " \
		    percent(worst) ".") (missed == 0 ? "" : " Not counted: " count_of(missed, "lead", "leads") \
		    " that entered a step without the one before."))
}

function tell_speed(    i, slow, most) {
	read_report("velocity", 1000)
	for (i = 1; i <= rows; i++) {
		take_row(i)
		ended[value_in("stage")] = value_in("n")
		if (value_in("km_p50") != "" && (slow == "" || value_in("km_p50") + 0 > most)) {
			slow = name_of(value_in("stage"))
			most = value_in("km_p50") + 0
		}
	}
	if (slow != "")
		headline("Speed", days(most), "pass until half of the leads in " slow " have left it, the slowest stage.")
}

function tell_acceptance() {
	if (!read_report("accept", 1000) || rows == 0)
		return
	take_row(1)
	if (value_in("rate") != "")
		headline("Acceptance", percent(value_in("rate")), "of " count_of(value_in("handed"), "lead", "leads") \
		    " handed over " (value_in("handed") == 1 ? "was" : "were") " accepted (95 % interval: " \
		    span_of(percent(value_in("rate_lo")), percent(value_in("rate_hi"))) ")" \
		    (value_in("pending") == 0 ? "" : "; " commas(value_in("pending")) \
		    (value_in("pending") == 1 ? " waits" : " wait") " for a decision") (value_in("overdue") > 0 ? ", " \
		    commas(value_in("overdue")) " of them for longer than the SLA" : "") ".")
}

# The last period that has a cost, and the one before it.
function tell_cost(    i, money, before, last) {
	if (!read_report("cost", 1000))
		return
	money = ENVIRON["LF_CURRENCY"] == "" ? "" : " " tidy(ENVIRON["LF_CURRENCY"])
	for (i = first_row; i <= rows; i++) {
		take_row(i)
		if (value_in("cost_per_lead") == "")
			continue
		before = last == "" ? "" : "; in " last_period ", " commas(last)
		last = value_in("cost_per_lead")
		last_period = value_in("period")
		words = "was spent for each " tidy(ENVIRON["LF_TARGET"]) " in " last_period " (" \
		    commas(value_in("spend")) " for " commas(value_in("leads")) ")"
	}
	if (last != "")
		headline("Cost", commas(last) money, words before ".")
}

# In a stage that nobody has left yet, nobody can be called stuck.
function tell_stuck(    i, open, stuck, overdue, any) {
	read_report("aging", 1000)
	for (i = 1; i <= rows; i++) {
		take_row(i)
		open += value_in("open")
		if (ended[value_in("stage")] > 0)
			stuck += value_in("stuck")
		any += ended[value_in("stage")]
		overdue += value_in("overdue")
	}
	if (open > 0 && any > 0)
		headline("Stuck", commas(stuck + 0), "of " count_of(open, "open lead", "open leads") \
		    (stuck == 1 ? " is" : " are") " stuck: leads that stayed as long hardly ever move within 30 " \
		    ENVIRON["LF_DAYS"] "." \
		    (overdue > 0 ? " " commas(overdue) " stayed longer than the SLA." : ""))
}

# What the first whole period to come brings to the target, or to the last step.
function tell_forecast(    i, stage, first) {
	if (!read_report("forecast", 1000))
		return
	stage = ENVIRON["LF_TARGET"] == "" ? last_step : ENVIRON["LF_TARGET"]
	for (i = 1; i <= rows; i++) {
		take_row(i)
		if (i == 1)
			first = value_in("period")
		if (value_in("period") == first || value_in("stage") != stage)
			continue
		headline("Forecast", decimals(value_in("expected"), value_in("expected") < 9.95 ? 1 : 0), \
		    (value_in("expected") == 1 ? "entry" : "entries") " into " name_of(stage) \
		    " can be expected in " value_in("period") (value_in("p15") == "" ? \
		    "; there were too few so far to say how sure that is." : " (70 % interval: " \
		    commas(value_in("p15")) " to " commas(value_in("p85")) ")."))
		return
	}
}

function tell_headlines() {
	span = span_of_log()
	if (leads + 0 == 0)
		return
	tell_conversion()
	tell_speed()
	tell_acceptance()
	tell_cost()
	tell_stuck()
	tell_forecast()
	if (doubtful > 0)
		headline("Doubt", commas(doubtful), (doubtful == 1 ? "row" : "rows") " could not be used.")
}
