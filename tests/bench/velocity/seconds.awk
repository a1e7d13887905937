# Seconds since 1 March of year 0, in the proleptic Gregorian calendar.
BEGIN {
	split("306 337 0 31 61 92 122 153 184 214 245 275", before, " ")
}

function seconds(time, date, year, month) {
	date = substr(time, 1, 10)
	if (!(date in midnight)) {
		month = substr(date, 6, 2) + 0
		year = substr(date, 1, 4) - (month < 3)
		midnight[date] = 86400 * (365 * year + int(year / 4) - int(year / 100) + \
			int(year / 400) + before[month] + substr(date, 9))
	}
	return midnight[date] + 3600 * substr(time, 12, 2) + 60 * substr(time, 15, 2) + \
		substr(time, 18, 2)
}
