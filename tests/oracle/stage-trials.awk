# Writes random stage tables, logs and options: trials/N.table, trials/N.log, trials/N.options.
# usage: awk -v trials=200 -v seed=1 -f stage-trials.awk

function one_of(list,    parts, n)
{
	n = split(list, parts, " ")
	n = parts[1 + int(rand() * n)]
	return n == "." ? "" : n
}

function make_table(file,    rows, i)
{
	print "stage\tmin_score\tevent\ttags\tpath" >file
	print "S1\t" int(rand() * 20) - 10 >file
	rows = 3 + int(rand() * 7)
	for (i = 2; i <= rows; i++)
		printf "%s\t%s\t%s\t%s\t%s\n", one_of("S1 S2 S3 S4 S5 S6"),
		    rand() < 0.6 ? int(rand() * 200) / 2 : "",
		    one_of(". . . demo web* ?all [dw]* *"), one_of(". . . . hot c*"),
		    "" >file
	print "S7\t\t" one_of("demo w* . call") "\t" one_of(". hot") "\toff" >file
	if (rand() < 0.7)
		print "S8\t" one_of(". . 90") "\t" one_of("mail call") "\t\tend" >file
	close(file)
}

function score(sum)
{
	if (rand() < 0.15)
		return ""
	return sum ? int(rand() * 90) / 2 - 15 : int(rand() * 220) / 2 - 5
}

function make_log(file, sum,    i, second)
{
	print "time\tlead\tevent\ttags\tscore" >file
	for (i = 1; i <= 40; i++) {
		second = i % 60
		printf "2024-01-01T00:%02d:%02dZ\tL%d\t%s\t%s\t%s\n", i / 2, second,
		    1 + int(rand() * 4), one_of(". demo web webinar call tall mail"),
		    one_of(". . hot cold;hot warm cold hot;"), score(sum) >file
	}
	close(file)
}

function make_options(file,    options)
{
	options = one_of(". . --sum")
	options = options " " one_of(". . --ratchet --hysteresis=4.5 --hysteresis=20 " \
	    "--advance --advance|--allow-skip")
	if (rand() < 0.2)
		options = options " --where=event=[dwc]*"
	gsub(/\|/, " ", options)
	print options >file
	close(file)
	return options ~ /--sum/
}

BEGIN {
	srand(seed)
	for (t = 1; t <= trials; t++) {
		make_table("trials/" t ".table")
		make_log("trials/" t ".log", make_options("trials/" t ".options"))
	}
}
