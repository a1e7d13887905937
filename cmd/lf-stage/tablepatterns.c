#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"
#include "lead/fit.h"
#include "lead/glob.h"

#include "tablepatterns.h"
#include "rules.h"

/*
 * A log has few combinations of events and campaigns, so the rows that each matches are
 * remembered: KNOWN_MAX combinations, then all are forgotten; none longer than KNOWN_BYTES.
 */
enum { KNOWN_MAX = 1 << 14, KNOWN_BYTES = 512 };

/* A cell of the table. */
struct cell {
	struct glob *glob; /* NULL: it is empty */
	struct fit fit; /* asked of the events that the cells before it in its row fit */
};

struct tablepatterns {
	const struct tsv *tsv;
	size_t row_count;
	size_t column_count;
	size_t *columns; /* of the events, those that have patterns, */
	size_t *names; /* and those of the table that these are in */
	const struct stages *table;
	struct cell **cells; /* by column and row */
	struct names *known; /* combinations: fields with TABs between them */
	size_t known_count; /* how many of them have their bits */
	uint64_t *bits; /* by combination; 0 is the one that is not remembered */
	size_t room; /* in words of bits */
	struct text key; /* the combination at hand */
};

static void
check_cell(const struct stages *table, size_t row, size_t column)
{
	struct span name = table->columns.item[column];
	struct reason why;

	if (glob_check(table->rows[row].cells[column], &why) != 0)
		diag_usage("%s:%" PRIu64 ": %.*s: %s", table->path, table->rows[row].line,
		    (int)name.len, name.ptr, why.text);
}

/* The cells of a column, and the line of the first; NULL if it has no patterns. */
static struct cell *
column_cells(
    const struct stages *table, size_t column, struct span separator, uint64_t *line)
{
	struct cell *cells = NULL;

	for (size_t i = 0; i < table->row_count; i++) {
		struct span pattern = table->rows[i].cells[column];

		if (pattern.len == 0)
			continue;
		if (cells == NULL) {
			cells = mem_new(table->row_count, sizeof(*cells));
			*line = table->rows[i].line;
		}
		check_cell(table, i, column);
		cells[i].glob = glob_new(pattern, separator);
	}
	return cells;
}

/* How many words the bits of a combination take. */
static size_t
words(const struct tablepatterns *patterns)
{
	return (patterns->row_count + 63) / 64;
}

static void
add_column(struct tablepatterns *patterns, const struct stages *table, size_t column,
    struct span separator)
{
	char where[512];
	uint64_t line = 0;
	struct cell *cells = column_cells(table, column, separator, &line);

	if (cells == NULL)
		return;
	snprintf(where, sizeof(where), "%.480s:%" PRIu64, table->path, line);
	patterns->columns[patterns->column_count] =
	    tsv_need_for(patterns->tsv, table->columns.item[column], where);
	patterns->names[patterns->column_count] = column;
	patterns->cells[patterns->column_count++] = cells;
}

struct tablepatterns *
tablepatterns_new(const struct stages *table, const struct texts *lists, const struct tsv *tsv,
    size_t old)
{
	struct tablepatterns *patterns = mem_new(1, sizeof(*patterns));

	patterns->tsv = tsv;
	patterns->columns = mem_new(table->columns.count, sizeof(*patterns->columns));
	patterns->names = mem_new(table->columns.count, sizeof(*patterns->names));
	patterns->cells = mem_new(table->columns.count, sizeof(*patterns->cells));
	patterns->table = table;
	patterns->row_count = table->row_count;
	for (size_t i = 0; i < table->columns.count; i++)
		if (rules_is_pattern(table->columns.item[i]))
			add_column(patterns, table, i,
			    glob_separator(lists, table->columns.item[i]));
	if (old != TSV_NONE)
		patterns->columns[0] = old;
	patterns->known = names_new();
	patterns->room = 64 * words(patterns);
	patterns->bits = mem_new(patterns->room, sizeof(*patterns->bits));
	return patterns;
}

