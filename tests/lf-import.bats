load lib/helper

# wants TEXT COMMAND...: its standard output is that text, with escapes as in printf.
wants() {
	printf "$1" >wanted
	shift
	"$@" >got
	same wanted got
}

# A CSV of records with everything that fields can hold, and no header.
random_csv() { # SEED RECORDS
	awk -v seed="$1" -v records="$2" 'BEGIN {
		srand(seed)
		count = split("a|bc|,|\"\"|\n|\t|\\| |é|日本|\r\n|0", part, "|")
		for (i = 1; i <= records; i++) {
			printf "2026-01-%02d,lead%d", 1 + int(rand() * 28), int(rand() * 50)
			for (f = 0; f < 3; f++) {
				text = ""
				quoted = rand() < 0.3
				for (k = int(rand() * 6); k > 0; k--) {
					p = part[1 + int(rand() * count)]
					if (quoted || p !~ /[,"\n\r]/) text = text p
				}
				printf (quoted ? ",\"%s\"" : ",%s"), text
			}
			printf "%s", (rand() < 0.1 && i > 1 ? "\n\n" : "\n")
		}
	}'
}

@test "columns come as time, lead, then the kept ones in the order given" {
	printf 'note,when,who,x\nhi,2026-01-31 09:30,7,y\n' >in.csv
	wants 'time\tlead\tx\tnote\n2026-01-31T09:30:00Z\t7\ty\thi\n' \
		lf-import --time when --lead who --keep x,note in.csv
	wants 'time\tlead\tx\tnote\n2026-01-31T09:30:00Z\t7\ty\thi\n' \
		lf-import --time when --lead who --keep x --keep note in.csv
}

@test "columns of --keep and --set come in the order of the options, and those of --all last" {
	printf 'a,when,who,b,c\n1,2026-01-31,7,2,5\n' >in.csv
	wants 'time\tlead\ty\tb\tx\tc\ta\n2026-01-31T00:00:00Z\t7\t3\t2\t4\t5\t1\n' \
		lf-import --all --set y=3 --keep b --set x=4 --time when --lead who --keep c in.csv
	# So two exports become one log.
	printf 'day,id,mail\n2026-01-30,9,m\n' >other.csv
	lf-import --set source=crm --time when --lead who --keep b in.csv >1
	lf-import --set source=web --time day --lead id --keep mail --rename mail=b --no-header other.csv >2
	cat 1 2 | same - <(printf 'time\tlead\tsource\tb\n2026-01-31T00:00:00Z\t7\tcrm\t2\n2026-01-30T00:00:00Z\t9\tweb\tm\n')
}

@test "columns can be renamed, the fixed ones too, and constants set" {
	printf 'when,who,x\n2026-01-31,7,y\n' >in.csv
	wants 'at\tlead\tevent\tsource\n2026-01-31T00:00:00Z\t7\ty\tcrm\n' \
		lf-import --time when --lead who --keep x --rename x=event --rename time=at \
		--set source=crm in.csv
}

@test "a name with a TAB, LF or CR is a usage error, whatever column has it" {
	printf 'day,id,cost\n2026-01-01,7,5\n' >in.csv
	for byte in $'\t' $'\n' $'\r'; do
		for options in 'lead=' 'time=' 'id=' 'cost='; do
			run -2 lf-import --time day --lead id --keep id,cost --rename "$options${byte}x" in.csv
			[[ $output == "lf-import: column '\\x0"?"x': write its TAB, LF or CR as \\t, \\n or \\r"* ]]
		done
		run -2 lf-import --time day --lead id --set "k${byte}=1" in.csv
		[[ $output == "lf-import: column 'k\\x0"?"': write its TAB, LF or CR"* ]]
		run -2 lf-import --time day --amount cost --rename "amount=a$byte" in.csv
		[[ $output == "lf-import: column 'a\\x0"?"': write its TAB, LF or CR"* ]]
	done
	lf-import --time day --lead id --rename 'lead=a\tb' in.csv | head -n 1 | same - <(printf 'time\ta\\tb\n')
}

@test "--rename finds a column of the CSV before a fixed one of that name" {
	printf 'created,id,time,lead,stage\n2026-01-31,a,5,x,y\n' >in.csv
	wants 'time\tlead\tduration\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time created --lead id --keep time --rename time=duration in.csv
	wants 'time\twho\tduration\n2026-01-31T00:00:00Z\ta\t5\n' \
		lf-import --time created --lead id --keep time --rename lead=who --rename time=duration in.csv
	wants 'time\tlead\tstage\tt\tl\ts\n2026-01-31T00:00:00Z\ta\tX\t5\tx\ty\n' \
		lf-import --entered created=X --lead id --all --rename stage=s --rename time=t --rename lead=l in.csv
	printf 'day,amount,cost\n2026-01-31,5,7\n' >in.csv
	wants 'time\tamount\tcount\n2026-01-31\t7\t5\n' \
		lf-import --time day --amount cost --all --rename amount=count in.csv
	fails 2 "lf-import: column 'amount' would occur twice in the output; see --rename" \
		lf-import --time day --amount cost --all in.csv
	fails 2 "lf-import: column 'x' would occur twice in the output; see --rename" \
		lf-import --time day --amount cost --rename time=x --rename amount=x in.csv
}

@test "a column without a name has only its number, in the output too" {
	printf 'id,when,,\n7,2026-01-31,,x\n' >in.csv
	wants 'time\tlead\t#3\t#4\n2026-01-31T00:00:00Z\t7\t\tx\n' \
		lf-import --time when --lead id --all in.csv
	wants 'time\tlead\t#4\n2026-01-31T00:00:00Z\t7\tx\n' \
		lf-import --time '#2' --lead '#1' --keep '#4' in.csv
	wants 'time\tlead\tnote\n2026-01-31T00:00:00Z\t7\tx\n' \
		lf-import --time when --lead id --keep '#4' --rename '#4=note' in.csv
	wants 'time\tlead\n2026-01-31T00:00:00Z\t7\n' lf-import --time when --lead id --where '#4=x' in.csv
	for column in '#0' '#5' '#04' '#' '' '#2#2'; do
		lf-import --time when --lead id --keep "$column" in.csv >got 2>stderr || [ $? -eq 2 ]
		grep -q "^lf-import: in.csv: no column '$column'; .*there are: 'id', 'when', '#3', '#4'$" stderr
	done
}

@test "the second column of a name is NAME#2, and a header that says so comes first" {
	printf 'id,when,Sprint,Sprint,Sprint\n7,2026-01-31,S1,S2,S3\n' >in.csv
	wants 'time\tlead\tSprint#3\tSprint\tSprint#2\n2026-01-31T00:00:00Z\t7\tS3\tS1\tS2\n' \
		lf-import --time when --lead id --keep 'Sprint#3,Sprint,Sprint#2' in.csv
	wants 'time\tlead\tSprint\tSprint#2\tlast\n2026-01-31T00:00:00Z\t7\tS1\tS2\tS3\n' \
		lf-import --time when --lead id --all --rename 'Sprint#3=last' in.csv
	for column in 'Sprint#1' 'Sprint#4' 'Sprint#02' 'id#2'; do
		lf-import --time when --lead id --keep "$column" in.csv >got 2>stderr || [ $? -eq 2 ]
		grep -q "^lf-import: in.csv: no column '$column'; .*there are: 'id', 'when', 'Sprint', 'Sprint#2', 'Sprint#3'$" stderr
	done
	printf 'id,when,a#2,a,a,#4\n7,2026-01-31,1,2,3,4\n' >in.csv
	wants 'time\tlead\ta#2\ta\t#5\t#4\n2026-01-31T00:00:00Z\t7\t1\t2\t3\t4\n' \
		lf-import --time when --lead id --all in.csv
	wants 'time\tlead\ta#2\t#4\n2026-01-31T00:00:00Z\t7\t1\t4\n' \
		lf-import --time when --lead id --keep 'a#2,#4' in.csv
	printf 'id,when,j,j\n7,2026-01-31,{},"{""k"":5}"\n' >in.csv
	wants 'time\tlead\tj#2:k\n2026-01-31T00:00:00Z\t7\t5\n' lf-import --time when --lead id --keep j#2:k in.csv
}

@test "100,000 columns are named and found in no time" {
	# By their square, as once, they took a minute.
	awk 'BEGIN {
		printf "t,l" >"in.csv"; printf "2026-01-01T00:00:00Z\t1" >"wanted"
		for (i = 3; i <= 100000; i++) {
			printf ",%s", (i % 3 ? "c" i : i % 2 ? "same" : "") >"in.csv"
			printf "\t%d", i >"wanted"
		}
		printf "\n2026-01-01,1" >"in.csv"; print "" >"wanted"
		for (i = 3; i <= 100000; i++) printf ",%d", i >"in.csv"
		print "" >"in.csv"
	}'
	timeout 20 lf-import --time t --lead l --all in.csv >got
	sed 1d got | same wanted -
	head -n 1 got | tr '\t' '\n' | sort | uniq -d | same /dev/null -
	timeout 20 lf-import --time t --lead l --keep 'same#16667,#100000,c99998' --no-header in.csv >got
	printf '2026-01-01T00:00:00Z\t1\t99999\t100000\t99998\n' | same - got
}

