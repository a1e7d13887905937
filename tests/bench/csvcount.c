/* Counts fields and records of CSV with libcsv: the least that any reader of CSV does. */
#include <csv.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct counts {
	unsigned long fields, records;
};

static void
count_field(void *text, size_t len, void *data)
{
	struct counts *counts = data;

	(void)text;
	(void)len;
	counts->fields++;
}

static void
count_record(int end, void *data)
{
	struct counts *counts = data;

	(void)end;
	counts->records++;
}

int
main(int argc, char **argv)
{
	char block[1 << 18];
	struct counts counts = { 0 };
	struct csv_parser parser;
	ssize_t len;
	int fd;

	if (argc != 2)
		errx(2, "usage: csvcount FILE");
	fd = open(argv[1], O_RDONLY);
	if (fd < 0 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		err(1, "%s", argv[1]);
	while ((len = read(fd, block, sizeof(block))) > 0)
		if (csv_parse(&parser, block, (size_t)len, count_field, count_record, &counts) !=
		    (size_t)len)
			errx(1, "%s: %s", argv[1], csv_strerror(csv_error(&parser)));
	if (len < 0 || csv_fini(&parser, count_field, count_record, &counts) != 0)
		err(1, "%s", argv[1]);
	csv_free(&parser);
	printf("%lu\t%lu\n", counts.records, counts.fields);
	return 0;
}
