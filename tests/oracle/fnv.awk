# The number, from 1, of the copy that lf-split deals each lead to, a line: its FNV-1a hash with 64
# bits modulo n. Numbers of awk have 53 bits, so a hash is four pieces of 16, h[0] the lowest.
BEGIN {
	for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i
}

function differ(a, b,    result, bit) {
	for (bit = 1; bit < 256; bit *= 2) {
		if (a % 2 != b % 2) result += bit
		a = int(a / 2)
		b = int(b / 2)
	}
	return result
}

# Multiplies by the prime 2^40 + 435.
function multiply(    first, second, i, carry) {
	first = h[0]
	second = h[1]
	for (i = 0; i < 4; i++) {
		carry += h[i] * 435
		if (i == 2) carry += first * 256 % 65536
		if (i == 3) carry += int(first / 256) + second * 256 % 65536
		h[i] = carry % 65536
		carry = int(carry / 65536)
	}
}

{
	h[0] = 8997; h[1] = 33826; h[2] = 40164; h[3] = 52210 # cbf29ce484222325
	for (i = 1; i <= length($0); i++) {
		low = h[0] % 256
		h[0] += differ(low, code[substr($0, i, 1)]) - low
		multiply()
	}
	rest = 0
	for (i = 3; i >= 0; i--) rest = (rest * 65536 + h[i]) % n
	print rest + 1
}
