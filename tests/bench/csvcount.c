/*
 * csvcount: fields and records of CSV on standard input, by libcsv alone with
 * callbacks that only count: what lf-import's speed is measured against.
 *
 *     cc -O2 -o csvcount csvcount.c -lcsv
 */
#include <csv.h>
#include <stdio.h>
#include <unistd.h>

struct counts {
	size_t fields, records;
};

static void
count_field(void *text, size_t len, void *counts)
{
	(void)text;
	(void)len;
	((struct counts *)counts)->fields++;
}

static void
count_record(int terminator, void *counts)
{
	(void)terminator;
	((struct counts *)counts)->records++;
}

int
main(void)
{
	static char block[1 << 17];
	struct counts counts = { 0, 0 };
	struct csv_parser parser;
	ssize_t got;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return 1;
	while ((got = read(STDIN_FILENO, block, sizeof(block))) > 0)
		if (csv_parse(&parser, block, (size_t)got, count_field, count_record,
			&counts) != (size_t)got)
			return 1;
	if (got < 0 || csv_fini(&parser, count_field, count_record, &counts) != 0)
		return 1;
	csv_free(&parser);
	return printf("%zu fields, %zu records\n", counts.fields, counts.records) < 0;
}
