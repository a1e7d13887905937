# The page as it is, or as a mail: a text, or the page with its pictures.

write_page() {
	style >"$scratch/style.css"
	LF_PICTURES=$1 awk "$(pages)" >"$scratch/out" || fail 1 'awk failed'
}

# base64 of a file, in lines that every mail program takes.
encode() {
	base64 <"$1" >"$scratch/encoded" || fail 1 'base64 failed'
	tr -d '\n' <"$scratch/encoded" | fold -w 76
	echo
}

# A header's text in words of RFC 2047, each of whole characters.
encode_subject() {
	awk "$(words)"'
	{
		for (at = 1; at <= length($0); at += n) {
			n = utf8($0, at)
			if (length(word) + n > 42) {
				print word
				word = ""
			}
			word = word substr($0, at, n)
		}
		print word
	}' | while IFS= read -r word; do
		printf '%s' "$word" >"$scratch/word"
		printf ' =?UTF-8?B?%s?=\n' "$(encode "$scratch/word")"
	done
}

# part TYPE FILE HEADER...: one part of a mail.
part() {
	printf '%s\n' "Content-Type: $1" 'Content-Transfer-Encoding: base64'
	file=$2
	shift 2
	[ $# -eq 0 ] || printf '%s\n' "$@"
	echo
	encode "$file"
}

# No line of base64 begins with "--", so the boundaries are in no part.
write_mail() {
	write_page png
	mv "$scratch/out" "$scratch/page.html"
	write_page text
	mv "$scratch/out" "$scratch/page.txt"
	write_page subject
	mv "$scratch/out" "$scratch/subject"
	{
		printf 'Subject:%s\n' "$(encode_subject <"$scratch/subject")"
		echo 'MIME-Version: 1.0'
		printf 'Content-Type: multipart/alternative; boundary="alternative"\n\n--alternative\n'
		part 'text/plain; charset=utf-8' "$scratch/page.txt"
		printf '%s\n' '--alternative' \
			'Content-Type: multipart/related; type="text/html"; boundary="related"' '' '--related'
		part 'text/html; charset=utf-8' "$scratch/page.html"
		for png in "$scratch"/*.png; do
			name=${png##*/}
			echo '--related'
			part image/png "$png" "Content-ID: <${name%.png}@lf-report>" \
				"Content-Disposition: inline; filename=\"$name\""
		done
		printf '%s\n' '--related--' '--alternative--'
	} >"$scratch/out" || fail 1 'the mail cannot be written'
}
