# Reads the report, and the past where there is one, and writes the picture.

# The title, unless the user gave one, or none.
function name_picture(text) {
	title = has_title ? tidy(ENVIRON["LF_TITLE"]) : text
}

# What is done with each row of the main report as it is read.
function see_row(row) {
	index_row(row)
	if (kind["main"] == "aging")
		see_lead(row)
}

function draw_report(what) {
	if (what == "funnel")
		draw_funnel()
	else if (what == "within")
		draw_within()
	else if (what == "flow")
		draw_flow()
	else if (what == "velocity")
		draw_velocity()
	else if (what == "aging")
		draw_aging()
	else if (what == "stuck")
		draw_stuck()
	else if (what == "accept")
		draw_accept()
	else if (what == "cost")
		draw_cost()
	else if (what == "drivers")
		draw_drivers()
	else if (what == "forecast")
		draw_forecast()
	else
		draw_backtest()
}

BEGIN {
	format = ENVIRON["LF_FORMAT"]
	has_title = "LF_TITLE" in ENVIRON
	nothing = "There is nothing to draw: the report has no rows."
	name["main"] = ENVIRON["LF_NAME"]
	read_report("main", ENVIRON["LF_SCRATCH"] "/main")
	if ("LF_PAST_NAME" in ENVIRON) {
		name["past"] = ENVIRON["LF_PAST_NAME"]
		if (kind["main"] != "forecast")
			fail(2, name["past"] ": goes before a forecast alone, which " name["main"] " is not")
		read_report("past", ENVIRON["LF_SCRATCH"] "/past")
	}
	draw_report(kind["main"])
	if (rows["main"] == 0)
		sections = 0
	if (format == "text")
		draw_plain()
	else
		draw_picture()
}
