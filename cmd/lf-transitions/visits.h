/*
 * How many times each lead has entered each stage, in four bytes a lead: few
 * leads enter a stage more than 14 times, and few teams have more than 8 stages.
 */
#ifndef LF_VISITS_H
#define LF_VISITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The four bytes: a count of 0 to 14 for each of the stages 1 to 8, or VISITS_ELSEWHERE. */
struct visits {
	unsigned char counts[4];
};
enum { VISITS_STAGES = 8, VISITS_ELSEWHERE = 15 };

/* What does not fit there. */
struct visits_more;

struct visits_more *visits_new(void);
void visits_free(struct visits_more *more);
/* Forgets what does not fit, of all leads. */
void visits_clear(struct visits_more *more);

/* For visits_get and visits_set, for what is not among the four bytes. */
uint64_t visits_get_more(
    const struct visits_more *more, const struct visits *visits, uint32_t stage);
void visits_set_more(
    struct visits_more *more, struct visits *visits, uint32_t stage, uint64_t count);

/* The four bytes as a number, of which each stage has four bits. */
static inline uint32_t
visits_load(const struct visits *visits)
{
	uint32_t word;

	memcpy(&word, visits->counts, sizeof(word));
	return word;
}

static inline void
visits_store(struct visits *visits, uint32_t word)
{
	memcpy(visits->counts, &word, sizeof(word));
}

/* Where the bits of a stage, 1 to VISITS_STAGES, begin. */
static inline unsigned
visits_bit(uint32_t stage)
{
	return (stage - 1) * 4;
}

/* The count of a stage (1 and up) among the four bytes, or VISITS_ELSEWHERE. */
static inline unsigned
visits_inside(const struct visits *visits, uint32_t stage)
{
	return stage - 1 < VISITS_STAGES ? visits_load(visits) >> visits_bit(stage) & 15 :
					   VISITS_ELSEWHERE;
}

/*
 * How often a lead has entered a stage (1 and up). visits belongs to the lead
 * and must not move while more is in use. Counts never become less.
 */
static inline uint64_t
visits_get(const struct visits_more *more, const struct visits *visits, uint32_t stage)
{
	unsigned count = visits_inside(visits, stage);

	return count != VISITS_ELSEWHERE ? count : visits_get_more(more, visits, stage);
}

static inline void
visits_set(
    struct visits_more *more, struct visits *visits, uint32_t stage, uint64_t count)
{
	if (stage - 1 < VISITS_STAGES && count < VISITS_ELSEWHERE)
		visits_store(visits,
		    (visits_load(visits) & ~(UINT32_C(15) << visits_bit(stage))) |
			(uint32_t)count << visits_bit(stage));
	else
		visits_set_more(more, visits, stage, count);
}

/* Whether the four bytes tell all of a lead's counts, where there are so many stages. */
bool visits_whole(const struct visits *visits, uint32_t stages);

/*
 * The first stage behind that one which the lead has entered, or 0: all of
 * them, one a call, when one starts behind 0. Once it has been called, no
 * counts may be set any more.
 */
uint32_t visits_next(
    struct visits_more *more, const struct visits *visits, uint32_t behind);

#endif
