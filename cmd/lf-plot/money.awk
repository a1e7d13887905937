# lf-cost's report, and lf-drivers'.

function cost_rows(    s, i) {
	s = section("rows", "", "bare")
	mark_of[s] = "bar"
	column_of(s, "leads")
	column_of(s, "spend")
	column_of(s, "cost per lead")
	choose_series("spend", "row", 1)
	for (i = 1; i <= series; i++) {
		item(s, size["group"] > 1 ? group_text(keys["group", series_group[i]]) : "all", \
		    only("cost_per_lead", i), "", "", blue)
		figure_text(s, commas(only("leads", i)))
		figure_text(s, commas(only("spend", i)))
		figure_text(s, commas(only("cost_per_lead", i)))
	}
}

# The three figures of the only group, one below the other.
function cost_column(    s) {
	s = section("panels", "", "money")
	is_column[s] = 1
	choose_series("spend", "panel", 1)
	panel(s, "Cost per lead")
	put_layer(s, "line", "cost_per_lead", blue, "cost_per_lead", "", 1)
	panel(s, "Leads")
	put_layer(s, "bar", "leads", sky, "leads", "", 1)
	panel(s, "Spend")
	put_layer(s, "bar", "spend", grey, "spend", "", 1)
}

function draw_cost(    s, i) {
	name_picture("Cost per lead")
	subtitle = "What was spent for the leads of each period, divided by their number."
	if (size["period"] < 2)
		return cost_rows()
	if (size["group"] < 2)
		return cost_column()
	s = section("panels", "", "money")
	is_shared[s] = 1
	choose_series("spend", "panel", 1)
	for (i = 1; i <= series; i++) {
		panel(s, group_text(keys["group", series_group[i]]))
		put_layer(s, "line", "cost_per_lead", blue, "cost_per_lead", "", i)
	}
}

# Whether an interval lies on one side of 1, as a colour.
function side_color(lo, hi) {
	return lo != "" && lo + 0 > 1 ? blue : hi != "" && hi + 0 < 1 ? red : grey
}

function draw_drivers(    s, i, n, row, weight, kept, at, last, value) {
	name_picture("What moves leads on")
	value = "lift"
	for (row = 1; row <= rows["main"] && has("main", "pace"); row++)
		if (text_at("main", row, "pace") != "")
			value = "pace"
	if (value == "pace")
		subtitle = "Pace: how fast visits go forward once the driver touched them, against others of " \
		    "the same age."
	else
		subtitle = "Lift: how much more likely a visit is to go forward if the driver touched it."
	subtitle = subtitle " With its 95 % interval; 1 is no difference."
	s = section("rows", "", "ratio")
	mark_of[s] = "disc"
	column_of(s, "moves")
	column_of(s, value)
	column_of(s, "95 % interval")
	legend(s, blue, value == "pace" ? "faster" : "more likely")
	legend(s, red, value == "pace" ? "slower" : "less likely")
	legend(s, grey, "no clear difference")
	for (row = 1; row <= rows["main"]; row++)
		weight[row] = number_at("main", row, "moves")
	n = choose(rows["main"], most["row"], weight, kept, "rows")
	for (i = 1; i <= n; i++) {
		row = kept[i]
		at = (size["group"] > 1 ? group_text(keys["group", group_of[row]]) dot : "") stage_text(stage_of[row]) \
		    (text_at("main", row, "direction") == "in" ? ": what brought leads in" : ": what touched leads there")
		if (at != last)
			heading(s, at)
		last = at
		driver_row(s, row, value)
	}
}

function driver_row(s, row, value,    lo, hi, at) {
	lo = number_at("main", row, value "_lo")
	hi = number_at("main", row, value "_hi")
	at = number_at("main", row, value)
	item(s, name_text(text_at("main", row, "driver")), at, lo, hi, side_color(lo, hi))
	figure_text(s, commas(number_at("main", row, "moves")))
	figure_text(s, decimals(at, 2))
	figure_text(s, span_of(decimals(lo, 2), decimals(hi, 2)))
}
