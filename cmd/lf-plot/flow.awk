# lf-flow's report: who was where, over time, and who came.

# The stages with colours of their own: all, or those with the most leads, to colored[stage];
# the others are one.
function color_stages(    t, p, g, weight, n, i, kept, best) {
	for (t = 1; t <= size["stage"]; t++)
		for (p = 1; p <= size["period"]; p++)
			for (g = 1; g <= size["group"]; g++)
				weight[t] += figure("closing", p, g, t)
	n = size["stage"] <= hues ? size["stage"] : hues - 1
	for (; n > 0; n--) {
		best = 0
		for (t = 1; t <= size["stage"]; t++)
			if (!(t in kept) && (!best || weight[t] > weight[best]))
				best = t
		kept[best]
	}
	for (t = 1; t <= size["stage"]; t++)
		if (t in kept)
			colored[t] = hue[++i]
	others = size["stage"] - i
}

# Layers of a panel: a column of each stage of a group, the last stage first, then the others.
function put_stages(s, what, column, g,    t, p, sum) {
	for (t = size["stage"]; t >= 1; t--) {
		if (!(t in colored))
			continue
		layer(s, what, stage_text(t), colored[t])
		for (p = 1; p <= size["period"]; p++)
			put(s, p, figure(column, p, g, t))
	}
	if (!others)
		return
	layer(s, what, others " others", "#c8c8c8")
	for (p = 1; p <= size["period"]; p++) {
		sum = 0
		for (t = 1; t <= size["stage"]; t++)
			sum += t in colored ? 0 : figure(column, p, g, t)
		put(s, p, sum)
	}
}

function stage_legend(s,    t) {
	for (t = 1; t <= size["stage"]; t++)
		if (t in colored)
			legend(s, colored[t], stage_text(t))
	if (others)
		legend(s, "#c8c8c8", others " others")
}

# A panel for each group, of all stages on top of each other.
function stage_panels(s, what, column,    g, p, t, weight, n, i, kept) {
	for (g = 1; g <= size["group"]; g++)
		for (t = 1; t <= size["stage"]; t++)
			for (p = 1; p <= size["period"]; p++)
				weight[g] += figure(column, p, g, t)
	n = choose(size["group"], most["panel"], weight, kept, "panels")
	for (i = 1; i <= n; i++) {
		panel(s, size["group"] > 1 ? group_text(keys["group", kept[i]]) : "")
		put_stages(s, what, column, kept[i])
	}
	if (n > 1)
		stage_legend(s)
}

# The figures of the only period, a row for each stage.
function flow_rows(    s, i, c, n, column) {
	subtitle = "Leads in each stage at the end of the period; how many came and left in it."
	s = section("rows", "", "bare")
	mark_of[s] = "bar"
	column_of(s, "at the end")
	column_of(s, "came")
	column_of(s, "left")
	choose_series("closing", "row", 1)
	for (i = 1; i <= series; i++) {
		group_heading(s, i)
		item(s, stage_text(series_stage[i]), only("closing", i), "", "", blue)
		n = split("closing inflow outflow", column, " ")
		for (c = 1; c <= n; c++)
			figure_text(s, commas(only(column[c], i)))
	}
}

# In text, a panel for each stage, since nothing lies on top of anything there.
function flow_text(    s, i) {
	s = section("panels", "Leads in each stage", "number")
	choose_series("closing", "panel", 1)
	for (i = 1; i <= series; i++) {
		panel(s, series_text(series_group[i], series_stage[i]))
		put_layer(s, "bar", "at the end", blue, "closing", "", i)
		put_layer(s, "figure", "came", blue, "inflow", "", i)
		put_layer(s, "figure", "left", blue, "outflow", "", i)
	}
}

function draw_flow(    s, i) {
	name_picture("Leads in each stage")
	if (size["period"] < 2)
		return flow_rows()
	subtitle = "How many leads are in each stage at the end of a period, and how many entered it in the period."
	if (format == "text")
		return flow_text()
	color_stages()
	stage_panels(section("panels", "In each stage at the end of the period", "number"), "area", "closing")
	s = section("panels", "Entered in the period", "number")
	if (size["group"] > 1)
		return stage_panels(s, "bar", "inflow")
	choose_series("inflow", "panel", 1)
	for (i = 1; i <= series; i++) {
		panel(s, stage_text(series_stage[i]))
		put_layer(s, "bar", "inflow", series_stage[i] in colored ? colored[series_stage[i]] : grey, "inflow", "", i)
	}
}
