# The reports about leads on their way, lf-funnel and lf-accept; and the series of all reports.

# The series of a report, a group and a stage each, that its picture has room for, to
# series_group[1] and series_stage[1] and so on. The column gives their weight. The stages are
# those from first to last, or to the last of all.
function choose_series(column, what, first, last,    group, stage, p, all, weight, g, t, kept, i) {
	if (last == "")
		last = size["stage"]
	for (group = 1; group <= size["group"]; group++)
		for (stage = first; stage <= last; stage++) {
			g[++all] = group
			t[all] = stage
			for (p = 1; p <= size["period"]; p++)
				weight[all] += figure(column, p, group, stage)
		}
	series = choose(all, most[what], weight, kept, what == "row" ? "rows" : "panels")
	for (i = 1; i <= series; i++) {
		series_group[i] = g[kept[i]]
		series_stage[i] = t[kept[i]]
	}
}

# A figure of series i in the only period, and whether it has a row.
function only(column, i) {
	return figure(column, 1, series_group[i], series_stage[i])
}

function is_there(i) {
	return (1, series_group[i], series_stage[i]) in row_of
}

# A panel for a share of each series, with its interval, by period.
function share_panels(s, column, first,    i) {
	choose_series(column, "panel", first)
	is_shared[s] = 1
	for (i = 1; i <= series; i++) {
		panel(s, size["group"] * size["stage"] > 1 ? series_text(series_group[i], series_stage[i]) : "")
		put_layer(s, "band", "95 % interval", "#b5dcf5", "rate_lo", "rate_hi", i)
		put_layer(s, "line", "rate", blue, "rate", "", i)
	}
	legend(s, blue, "rate")
	legend(s, "#b5dcf5", "95 % interval")
}

# A layer of the panel made last: a column of series i over all periods.
function put_layer(s, what, name, color, column, column2, i,    x) {
	layer(s, what, name, color)
	for (x = 1; x <= size["period"]; x++)
		put(s, x, figure(column, x, series_group[i], series_stage[i]), \
		    column2 == "" ? "" : figure(column2, x, series_group[i], series_stage[i]))
}

# The heading of a group, where there are several, before the first of its rows.
function group_heading(s, i) {
	if (size["group"] > 1 && (i == 1 || series_group[i] != series_group[i - 1]))
		heading(s, group_text(keys["group", series_group[i]]))
}

function funnel_rows(    s, i) {
	subtitle = "Leads that reached each step, as a share of those that came in."
	s = section("rows", "", "bare")
	mark_of[s] = "bar"
	column_of(s, "leads")
	column_of(s, "of the step before")
	column_of(s, "of all")
	choose_series("reached", "row", 1)
	for (i = 1; i <= series; i++) {
		if (!is_there(i))
			continue
		group_heading(s, i)
		item(s, stage_text(series_stage[i]), only("of_first", i), "", "", blue)
		figure_text(s, commas(only("reached", i)))
		figure_text(s, percent(only("rate", i)))
		figure_text(s, percent(only("of_first", i)))
	}
}

function draw_funnel(    s, i) {
	name_picture("From step to step")
	if (size["period"] < 2)
		return funnel_rows()
	subtitle = "Share of the leads of the step before that reached each step, by the period in which " \
	    "they came in."
	if (size["stage"] > 1)
		share_panels(section("panels", "", "percent"), "entered", 2)
	s = section("panels", "Leads that came in to " stage_text(1), "number")
	choose_series("reached", "panel", 1, 1)
	for (i = 1; i <= series; i++) {
		panel(s, size["group"] > 1 ? group_text(keys["group", series_group[i]]) : "")
		put_layer(s, "bar", "leads", blue, "reached", "", i)
	}
}

# A step and a time are one series: --within has rows for each of them.
function draw_within(    i, row) {
	name_picture("Reached within a given time")
	subtitle = "Share of the leads that were observed for that long, with its 95 % interval."
	split("", row_of)
	size["stage"] = 0
	for (row = 1; row <= rows["main"]; row++) {
		stage_of[row] = enlist("step", text_at("main", row, "stage") dot "within " text_at("main", row, "within"))
		row_of[period_of[row], group_of[row], stage_of[row]] = row
	}
	for (i = 1; i <= size["step"]; i++)
		keys["stage", i] = keys["step", i]
	size["stage"] = size["step"]
	if (size["period"] < 2)
		rate_rows("observed", "reached")
	else
		share_panels(section("panels", "", "percent"), "observed", 1)
}

function rate_name(group, stage) {
	if (size["stage"] > 1)
		return stage_text(stage)
	return size["group"] > 1 || keys["stage", stage] != "" ? series_text(group, stage) : "all"
}

# A row for a rate of each series, with its interval, and two figures.
function rate_rows(all, some,    s, i) {
	s = section("rows", "", "percent")
	mark_of[s] = "disc"
	column_of(s, all)
	column_of(s, some)
	column_of(s, "rate")
	column_of(s, "95 % interval")
	choose_series(all, "row", 1)
	for (i = 1; i <= series; i++) {
		if (!is_there(i))
			continue
		if (size["stage"] > 1)
			group_heading(s, i)
		item(s, rate_name(series_group[i], series_stage[i]), only("rate", i), \
		    only("rate_lo", i), only("rate_hi", i), blue)
		figure_text(s, commas(only(all, i)))
		figure_text(s, commas(only(some, i)))
		figure_text(s, percent(only("rate", i)))
		figure_text(s, span_of(percent(only("rate_lo", i)), percent(only("rate_hi", i))))
	}
}

function draw_accept(    s) {
	name_picture("Leads handed over, and accepted")
	subtitle = "Share of the leads handed over that was accepted, with its 95 % interval."
	if (size["period"] < 2)
		return rate_rows("handed", "accepted")
	share_panels(section("panels", "", "percent"), "handed", 1)
	if (size["group"] > 1)
		return
	s = section("panels", "Leads handed over", "number")
	panel(s, "")
	put_layer(s, "bar", "accepted", blue, "accepted", "", 1)
	put_layer(s, "bar", "rejected", orange, "rejected", "", 1)
	put_layer(s, "bar", "pending", "#c8c8c8", "pending", "", 1)
	legend(s, blue, "accepted")
	legend(s, orange, "rejected")
	legend(s, "#c8c8c8", "pending")
}