@test "a message quotes and escapes the names of columns that it lists" {
	printf 'id,when,"a, b","x\ny","c\td\001"\n' >in.csv
	fails 2 "lf-import: in.csv: no column 'z'; there are: 'id', 'when', 'a, b', 'x\\ny', 'c\\td\\x01'" \
		lf-import --time when --lead id --keep z in.csv
}

@test "--missing COL=STR is about one column, or one key of the objects in it" {
	printf 'id,when,a,b,j,x=y\n7,2026-01-31,-,-,"{""k"":""-"",""l"":""-""}",-\n' >in.csv
	wants 'time\tlead\ta\tb\tj:k\tj:l\tx=y\n2026-01-31T00:00:00Z\t7\t\t-\t\t-\t\n' \
		lf-import --time when --lead id --keep 'a,b,j:k,j:l,x=y' --missing a=- --missing j:k=- --missing x=y=- in.csv
	wants 'time\tlead\ta\tb\n2026-01-31T00:00:00Z\t7\t\t\n' \
		lf-import --time when --lead id --keep a,b --missing - in.csv
	# If COL is none, the whole is STR.
	printf 'id,when,a\n7,2026-01-31,q=-\n8,2026-01-31,-\n' >in.csv
	wants 'time\tlead\ta\n2026-01-31T00:00:00Z\t7\t\n2026-01-31T00:00:00Z\t8\t-\n' \
		lf-import --time when --lead id --keep a --missing q=- in.csv
	printf 'id,when\n7,NA\n' >in.csv
	fails 1 'lf-import: in.csv:2: record 1: when: is empty' \
		lf-import --time when --lead id --missing when=NA in.csv
}

@test "--trim takes blanks off the ends of fields and of names, before --missing" {
	printf ' id , when,\302\240note\t\n7,2024-03-05, - \n 7,2024-03-06,-\n7 ,2024-03-07, a  b \n07,2024-03-07,\n7\302\240\t,2024-03-08,\302\240\n' >in.csv
	lf-import --trim --time when --lead id --keep note --missing - --no-header in.csv >got
	printf '2024-03-0%sT00:00:00Z\t%s\t%s\n' 5 7 '' 6 7 '' 7 7 'a  b' 7 07 '' 8 7 '' | same - got
	fails 2 "lf-import: in.csv: no column 'id'; did you mean ' id '? there are: ' id ', ' when', ' note\\t'" \
		lf-import --time ' when' --lead id in.csv
	printf 'when,id\n2024-03-05, \n' >in.csv
	fails 1 'lf-import: in.csv:2: record 1: id: is empty' lf-import --trim --time when --lead id in.csv
}

@test "--set time and --set lead stand for columns that the export has not" {
	printf 'email,list\na@x,MQL\n' >in.csv
	wants 'time\tlead\tlist\n2026-01-31T00:00:00Z\ta@x\tMQL\n' \
		lf-import --set time=2026-01-31 --lead email --keep list in.csv
	fails 2 "lf-import: --set: time: '31/1' is not an ISO 8601 time" \
		lf-import --set time=31/1 --lead email no.csv
}

@test "--all keeps every column that is not there yet, in the order of the file" {
	printf 'a,when,b,who,c\n1,2026-01-31,2,7,3\n' >in.csv
	wants 'time\tlead\tb\ta\tc\n2026-01-31T00:00:00Z\t7\t2\t1\t3\n' \
		lf-import --time when --lead who --keep b --all in.csv
}

@test "names of columns are written escaped, and found as they are or escaped" {
	printf 't,l,"a\\b","x\ny"\n2026-01-01,a,1,2\n' >in.csv
	printf 'time\tlead\ta\\\\b\tx\\ny\n2026-01-01T00:00:00Z\ta\t1\t2\n' >wanted
	for keep in 'a\b,x\ny' 'a\\b'$',x\ny'; do
		lf-import --time t --lead l --keep "$keep" in.csv >got
		same wanted got
	done
	lf-import --time t --lead l --all in.csv >got
	same wanted got
}

@test "a field such as =\"0012\" is taken as it stands, and no other with marks in it" {
	printf 't,l,n\n2026-01-01,="0012","x ""y"""\r\n2026-01-02,"=""0012""",=""\n2026-01-03,0012,="a b"' >in.csv
	printf '%s\t%s\t%s\n' time lead n 2026-01-01T00:00:00Z '="0012"' 'x "y"' \
		2026-01-02T00:00:00Z '="0012"' '=""' 2026-01-03T00:00:00Z 0012 '="a b"' >wanted
	lf-import --time t --lead l --keep n in.csv >got
	same wanted got
	lf-import --time t --lead l --keep n --escape '\' in.csv >got
	same wanted got
	for field in '="a"b' '="a' '="a""b"' '=a"b"' 'x="b"' '="a,b"' '= "a"'; do
		printf 't,n,l\n2026-01-01,,%s\n' "$field" >in.csv
		fails 1 "lf-import: in.csv:2: record 1: l: a quotation mark in a field that does not begin with one" \
			lf-import --time t --lead l in.csv
	done
	# A mark that --escape makes plain is not the last one.
	printf 't,l\n2026-01-01,="a"\\"\n' >in.csv
	fails 1 "lf-import: in.csv:2: record 1: l: a quotation mark in a field that does not begin with one" \
		lf-import --time t --lead l --escape '\' in.csv
}

@test "--where takes globs, and several must all fit" {
	printf 't,l,f,n\n2026-01-01,1,Status,A=B\n2026-01-02,2,Status,C\n2026-01-03,3,Owner,A=B\n' >in.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\t1\n' \
		lf-import --time t --lead l --where 'f=Sta*' --where 'n=A=B' in.csv
	wants 'time\tlead\n2026-01-02T00:00:00Z\t2\n' \
		lf-import --time t --lead l --where 'f=Status' --where 'n=[!A]*' in.csv
	fails 2 "lf-import: --where: 'Sta[t' has a [ that no ] ends; write \\[ if it stands for itself" \
		lf-import --time t --lead l --where 'f=Sta[t' in.csv
}

@test "a --where that no row fits is reported, with what was meant and what there is" {
	printf 't,l,f,g\n2026-01-01,1,Status,x\n2026-01-02,2,Owner,y\n2026-01-03,3,Status,\n' >in.csv
	says() { # MESSAGE OPTION...
		lf-import --time t --lead l "${@:2}" --no-header in.csv >got 2>stderr
		same /dev/null got
		printf "${1:+lf-import: $1\n}" | same - stderr
	}
	says "--where: no row fits 'f=Staus'; did you mean 'Status'? there are: 'Owner', 'Status'" --where f=Staus
	says "--where: no row fits 'f=Z*'; there are: 'Owner', 'Status'" --where 'f=Z*'
	# Only what rows were asked: those that fit the first one.
	says "--where: no row fits 'g=Y'; did you mean 'y'? there are: 'y'" --where f=Owner --where g=Y
	says "--where: no row fits 'f=Owners'; did you mean 'Owner'? there are: 'Owner', 'Status'" --where f=Owners --where g=Y
	lf-import --time t --lead l --where f=Owner --where g=y in.csv >got 2>stderr
	same /dev/null stderr
	printf 't,l,f,g\n' >in.csv
	says '' --where f=Staus
	seq 1 100 | sed 's/.*/2026-01-01,a,v&,/' | cat <(echo t,l,f,g) - >in.csv
	lf-import --time t --lead l --where f=w in.csv >got 2>stderr
	grep -q "'v8' and 1 more$" stderr
	printf 'LeadId,CreatedDate,Field,OldValue,NewValue\n7,2024-03-05,Lead_Stage__c,a,b\n' >in.csv
	lf-import --preset salesforce-lead-history --no-header in.csv >got 2>stderr
	same /dev/null got
	printf '%s\n' "lf-import: --preset salesforce-lead-history: no row fits 'Field|field|Field / Event=Status|Lead Status'; there are: 'Lead_Stage__c'" |
		same - stderr
}