void
tablepatterns_free(struct tablepatterns *patterns)
{
	if (patterns == NULL)
		return;
	for (size_t i = 0; i < patterns->column_count; i++) {
		for (size_t k = 0; k < patterns->row_count; k++) {
			glob_free(patterns->cells[i][k].glob);
			fit_free(&patterns->cells[i][k].fit);
		}
		free(patterns->cells[i]);
	}
	free(patterns->cells);
	free(patterns->names);
	free(patterns->columns);
	names_free(patterns->known);
	free(patterns->bits);
	text_free(&patterns->key);
	free(patterns);
}

/* Sets the bits of the rows whose patterns all match, and clears the others. */
static void
match_rows(struct tablepatterns *patterns, const struct row *row, uint64_t *bits)
{
	memset(bits, 0xff, words(patterns) * sizeof(*bits));
	for (size_t i = 0; i < patterns->column_count; i++) {
		struct cell *cells = patterns->cells[i];
		struct span field = tsv_value(patterns->tsv, row, patterns->columns[i]);

		for (size_t k = 0; k < patterns->row_count; k++) {
			uint64_t bit = UINT64_C(1) << k % 64;

			if (cells[k].glob != NULL && (bits[k / 64] & bit) != 0 &&
			    !fit_note(&cells[k].fit, field,
				glob_match(cells[k].glob, field)))
				bits[k / 64] &= ~bit;
		}
	}
}

/* The number of the combination; 0 if it is too long to be remembered, or empty. */
static uint32_t
combination(struct tablepatterns *patterns, struct span key)
{
	if (key.len > KNOWN_BYTES)
		return 0;
	if (names_count(patterns->known) == KNOWN_MAX) {
		names_free(patterns->known);
		patterns->known = names_new();
		patterns->known_count = 0;
	}
	return names_id(patterns->known, key);
}

const uint64_t *
tablepatterns_match(struct tablepatterns *patterns, const struct row *row)
{
	size_t at = combination(patterns,
	    tsv_join(patterns->tsv, row, patterns->columns, patterns->column_count,
		&patterns->key));

	if (at > 0 && at <= patterns->known_count)
		return patterns->bits + at * words(patterns);
	if ((at + 1) * words(patterns) > patterns->room) {
		patterns->room *= 2;
		patterns->bits =
		    mem_resize(patterns->bits, patterns->room, sizeof(*patterns->bits));
	}
	patterns->known_count = at > 0 ? at : patterns->known_count;
	match_rows(patterns, row, patterns->bits + at * words(patterns));
	return patterns->bits + at * words(patterns);
}

/* The place of the row's column whose pattern no event fits, or column_count. */
static size_t
unfit_column(
    const struct tablepatterns *patterns, const struct tablepatterns *old, size_t row)
{
	size_t i = 0;

	while (i < patterns->column_count &&
	    !(fit_failed(&patterns->cells[i][row].fit) &&
		(old == NULL || !old->cells[i][row].fit.fitted)))
		i++;
	return i;
}

void
tablepatterns_report(const struct tablepatterns *patterns, const struct tablepatterns *old)
{
	const struct stages *table = patterns->table;
	size_t first = 0, column = 0, unfit = 0;
	char where[512];
	struct span name, pattern;

	for (size_t row = patterns->row_count; row-- > 0;) {
		size_t i = unfit_column(patterns, old, row);

		if (i == patterns->column_count)
			continue;
		first = row;
		column = i;
		unfit++;
	}
	if (unfit == 0)
		return;
	name = table->columns.item[patterns->names[column]];
	if (unfit == 1)
		snprintf(where, sizeof(where), "%.300s:%" PRIu64 ": %.*s", table->path,
		    table->rows[first].line, (int)name.len, name.ptr);
	else
		snprintf(where, sizeof(where),
		    "%.300s: %zu rows fit no event; the first, line %" PRIu64
		    ", %.*s",
		    table->path, unfit, table->rows[first].line, (int)name.len, name.ptr);
	pattern = table->rows[first].cells[patterns->names[column]];
	fit_report(&patterns->cells[column][first].fit, where, pattern, pattern);
}
