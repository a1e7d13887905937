# Writes the stages that the trials of stage-trials.awk should get, as leadflow-stages(5) and
# lf-stage(1) define them, to trials/N.expected.
# usage: awk -f stage-oracle.awk trials/1.options trials/1.table trials/1.log ...

function glob(pattern, text,    regex)
{
	regex = pattern
	gsub(/\*/, ".*", regex)
	gsub(/\?/, ".", regex)
	return text ~ ("^" regex "$")
}

function one_tag(pattern, cell,    parts, n, i)
{
	n = split(cell, parts, ";")
	if (n == 0)
		return glob(pattern, "")
	for (i = 1; i <= n; i++)
		if (glob(pattern, parts[i]))
			return 1
	return 0
}

# Whether row r matches if the score is raised by extra.
function matches(r, extra)
{
	if (cut[r] == "" && event[r] == "" && tags[r] == "")
		return 0
	if (cut[r] != "" && (now == "" || (cut[r] > least && now + extra < cut[r])))
		return 0
	if (event[r] != "" && !glob(event[r], $3))
		return 0
	return tags[r] == "" || one_tag(tags[r], $4)
}

function is_step(stage)
{
	return beside[stage] == ""
}

# Whether the lead may enter the stage under --advance.
function may(lead, stage,    k)
{
	if (!is_step(stage))
		return 1
	if (place[stage] == reached[lead])
		return stage != present[lead]
	if (place[stage] < reached[lead])
		return 0
	for (k = reached[lead] + 1; k < place[stage]; k++)
		if (is_step(name[k]) && options !~ /--allow-skip/)
			return 0
	return 1
}

function decide(lead,    r, any, pick, held, new, old)
{
	old = present[lead]
	held = old != "" && !by_score[old]
	any = pick = 0
	for (r = 1; r <= rows; r++) {
		if (!matches(r, 0))
			continue
		any = 1
		if (held && event[r] == "" && tags[r] == "")
			continue
		if (options ~ /--advance/ && !may(lead, stage[r]))
			continue
		pick = r
	}
	if (!any)
		return ""
	if (!pick)
		return old
	new = stage[pick]
	if (options ~ /--ratchet/ && is_step(new) && place[new] < reached[lead])
		new = old
	if (slack > 0 && old != "" && cut[pick] != "" && is_step(new) && is_step(old) &&
	    place[new] < place[old])
		for (r = 1; r <= rows; r++)
			if (cut[r] != "" && is_step(stage[r]) && matches(r, slack) &&
			    place[stage[r]] <= place[old] && place[stage[r]] > place[new])
				new = stage[r]
	present[lead] = new
	if (is_step(new) && place[new] > reached[lead])
		reached[lead] = place[new]
	return new
}

BEGIN {
	FS = OFS = "\t"
}

FILENAME ~ /options$/ {
	if (out != "")
		close(out)
	options = $0
	slack = 0
	if (match(options, /--hysteresis=[0-9.]+/))
		slack = substr(options, RSTART + 13, RLENGTH - 13) + 0
	rows = stages = 0
	least = ""
	split("", place); split("", beside); split("", by_score)
	split("", present); split("", reached); split("", total)
	out = FILENAME
	sub(/options$/, "expected", out)
}

FILENAME ~ /table$/ && FNR > 1 {
	stage[++rows] = $1
	cut[rows] = $2 == "" ? "" : $2 + 0
	event[rows] = $3
	tags[rows] = $4
	if (!($1 in place)) {
		place[$1] = ++stages
		name[stages] = $1
		beside[$1] = ""
	}
	if ($5 != "")
		beside[$1] = $5
	if ($2 != "") {
		by_score[$1] = 1
		if (least == "" || $2 + 0 < least)
			least = $2 + 0
	}
}

FILENAME ~ /log$/ && FNR == 1 {
	print $0, "stage" >out
}

FILENAME ~ /log$/ && FNR > 1 {
	if (options ~ /--where/ && $3 !~ /^[dwc]/) {
		print $0, "" >out
		next
	}
	now = $5
	if (options ~ /--sum/) {
		if ($5 != "")
			total[$2] += $5
		now = $2 in total ? total[$2] : ""
	}
	print $0, decide($2) >out
}
