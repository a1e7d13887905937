load lib/helper

# wants TEXT COMMAND...: its standard output is that text, with escapes as in printf.
wants() {
	printf "$1" >wanted
	shift
	"$@" >got
	same wanted got
}

# amounts [OPTION]...: lines of text, "|", and the amount that it is, one by one.
amounts() {
	while IFS='|' read -r text wanted; do
		printf 't,c\n2026-01-01,"%s"\n' "$text" >in.csv
		printf '2026-01-01\t%s\n' "$wanted" >wanted
		lf-import --time t --amount c --no-header "$@" in.csv >got || return
		same wanted got || { echo "$text"; return 1; }
	done
}

# refuses [OPTION]...: lines of text, "|", and why it is bad data.
refuses() {
	while IFS='|' read -r text why; do
		printf 't,c\n2026-01-01,"%s"\n' "$text" >in.csv
		fails 1 "lf-import: in.csv:2: record 1: c: '$text' $why" lf-import --time t --amount c "$@" in.csv || return
	done
}

@test "--amount writes exact decimals without commas, and days as days" {
	printf 'd,c,n\n2026-01-01,"1,234,567.50",a\n2026-01-02 10:00,-12,b\n2026-01-03,144.,c\n2026-01-04,0.1,d\n' >in.csv
	wants 'time\tamount\tn\n2026-01-01\t1234567.50\ta\n2026-01-02T10:00:00Z\t-12\tb\n2026-01-03\t144\tc\n2026-01-04\t0.1\td\n' \
		lf-import --time d --amount c --keep n in.csv
	printf 'd,c\n2026-01-01,36150000\n2026-01-02,1\n2026-01-03,2000000\n2026-01-04,0\n' >in.csv
	wants 'time\tamount\n2026-01-01\t36.15\n2026-01-02\t0.000001\n2026-01-03\t2\n2026-01-04\t0\n' \
		lf-import --time d --amount c/1000000 in.csv
	wants 'time\tamount\n2026-01-01\t12050000\n2026-01-02\t0.333333333333333333\n2026-01-03\t666666.666666666666666667\n2026-01-04\t0\n' \
		lf-import --time d --amount c/3 in.csv
}

# mixed FILE [OPTION]...: what standard error says of currencies.
mixed() {
	lf-import --time day --amount amount "$@" 2>err >out
	sed -n 's/^lf-import: the amounts are in //p' err
}

@test "amounts of several currencies, whose column is not kept, are reported" {
	cat >in.csv <<-'END'
		day,name,amount,Currency
		2026-01-01,a,1,USD
		2026-01-02,b,2,EUR
		2026-01-03,c,3,usd
		2026-01-04,d,4,
	END
	# says LIST COLUMN
	says() {
		echo "$1, as column '$2' says, which is not kept: keep it by --keep, and name it currency by --rename, or choose one by --where" | same - got
	}
	mixed in.csv >got
	says '2 currencies, EUR and USD' Currency
	for name in CurrencyIsoCode currency_code 'Currency code' customer.currency_code 'Deal currency'; do
		sed "1s/Currency/$name/" in.csv | mixed >got
		says '2 currencies, EUR and USD' "$name"
	done
	{ cat in.csv; echo '2026-01-05,e,5,GBP'; } | mixed >got
	says '3 currencies, EUR, GBP and another' Currency
	{ cat in.csv; printf '2026-01-05,e,5,GBP\n2026-01-06,e,6,NOK\n'; } | mixed >got
	says '4 currencies, EUR, GBP and others' Currency
	# Kept or chosen, or one currency, or amounts that say that they are in one.
	mixed --keep Currency in.csv | same /dev/null -
	mixed --keep Currency --rename Currency=currency in.csv | same /dev/null -
	mixed --all in.csv | same /dev/null -
	mixed --where Currency=USD in.csv | same /dev/null -
	sed 's/EUR/USD/' in.csv | mixed | same /dev/null -
	sed 's/EUR/NaN/' in.csv | mixed | same /dev/null -
	for name in 'Amount (converted)' 'Amount in company currency' amount_usd; do
		sed "1s/amount/$name/" in.csv | lf-import --time day --amount "$name" 2>err >out
		same /dev/null err
	done
	# Other columns: money, a flag, and two of which no one knows which it is.
	for columns in 'Amount in company currency' 'multi-currency?' 'Rates'; do
		sed "1s/Currency/$columns/; s/EUR/12/; s/USD/13/" in.csv | mixed | same /dev/null -
	done
	awk -F , -v OFS=, '{ print $0, (NR > 1 ? "EUR" : "Account currency") }' in.csv | sed '1s/Currency/Deal currency/' |
		mixed | same /dev/null -
	awk -F , -v OFS=, '{ print $0, (NR > 1 ? $3 : "Amount in company currency") }' in.csv | mixed >got
	says '2 currencies, EUR and USD' Currency
	# Leads have no amounts; presets keep the column.
	lf-import --time day --lead name --keep amount in.csv 2>err >out
	same /dev/null err
	printf 'Day,Campaign,Currency code,Cost\n2026-01-01,a,USD,1\n2026-01-01,b,EUR,1\n' | lf-import --preset google-ads 2>err >out
	same /dev/null err
}

