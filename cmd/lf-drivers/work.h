/* What the parts of lf-drivers share: its options, the leads, and what was counted. */
#ifndef LF_WORK_H
#define LF_WORK_H

#include "base/list.h"
#include "lead/events.h"
#include "lead/logend.h"
#include "lead/stages.h"
#include "lead/where.h"
#include "report/partial.h"

#include "attribution.h"
#include "forward.h"
#include "touches.h"

enum which { TOUCH_LAST, TOUCH_FIRST, TOUCH_ANY };

/* 60 bytes, since there may be millions of leads. */
struct __attribute__((packed, aligned(4))) lead {
	int64_t time; /* of its latest row */
	int64_t since; /* when it entered its present stage */
	uint32_t stage; /* 0: none yet */
	uint32_t group; /* of the row by which it entered */
	struct touches touches;
};

struct work {
	struct report report;
	struct partial state;
	struct events *events;
	size_t driver; /* the column of --driver */
	struct where *ignore;
	enum which touch;
	bool earlier;
	struct stages *stages;
	struct list forward; /* of --forward */
	struct forward *ways;
	uint64_t top, min;
	bool ends; /* with --as-of */
	struct logend log;
	int64_t as_of; /* that of --as-of, or else the latest, known at the end */
	uint64_t late; /* rows at or after --as-of */
	bool paced; /* some moves may be forward */

	struct names *drivers, *groups;
	struct map *leads; /* the struct lead of each */
	struct entered entered;
	struct attribution *attribution;
};

#endif
