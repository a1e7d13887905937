/*
 * Counts the visits in a log of the generator: how often a lead enters one of the stages of
 * lf-stage --score score. It reads nothing but such logs, whose leads are L and a number, so
 * that an array of 100 million leads' stages takes 100 MB.
 *
 *     visits LEADS <LOG
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	size_t leads = argc == 2 ? strtoull(argv[1], NULL, 10) : 0;
	unsigned char *stage = calloc(leads + 1, 1);
	uint64_t visits = 0;
	char line[512];

	if (leads == 0 || stage == NULL)
		errx(2, "usage: visits LEADS");
	if (fgets(line, sizeof(line), stdin) == NULL)
		errx(1, "no header line");
	while (fgets(line, sizeof(line), stdin) != NULL) {
		char *lead = strchr(line, '\t');
		char *score = strrchr(line, '\t');
		size_t number = lead != NULL ? strtoull(lead + 2, NULL, 10) : leads + 1;
		int value = score != NULL ? atoi(score + 1) : 0;
		unsigned char now = value < 33 ? 1 : value < 67 ? 2 : 3;

		if (number > leads)
			errx(1, "no lead of the generator: %s", line);
		visits += stage[number] != now;
		stage[number] = now;
	}
	printf("%" PRIu64 "\n", visits);
	return 0;
}
