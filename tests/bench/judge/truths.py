"""Generated logs whose truth is known: what is expected of them, beside what it should be.

New leads enter A. Some go on to B, the others are lost; half of those in B go on to C.
"""
import datetime
import math
import random
from collections import namedtuple

FIRST = datetime.date(2024, 1, 1)
GRID = 8  # points a day at which distributions are summed

# rate: new leads a day, by day; shape: of the gamma times between them (1: a Poisson process);
# share: of those that go on to B, by the day on which they leave A.
Truth = namedtuple("Truth", "name months rate shape share stay_a stay_b")


def exponential(mean):
    return lambda x: 1 - math.exp(-x / mean), lambda rng: rng.expovariate(1 / mean)


def weibull(scale, shape):
    return (lambda x: 1 - math.exp(-(x / scale) ** shape),
            lambda rng: rng.weibullvariate(scale, shape))


def day_of_month(month):
    """The day, from 0, on which a month begins, counted from 0."""
    return (datetime.date(2024 + month // 12, month % 12 + 1, 1) - FIRST).days


def season(day):
    return 400 * (1 + 0.3 * math.sin(2 * math.pi * day / 365.25))


def month_season(day):
    month = (FIRST + datetime.timedelta(day)).month
    return 650 if month in (3, 6, 9, 12) else 400


STEP = day_of_month(18)

TRUTHS = [
    Truth("exponential", 12, lambda day: 700, 1, lambda day: 0.6, exponential(20),
          exponential(10)),
    Truth("Weibull", 12, lambda day: 700, 1, lambda day: 0.6, exponential(20), weibull(15, 2)),
    Truth("gamma arrivals", 12, lambda day: 700, 0.3, lambda day: 0.6, weibull(30, 0.7),
          weibull(15, 2)),
    Truth("step of arrivals", 24, lambda day: 700 if day >= STEP else 350, 1, lambda day: 0.6,
          exponential(20), weibull(15, 2)),
    Truth("step of the share", 24, lambda day: 700, 1, lambda day: 0.6 if day >= STEP else 0.9,
          exponential(20), weibull(15, 2)),
    Truth("season", 24, season, 1, lambda day: 0.8, exponential(10), weibull(15, 2)),
    Truth("quarter's ends", 24, month_season, 1, lambda day: 0.8, exponential(3),
          exponential(3)),
]


def stamp(time):
    moment = datetime.datetime(2024, 1, 1) + datetime.timedelta(seconds=int(time * 86400))
    return moment.isoformat() + "Z"


def write_events(truth, path, seed=1):
    """The events up to the end of its months, in time order."""
    rng = random.Random(seed)
    end = day_of_month(truth.months)
    events = []
    time = lead = 0
    while True:
        rate = truth.rate(int(time))
        time += rng.gammavariate(truth.shape, 1 / (truth.shape * rate))
        if time >= end:
            break
        lead += 1
        events.append((time, lead, "A"))
        left = time + truth.stay_a[1](rng)
        if rng.random() >= truth.share(int(left)):
            events.append((left, lead, "lost"))
            continue
        events.append((left, lead, "B"))
        left += truth.stay_b[1](rng)
        events.append((left, lead, "C" if rng.random() < 0.5 else "lost"))
    with open(path, "w") as file:
        file.write("time\tlead\tstage\n")
        for time, number, stage in sorted(event for event in events if event[0] < end):
            file.write("%s\t%d\t%s\n" % (stamp(time), number, stage))


def both_stays(truth, days):
    """The distribution of the sum of both stays, on the grid."""
    cells = days * GRID
    first = [truth.stay_a[0]((i + 1) / GRID) - truth.stay_a[0](i / GRID) for i in range(cells)]
    second = [truth.stay_b[0](i / GRID + 0.5 / GRID) for i in range(cells)]
    sums = []
    for at in range(0, cells, GRID):
        sums.append(sum(first[i] * second[at - i - 1] for i in range(at)))
    return sums


def expected(truth, month):
    """{stage: the mean number of entries in that month, counted from 0}."""
    begin, end = day_of_month(month), day_of_month(month + 1)
    sums = both_stays(truth, end + 1)

    def stay_both(x):
        return sums[int(x)] + (x - int(x)) * (sums[min(int(x) + 1, len(sums) - 1)] - sums[int(x)])

    found = {"A": 0, "B": 0, "C": 0}
    for day in range(end):
        for part in (0.25, 0.75):
            rate = truth.rate(day) / 2
            came = day + part
            late, early = end - came, max(begin - came, 0)
            found["A"] += rate if begin <= came else 0
            # Both steps are so old that the shares of the month hold for all who go on in it.
            found["B"] += rate * truth.share(end) * (truth.stay_a[0](late) - truth.stay_a[0](early))
            found["C"] += rate * truth.share(end) / 2 * (stay_both(late) - stay_both(early))
    return found