@test "records that --where leaves out may have times that are none" {
	printf 't,l\nnever,1\n2026-01-02,2\n' >in.csv
	wants 'time\tlead\n2026-01-02T00:00:00Z\t2\n' lf-import --time t --lead l --where l=2 in.csv
}

@test "newlines, tabs, returns and backslashes in fields become escapes" {
	printf 't,l,n\n2026-01-01,"a\tb","x\ny\r\nz\\"\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\\tb\tx\\ny\\r\\nz\\\\\n' \
		lf-import --time t --lead l --keep n in.csv
}

@test "blanks at the ends of fields are kept, quoted or not" {
	printf 't,l,n,m\n2026-01-01, a ," b ", \n2026-01-01,a,"b",\n2026-01-01,\tc,d\t,"x,""y"", z "\n' >in.csv
	wants 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\t a \t b \t \n2026-01-01T00:00:00Z\ta\tb\t\n2026-01-01T00:00:00Z\t\\tc\td\\t\tx,"y", z \n' \
		lf-import --time t --lead l --keep n,m in.csv
}

@test "a byte order mark, CRLF, CR, blank lines and a last line without end are read" {
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-02T00:00:00Z\tb\n' >wanted
	printf '\xef\xbb\xbft,l\r\n2026-01-01,a\r\n\r\n2026-01-02,b' >1.csv
	printf 't,l\r2026-01-01,a\r\r2026-01-02,b\r' >2.csv
	printf '\n\nt,l\n2026-01-01,"a"\n\n2026-01-02,"b"' >3.csv
	for file in 1 2 3; do
		lf-import --time t --lead l $file.csv >got
		same wanted got
	done
}

