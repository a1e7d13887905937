/*
 * A fuzz target whose input begins with two bytes, the sizes of reads and `choices`: what
 * follows them goes to its function take. After failing.h.
 */
#ifndef LF_CHOSEN_H
#define LF_CHOSEN_H

#include "pieces.h"

enum { CHOICES = 2 };

static unsigned choices;

static void take(struct span text);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < CHOICES)
		return 0;
	pieces = data[0];
	choices = data[1];
	attempt(take, (struct span){ (const char *)data + CHOICES, size - CHOICES });
	return 0;
}

#endif
