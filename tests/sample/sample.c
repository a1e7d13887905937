/*
 * Two years of a made-up company. Leads come with the seasons, more on workdays than on
 * weekends, from campaigns that differ in cost and quality. Their interest grows and
 * fades; sales accepts, rejects or forgets them.
 */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "time/instant.h"
#include "tsv/out.h"

#include "../lib/random.h"
#include "sample.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, DAYS = 731 };

#define FIRST_DAY 19723 /* 2024-01-01 */
#define END ((int64_t)(FIRST_DAY + DAYS) * DAY)

struct campaign {
	const char *name; /* as in CSV */
	int share;	  /* of the leads, by weight */
	int quality;	  /* 0 to 100 */
	int cents;	  /* a day */
	int first, last;  /* the days of the year on which it runs */
};

static const struct campaign campaigns[] = {
	{ "\"Search, brand\"", 30, 64, 9500, 0, 366 },
	{ "\"Search, generic\"", 24, 50, 22000, 0, 366 },
	{ "\"Social, retargeting\"", 18, 38, 13000, 40, 366 },
	{ "Webinars", 14, 58, 5200, 30, 180 },
	{ "Content syndication", 12, 30, 16500, 0, 366 },
	{ "Trade fair", 60, 70, 145000, 255, 262 },
};

enum { CAMPAIGNS = sizeof(campaigns) / sizeof(*campaigns) };

struct activity {
	const char *name;
	int share, points;
};

static const struct activity activities[] = {
	{ "Visit Web Page", 40, 4 },
	{ "Open Email", 25, 3 },
	{ "Click Email", 15, 7 },
	{ "Visit Pricing Page", 10, 14 },
	{ "Attend Webinar", 5, 18 },
	{ "Fill Out Form", 5, 25 },
};

/* The MQL threshold of the stage table. */
enum { HANDED_OVER = 67 };

static const char stages[] = "stage\tmin_score\tevent\tsla\tpath\n"
			     "visitor\t0\n"
			     "engaged\t33\n"
			     "engaged\t\tRecycled\n"
			     "MQL\t67\t\t3d\n"
			     "SQL\t\tSQL\n"
			     "rejected\t\tRejected\t\toff\n"
			     "customer\t\tCustomer\t\tend\n"
			     "lost\t\tLost\t\tend\n";

struct sample {
	uint64_t random;
	struct out crm, activities, spend;
	int leads, changes;
};

struct lead {
	int number;
	const struct campaign *campaign;
	int quality;
	int score;
	int64_t second; /* now, for this lead */
	const char *status;
};

static int
roll(struct sample *sample, int percent)
{
	return random_below(&sample->random, 100) < percent;
}

static int
day_of_year(int64_t day)
{
	return (int)(day < FIRST_DAY + 366 ? day - FIRST_DAY : day - FIRST_DAY - 366);
}

static bool
runs(const struct campaign *campaign, int64_t day)
{
	int at = day_of_year(day);

	return at >= campaign->first && at <= campaign->last;
}

/* How busy that day is, in percent of a usual one. */
static int
bustle(int64_t day)
{
	static const int months[] = { 90, 100, 115, 110, 105, 95, 70, 65, 110, 120, 125,
		75 };
	int percent = months[civil_date(day).month - 1];

	return (day + 3) % 7 < 5 ? percent : percent / 4;
}

/* An identifier as CRMs have them: a prefix, then the number in base 62. */
static void
put_id(struct out *out, const char *prefix, int number)
{
	static const char digits[] =
	    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	uint64_t rest = (uint64_t)number * 7919 + 3141592;
	char text[6] = { 0 };

	for (int i = 4; i >= 0; i--, rest /= 62)
		text[i] = digits[rest % 62];
	out_text(out, prefix);
	out_text(out, text);
	out_text(out, "QAU");
}

/* A change of a lead's field; old and new are as in CSV. */
static void
put_change(struct sample *sample, const struct lead *lead, int64_t second,
    const char *field, const char *old, const char *new)
{
	struct out *out = &sample->crm;

	if (second >= END)
		return;
	put_id(out, "0175g0000A", sample->changes++);
	out_text(out, ",false,");
	put_id(out, "00Q5g00000", lead->number);
	out_text(out, ",0055g000008HnBVAA0,");
	out_instant(out, second * USEC_PER_SEC);
	out->used--; /* the Z */
	out_text(out, ".000+0000,");
	out_text(out, field);
	out_char(out, ',');
	out_text(out, old);
	out_char(out, ',');
	out_text(out, new);
	out_char(out, '\n');
}

