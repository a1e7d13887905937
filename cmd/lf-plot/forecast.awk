# lf-forecast's report, after lf-flow's, which is "past".

# What the periods of a report look like: all digits as 9.
function looks(period) {
	gsub(/[0-9]/, "9", period)
	return period
}

function check_past(    i, same, row) {
	if (kind["past"] != "flow")
		fail(2, name["past"] ":1: is no report of lf-flow, which goes before a forecast")
	same = groups["past"] == groups["main"] && has_period["past"]
	for (i = 1; i <= groups["main"] && same; i++)
		same = group_column["past", i] == group_column["main", i]
	if (!same)
		fail(2, name["past"] ":1: has not the groups of " name["main"])
	for (row = 1; row <= rows["past"] && rows["main"] > 0; row++)
		if (looks(period_at("past", row)) != looks(period_at("main", 1)))
			fail(2, name["past"] ":" row + 1 ": period: '" period_at("past", row) \
			    "' is not of the kind of '" period_at("main", 1) "'")
}

# The periods of both, on one axis; those that the forecast has are not of the past.
function join_periods(    row, p) {
	for (row = 1; row <= rows["past"]; row++)
		if (!(("period", period_at("past", row)) in rank))
			enlist("axis", period_at("past", row))
	past_periods = size["axis"] + 0
	for (p = 1; p <= size["period"]; p++)
		enlist("axis", keys["period", p])
	for (row = 1; row <= rows["past"]; row++)
		past_row[rank["axis", period_at("past", row)], group_at("past", row), text_at("past", row, "stage")] = row
}

function put_past(s, i,    x, at) {
	layer(s, "line", "past", "#777777")
	for (x = 1; x <= past_periods; x++) {
		at = x SUBSEP keys["group", series_group[i]] SUBSEP keys["stage", series_stage[i]]
		put(s, x, at in past_row ? number_at("past", past_row[at], "inflow") : "")
	}
}

# A layer of columns of the forecast, after the past.
function put_future(s, what, name, color, column, column2, i,    p) {
	layer(s, what, name, color)
	for (p = 1; p <= size["period"]; p++)
		put(s, past_periods + p, figure(column, p, series_group[i], series_stage[i]), \
		    column2 == "" ? "" : figure(column2, p, series_group[i], series_stage[i]))
}

function draw_forecast(    s, i) {
	name_picture("Leads to expect")
	subtitle = "Entries into each stage. Seven outcomes in ten are expected to lie in the band."
	if ("past" in kind)
		check_past()
	join_periods()
	s = section("panels", "", "number")
	axis_of[s] = "axis"
	choose_series("expected", "panel", 1)
	for (i = 1; i <= series; i++) {
		panel(s, series_text(series_group[i], series_stage[i]))
		if (has("main", "already"))
			put_future(s, "bar", "so far", "#c8c8c8", "already", "", i)
		put_future(s, "band", "p15 to p85", "#b5dcf5", "p15", "p85", i)
		put_future(s, "line", "expected", blue, "expected", "", i)
		if (past_periods)
			put_past(s, i)
	}
	if (past_periods)
		legend(s, "#777777", "entered")
	legend(s, blue, "expected")
	legend(s, "#b5dcf5", "p15 to p85")
	if (has("main", "already"))
		legend(s, "#c8c8c8", "so far")
}

# lf-forecast --backtest: errors against those of the naive forecast.
function draw_backtest(    s, i) {
	name_picture("Forecasts of the past")
	subtitle = "The error of the forecasts, as a multiple of that of the naive one: below 1 is better."
	s = section("rows", "", "ratio")
	mark_of[s] = "disc"
	column_of(s, "forecasts")
	column_of(s, "error")
	column_of(s, "naive")
	column_of(s, "ratio")
	column_of(s, "in band")
	choose_series("origins", "row", 1)
	for (i = 1; i <= series; i++) {
		if (!is_there(i))
			continue
		group_heading(s, i)
		item(s, stage_text(series_stage[i]), only("mase", i), "", "", \
		    only("mase", i) + 0 < 1 ? blue : red)
		figure_text(s, commas(only("origins", i)))
		figure_text(s, decimals(only("mae", i), 1))
		figure_text(s, decimals(only("naive", i), 1))
		figure_text(s, decimals(only("mase", i), 2))
		figure_text(s, percent(only("coverage", i)))
	}
}
