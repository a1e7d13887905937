#include <math.h>

#include "report/report.h"
#include "report/wilson.h"

struct interval
wilson_interval(double count, double n)
{
	const double z = 1.959963984540054;
	double share = count / n;
	double centre = share + z * z / (2 * n);
	double half = z * sqrt((share * (1 - share) + z * z / (4 * n)) / n);
	double scale = 1 + z * z / n;

	if (n == 0)
		return (struct interval){ NAN, NAN };
	/* At the ends, rounding alone would keep the bounds from 0 and 1. */
	return (struct interval){ count == 0 ? 0 : (centre - half) / scale,
		count == n ? 1 : (centre + half) / scale };
}

void
wilson_put(struct out *out, int64_t count, int64_t n)
{
	struct interval interval = wilson_interval((double)count, (double)n);

	report_put_double(out, interval.low);
	out_char(out, '\t');
	report_put_double(out, interval.high);
}