static void
set_status(struct sample *sample, struct lead *lead, const char *status)
{
	put_change(sample, lead, lead->second, "Status", lead->status, status);
	lead->status = status;
}

static void
put_activity(struct sample *sample, const struct lead *lead, const char *name)
{
	struct out *out = &sample->activities;
	char time[INSTANT_TEXT_MAX];

	if (lead->second >= END)
		return;
	instant_format(time, lead->second * USEC_PER_SEC);
	time[10] = ' ';
	out_span(out, (struct span){ time, 19 });
	out_char(out, ',');
	put_id(out, "00Q5g00000", lead->number);
	out_char(out, ',');
	out_text(out, name);
	out_char(out, ',');
	out_text(out, lead->campaign->name);
	out_char(out, ',');
	out_integer(out, lead->score);
	out_char(out, '\n');
}

/* Lets time pass. Interest fades by 15 points in 30 days. */
static void
wait(struct sample *sample, struct lead *lead, int min, int max)
{
	int seconds = random_from(&sample->random, min, max);

	lead->second += seconds;
	lead->score -= seconds / (30 * DAY / 15);
	if (lead->score < 0)
		lead->score = 0;
}

/* Sales works from Monday to Friday, from 7 to 17 hours. */
static void
wait_for_office(struct sample *sample, struct lead *lead)
{
	int64_t day = lead->second / DAY;

	if (lead->second % DAY >= 17 * HOUR)
		day++;
	while ((day + 3) % 7 >= 5)
		day++;
	if (day > lead->second / DAY || lead->second % DAY < 7 * HOUR)
		lead->second =
		    day * DAY + 7 * HOUR + random_below(&sample->random, 10 * HOUR);
}

static const struct activity *
pick_activity(struct sample *sample)
{
	int at = random_below(&sample->random, 100);
	const struct activity *activity = activities;

	while (at >= activity->share)
		at -= activity++->share;
	return activity;
}

static void
act(struct sample *sample, struct lead *lead)
{
	const struct activity *activity = pick_activity(sample);

	lead->score += activity->points;
	if (lead->score > 100)
		lead->score = 100;
	put_activity(sample, lead, activity->name);
}

/* Marketing works on the lead until it is ripe; false if it loses interest. */
static bool
nurture(struct sample *sample, struct lead *lead)
{
	while (lead->second < END) {
		int kind = random_below(&sample->random, 100);

		act(sample, lead);
		if (lead->score >= HANDED_OVER)
			return true;
		if (roll(sample, (100 - lead->quality) / 7))
			return false;
		if (kind < 45)
			wait(sample, lead, MINUTE, 40 * MINUTE);
		else if (kind < 80)
			wait(sample, lead, DAY, 6 * DAY);
		else
			wait(sample, lead, 7 * DAY, 45 * DAY);
	}
	return false;
}

/* An accepted lead: the owner changes, the deal is won or lost, or still open. */
static void
sell(struct sample *sample, struct lead *lead)
{
	static const char *const owners[] = { "\"Berg, Anna\"", "\"Okafor, Ben\"",
		"\"Ruiz, Carla\"" };
	int end;

	set_status(sample, lead, "SQL");
	put_change(sample, lead, lead->second, "Owner", "Marketing Queue",
	    owners[random_below(&sample->random, 3)]);
	if (roll(sample, 8))
		put_change(sample, lead, lead->second + HOUR, "Description", "",
		    "\"asked for \"\"the big plan\"\",\ncall back on Friday\"");
	wait(sample, lead, 2 * DAY, 9 * DAY);
	act(sample, lead);
	wait(sample, lead, 8 * DAY, 70 * DAY);
	wait_for_office(sample, lead);
	end = random_below(&sample->random, 100);
	if (end < 10 + lead->quality / 3)
		set_status(sample, lead, "Customer");
	else if (end < 80)
		set_status(sample, lead, "Lost");
}

