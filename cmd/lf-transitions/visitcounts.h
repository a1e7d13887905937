/*
 * How often each lead has entered each stage, in four bytes a lead: few leads enter a
 * stage more than 14 times, and few teams have more than 8 stages.
 */
#ifndef LF_VISITCOUNTS_H
#define LF_VISITCOUNTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The four bytes: for each of stages 1 to 8, a count up to 14 or VISITCOUNTS_ELSEWHERE. */
struct visitcounts {
	unsigned char counts[4];
};
enum { VISITCOUNTS_STAGES = 8, VISITCOUNTS_ELSEWHERE = 15 };

/* The counts that do not fit there. */
struct visitcounts_more;

struct visitcounts_more *visitcounts_new(void);
void visitcounts_free(struct visitcounts_more *more);
/* Forgets them. */
void visitcounts_clear(struct visitcounts_more *more);

/* For visitcounts_get and visitcounts_set, if a count is not in the four bytes. */
uint64_t visitcounts_get_more(
    const struct visitcounts_more *more, const struct visitcounts *visits, uint32_t stage);
void visitcounts_set_more(struct visitcounts_more *more, struct visitcounts *visits,
    uint32_t stage, uint64_t count);

/* The four bytes as a number, in which each stage has four bits. */
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

/* Where the bits of a stage begin; stage is 1 to VISITCOUNTS_STAGES. */
static inline unsigned
visitcounts_bit(uint32_t stage)
{
	return (stage - 1) * 4;
}

/* The count of a stage (1 and up) in the four bytes, or VISITCOUNTS_ELSEWHERE. */
static inline unsigned
visitcounts_inside(const struct visitcounts *visits, uint32_t stage)
{
	if (stage - 1 >= VISITCOUNTS_STAGES)
		return VISITCOUNTS_ELSEWHERE;
	return visitcounts_load(visits) >> visitcounts_bit(stage) & 15;
}

/*
 * How often a lead has entered a stage (1 and up). visits is the lead's, and must not
 * move while more is in use. Counts never become less.
 */
static inline uint64_t
visitcounts_get(
    const struct visitcounts_more *more, const struct visitcounts *visits, uint32_t stage)
{
	unsigned count = visitcounts_inside(visits, stage);

	if (count == VISITCOUNTS_ELSEWHERE)
		return visitcounts_get_more(more, visits, stage);
	return count;
}

static inline void
visitcounts_set(struct visitcounts_more *more, struct visitcounts *visits, uint32_t stage,
    uint64_t count)
{
	unsigned bit = visitcounts_bit(stage);

	if (stage - 1 < VISITCOUNTS_STAGES && count < VISITCOUNTS_ELSEWHERE)
		visitcounts_store(visits,
		    (visitcounts_load(visits) & ~(UINT32_C(15) << bit)) |
			(uint32_t)count << bit);
	else
		visitcounts_set_more(more, visits, stage, count);
}

/* Whether the four bytes have all of a lead's counts; stages: how many stages there are. */
bool visitcounts_whole(const struct visitcounts *visits, uint32_t stages);

/*
 * The first stage that the lead has entered whose number is more than after, or 0. Calls
 * that start with 0 give them all. After the first call no counts may be set.
 */
uint32_t visitcounts_next(
    struct visitcounts_more *more, const struct visitcounts *visits, uint32_t after);

#endif