@test "what sqlite3 reads from random CSV is what comes out" {
	for seed in 1 2 3 4 5; do
		{ echo t,l,a,b,c; random_csv $seed 4000; } >in.csv
		lf-import --time t --lead l --keep a,b,c --no-header in.csv >got
		sqlite3 -batch >wanted 2>blank_lines <<-'SQL'
			.import --csv in.csv t
			.mode list
			.separator "	"
			CREATE VIEW e AS SELECT rowid AS r, t || 'T00:00:00Z' AS t, l,
				replace(replace(replace(replace(a, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS a,
				replace(replace(replace(replace(b, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS b,
				replace(replace(replace(replace(c, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r') AS c
			FROM t WHERE l IS NOT NULL;
			SELECT t, l, a, b, c FROM e ORDER BY r;
		SQL
		same wanted got
	done
}

# Records as most are, and others that differ from them in little: in.csv, with what comes of them
# in wanted, and the beginnings of the messages in said.
mostly_plain_csv() { # SEED RECORDS
	awk -v seed="$1" -v records="$2" '
	function pick(n) { return int(rand() * n) }
	# Sets raw and escaped, a field and what comes of it; it may be empty, or need marks.
	function make(most, unlike) {
		raw = escaped = ""
		for (k = pick(8) ? pick(most) : 0; k > 0; k--)
			raw = escaped = raw part[1 + pick(parts)]
		if (unlike == 1) { raw = raw "\\x"; escaped = escaped "\\\\x" }
		if (unlike == 2) { raw = raw "\ty"; escaped = escaped "\\ty" }
		if (unlike == 3) { raw = "\"" raw ",\"\"\""; escaped = escaped ",\"" }
		if (unlike == 4) { raw = raw "é"; escaped = escaped "é" }
	}
	BEGIN {
		srand(seed)
		OFS = "\t"
		parts = split("a b c d e f g h +", part, " ")
		part[++parts] = " "
		print "A,Time,Lead,B,C" >"in.csv"
		print "time\tlead\tA\tC\tB" >"wanted"
		for (i = 1; i <= records; i++) {
			year = pick(50) ? 2020 + pick(6) : (pick(2) ? 1970 : 2050)
			early += year < 2020 || year == 2050
			day = sprintf("%d-%02d-%02d", year, 1 + pick(12), 1 + pick(28))
			second = pick(9) ? sprintf(":%02d", pick(60)) (pick(30) ? "" : ".25") : ""
			clock = sprintf("%02d:%02d", pick(24), pick(60))
			zone = pick(2) ? "Z" : ""
			bare += zone == ""
			time = day (pick(3) ? "T" : " ") clock second zone
			done = day "T" clock (second == "" ? ":00" : second) "Z"
			lead = pick(99) ? "L" pick(1000000) : "1.2E+1" pick(3)
			if (!pick(200)) lead = ""
			rounded += lead ~ /E/
			refused += lead == ""
			mark = pick(4) ? "" : "\""
			make(40, pick(60)); a = raw ~ /"/ ? raw : mark raw mark; a_done = escaped
			make(90, pick(60)); b = raw; b_done = escaped
			make(20, pick(60)); c = raw; c_done = escaped
			print a "," mark time mark "," mark lead mark "," b "," c \
			    (pick(5) ? "" : "\r") >"in.csv"
			if (lead != "") print done, lead, a_done, c_done, b_done >"wanted"
		}
		printf "lf-import: %d\nlf-import: %d\nlf-import: %d\nlf-import: %d\n", early, bare,
		    rounded, refused >"said"
	}'
}

@test "records as most are, and those that are not, come out as their maker meant them" {
	for seed in 1 2 3; do
		mostly_plain_csv $seed 5000
		options='--time Time --lead Lead --keep A,C,B --rejects rejects'
		lf-import $options in.csv >got 2>err
		same wanted got
		sed 's/\([0-9]\) .*/\1/' err >got
		same said got
		lf-import $options --null NA in.csv >got
		awk 'BEGIN { FS = OFS = "\t" }
			{ for (i = 3; i <= 5; i++) if ($i == "") $i = "NA"; print }' wanted >filled
		same filled got
	done
}

@test "options that change rows change those of plain text, too" {
	printf 't,l,a,d,j\n2026-01-02T09:30:00Z,003A000000abCDE,x,2026-02-03,9:15\n2026-01-02T10:00:00Z,b,7,2026-02-04,10:15\n' >in.csv
	printf 'lead\tinto\nb\tc\n' >merges.tsv
	printf 'preset\tsets\tfrom\nown\ttime\tt\nown\tlead\tl\nown\tids\tsalesforce\n' >own.tsv
	while read -r first second options; do
		lf-import $options --no-header in.csv | tr '\t' ' ' >got
		printf '%s\n' "${first//_/ }" "${second//_/ }" | grep -v '^-$' | same - got
	done <<-'TABLE'
		2026-01-02T09:30:00Z_003A000000abCDE_x 2026-01-02T10:00:00Z_b_7 --time t --lead l --keep a
		2026-01-02T09:30:00Z_003A000000abCDE_003A000000abCDE 2026-01-02T10:00:00Z_b_b --time t --lead l --keep l
		2026-01-02T09:30:00Z_003A000000abCDE_x_y 2026-01-02T10:00:00Z_b_7_y --time t --lead l --keep a --set n=y
		2026-01-02T09:30:00Z_z_x 2026-01-02T10:00:00Z_z_7 --time t --set lead=z --keep a
		2026-01-02T09:30:00Z_003A000000abCDE_ 2026-01-02T10:00:00Z_b_7 --time t --lead l --keep a --missing x
		2026-01-02T09:30:00Z_003A000000abCDE_ 2026-01-02T10:00:00Z_b_7 --time t --lead l --keep a --missing a=x
		- 2026-01-02T10:00:00Z_b_7 --time t --lead l --keep a --where l=b
		2026-01-02T09:30:00Z_003A000000abCDE_x 2026-01-02T10:00:00Z_c_7 --time t --lead l --keep a --merges merges.tsv
		2026-02-01T09:30:00Z_003A000000abCDE 2026-02-01T10:00:00Z_b --time t --lead l --time-format %Y-%d-%mT%H:%M:%SZ
		2026-02-03T09:15:00Z_003A000000abCDE 2026-02-04T10:15:00Z_b --time d --time j --lead l
		2026-01-02T09:30:00Z_003A000000abCDE_x 2026-02-03T00:00:00Z_003A000000abCDE_y --entered t=x --entered d=y --where a=x --lead l
		- 2026-01-02T10:00:00Z_7 --time t --amount a --where a=7
		2026-01-02T09:30:00Z_003A000000abCDEIA2 2026-01-02T10:00:00Z_b --preset ./own.tsv
	TABLE
	fails 1 "lf-import: in.csv:2: record 1: t, j: '2026-01-02T09:30:00Z 9:15' is not an ISO 8601 time" \
		lf-import --time t --time j --lead l in.csv
	fails 1 "lf-import: in.csv:2: record 1: a:k: is not JSON: no '{' at byte 1" lf-import --time t --lead l --keep a:k in.csv
}

@test "a lead that is kept as well is written twice, however long" {
	awk 'BEGIN {
		print "l,t" >"in.csv"
		for (i = 0; i < 3000; i++) {
			lead = sprintf("%0" 100 + i % 300 "d", i)
			print lead ",2026-01-02T09:30:00Z" >"in.csv"
			print "2026-01-02T09:30:00Z\t" lead "\t" lead >"wanted"
		}
	}'
	lf-import --time t --lead l --keep l --no-header in.csv >got
	same wanted got
}

@test "input that comes byte by byte, or is cut into files, gives the same" {
	{ echo t,l,a,b,c; random_csv 6 300; } >in.csv
	lf-import --time t --lead l --all in.csv >wanted
	dd if=in.csv bs=1 2>/dev/null | lf-import --time t --lead l --all >got
	same wanted got
	random_csv 6 300 >all.csv
	{ echo t,l,a,b,c; random_csv 7 20; } >second.csv
	{ cat in.csv; random_csv 7 20; } >joined.csv
	lf-import --time t --lead l --all joined.csv >wanted
	lf-import --time t --lead l --all in.csv second.csv >got
	same wanted got
	lf-import --time t --lead l --keep a,b,c --columns t,l,a,b,c all.csv >got
	lf-import --time t --lead l --all in.csv >wanted
	same wanted got
}

@test "records that the end of a block cuts are the same as others" {
	{
		echo t,l,a,b,c
		random_csv 11 9000
		printf '2026-01-01,x,"%300000s"\n' '"",y' | sed 's/$/,,/'
		random_csv 12 9000
		printf '2026-01-01,z,"'
		random_csv 13 20000 | sed 's/"//g'
		printf '",,\n'
	} >in.csv
	[ "$(wc -c <in.csv)" -gt 1000000 ]
	lf-import --time t --lead l --all in.csv >wanted
	[ "$(grep -c . wanted)" -eq 18003 ]
	for size in 1009 100003 10000000; do
		dd if=in.csv bs=$size 2>/dev/null | lf-import --time t --lead l --all >got
		cmp wanted got
	done
}

@test "files whose headers differ are bad data" {
	printf 't,l\n2026-01-01,a\n' >1.csv
	printf 'l,t\na,2026-01-01\n' >2.csv
	fails 1 'lf-import: 2.csv:1: the header is not that of the file before' \
		lf-import --time t --lead l 1.csv 2.csv
}

@test "each malformed input of the table gives its message and status" {
	local count=0 status options input message
	while IFS=$'\t' read -r status options input message; do
		[ "$status" != status ] || continue
		printf '%b' "$input" >x.csv
		eval "set -- $options"
		fails "$status" "lf-import: $message" lf-import "$@" x.csv || {
			echo "of: $options: $input"
			return 1
		}
		count=$((count + 1))
	done <"$BATS_TEST_DIRNAME/data/lf-import-bad.tsv"
	[ "$count" -ge 60 ]
}

@test "with --rejects good rows and rejected ones are all rows, as they stood" {
	printf 't,l\n2026-01-01,a\n,b\n2026-01-03,"x\ny",d\n2026-01-04,"e"f\n2026-01-05,g\xff\n2026-01-06,h\\\n2026-01-07,"i' >in.csv
	lf-import --time t --lead l --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-06T00:00:00Z\th\\\\\n' >wanted
	same wanted got
	printf '%s\t%s\t%s\t%b\n' \
		in.csv 3 'record 2: t: is empty' ',b' \
		in.csv 4 'record 3: 3 fields where there are 2 columns' '2026-01-03,"x\\ny",d' \
		in.csv 6 'record 4: l: text after the closing quotation mark' '2026-01-04,"e"f' \
		in.csv 7 'record 5: the byte 0xff at offset 67 is not UTF-8; say what it is with --encoding' '2026-01-05,g\xff' \
		in.csv 9 'record 7: l: the quotation mark is never closed' '2026-01-07,"i' >wanted
	same wanted bad
	[ "$(cat stderr)" = 'lf-import: 5 rows rejected to bad' ]
}

@test "what is rejected from random records can be put together again" {
	{ echo t,l,a,b,c; random_csv 8 2000 | awk '{ if (rand() < 0.1) sub(/^2026/, "x"); print }'; } >in.csv
	lf-import --time t --lead l --keep a,b,c --no-header --rejects bad in.csv >good
	[ -s bad ] && [ -s good ]
	{ echo t,l,a,b,c; cut -f4- bad | awk '{
		text = $0; out = ""
		while (match(text, /\\./)) {
			c = substr(text, RSTART + 1, 1)
			out = out substr(text, 1, RSTART - 1) (c == "n" ? "\n" : c == "t" ? "\t" : c == "r" ? "\r" : "\\")
			text = substr(text, RSTART + 2)
		}
		print out text
	}' | sed 's/^x/2026/'; } >again.csv
	sed 's/^x/2026/' in.csv >mended.csv
	lf-import --time t --lead l --keep a,b,c --no-header again.csv | sort >1
	lf-import --time t --lead l --keep a,b,c --no-header mended.csv | sort >2
	sort good 1 -o 1
	same 1 2
}

@test "an --entered record with one bad time writes none of its rows" {
	printf 'l,d,e\na,2026-01-01,never\nb,2026-01-02,\n' >in.csv
	lf-import --lead l --entered d=A --entered e=B --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\tstage\n2026-01-02T00:00:00Z\tb\tA\n' >wanted
	same wanted got
}

@test "--entered makes a staged event of every date, split at the last equals sign" {
	printf 'id,Date entered "Lead",a=b,owner\n1,2026-01-01,2026-01-05,x\n2,,2026-01-06,y\n3,,,z\n' |
		sed '1s/"Lead"/""Lead""/; 1s/Date[^,]*/"&"/' >in.csv
	wants 'time\tlead\tstage\towner\n2026-01-01T00:00:00Z\t1\tLead\tx\n2026-01-05T00:00:00Z\t1\tMQL\tx\n2026-01-06T00:00:00Z\t2\tMQL\ty\n' \
		lf-import --lead id --entered 'Date entered "Lead"=Lead' --entered a=b=MQL --keep owner in.csv
}

@test "the events of an --entered record come by time, and those of one time as the options do" {
	printf 'id,a,b,c,d\n1,2026-01-09,2026-01-02 10:00,2026-01-09,2026-01-01\n2,2026-01-01,2026-01-02,,2026-01-03\n' >in.csv
	lf-import --lead id --entered c=C --entered a=A --entered b=B --entered d=D --no-header in.csv | cut -f2- >got
	printf '1\t%s\n' D B C A >wanted
	printf '2\t%s\n' A B D >>wanted
	same wanted got
	# A day begins at midnight in the zone.
	printf 'id,a,b\n1,2026-01-09,2026-01-08T23:30:00Z\n' >in.csv
	lf-import --lead id --entered b=B --entered a=A --zone Europe/Oslo --no-header in.csv | cut -f1,3 >got
	printf '2026-01-08T23:00:00Z\tA\n2026-01-08T23:30:00Z\tB\n' | same - got
}

@test "a * in --entered is a column for each stage, in the order of the header" {
	cat >in.csv <<-'CSV'
		id,"Date entered ""SQL (Sales)""",note,"Date entered ""MQL (2) (Sales)""","Date entered """"","Date entered ""MQL (2) (Sales)"""
		1,2026-01-05,x,2026-01-05,2026-01-01,2026-01-06
	CSV
	lf-import --lead id --entered 'Date entered "* (*)"=*' --no-header in.csv >got
	table <<-'ROWS' | same - got
		2026-01-05T00:00:00Z 1 SQL
		2026-01-05T00:00:00Z 1 MQL~(2)
		2026-01-06T00:00:00Z 1 MQL~(2)
	ROWS
	lf-import --lead id --entered 'Date entered "* (*)"=won' --keep 'Date entered "SQL (Sales)"' --no-header in.csv | cut -f3 >got
	printf 'won\nwon\n' | same - got
	printf 'id,in_a,in_b,in_c,in_*\n1,2026-01-01,2026-01-02,2026-01-03,2026-01-04\n' >in.csv
	stages() { lf-import --lead id "$@" --no-header in.csv | cut -f3 | tr '\n' ' '; }
	# Columns that other options name are theirs; a header that is exactly COL comes first.
	[ "$(stages --entered 'i*=*' --entered in_b=B)" = 'n_a B n_c n_* ' ]
	[ "$(stages --entered 'i*=*' --where in_b=2026-01-02)" = 'n_a n_c n_* ' ]
	[ "$(stages --entered 'in_*=*')" = '* ' ]
	[ "$(stages --entered '*_a=*' --entered '*n_*=*')" = 'in i i i ' ]
	fails 2 "lf-import: in.csv: no column 'in_?'; did you mean 'in_a'? there are: 'id', 'in_a', 'in_b', 'in_c', 'in_*'" \
		lf-import --lead id --entered 'in_?=x' in.csv
	fails 2 "lf-import: in.csv: no column 'out_*'; there are: 'id', 'in_a', 'in_b', 'in_c', 'in_*'" \
		lf-import --lead id --entered 'out_*=*' in.csv
	fails 2 "lf-import: --entered: 'in_a=*': a stage * needs a * in the column" \
		lf-import --lead id --entered 'in_a=*' in.csv
}

@test "a stage that is part of a column's name is that text, escaped once" {
	printf 'id,"in a\\b","in\tc"\n1,2026-01-01,2026-01-02\n' >in.csv
	lf-import --lead id --entered 'in*=*' --no-header in.csv | cut -f3 >got
	printf ' a\\\\b\n\\tc\n' | same - got
}

@test "--span writes a ledger of spans of days" {
	printf 'a,b,c,n\n2026-01-01,2026-01-31,5,x\n2026-02-01 00:00:00,2026-02-01,7,y\n' >in.csv
	wants 'from\tuntil\tamount\tn\n2026-01-01\t2026-01-31\t5\tx\n2026-02-01\t2026-02-01\t7\ty\n' \
		lf-import --span a,b --amount c --keep n in.csv
	wants 'begin\tuntil\tamount\tn\n2026-01-01\t2026-01-31\t5\tx\n2026-02-01\t2026-02-01\t7\ty\n' \
		lf-import --span a,b --amount c --all --zone Europe/Oslo --rename from=begin in.csv
	printf 'a,b,c\n1/2/2026,1/3/2026,5\n' >in.csv
	wants 'from\tuntil\tamount\n2026-02-01\t2026-03-01\t5\n' \
		lf-import --span a,b --amount c --time-format %d/%m/%Y in.csv
	bad() { # FROM UNTIL MESSAGE
		printf 'a,b,c\n%s,%s,5\n' "$1" "$2" >in.csv
		fails 1 "lf-import: in.csv:2: record 1: $3" lf-import --span a,b --amount c in.csv
	}
	bad 2026-01-02 2026-01-01 "b: is before the span's first day, 2026-01-02"
	bad 2026-01-02 '' 'b: is empty'
	bad '' 2026-01-02 'a: is empty'
	bad '2026-01-02 10:00' 2026-01-03 "a: '2026-01-02 10:00' is a time, where a span has a day"
	bad 2026-01-02 2026-01-03T00:00:00Z "b: '2026-01-03T00:00:00Z' is a time, where a span has a day"
}

@test "--span goes with --amount, and with nothing else that says when" {
	printf 'a,b,c\n' >in.csv
	fails 2 'lf-import: --span: only a ledger has spans of days; see --amount' lf-import --span a,b --lead c in.csv
	fails 2 'lf-import: --time and --span both say when: give one of them' \
		lf-import --span a,b --time a --amount c in.csv
	fails 2 'lf-import: --span and --set both say when: give one of them' \
		lf-import --span a,b --set time=2026-01-01 --amount c in.csv
	fails 2 "lf-import: --span: 'a' is not FROM,UNTIL: two columns" lf-import --span a --amount c in.csv
	fails 2 "lf-import: in.csv: no column 'x'; there are: 'a', 'b', 'c'" lf-import --span a,x --amount c in.csv
}

@test "COL:KEY is a value of the JSON object in a cell" {
	cat >in.csv <<-'CSV'
		t,l,a:b,j
		2026-01-01,1,plain,"{""New Value"":""x\ty\u00e9\ud83d\ude00\""/"",""n"":-1.5e3,""b"":true,""z"":null,""list"":[1, ""2""]}"
		2026-01-02,2,plain,{}
		2026-01-03,3,plain,
	CSV
	printf '%s\n' 'time,lead,New Value,n,b,z,list,a:b' | tr , '\t' >wanted
	printf '2026-01-01T00:00:00Z\t1\tx\\ty\xc3\xa9\xf0\x9f\x98\x80"/\t-1.5e3\ttrue\t\t[1, "2"]\tplain\n' >>wanted
	printf '2026-01-02T00:00:00Z\t2\t\t\t\t\t\tplain\n2026-01-03T00:00:00Z\t3\t\t\t\t\t\tplain\n' >>wanted
	lf-import --time t --lead l --keep 'j:New Value,j:n,j:b,j:z,j:list,a:b' \
		--rename 'j:New Value=New Value' --rename j:n=n --rename j:b=b --rename j:z=z \
		--rename j:list=list in.csv >got
	same wanted got
}

@test "of other keys' values only the end is found, whatever they hold" {
	cat >in.csv <<-'CSV'
		t,l,j
		2026-01-01,1,"{""x"":""\ud83d"",""a"":""lone"",""y"":NaN}"
		2026-01-02,2,"{""x"":{""a"":""no"",""b"":[1,{""a"":2}]},""a"":""nested"",""y"":-Infinity}"
		2026-01-03,3,"{""x"":""a tab	in it, \x and \\"",""a"":""escapes"",""y"":""}""}"
		2026-01-04,4,"{""\ud83d"":1,""\u0061"":""named by an escape""}"
		2026-01-05,5," { ""x"" : 'single' , ""a"" : ""quotes"" } "
		2026-01-06,6,null
		2026-01-07,7,"{""a"":{""b"":[1, {""c"":null}]},""x"":undefined}"
	CSV
	table >wanted <<-'ROWS'
		2026-01-01T00:00:00Z 1 lone
		2026-01-02T00:00:00Z 2 nested
		2026-01-03T00:00:00Z 3 escapes
		2026-01-04T00:00:00Z 4 named~by~an~escape
		2026-01-05T00:00:00Z 5 quotes
		2026-01-06T00:00:00Z 6 .
		2026-01-07T00:00:00Z 7 {"b":[1,~{"c":null}]}
	ROWS
	lf-import --time t --lead l --keep j:a --no-header in.csv >got
	same wanted got
}

@test "values of JSON objects are those that sqlite3 extracts" {
	sqlite3 -batch <<-'SQL' >in.csv
		.mode csv
		.headers on
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
		SELECT '2026-01-01' AS t, i AS l, json_object('b', json_array(i, json_object('a', 'x')),
			CASE i % 3 WHEN 0 THEN 'a' ELSE 'é"' END, char(32 + i) || '\"' || i,
			'a b', CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN i / 7.0 WHEN 2 THEN 'x' || char(9) ELSE i END) AS j
		FROM n;
	SQL
	printf '%s\n' 'CREATE TABLE c(t, l, j);' '.import --csv --skip 1 in.csv c' '.mode tabs' \
		"SELECT l, replace(replace(coalesce(j ->> '\$.a', ''), '\\', '\\\\'), char(9), '\\t'),
		replace(replace(coalesce(j ->> '\$.\"a b\"', ''), '\\', '\\\\'), char(9), '\\t') FROM c;" |
		sqlite3 -batch >wanted
	lf-import --time t --lead l --keep 'j:a,j:a b' --no-header in.csv | cut -f2- >got
	same wanted got
}

@test "arrays and objects deeper than 64 are refused, not followed" {
	deep() { printf '%*s' "$1" '' | tr ' ' '['; printf 1; printf '%*s' "$1" '' | tr ' ' ']'; }
	printf 't,l,j\n2026-01-01,1,"{""a"":%s}"\n' "$(deep 64)" >in.csv
	[ "$(lf-import --time t --lead l --keep j:a --no-header in.csv | cut -f3)" = "$(deep 64)" ]
	printf 't,l,j\n2026-01-01,1,"{""a"":%s}"\n' "$(deep 65)" >in.csv
	fails 1 'lf-import: in.csv:2: record 1: j:a: is not JSON: values too deep in each other at byte 71' \
		lf-import --time t --lead l --keep j:a in.csv
	printf 't,l,j\n2026-01-01,1,"{""b"":%s,""a"":5}"\n' "$(deep 100000)" >in.csv
	[ "$(lf-import --time t --lead l --keep j:a --no-header in.csv | cut -f3)" = 5 ]
}

@test "how many rows were rejected is the last line on standard error" {
	printf 't,l\n2026-03-08 02:30,a\n2026-11-01 01:30,b\n' >in.csv
	lf-import --time t --lead l --zone America/New_York --rejects bad in.csv >got 2>stderr
	printf 'lf-import: %s\n' \
		'1 time that clocks in America/New_York showed twice: the first is taken' \
		'1 row rejected to bad' | same - stderr
}

@test "text is UTF-8 where the grammar of RFC 3629 says so" {
	LC_ALL=C awk 'BEGIN {
		n = split("127 128 143 144 159 160 191 192", next_byte)
		for (i = 128; i < 256; i++)
			for (j = 1; j <= n; j++)
				for (k = 0; k <= n; k++)
					for (l = 0; l <= (k > 0 ? n : 0); l++) {
						printf "2026-01-01,%c%c", i, next_byte[j]
						if (k > 0) printf "%c", next_byte[k]
						if (l > 0) printf "%c", next_byte[l]
						printf "\n"
					}
	}' >rows
	{ echo t,l; cat rows; } | lf-import --time t --lead l --no-header --rejects bad >good 2>stderr
	tail=$'[\x80-\xbf]'
	LC_ALL=C grep -axE $'2026-01-01,([\x01-\x7f]|[\xc2-\xdf]'"$tail"$'|\xe0[\xa0-\xbf]'"$tail"$'|[\xe1-\xec\xee\xef]'"$tail$tail"$'|\xed[\x80-\x9f]'"$tail"$'|\xf0[\x90-\xbf]'"$tail$tail"$'|[\xf1-\xf3]'"$tail$tail$tail"$'|\xf4[\x80-\x8f]'"$tail$tail)*" rows >wanted
	cut -f2 good | sed 's/^/2026-01-01,/' >got
	same wanted got
	cut -f4 bad | cat - wanted | LC_ALL=C sort | same - <(LC_ALL=C sort rows)
}

@test "a NUL is found at any place of a record, and the way out is named if it may be UTF-16" {
	for at in $(seq 0 24); do
		{
			printf 'l,t\n%*s' "$at" '' | tr ' ' x
			printf '\0%*s,2026-01-01\n' $((24 - at)) '' | tr ' ' y
		} >in.csv
		fails 1 "lf-import: in.csv:2: record 1: a NUL byte; if this is UTF-16, say --encoding UTF-16LE (or UTF-16BE)" \
			lf-import --time t --lead l in.csv
		iconv -t UTF-16LE in.csv >wide.csv
		fails 1 "lf-import: wide.csv:2: record 1: a NUL byte" \
			lf-import --time t --lead l --encoding UTF-16LE wide.csv
	done
	fails 1 "lf-import: wide.csv:1: the header: a NUL byte; if this is UTF-16, say --encoding UTF-16LE (or UTF-16BE)" \
		lf-import --time t --lead l wide.csv
}

@test "encodings are converted, and marks of UTF-16 and UTF-32 noticed" {
	printf 'time\tlead\n2026-01-01T00:00:00Z\tJosé 日\n' >wanted
	printf 't,l\n2026-01-01,José 日\n' >utf8.csv
	for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
		iconv -f UTF-8 -t $encoding utf8.csv >plain.csv
		lf-import --time t --lead l --encoding $encoding plain.csv >got
		same wanted got
		printf '\xef\xbb\xbf' | iconv -f UTF-8 -t $encoding | cat - plain.csv >marked.csv
		lf-import --time t --lead l marked.csv >got
		same wanted got
		lf-import --time t --lead l --encoding WINDOWS-1252 marked.csv >got
		same wanted got
	done
	printf 't;l\n2026-01-01;Jos\xe9 \x80\n' >1252.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\tJos\xc3\xa9 \xe2\x82\xac\n' \
		lf-import --time t --lead l --encoding WINDOWS-1252 --delimiter ';' 1252.csv
}

@test "no name is no encoding, not that of the locale" {
	printf 't,l\n2026-01-01,a\n' >in.csv
	for name in '' ' ' / // //TRANSLIT; do
		fails 2 "lf-import: --encoding: '$name' is not an encoding that iconv knows" \
			lf-import --time t --lead l --encoding "$name" in.csv
	done
}

@test "no memory for a converter is no unknown encoding" {
	local memory
	printf 't,l\n2026-01-01,a\n' >in.csv
	for memory in $(seq 2000 20 8000); do
		(ulimit -v $memory && lf-import --time t --lead l --encoding SHIFT_JIS in.csv) >>got 2>>stderr || :
	done
	! grep 'is not an encoding' stderr
}

@test "a last letter that an accent could follow is not lost" {
	printf 't,l\n2026-01-01,bA' >in.csv
	for encoding in CP1258 TCVN5712-1; do
		wants 'time\tlead\n2026-01-01T00:00:00Z\tbA\n' \
			lf-import --time t --lead l --encoding $encoding in.csv
	done
}

@test "bad bytes are found in lines that are skipped, too" {
	printf 'x\x81\nt,l\n2026-01-01,a\n2026-01-01,\x81\x81b\n2026-01-01,\x8d\n' >in.csv
	lf-import --skip-lines 1 --time t --lead l --encoding WINDOWS-1252 --rejects bad in.csv >got 2>stderr
	printf 'record %d: the byte at offset %d is not WINDOWS-1252\n' 2 31 3 46 >wanted
	cut -f3 bad | same - wanted
}

@test "a long export in another encoding is converted whole" {
	{ echo t,l,a,b,c; random_csv 9 5000; } >utf8.csv
	lf-import --time t --lead l --all utf8.csv >wanted
	for encoding in UTF-16LE UTF-16BE UTF-32LE; do
		iconv -f UTF-8 -t $encoding utf8.csv | lf-import --time t --lead l --all --encoding $encoding >got
		same wanted got
	done
}

@test "bytes that the encoding has not go to the rejects, each with its offset" {
	printf 't,l\n2026-01-01,a\x81\x8d\n2026-01-02,b\n2026-01-03,c\x9d\n' >in.csv
	lf-import --time t --lead l --encoding WINDOWS-1252 --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\n2026-01-02T00:00:00Z\tb\n' | same - got
	cut -f3 bad >reasons
	printf 'record 1: the byte at offset %d is not WINDOWS-1252\n' 16 >wanted
	printf 'record 3: the byte at offset %d is not WINDOWS-1252\n' 44 >>wanted
	same wanted reasons
}

@test "--lenient takes quotation marks as they come, and drops blanks around fields" {
	printf 't,l,n\n2026-01-01, 6" nail ,"x" \n2026-01-02,a,"b"c"\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\t6" nail\tx\n2026-01-02T00:00:00Z\ta\t"b"c"\n' \
		lf-import --lenient --time t --lead l --keep n in.csv
}

@test "--lenient takes a field with text after its closing mark as it stands" {
	printf 't,l,n,m\n2026-01-01,a,"24" monitor ,"x, y" and "z"\n2026-01-02,b,"c\nd" "e,f" g"",h\n2026-01-03,d,f" g,"h"  \n2026-01-04,"d"  ,"" ,"k""\n' >in.csv
	lf-import --lenient --time t --lead l --keep n,m --rejects bad in.csv >got 2>stderr
	printf 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\ta\t"24" monitor\t"x, y" and "z"\n' >wanted
	printf '2026-01-03T00:00:00Z\td\tf" g\th\n' >>wanted
	same wanted got
	printf 'in.csv\t%s\t%s\t%s\n' \
		3 'record 2: 5 fields where there are 4 columns' '2026-01-02,b,"c\nd" "e,f" g"",h' \
		6 'record 4: m: the quotation mark is never closed' '2026-01-04,"d"  ,"" ,"k""' | same - bad
}

@test "--escape makes a mark, or itself, plain, in quoted fields and in others" {
	printf 't,l,n\n2026-01-01,"a","said \\"hi\\""\n2026-01-02,b,"c:\\\\"\n2026-01-03,c,x\\"y\\\\z\\w\n2026-01-04,d,"a""b\\n"\n' >in.csv
	printf '2026-01-05,e,"two\\"\nlines"\n' >>in.csv
	printf 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\tsaid "hi"\n2026-01-02T00:00:00Z\tb\tc:\\\\\n' >wanted
	printf '2026-01-03T00:00:00Z\tc\tx"y\\\\z\\\\w\n2026-01-04T00:00:00Z\td\ta"b\\\\n\n' >>wanted
	printf '2026-01-05T00:00:00Z\te\ttwo"\\nlines\n' >>wanted
	lf-import --escape '\' --time t --lead l --keep n in.csv >got
	same wanted got
	sed 's/\\/|/g' in.csv | lf-import --escape '|' --time t --lead l --keep n >got
	sed 's/\\\\/|/g' wanted | same - got
	fails 1 'lf-import: in.csv:2: record 1: n: a quotation mark after a backslash (see --escape)' \
		lf-import --time t --lead l --keep n in.csv
}

@test "--ragged fills up records that are short, and drops empty fields too many" {
	printf 't,l,n,m\n2026-01-01,a,b,c\n2026-01-02,d\n2026-01-03,e,"f\ng"\n2026-01-04,h,i,j,,""\n' >in.csv
	wants 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\ta\tb\tc\n2026-01-02T00:00:00Z\td\t\t\n2026-01-03T00:00:00Z\te\tf\\ng\t\n2026-01-04T00:00:00Z\th\ti\tj\n' \
		lf-import --ragged --time t --lead l --keep n,m in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\t\n' \
		lf-import --ragged --time t --lead l --keep n - <<<$'t,l,n,\n2026-01-01,a'
	printf 't,l\n2026-01-01,a,,b\n' >x.csv
	fails 1 'lf-import: x.csv:2: record 1: 4 fields where there are 2 columns' \
		lf-import --ragged --time t --lead l x.csv
}

@test "records of empty fields are passed over, whatever their number" {
	printf '\n,,\nt,l,n\n,,\n2026-01-01,a,\n,\n"","",""\n""\n2026-01-02,b,x\n,,,,\r\n' >in.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-02T00:00:00Z\tb\n' \
		lf-import --time t --lead l in.csv
	printf 't,l\n , \n2026-01-02,b\n' >in.csv
	wants 'time\tlead\n2026-01-02T00:00:00Z\tb\n' lf-import --lenient --time t --lead l in.csv
	fails 1 "lf-import: in.csv:2: record 1: t: ' ' is not an ISO 8601 time" \
		lf-import --time t --lead l in.csv
}

@test "an end-of-file mark is passed over at the end, and nowhere else" {
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' >wanted
	for end in '\x1a' '\x1a\x1a\r\n'; do
		printf "t,l\r\n2026-01-01,a\r\n$end" >in.csv
		lf-import --time t --lead l in.csv >got
		same wanted got
		dd if=in.csv bs=1 2>/dev/null | lf-import --time t --lead l >got
		same wanted got
	done
	printf 't,l\n\x1a\n2026-01-01,a\n' >x.csv
	fails 1 'lf-import: x.csv:2: record 1: 1 field where there are 2 columns (see --ragged)' \
		lf-import --time t --lead l x.csv
	printf '\x1a' >x.csv
	fails 1 'lf-import: x.csv: is empty, without a header line' lf-import --time t --lead l x.csv
}

@test "a first line that names the delimiter is obeyed, in each file, and counted" {
	printf 'sep=;\nt;l\n2026-01-01;a\n;\n;b\n' >1.csv
	printf '\xef\xbb\xbf"SEP=\t"\r\nt\tl\r\n2026-01-02\tb,c\r\n' >2.csv
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n2026-01-02T00:00:00Z\tb,c\n' >wanted
	lf-import --time t --lead l --rejects bad 1.csv 2.csv >got 2>stderr
	same wanted got
	printf '1.csv\t5\trecord 3: t: is empty\t;b\n' | same - bad
	lf-import --delimiter , --skip-lines 1 --time t --lead l --rejects bad 1.csv 2.csv >got 2>stderr
	same wanted got
	lf-import --columns t,l --time t --lead l --no-header <<<$'sep=|\n2026-01-01|sep=;' >got
	printf '2026-01-01T00:00:00Z\tsep=;\n' | same - got
}

@test "what is no CSV is named, with the way out" {
	local name
	printf 't,l\n2026-01-01,a\n' | gzip >x.csv
	fails 1 'lf-import: x.csv: is compressed by gzip: pipe it through zcat' \
		lf-import --time t --lead l x.csv
	while IFS='#' read -r bytes words; do
		printf "$bytes" >x.csv
		fails 1 "lf-import: x.csv: $words" lf-import --time t --lead l x.csv
		fails 1 "lf-import: x.csv: $words" lf-import --columns t,l --time t --lead l x.csv
		printf "\xef\xbb\xbf$bytes" >marked.csv
		case $words in *JSON* | *XML*)
			fails 1 "lf-import: marked.csv: $words" lf-import --time t --lead l marked.csv ;;
		esac
	done <<-'TABLE'
		PK\x03\x04\x14\x00#is a workbook (xlsx, ods) or a zip archive: save it as CSV, or unzip it
		\xd0\xcf\x11\xe0\xa1\xb1#is a workbook (xls): save it as CSV
		\xfd7zXZ\x00#is compressed by xz: pipe it through xzcat
		\x28\xb5\x2f\xfd\x24#is compressed by zstd: pipe it through zstdcat
		BZh91AY&SY\xd1\x86#is compressed by bzip2: pipe it through bzcat
		[{"id":7,"when":"2026-01-01"}]\n#is JSON: make it CSV, as with jq -r '.[] | [.id, .time] | @csv'
		[\n  {\n    "id": 7\n#is JSON: make it CSV, as with jq -r '.[] | [.id, .time] | @csv'
		{"id":7}\n{"id":8}\n#is JSON: make it CSV, as with jq -r '[.id, .time] | @csv'
		<?xml version="1.0"?>\n<Workbook/>\n#is XML or HTML: save it as CSV
		<html><table>\n#is XML or HTML: save it as CSV
	TABLE
	fails 1 "lf-import: x.csv: is XML or HTML: save it as CSV" lf-import --preset google-ads x.csv
	# But a header may begin so, too.
	printf '[t],{l}\n2026-01-01,a\n' >in.csv
	wants 'time\tlead\n2026-01-01T00:00:00Z\ta\n' lf-import --time '[t]' --lead '{l}' in.csv
	fails 2 "lf-import: in.csv: no column 't'; there are: '[t]', '{l}'" lf-import --time t --lead l in.csv
}

@test "a header of one column that holds another delimiter names it" {
	while IFS='#' read -r given header wanted; do
		printf "$header\n" >x.csv
		fails 2 "lf-import: x.csv: no column 't'; there are: '$header'; if $wanted" \
			lf-import --delimiter "$given" --time t --lead l x.csv
	done <<-'TABLE'
		,#t;l#';' separates them, say --delimiter ';'
		,#t\tl#'\t' separates them, say --delimiter '\t'
		;#t,l#',' separates them, say --delimiter ','
	TABLE
	# With --columns, so does the first record.
	printf '2026-01-01;a\n' >x.csv
	fails 1 "lf-import: x.csv:1: record 1: 1 field where there are 2 columns; if ';' separates them, say --delimiter ';'" \
		lf-import --columns t,l --time t --lead l x.csv
	printf '2026-01-01\ta\n' >x.csv
	fails 1 "lf-import: x.csv:1: record 1: 1 field where there are 2 columns; if '\\t' separates them, say --delimiter '\\t'" \
		lf-import --columns t,l --time t --lead l x.csv
	printf '2026-01-01,a\n2026-01-01;a\n' >x.csv
	fails 1 "lf-import: x.csv:2: record 2: 1 field where there are 2 columns (see --ragged)" \
		lf-import --columns t,l --time t --lead l x.csv
}

@test "--skip-lines, --delimiter and --missing read a report with a preamble" {
	printf 'Report: "x\n\n t\tl\tn\n2026-01-01\ta\tNULL\n2026-01-02\tb\t-\n2026-01-03\tc\t--\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\t\n2026-01-02T00:00:00Z\tb\t\n2026-01-03T00:00:00Z\tc\t--\n' \
		lf-import --skip-lines 2 --delimiter '\t' --missing NULL --missing - --time ' t' --lead l --keep n in.csv
}

@test "--null is how a missing value is read and written" {
	printf 't,l,n,m\n2026-01-01,a,\\N,\n' >in.csv
	wants 'time\tlead\tn\tm\n2026-01-01T00:00:00Z\ta\t\\N\t\\N\n' \
		lf-import --null '\N' --time t --lead l --keep n,m in.csv
	printf 't,l,n\n2026-01-01,a,l=a\n' >in.csv
	wants 'time\tlead\tn\n2026-01-01T00:00:00Z\ta\tl=a\n' lf-import --null l=a --time t --lead l --keep n in.csv
}

@test "--merges lets all events of a lead go to the one it ended in" {
	printf 't,l\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n2026-01-04,4\n2026-01-05,x;y\n2026-01-06,9\n' >in.csv
	printf 'lead\tinto\n1\t2\n[2,"5"]\t3\n4;6\t5\n' >merges.tsv
	wants 'time\tlead\n2026-01-01T00:00:00Z\t3\n2026-01-02T00:00:00Z\t3\n2026-01-03T00:00:00Z\t3\n2026-01-04T00:00:00Z\t3\n2026-01-05T00:00:00Z\tx;y\n2026-01-06T00:00:00Z\t9\n' \
		lf-import --time t --lead l --merges merges.tsv in.csv
}

@test "a cell of --merges may list leads in three ways" {
	printf 't,l\n' >in.csv
	printf '2026-01-01,%s\n' 1 2 3 4 5 6 7 8 9 >>in.csv
	printf 'lead\tinto\n1,2\ta\n[3, 4]\tb\n5;6\tc\n["7","8"]\td\n' >merges.tsv
	wants 'a\na\nb\nb\nc\nc\nd\nd\n9\n' \
		eval 'lf-import --time t --lead l --merges merges.tsv --no-header in.csv | cut -f2'
}

@test "a row of --merges that merges a lead into itself is passed over" {
	printf 't,l\n2026-01-01,1\n2026-01-02,7\n2026-01-03,8\n' >in.csv
	printf 'lead\tinto\n7\t7\n[7,8]\t7\n1\t1\n1\t2\n2\t2\n' >merges.tsv
	lf-import --time t --lead l --merges merges.tsv in.csv >got 2>stderr
	printf 'time\tlead\n2026-01-01T00:00:00Z\t2\n2026-01-02T00:00:00Z\t7\n2026-01-03T00:00:00Z\t7\n' |
		same - got
	same /dev/null stderr
}

@test "rows of --merges that fit no event are counted, with those of their chains" {
	notes() {
		lf-import --time t --lead l --merges merges.tsv "$@" in.csv >got 2>stderr
		cat stderr
	}
	printf 't,l\n2026-01-01,1\n2026-01-02,5\n' >in.csv
	printf 'lead\tinto\n1\t2\n2\t3\n[4,5]\t6\n7\t8\n9\t9\n' >merges.tsv
	[ "$(notes)" = 'lf-import: --merges: 2 rows of merges.tsv fit no event' ]
	[ "$(notes --where l=1)" = 'lf-import: --merges: 3 rows of merges.tsv fit no event' ]
	printf 'lead\tinto\n1\t2\n7\t8\n' >merges.tsv
	[ "$(notes)" = 'lf-import: --merges: 1 row of merges.tsv fits no event' ]
	printf 'lead\tinto\n2\t3\n1\t2\n5\t5\n' >merges.tsv
	[ "$(notes)" = '' ]
	printf 't,l\n' >in.csv
	[ "$(notes)" = '' ]
}

@test "merges of 200,000 leads in one chain are followed, whatever their order" {
	printf 't,l\n2026-01-01,1\n2026-01-02,77777\n2026-01-03,200000\n' >in.csv
	seq 200000 | awk -v OFS='\t' 'BEGIN { print "lead", "into" } { print $1, $1 + 1 }' >up
	{ head -n 1 up; sed 1d up | tac; } >down
	{ head -n 1 up; sed 1d up | shuf --random-source=up; } >any
	printf 'time\tlead\n' >wanted
	printf '2026-01-0%dT00:00:00Z\t200001\n' 1 2 3 >>wanted
	for merges in up down any; do
		timeout 20 lf-import --time t --lead l --merges $merges in.csv >got
		same wanted got
	done
}

@test "merges that go round, or two ways, are bad data" {
	printf 't,l\n2026-01-01,1\n' >in.csv
	printf 'lead\tinto\n0\t1\n1\t2\n2\t3\n3\t1\n' >merges.tsv
	fails 1 "lf-import: merges.tsv:4: lead: '2' is merged into itself, by a cycle" \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tinto\n1\t2\n1\t2\n1\t3\n' >merges.tsv
	fails 1 "lf-import: merges.tsv:4: lead: '1' was merged into '2' on line 2" \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tinto\n1\t\n' >merges.tsv
	fails 1 'lf-import: merges.tsv:2: into: is empty' \
		lf-import --time t --lead l --merges merges.tsv in.csv
	printf 'lead\tto\n' >merges.tsv
	fails 2 "lf-import: merges.tsv: no column 'into'; there are: 'lead', 'to'" \
		lf-import --time t --lead l --merges merges.tsv in.csv
}

@test "what is known is written when the input pauses" {
	mkfifo in
	lf-import --time t --lead l <in >got &
	exec 9>in
	printf 't,l\n2026-01-01,a\n' >&9
	for _ in $(seq 200); do
		[ "$(wc -l <got)" -ge 2 ] && break
		sleep 0.02
	done
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' | same - got
	exec 9>&-
	wait
}

@test "with --columns the header goes out before anything is read" {
	mkfifo in
	lf-import --columns t,l --time t --lead l <in >got &
	exec 9>in
	for _ in $(seq 200); do
		[ "$(wc -l <got)" -ge 1 ] && break
		sleep 0.02
	done
	printf 'time\tlead\n' | same - got
	printf '2026-01-01,a\n' >&9
	exec 9>&-
	wait
	printf 'time\tlead\n2026-01-01T00:00:00Z\ta\n' | same - got
}

@test "lines that are skipped are counted, wherever a block ends" {
	for filler in 131068 131069 131070 131071; do
		{ printf 'a\r\n%*s\r\nt,l\r\n' $filler x; printf '2026-01-01,a\r\n,b\r\n'; } >in.csv
		fails 1 'lf-import: in.csv:5: record 2: t: is empty' \
			lf-import --time t --lead l --skip-lines 2 in.csv
	done
}

@test "leads that a spreadsheet has rounded are counted, since several may be one" {
	printf 'id,t\n1.23E+10,2026-01-01\n"1,23E+10",2026-01-02\n5E+15,2026-01-03\n' >in.csv
	fails 0 "lf-import: 3 rows have a lead that a spreadsheet has rounded, such as '1.23E+10': several leads may be one; export them as text" \
		lf-import --time t --lead id in.csv
	printf 'id,t\n12300000000,2026-01-01\n12E+10,2026-01-02\nAE+10,2026-01-03\nE+10,2026-01-03\n1E+1,2026-01-01\n' >in.csv
	lf-import --time t --lead id in.csv >out 2>err
	same /dev/null err
}

@test "a header that cat(1) left among the records is named" {
	printf 't,l\n2026-01-01,a\n' >one.csv
	cat one.csv one.csv >in.csv
	fails 1 "lf-import: in.csv:3: record 2: t: the header again: name the files, instead of cat(1)" \
		lf-import --time t --lead l in.csv
	lf-import --time t --lead l --rejects rejects in.csv >out 2>err
	cut -f 3 rejects | same - <(echo 'record 2: t: the header again: name the files, instead of cat(1)')
}
