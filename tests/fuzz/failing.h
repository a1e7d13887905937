/*
 * For parsers that end the program when their input is wrong: here that ends the run over one
 * input. lib/base/diag.c and lib/base/mem.c are part of the target, so that an error leaps
 * back to attempt, which frees what is in use: the linker has every free go to __wrap_free.
 * It has to be the first header.
 */
#ifndef LF_FAILING_H
#define LF_FAILING_H

#define _DEFAULT_SOURCE
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A block of memory. */
struct held {
	void *ptr;
	size_t size;
};

/* Large ones are used again, which is five times as fast as to map pages for each input. */
enum { HELD_LARGE = 1 << 16, HELD_SPARE = 16 };

static struct {
	struct held *block; /* those in use */
	size_t count, room;
	struct held spare[HELD_SPARE];
	size_t spares;
} held;

static void *
hold(void *ptr, size_t size)
{
	if (held.count == held.room) {
		held.room = 2 * held.room + 64;
		held.block = realloc(held.block, held.room * sizeof(*held.block));
		if (held.block == NULL)
			abort();
	}
	held.block[held.count++] = (struct held){ ptr, size };
	return ptr;
}

/* The size of the block, which is held no more; 0 if it was not. Mostly it came late. */
static size_t
let_go(const void *ptr)
{
	for (size_t i = held.count; ptr != NULL && i > 0; i--)
		if (held.block[i - 1].ptr == ptr) {
			size_t size = held.block[i - 1].size;

			held.block[i - 1] = held.block[--held.count];
			return size;
		}
	return 0;
}

void __real_free(void *ptr);
void __wrap_free(void *ptr);

void
__wrap_free(void *ptr)
{
	size_t size = let_go(ptr);

	if (size >= HELD_LARGE && held.spares < HELD_SPARE)
		held.spare[held.spares++] = (struct held){ ptr, size };
	else
		__real_free(ptr);
}

static void *
resize(void *old, size_t size)
{
	for (size_t i = 0; old == NULL && i < held.spares; i++)
		if (held.spare[i].size == size) {
			void *ptr = held.spare[i].ptr;

			held.spare[i] = held.spare[--held.spares];
			return hold(ptr, size);
		}
	let_go(old);
	return hold(realloc(old, size), size);
}

#define calloc(count, size) hold(calloc(count, size), (count) * (size))
#define realloc(old, size) resize(old, size)
#define aligned_alloc(align, size) hold(aligned_alloc(align, size), size)
#undef _DEFAULT_SOURCE
#include "base/mem.c"
#undef calloc
#undef realloc
#undef aligned_alloc

/* Messages are not written. */
#define fwrite(bytes, size, count, file) ((void)(bytes))
#include "base/diag.c"
#undef fwrite

static jmp_buf before;
static bool must_succeed; /* an error is a fault of the program */

static void
leap(void *data)
{
	struct span line = diag_failure();

	(void)data;
	if (must_succeed || line.len < 4) {
		fprintf(stderr, "%.*s\n", (int)line.len, line.ptr);
		abort();
	}
	longjmp(before, 1);
}

/* Ends take before it has freed what it used. */
static inline _Noreturn void
leave_all(void)
{
	longjmp(before, 1);
}

/* Whether take comes to its end; then it has freed all that it used. */
static bool
attempt(void (*take)(struct span text), struct span text)
{
	bool failed;

	must_succeed = false;
	passed_on = (struct span){ NULL, 0 };
	diag_before_exit(leap, NULL);
	failed = setjmp(before) != 0;
	if (!failed)
		take(text);
	if (!failed && held.count > 0)
		abort();
	while (held.count > 0)
		__wrap_free(held.block[held.count - 1].ptr);
	handler_count = 0;
	return !failed;
}

static void
expect(bool truth)
{
	if (!truth)
		abort();
}

/* That the texts are the same. */
static inline void
expect_same(struct span a, struct span b)
{
	if (span_equal(a, b))
		return;
	fprintf(stderr, "%.*s\nbut then\n%.*s\n", (int)a.len, a.ptr, (int)b.len, b.ptr);
	abort();
}

#endif
