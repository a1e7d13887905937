#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"

#include "feed.h"
#include "stop.h"

void
feed_open(struct feed *feed, int fd)
{
	*feed = (struct feed){ .fd = fd,
		.text = mem_resize(NULL, FEED_SIZE + FEED_STEP, 1) };
}

void
feed_free(struct feed *feed)
{
	free(feed->text);
}

void
feed_close(struct feed *feed)
{
	if (feed->fd >= 0)
		close(feed->fd);
	feed->fd = -1;
	feed->begin = 0;
	feed->used = 0;
}

void
feed_end(struct feed *feed)
{
	feed->ends = true;
	if (!feed_waits(feed))
		feed_close(feed);
}

void
feed_write(struct feed *feed)
{
	ssize_t done;

	stop_ignore_pipe(true);
	done = write(feed->fd, feed->text + feed->begin, feed->used - feed->begin);
	stop_ignore_pipe(false);
	if (done < 0 && errno == EPIPE) {
		feed_close(feed);
		return;
	}
	if (done < 0) {
		if (errno != EAGAIN && errno != EINTR)
			diag_data("a pipe to a copy: write error:");
		return;
	}
	feed->begin += (size_t)done;
	if (feed_waits(feed))
		return;
	feed->begin = 0;
	feed->used = 0;
	if (feed->ends)
		feed_close(feed);
}

size_t
feed_some(struct feed *feed, struct span text)
{
	size_t room = FEED_SIZE - feed->used;
	size_t len = text.len < room ? text.len : room;

	memcpy(feed->text + feed->used, text.ptr, len);
	feed->used += len;
	if (len > 0)
		feed->midline = text.ptr[len - 1] != '\n';
	return len;
}