@test "without --decimal a comma is taken only where it can be nothing but thousands" {
	amounts <<-'TABLE'
		1,234.56|1234.56
		1,234,567|1234567
		1,234,567.|1234567
		-1,234.50|-1234.50
		1234.5|1234.5
		144.|144
		.5|0.5
		007|7
		0.00|0.00
		1 234.50|1234.50
		1 234|1234
		1'234'567.25|1234567.25
		1’234.50|1234.50
		1 234.50|1234.50
		1 234.50|1234.50
	TABLE
	refuses <<-'TABLE'
		12,345|can be read in two ways: say --decimal , or --decimal .
		-1,234 EUR|can be read in two ways: say --decimal , or --decimal .
		0,125|is no amount with '.' before the decimals; see --decimal ,
		12,34|is no amount with '.' before the decimals; see --decimal ,
		1.234,56|is no amount with '.' before the decimals; see --decimal ,
		1.234.567|is no amount with '.' before the decimals; see --decimal ,
		1 234,50|is no amount with '.' before the decimals; see --decimal ,
		1,23,456|is not an amount
		1,2345.00|is not an amount
		1234,567.00|is not an amount
		1,234 567.00|is not an amount
		1,234,56|is not an amount
		,|is not an amount
		.|is not an amount
		1..2|is not an amount
		12 34|is not an amount
		1  234|is not an amount
		0 125|is not an amount
	TABLE
}

@test "--decimal says which mark comes before the decimals" {
	amounts --decimal , <<-'TABLE'
		12,34|12.34
		12,345|12.345
		0,125|0.125
		1.234,5|1234.5
		12.345|12345
		1.234.567|1234567
		1 234,50|1234.50
		1'234,50|1234.50
		99|99
		,5|0.5
	TABLE
	refuses --decimal , <<-'TABLE'
		12.34|is no amount with ',' before the decimals; see --decimal .
		0.125|is no amount with ',' before the decimals; see --decimal .
		1,234.50|is no amount with ',' before the decimals; see --decimal .
		1.23,5|is not an amount
	TABLE
	amounts --decimal . <<-'TABLE'
		12,345|12345
		1,234|1234
		12.345|12.345
	TABLE
	refuses --decimal . <<-'TABLE'
		0,125|is no amount with '.' before the decimals; see --decimal ,
		12,34|is no amount with '.' before the decimals; see --decimal ,
		012,345|is no amount with '.' before the decimals; see --decimal ,
	TABLE
}

@test "--decimal is . or ,, and for a ledger alone" {
	printf 't,c\n' >in.csv
	fails 2 "lf-import: --decimal: ';' is neither . nor ," lf-import --time t --amount c --decimal ';' in.csv
	fails 2 'lf-import: --decimal: only a ledger has amounts; see --amount' \
		lf-import --time t --lead c --decimal , in.csv
}

@test "amounts such as 12.345 are counted without --decimal" {
	printf 't,c\n2026-01-01,12.345\n2026-01-02,1.234 EUR\n2026-01-03,0.125\n2026-01-04,1234.567\n2026-01-05,1.2345\n' >in.csv
	lf-import --time t --amount c in.csv 2>stderr | cut -f2 >got
	printf 'amount\n12.345\n1.234\n0.125\n1234.567\n1.2345\n' | same - got
	[ "$(cat stderr)" = 'lf-import: 2 amounts such as 12.345 read with a decimal point; if it separates thousands, say --decimal ,' ]
	lf-import --time t --amount c --decimal . in.csv >got 2>stderr
	same /dev/null stderr
}

