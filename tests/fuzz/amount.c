/* Amounts of money. The input's first byte chooses what comes before the decimals. */
#include <stdint.h>
#include <stdlib.h>

#include "lf-import/amount.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is written is a plain decimal, which is read as itself. */
static void
check(struct span text)
{
	struct amounts amounts = { .decimal = '.' };
	char buf[DECIMAL_TEXT_MAX];
	struct reason why = { "" };
	int128 value;
	int places;
	size_t len;

	if (decimal_parse(text, &value, &places, &why) != 0)
		abort();
	len = amount_format(buf, &amounts, text, 1, &why);
	if (len != text.len || memcmp(buf, text.ptr, len) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char decimals[] = { '\0', '.', ',' };
	struct amounts amounts = { .decimal = '\0' };
	char buf[DECIMAL_TEXT_MAX];
	struct reason why = { "" };
	struct span text;
	int64_t divisor;
	size_t len;

	if (size == 0)
		return 0;
	amounts.decimal = decimals[data[0] % 3];
	divisor = data[0] & 0x80 ? 1000000 : 1;
	text = (struct span){ (const char *)data + 1, size - 1 };
	len = amount_format(buf, &amounts, text, divisor, &why);
	if (len > 0)
		check((struct span){ buf, len });
	else if (why.text[0] == '\0')
		abort();
	return 0;
}
