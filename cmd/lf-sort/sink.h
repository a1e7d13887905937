/* Where sorted rows go, and how many have gone there. */
#ifndef LF_SINK_H
#define LF_SINK_H

#include "tsv/out.h"

#include "newestfirst.h"

struct sink {
	struct out *out;
	uint64_t rows;
	struct newestfirst *newest; /* sees each row that goes out, or NULL */
};

/* A row; its LF follows it in memory. */
static inline void
sink_row(struct sink *sink, struct span row)
{
	out_span(sink->out, (struct span){ row.ptr, row.len + 1 });
	sink->rows++;
	if (sink->newest != NULL)
		newestfirst_row(sink->newest, row);
}

/* Rows, each with its LF. */
static inline void
sink_rows(struct sink *sink, struct span rows, uint64_t count)
{
	out_direct(sink->out, rows);
	sink->rows += count;
}

#endif