@test "amounts in thousands, millions or billions, credits and debits are refused" {
	while read -r scale words; do
		for word in $words; do
			for text in "1.2$word" "1.2 $word" "1.2 $word." "$word 1.2" "(1.2$word)" "\$1.2 $word" "-12 $(echo "$word" | LC_ALL=C tr A-Z a-z)" "12$(echo "$word" | LC_ALL=C tr a-z A-Z)"; do
				echo "$text|is in $scale: write the amount in full"
			done
		done
	done >table <<-'TABLE'
		thousands K k€ k$ Tsd T€ tys тыс
		millions M m€ MM Mn Mio Mln
		billions B Bn Bln Mrd Mld
	TABLE
	# A point after a sign makes no sense.
	grep -v '[€$]\.|' table | refuses
	for word in CR dr Cr. DR.; do
		printf 't,c\n2026-01-01,"100.00 %s"\n' "$word" >in.csv
		fails 1 "lf-import: in.csv:2: record 1: c: '100.00 $word' is marked as credit or debit by '${word%.}': write it with a minus or without, and no word" \
			lf-import --time t --amount c in.csv
	done
	# These are currencies.
	for word in EUR eur kr kr. zł Kč Ft 'R$' Fr. Rs лв € ¥ ₽ CHF DKK MXN KRW MKD BAM MUR 'C$' 'B$' 'T$' 'NT$' ; do
		printf '12 %s|12\n' "$word"
	done >table
	amounts <table
	printf 't,c\n2026-01-01,3K\n2026-01-02,4\n' >in.csv
	lf-import --time t --amount c --rejects bad in.csv >got 2>err
	printf 'time\tamount\n2026-01-02\t4\n' | same - got
}

@test "a currency at either end, brackets, minuses and exponents are read" {
	amounts <<-'TABLE'
		$12.50|12.50
		$ 12.50|12.50
		12.50 USD|12.50
		12.50USD|12.50
		USD12.50|12.50
		US$12.50|12.50
		12.50€|12.50
		12.50 €|12.50
		£1,234.50|1234.50
		kr 12.50|12.50
		kr. 12.50|12.50
		12.50 kr.|12.50
		12.50 zł|12.50
		R$12.50|12.50
		$12.50 USD|12.50
		(5.00)|-5.00
		($5.00)|-5.00
		$(5.00)|-5.00
		(5.00) USD|-5.00
		(5.00 USD)|-5.00
		-$5.00|-5.00
		$-5.00|-5.00
		$ - 5.00|-5.00
		−5.00|-5.00
		+5|5
		1.2E7|12000000
		1.25e1|12.5
		1E-3|0.001
		1.20E+2|120
		-1.5e2 EUR|-150
		0E5|0
		 12.50 |12.50
	TABLE
	refuses <<-'TABLE'
		12.50 Euro|is not an amount
		-(5)|is not an amount
		--5|is not an amount
		(5|is not an amount
		5)|is not an amount
		5-|is not an amount
		$5 x y|is not an amount
		Rs.50|is not an amount
		$|is not an amount
		5%|is not an amount
		1e5.5|is not an amount
		1e61|is not an amount
		NaN|is not an amount
		0x10|is not an amount
		1E21|has more digits than fit (20 before the point, 18 after it)
		1E-19|has more digits than fit (20 before the point, 18 after it)
		0.1234567890123456789|has more digits than fit (20 before the point, 18 after it)
	TABLE
}

@test "a second currency in the same run is bad data" {
	mixes() { # FIRST SECOND NAMES
		printf 't,c\n2026-01-01,%s\n2026-01-02,7\n2026-01-03,%s\n' "$1" "$2" >in.csv
		fails 1 "lf-import: in.csv:4: record 3: c: '$2' is in $3" lf-import --time t --amount c in.csv
	}
	mixes '$5' 'EUR 6' 'EUR, and what was before it in USD'
	mixes '$5' '$6 CAD' 'CAD, and what was before it in USD'
	mixes '5 nok' '6 kr' 'KR, and what was before it in NOK'
	mixes $'5€' $'£6' 'GBP, and what was before it in EUR'
	printf 't,c\n2026-01-01,$5\n2026-01-02,6 USD\n2026-01-03,US$7\n2026-01-04,8\n2026-01-05,9 usd\n' >in.csv
	lf-import --time t --amount c --no-header in.csv | cut -f2 >got
	seq 5 9 | same - got
	for code in aud nok nzd zar; do
		printf 't,c\n2026-01-01,5 %s\n2026-01-02,6 %s\n' $code ${code^^} >in.csv
		lf-import --time t --amount c --no-header in.csv | cut -f2 >got
		seq 5 6 | same - got
	done
	printf 't,c\n2026-01-01,€5\n2026-01-02,6 EUR\n' >in.csv
	lf-import --time t --amount c --no-header in.csv | cut -f2 >got
	seq 5 6 | same - got
	printf 't,c\n2026-01-01,£5\n2026-01-02,6 GBP\n2026-01-03,7 EUR\n' >in.csv
	lf-import --time t --amount c --no-header --rejects bad in.csv 2>stderr | cut -f2 >got
	seq 5 6 | same - got
	[ "$(wc -l <bad)" -eq 1 ]
}

