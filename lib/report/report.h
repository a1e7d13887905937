/* What the reports share: periods, groups, the zone, the unit of durations. */
#ifndef LF_REPORT_H
#define LF_REPORT_H

#include <stdint.h>

#include "base/decimal.h"
#include "base/list.h"
#include "base/text.h"
#include "time/period.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

/* Texts of the options --by, --tz, --year-start and --group, then what they mean. */
struct report {
	const char *by, *tz, *year_start, *group;
	struct calendar *calendar; /* NULL: there is no --by, and no default */
	struct list groups; /* the columns of --group, none without it */
	size_t *group_places;
	struct tsv *tsv;
	struct text key; /* the group of a row */
};

/* The options' table, for an OPT_TABLE entry; it writes into report. */
void report_table(struct report *report, struct opt table[5]);
/*
 * Checks the options. by is the period where --by is not given; NULL: none.
 * From here on times of options are in --tz. Usage errors exit.
 */
void report_setup(struct report *report, const char *by);
void report_close(struct report *report);

/* Finds the columns of --group. */
void report_bind(struct report *report, struct tsv *tsv);
/*
 * The group of a row: its values with TABs between them; empty without
 * --group. It is gone when the next one, or further rows, are asked for.
 */
struct span report_group(struct report *report, const struct row *row);
/* The order of groups: by the bytes of their values, one after the other. */
int report_compare_groups(struct span a, struct span b);
/* Writes a group's values, each followed by a TAB; missing ones as --null says. */
void report_put_group(const struct report *report, struct out *out, struct span group);
/* Writes the header's period and group columns, each followed by a TAB. */
void report_put_header(const struct report *report, struct out *out);
/*
 * Ends the header line, which is all that has been written, and has it go out
 * before any row is read. A column that occurs twice is a usage error.
 */
void report_end_header(struct out *out);
/* Writes a period's name and a TAB. */
void report_put_period(const struct report *report, struct out *out, int64_t number);

/* Writes num/den with so many places, half to even; a missing value if den is 0. */
void report_put_ratio(struct out *out, int128 num, int128 den, int places);
/*
 * The 95 % interval of a share of count in n, not numbers if n is 0. The formula
 * is from E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927), 209-212.
 */
struct interval {
	double low, high;
};
struct interval report_wilson(double count, double n);
/* Writes its bounds with a TAB between them; missing values if n is 0. */
void report_put_wilson(struct out *out, int64_t count, int64_t n);
/* Writes a double as %.4f; a missing value if it is not a number. */
void report_put_double(struct out *out, double value);

#endif
