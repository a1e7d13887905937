#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "time/instant.h"
#include "time/zone.h"

static bool utc = true;

/* Whether path/name is a compiled tz file, which begins with "TZif". */
static bool
tz_file(const char *folder, const char *name)
{
	char path[512];
	char magic[4] = "";
	ssize_t got;
	int fd;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) >= sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return false;
	got = fd < 0 ? -1 : read(fd, magic, sizeof(magic));
	if (got < 0 && errno != EISDIR)
		diag_data("%s:", path);
	close(fd);
	return got == sizeof(magic) && memcmp(magic, "TZif", sizeof(magic)) == 0;
}

/* Whether the tz database has the name. A name that leads out of its folder is none. */
static bool
is_known(const char *name)
{
	static const char *const folders[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
		"/usr/share/lib/zoneinfo", "/etc/zoneinfo" };
	const char *own = getenv("TZDIR");

	if (name[0] == '/' || strstr(name, "..") != NULL)
		return false;
	/* With TZDIR the C library looks nowhere else, and takes what it lacks for UTC. */
	if (own != NULL)
		return tz_file(own, name);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (tz_file(folders[i], name))
			return true;
	return false;
}

int
zone_use(const char *name, struct reason *why)
{
	utc = strcmp(name, "UTC") == 0;
	if (utc)
		return 0;
	if (!is_known(name))
		return fail_quoted(why, span_of(name),
		    "is not a time zone of the tz database (package tzdata)");
	/* What tzset cannot read is UTC to it, without a word. */
	errno = 0;
	if (setenv("TZ", name, 1) == 0)
		tzset();
	if (errno == ENOMEM || errno == EMFILE || errno == ENFILE || errno == EIO)
		diag_data("time zone %s:", name);
	return 0;
}

int64_t
zone_east(int64_t usec)
{
	time_t seconds = (time_t)floor_div(usec, USEC_PER_SEC);
	struct tm tm;
	struct civil civil;

	if (utc || localtime_r(&seconds, &tm) == NULL)
		return 0;
	civil = (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		tm.tm_min, tm.tm_sec, 0 };
	return civil_usec(&civil) - (int64_t)seconds * USEC_PER_SEC;
}

/* The first instant in (before, after] with the offset of after. */
static int64_t
transition(int64_t before, int64_t after)
{
	int64_t east = zone_east(after);

	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;

		if (zone_east(middle) == east)
			after = middle;
		else
			before = middle;
	}
	return after;
}

enum zone_fit
zone_instant(int64_t local, int64_t *usec)
{
	/* Clocks change at most once in two days: one of these two offsets is right. */
	int64_t before = zone_east(local - USEC_PER_DAY);
	int64_t after = zone_east(local + USEC_PER_DAY);
	bool early = zone_east(local - before) == before;
	bool late = zone_east(local - after) == after;

	*usec = local - (early ? before : after);
	if (early && late)
		return before == after ? ZONE_ONCE : ZONE_TWICE;
	if (early || late)
		return ZONE_ONCE;
	*usec = transition(local - USEC_PER_DAY, local + USEC_PER_DAY);
	return ZONE_SKIPPED;
}

int
zone_parse(struct span text, int64_t *usec, struct reason *why)
{
	bool zoned;

	if (instant_parse(text, usec, &zoned, why) != 0)
		return -1;
	if (!zoned)
		zone_instant(*usec, usec);
	return instant_check(*usec, text, why);
}