@test "amounts written in the ways of five countries are those that were written" {
	awk -v seed=5 'BEGIN {
		srand(seed)
		print "t,us,de,fr,ch,se" >"in.csv"
		for (i = 0; i < 2000; i++) {
			whole = int(exp(rand() * 20)) % 100000000
			cents = sprintf("%02d", int(rand() * 100))
			sign = rand() < 0.2 ? "-" : ""
			text = whole ""
			n = 0
			while (length(text) > 3) {
				group[n++] = substr(text, length(text) - 2)
				text = substr(text, 1, length(text) - 3)
			}
			us = de = fr = ch = se = text
			while (n-- > 0) {
				us = us "," group[n]; de = de "." group[n]; fr = fr "\xe2\x80\xaf" group[n]
				ch = ch "\x27" group[n]; se = se " " group[n]
			}
			printf "2026-01-01,\"%s$%s.%s\",\"%s%s,%s EUR\",\"%s%s,%s \xe2\x82\xac\",\"CHF %s%s.%s\",\"%s%s,%s kr\"\n", sign, us, cents,
				sign, de, cents, sign, fr, cents, sign, ch, cents, sign, se, cents >"in.csv"
			print (whole == 0 && cents == "00" ? "" : sign) whole "." cents >"wanted"
		}
	}'
	for column in us ch; do
		lf-import --time t --amount $column --decimal . --no-header in.csv | cut -f2 >got
		same wanted got
	done
	for column in de fr se; do
		lf-import --time t --amount $column --decimal , --no-header in.csv | cut -f2 >got
		same wanted got
	done
}

@test "of random digits and marks those are amounts that an expression fits, and no others" {
	awk 'BEGIN {
		srand(7)
		print "t,c"
		for (i = 0; i < 20000; i++) {
			text = ""
			for (k = 1 + int(rand() * 9); k > 0; k--)
				text = text (rand() < 0.7 ? int(rand() * 3) : substr(",.", 1 + int(rand() * 2), 1))
			printf "2026-01-01,\"%s\"\n", text
		}
	}' >in.csv
	for decimal in . ,; do
		lf-import --time t --amount c --decimal $decimal --no-header --rejects bad in.csv 2>stderr | cut -f2 >got
		sed '1d; s/^[^"]*"//; s/"$//' in.csv | awk -v decimal=$decimal '{
			if (decimal == ",") { gsub(/,/, "x"); gsub(/\./, ","); gsub(/x/, ".") }
			if ($0 !~ /^[0-9]+(\.[0-9]*)?$/ && $0 !~ /^\.[0-9]+$/ &&
				$0 !~ /^[1-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+(\.[0-9]*)?$/) next
			gsub(/,/, "")
			sub(/^0+/, ""); sub(/\.$/, "")
			if ($0 ~ /^\./ || $0 == "") $0 = "0" $0
			print
		}' >wanted
		[ "$(wc -l <got)" -gt 2000 ]
		same wanted got
		[ "$(($(wc -l <got) + $(wc -l <bad)))" -eq 20000 ]
	done
}

@test "--amount takes a column of exactly that name before it divides" {
	printf 'd,v,v/2\n2026-01-01,5,7\n' >in.csv
	lf-import --no-header --time d --amount v/2 in.csv | same - <(printf '2026-01-01\t7\n')
	lf-import --no-header --time d --amount v/4 in.csv | same - <(printf '2026-01-01\t1.25\n')
	lf-import --no-header --time d --amount v/2/2 in.csv | same - <(printf '2026-01-01\t3.5\n')
}

@test "divided amounts are those of bc, to the last place" {
	awk 'BEGIN { srand(3); for (i = 0; i < 200; i++) printf "%d%06d\n", rand() * 1e6, rand() * 1e6 }' >micros
	{ echo t,c; sed 's/^/2026-01-01,/' micros; } >in.csv
	lf-import --time t --amount c/1000000 --no-header in.csv | cut -f2 >got
	{ echo scale=6; sed 's|$|/1000000|' micros; } | bc | sed 's/0*$//; s/\.$//; s/^\./0./; s/^$/0/' >wanted
	same wanted got
}
