#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"
#include "lead/glob.h"

#include "tablepatterns.h"
#include "rules.h"

/*
 * A log has few combinations of events and campaigns, so the rows that each matches are
 * remembered: KNOWN_MAX combinations, then all are forgotten; none longer than KNOWN_BYTES.
 */
enum { KNOWN_MAX = 1 << 14, KNOWN_BYTES = 512 };

struct tablepatterns {
	const struct tsv *tsv;
	size_t row_count;
	size_t column_count;
	size_t *columns; /* of the events, those that have patterns */
	struct glob ***globs; /* by column and row; NULL for an empty cell */
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

/* The globs of a column, and the line of the first; NULL if there are none. */
static struct glob **
column_globs(
    const struct stages *table, size_t column, struct span separator, uint64_t *line)
{
	struct glob **globs = NULL;

	for (size_t i = 0; i < table->row_count; i++) {
		struct span cell = table->rows[i].cells[column];

		if (cell.len == 0)
			continue;
		if (globs == NULL) {
			globs = mem_new(table->row_count, sizeof(struct glob *));
			*line = table->rows[i].line;
		}
		check_cell(table, i, column);
		globs[i] = glob_new(cell, separator);
	}
	return globs;
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
	struct glob **globs = column_globs(table, column, separator, &line);

	if (globs == NULL)
		return;
	snprintf(where, sizeof(where), "%.480s:%" PRIu64, table->path, line);
	patterns->columns[patterns->column_count] =
	    tsv_need_for(patterns->tsv, table->columns.item[column], where);
	patterns->globs[patterns->column_count++] = globs;
}

struct tablepatterns *
tablepatterns_new(const struct stages *table, const struct texts *lists, const struct tsv *tsv,
    size_t old)
{
	struct tablepatterns *patterns = mem_new(1, sizeof(*patterns));

	patterns->tsv = tsv;
	patterns->columns = mem_new(table->columns.count, sizeof(*patterns->columns));
	patterns->globs = mem_new(table->columns.count, sizeof(*patterns->globs));
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
		for (size_t k = 0; k < patterns->row_count; k++)
			glob_free(patterns->globs[i][k]);
		free(patterns->globs[i]);
	}
	free(patterns->globs);
	free(patterns->columns);
	names_free(patterns->known);
	free(patterns->bits);
	text_free(&patterns->key);
	free(patterns);
}

/* Sets the bits of the rows whose patterns all match, and clears the others. */
static void
match_rows(const struct tablepatterns *patterns, const struct row *row, uint64_t *bits)
{
	memset(bits, 0xff, words(patterns) * sizeof(*bits));
	for (size_t i = 0; i < patterns->column_count; i++) {
		struct glob **globs = patterns->globs[i];
		struct span field = tsv_value(patterns->tsv, row, patterns->columns[i]);

		for (size_t k = 0; k < patterns->row_count; k++)
			if (globs[k] != NULL && !glob_match(globs[k], field))
				bits[k / 64] &= ~(UINT64_C(1) << k % 64);
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
