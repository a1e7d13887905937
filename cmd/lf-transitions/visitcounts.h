/*
 * How many times each lead has entered each stage, in four bytes a lead: few
 * leads enter a stage more than 14 times, and few teams have more than 8 stages.
 */
#ifndef LF_VISITCOUNTS_H
#define LF_VISITCOUNTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The four bytes: a count of 0 to 14 for each of the stages 1 to 8, or VISITS_ELSEWHERE. */
struct visitcounts {
	unsigned char counts[4];
};
enum { VISITS_STAGES = 8, VISITS_ELSEWHERE = 15 };

/* What does not fit there. */
struct visitcounts_more;

struct visitcounts_more *visitcounts_new(void);
void visitcounts_free(struct visitcounts_more *more);
/* Forgets what does not fit, of all leads. */
void visitcounts_clear(struct visitcounts_more *more);

/* For visitcounts_get and visitcounts_set, for what is not among the four bytes. */
uint64_t visitcounts_get_more(
    const struct visitcounts_more *more, const struct visitcounts *visits, uint32_t stage);
void visitcounts_set_more(
    struct visitcounts_more *more, struct visitcounts *visits, uint32_t stage, uint64_t count);

/* The four bytes as a number, of which each stage has four bits. */
static inline uint32_t
visitcounts_load(const struct visitcounts *visits)
{
	uint32_t word;

	memcpy(&word, visits->counts, sizeof(word));
	return word;
}

static inline void
visitcounts_store(struct visitcounts *visits, uint32_t word)
{
	memcpy(visits->counts, &word, sizeof(word));
}

/* Where the bits of a stage, 1 to VISITS_STAGES, begin. */
static inline unsigned
visitcounts_bit(uint32_t stage)
{
	return (stage - 1) * 4;
}

/* The count of a stage (1 and up) among the four bytes, or VISITS_ELSEWHERE. */
static inline unsigned
visitcounts_inside(const struct visitcounts *visits, uint32_t stage)
{
	return stage - 1 < VISITS_STAGES ? visitcounts_load(visits) >> visitcounts_bit(stage) & 15 :
					   VISITS_ELSEWHERE;
}

/*
 * How often a lead has entered a stage (1 and up). visits belongs to the lead
 * and must not move while more is in use. Counts never become less.
 */
static inline uint64_t
visitcounts_get(const struct visitcounts_more *more, const struct visitcounts *visits, uint32_t stage)
{
	unsigned count = visitcounts_inside(visits, stage);

	return count != VISITS_ELSEWHERE ? count : visitcounts_get_more(more, visits, stage);
}

static inline void
visitcounts_set(
    struct visitcounts_more *more, struct visitcounts *visits, uint32_t stage, uint64_t count)
{
	if (stage - 1 < VISITS_STAGES && count < VISITS_ELSEWHERE)
		visitcounts_store(visits,
		    (visitcounts_load(visits) & ~(UINT32_C(15) << visitcounts_bit(stage))) |
			(uint32_t)count << visitcounts_bit(stage));
	else
		visitcounts_set_more(more, visits, stage, count);
}

/* Whether the four bytes tell all of a lead's counts, where there are so many stages. */
bool visitcounts_whole(const struct visitcounts *visits, uint32_t stages);

/*
 * The first stage behind that one which the lead has entered, or 0: all of
 * them, one a call, when one starts behind 0. Once it has been called, no
 * counts may be set any more.
 */
uint32_t visitcounts_next(
    struct visitcounts_more *more, const struct visitcounts *visits, uint32_t behind);

#endif
