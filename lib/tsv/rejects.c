#include <inttypes.h>
#include <stdio.h>

#include "tsv/escape.h"
#include "tsv/rejects.h"

void
rejects_open(struct rejects *rejects, const char *path, struct out *main)
{
	*rejects = (struct rejects){ .path = path };
	if (path == NULL)
		return;
	out_create(&rejects->out, path);
	main->beside = &rejects->out;
}

void
rejects_add(struct rejects *rejects, const char *file, uint64_t line, const char *column,
    const struct reason *why, struct span row)
{
	const char *colon = column != NULL ? ": " : "";

	if (column == NULL)
		column = "";
	if (rejects->path == NULL)
		diag_data("%s:%" PRIu64 ": %s%s%s", file, line, column, colon, why->text);
	rejects->count++;
	escape_field(&rejects->out, span_of(file));
	out_char(&rejects->out, '\t');
	out_integer(&rejects->out, (int64_t)line);
	out_char(&rejects->out, '\t');
	out_text(&rejects->out, column);
	out_text(&rejects->out, colon);
	out_text(&rejects->out, why->text);
	out_char(&rejects->out, '\t');
	out_span(&rejects->out, row);
	out_char(&rejects->out, '\n');
}

void
rejects_close(struct rejects *rejects)
{
	if (rejects->path == NULL)
		return;
	out_close(&rejects->out);
	if (rejects->count > 0)
		diag_note("%" PRIu64 " row%s rejected to %s", rejects->count,
		    rejects->count == 1 ? "" : "s", rejects->path);
}