/* A lead that is ripe; true if it goes back to marketing. */
static bool
hand_over(struct sample *sample, struct lead *lead)
{
	int accepted = 20 + lead->quality * 6 / 10;
	int decision = random_below(&sample->random, 100);

	wait(sample, lead, MINUTE, 15 * MINUTE);
	set_status(sample, lead, "MQL");
	wait(sample, lead, HOUR, roll(sample, 75) ? 2 * DAY : 10 * DAY);
	wait_for_office(sample, lead);
	if (decision < accepted) {
		sell(sample, lead);
		return false;
	}
	if (decision >= accepted + (100 - accepted) * 2 / 3) {
		/* Forgotten: it stays handed over, or goes back when it has cooled. */
		wait(sample, lead, 20 * DAY, 60 * DAY);
		return roll(sample, 50);
	}
	set_status(sample, lead, "Rejected");
	if (!roll(sample, 40))
		return false;
	wait(sample, lead, 14 * DAY, 70 * DAY);
	wait_for_office(sample, lead);
	set_status(sample, lead, "Recycled");
	return true;
}

/* Picks one of the campaigns that run on that day, by their shares. */
static const struct campaign *
pick_campaign(struct sample *sample, int64_t day)
{
	int total = 0;
	int at;

	for (int i = 0; i < CAMPAIGNS; i++)
		total += runs(&campaigns[i], day) ? campaigns[i].share : 0;
	at = random_below(&sample->random, (uint32_t)total);
	for (int i = 0;; i++) {
		at -= runs(&campaigns[i], day) ? campaigns[i].share : 0;
		if (at < 0)
			return &campaigns[i];
	}
}

static void
live(struct sample *sample, int64_t day)
{
	struct lead lead = { .number = sample->leads++, .status = "New" };

	lead.campaign = pick_campaign(sample, day);
	lead.quality = lead.campaign->quality + random_from(&sample->random, -20, 20);
	lead.second = day * DAY + random_from(&sample->random, 6 * HOUR, 22 * HOUR);
	put_change(sample, &lead, lead.second, "created", "", "");
	for (int round = 0; round < 3 && nurture(sample, &lead); round++)
		if (!hand_over(sample, &lead))
			break;
}

/* What campaigns cost on a day. Thousands have a comma, and therefore quotation marks. */
static void
spend(struct sample *sample, int64_t day)
{
	char date[INSTANT_TEXT_MAX];

	date_format(date, day);
	date[10] = '\0';
	for (int i = 0; i < CAMPAIGNS; i++) {
		int cents = campaigns[i].cents * bustle(day) / 100 *
			    random_from(&sample->random, 80, 120) / 100;
		char line[128];

		if (!runs(&campaigns[i], day))
			continue;
		if (cents >= 100000)
			snprintf(line, sizeof(line), "%s,%s,EUR,\"%d,%03d.%02d\"\n", date,
			    campaigns[i].name, cents / 100000, cents / 100 % 1000,
			    cents % 100);
		else
			snprintf(line, sizeof(line), "%s,%s,EUR,%d.%02d\n", date,
			    campaigns[i].name, cents / 100, cents % 100);
		out_text(&sample->spend, line);
	}
}

static void
create(struct out *out, const char *folder, const char *name, const char *first)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	out_create(out, path);
	out_text(out, first);
}

void
sample_write(const char *folder, uint64_t seed)
{
	struct sample sample = { .random = seed };
	struct out table;

	create(&table, folder, "stages.tsv", stages);
	out_close(&table);
	create(&sample.crm, folder, "crm-history.csv",
	    "Id,IsDeleted,LeadId,CreatedById,CreatedDate,Field,OldValue,NewValue\n");
	create(&sample.activities, folder, "activities.csv",
	    "Activity Date,Lead ID,Activity,Campaign,Score\n");
	create(&sample.spend, folder, "spend.csv", "Day,Campaign,Currency,Cost\n");
	for (int64_t day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
		int leads = bustle(day) * random_from(&sample.random, 2, 12) / 100;

		for (int i = 0; i < leads; i++)
			live(&sample, day);
		spend(&sample, day);
	}
	out_close(&sample.crm);
	out_close(&sample.activities);
	out_close(&sample.spend);
}
