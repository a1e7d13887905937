# The reports about time: lf-velocity and lf-aging.

function in_unit() {
	return "in " (ENVIRON["LF_UNIT"] == "" ? "days unless the report was made with --unit" : \
	    tidy(ENVIRON["LF_UNIT"])) "."
}

# The columns of two percentiles: the median and the 85th, or those that the report has.
function find_percentiles(    i, n, column, first) {
	for (i = 1; i <= count["main"]; i++)
		if (column_at["main", i] ~ /^p[0-9.]+$/)
			column[++n] = column_at["main", i]
	middle = has("main", "p50") ? "p50" : column[1]
	for (i = 1; i <= n && upper == ""; i++)
		if (column[i] == "p85" || (!has("main", "p85") && substr(column[i], 2) + 0 > substr(middle, 2) + 0))
			upper = column[i]
}

function velocity_rows(    s, i) {
	s = section("rows", "", "bare")
	mark_of[s] = "bar"
	column_of(s, "visits")
	column_of(s, middle)
	if (upper != "")
		column_of(s, upper)
	choose_series("n", "row", 1)
	for (i = 1; i <= series; i++) {
		if (!is_there(i))
			continue
		group_heading(s, i)
		item(s, stage_text(series_stage[i]), only(middle, i), "", upper == "" ? "" : only(upper, i), blue)
		figure_text(s, commas(only("n", i)))
		figure_text(s, decimals(only(middle, i), 1))
		if (upper != "")
			figure_text(s, decimals(only(upper, i), 1))
	}
	return s
}

function velocity_panels(    s, i) {
	s = section("panels", "", "number")
	choose_series("n", "panel", 1)
	for (i = 1; i <= series; i++) {
		panel(s, series_text(series_group[i], series_stage[i]))
		if (upper != "") {
			put_layer(s, "band", "", "#b5dcf5", middle, upper, i)
			put_layer(s, "line", upper, sky, upper, "", i)
		}
		put_layer(s, "line", middle, blue, middle, "", i)
	}
	return s
}

function draw_velocity(    s) {
	name_picture("Time in each stage")
	find_percentiles()
	if (middle == "")
		fail(2, name["main"] ": has no percentile to draw; lf-velocity --percentiles makes some")
	subtitle = "How long visits lasted that ended, " in_unit()
	s = size["period"] < 2 ? velocity_rows() : velocity_panels()
	legend(s, blue, middle ": " (middle == "p50" ? "half" : substr(middle, 2) " %") " had ended by then")
	if (upper != "")
		legend(s, sky, upper ": " substr(upper, 2) " % had ended by then")
}

function chance_class(chance) {
	return chance + 0 <= 0.05 ? 1 : chance + 0 <= 0.25 ? 2 : 3
}

# A lead, as its disc names it.
function lead_text(row) {
	return clean(text_at("main", row, "lead")) ": " decimals(number_at("main", row, "sojourn"), 1) \
	    ", chance " percent(number_at("main", row, "chance") + 0)
}

# Puts the lead of a row into its lane, one for each group and stage. Of many leads, the rows are
# not kept: their discs have no names.
function see_lead(row,    lane, value) {
	lane = enlist("lane", group_of[row] " " stage_of[row])
	value = number_at("main", row, "sojourn") + 0
	lead_at(row, lane, value, chance_class(number_at("main", row, "chance")))
	lane_row[lane] = row
	stuck[lane] += lead_class[row] == 1
	if (value > longest[lane])
		longest[lane] = value
	if (row > most_discs)
		delete line_of["main", row]
}

# A lane for each group and stage, with a disc for each lead.
function draw_aging(    s, i, row, lane, before, kept, weight, n) {
	name_picture("Open leads")
	subtitle = "How long each open lead has been in its stage, " in_unit()
	s = section("rows", "", "number")
	mark_of[s] = "discs"
	column_of(s, "open")
	column_of(s, "longest")
	column_of(s, "5 % or less")
	legend(s, red, "chance to move on soon: 5 % or less")
	legend(s, orange, "25 % or less")
	legend(s, sky, "more")
	for (lane = 1; lane <= size["lane"]; lane++)
		weight[lane] = leads_of[lane]
	n = choose(size["lane"], most["row"], weight, kept, "rows")
	for (i = 1; i <= n; i++) {
		lane = kept[i]
		row = lane_row[lane]
		if (size["group"] > 1 && group_of[row] != before)
			heading(s, group_text(keys["group", group_of[row]]))
		before = group_of[row]
		lane_of[s, item(s, stage_text(stage_of[row]), "", "", longest[lane], blue)] = lane
		figure_text(s, commas(leads_of[lane]))
		figure_text(s, decimals(longest[lane], 1))
		figure_text(s, commas(stuck[lane]))
	}
}

# lf-aging --summary: of the open leads, how many are stuck.
function draw_stuck(    s, i) {
	name_picture("Open leads")
	subtitle = "Leads that are open in each stage, and those of them that are stuck; p50 and oldest " in_unit()
	s = section("rows", "", "bare")
	mark_of[s] = "bar"
	column_of(s, "open")
	column_of(s, "stuck")
	column_of(s, "p50")
	column_of(s, "oldest")
	legend(s, red, "stuck")
	legend(s, sky, "open")
	choose_series("open", "row", 1)
	for (i = 1; i <= series; i++) {
		if (!is_there(i))
			continue
		group_heading(s, i)
		item(s, stage_text(series_stage[i]), only("stuck", i), "", only("open", i), red)
		figure_text(s, commas(only("open", i)))
		figure_text(s, commas(only("stuck", i)))
		figure_text(s, decimals(only("p50", i), 1))
		figure_text(s, decimals(only("oldest", i), 1))
	}
}
