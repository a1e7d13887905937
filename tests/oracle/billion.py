"""
States of a billion visits of up to 10,000 days, and what a report of them says, by Python's integers:

    billion.py velocity SEED SECONDS STATE PART...    visits to A, in seconds if SECONDS is 1
    billion.py funnel SEED STATE PART...              leads that came to A and reached B, with sums
    billion.py accept SEED STATE PART...              leads handed over at A and accepted at B
    billion.py cost SEED STATE PART...                leads in B, their ages, for one ledger row
    billion.py flow SEED STATE PART...                what came to A and went, by month, with sums

STATE is a real state with the same options, of a move from A to B. Its header is taken, and its
rows that are no figures. The rows of the billion are dealt to the PARTs at random. What is
printed is the columns whose names come first.
"""

import random
import sys
from decimal import ROUND_HALF_EVEN, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 80
BILLION = 10 ** 9
LONGEST = 10 ** 4 * 86400 * 10 ** 6  # 10,000 days, in microseconds
DAY, SECOND = 86400 * 10 ** 6, 10 ** 6
LEDGER = Decimal('98765432109876.54')


def fnv(text):
    value = 0xcbf29ce484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001b3 % 2 ** 64
    return value


def decimals(value, places=4):
    """A fraction as decimals, rounded half to even by integers alone."""
    scaled = Fraction(value) * 10 ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest > scaled.denominator or (2 * rest == scaled.denominator and whole % 2)
    sign, digits = '-' if whole < 0 else '', f'{abs(whole):0{places + 1}d}'
    return f'{sign}{digits[:-places]}.{digits[-places:]}' if places else sign + digits


def seconds(usec):
    whole, rest = divmod(usec, SECOND)
    return f'{whole}.{rest:06d}'.rstrip('0') if rest else str(whole)


def deal(dice, total, count):
    """Splits a total into so many counts, each at least 1."""
    cuts = sorted(dice.sample(range(1, total), count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total])]


def tallies(dice, narrow=False):
    """A billion durations, as pairs of microseconds and a count; some come twice."""
    low = LONGEST - 2 * SECOND if narrow else 0
    some = {LONGEST, low} | {dice.randrange(low, LONGEST) for _ in range(3000)}
    some = sorted(some) + dice.sample(sorted(some), 200)
    return list(zip(some, deal(dice, BILLION, len(some))))


def at_place(ordered, place):
    for usec, count in ordered:
        if place < count:
            return usec
        place -= count
    raise IndexError(place)


def percentile(ordered, share):
    """R's type 7."""
    place = (BILLION - 1) * Fraction(share)
    low = place.numerator // place.denominator
    weight = place - low
    first = at_place(ordered, low)
    return first if weight == 0 else first + weight * (at_place(ordered, low + 1) - first)


def figures(visits, unit=DAY):
    """n, mean, sd, min, p50, p85, p95 and max."""
    ordered = sorted(visits)
    mean = Fraction(sum(usec * count for usec, count in visits), BILLION)
    squares = sum((usec - mean) ** 2 * count for usec, count in visits) / (BILLION - 1) / unit ** 2
    sd = (Decimal(squares.numerator) / squares.denominator).sqrt()
    shares = [percentile(ordered, Fraction(p, 100)) for p in (50, 85, 95)]
    return [str(BILLION), decimals(mean / unit), str(sd.quantize(Decimal('.0001'), ROUND_HALF_EVEN))] + [
        decimals(Fraction(value, unit)) for value in [ordered[0][0], *shares, ordered[-1][0]]]


def put(*row):
    print('\t'.join(row))


def velocity(dice, narrow):
    visits = tallies(dice, narrow == '1')
    put('stage', 'n', 'mean', 'sd', 'min', 'p50', 'p85', 'p95', 'max', 'km_mean')
    line = figures(visits, SECOND if narrow == '1' else DAY)
    put('A', *line, line[1])
    return [f'A\tcompleted\t{seconds(usec)}\t{count}\t' for usec, count in visits]


def funnel(dice):
    visits = tallies(dice)
    line = figures(visits)
    # No more than 10^8 a lead.
    sums = [Decimal(dice.randrange(-10 ** 14 * count, 10 ** 14 * count)).scaleb(-6) for _, count in visits]
    came, there = Decimal(dice.randrange(10 ** 23)).scaleb(-6), sum(sums)
    put('stage', 'reached', 'rate', 'of_first', 'reach', 'mean', 'p50', 'p85', 'p95',
        'entered_sum', 'reached_sum')
    put('A', str(BILLION), '', '1.0000', '', '', '', '', '', '', f'{came:.6f}')
    put('B', str(BILLION), '1.0000', '1.0000', '1.0000', line[1], *line[4:7],
        f'{came:.6f}', f'{there:.6f}')
    return [f'all\tA\tcame\t\t{count}\t' for count in deal(dice, BILLION, 3)] + [
        f'all\tB\treached-after\t{seconds(usec)}\t{count}\t' for usec, count in visits] + [
        f'all\tB\treached-since\t2024-01-02T00:00:00Z\t{BILLION}\t',
        '\t\tunit\t\t0.000001\t', f'all\tA\tcame-sum\t\t{came:f}\t',
        f'all\tB\tentered-sum-since\t2024-01-02T00:00:00Z\t{came:f}\t',
        f'all\tB\tsum-since\t2024-01-02T00:00:00Z\t{there:f}\t'] + [
        f'all\tB\tsum-after\t{seconds(usec)}\t{value:f}\t'
        for (usec, _), value in zip(visits, sums)]


def accept(dice):
    visits = tallies(dice)
    line = figures(visits)
    put('handed', 'accepted', 'rate', 'mean', 'p50')
    put(str(BILLION), str(BILLION), '1.0000', line[1], line[4])
    return [f'all\taccepted-after\t{seconds(usec)}\t{count}\t' for usec, count in visits]


def cost(dice):
    visits = tallies(dice)
    mean = Fraction(sum(usec * count for usec, count in visits), BILLION * DAY)
    put('leads', 'spend', 'cost_per_lead', 'lag_days')
    put(str(BILLION), str(LEDGER), decimals(Fraction(LEDGER) / BILLION, 2), decimals(mean, 0))
    return ['\t\tlast\t2024-01-05T00:00:00Z\t1\t'] + [
        f'all\t\tleads\t\t{count}\t' for count in deal(dice, BILLION, 5)] + [
        f'\tB\tage\t{seconds(usec)}\t{count}\t' for usec, count in visits]


def flow(dice):
    rows, balance, worth = [], 0, Decimal(0)
    put('period', 'opening', 'inflow', 'outflow', 'closing', 'new',
        'opening_sum', 'inflow_sum', 'outflow_sum', 'closing_sum')
    for month, came in enumerate(deal(dice, BILLION, 12), 1):
        went = dice.randrange(1, balance + came)
        # No more than 10^8 a lead.
        sums = [Decimal(dice.randrange(-10 ** 14 * n, 10 ** 14 * n)).scaleb(-6) for n in (came, went)]
        put(f'2024-{month:02d}', *map(str, [balance, came, went, balance + came - went, came]),
            *(f'{value:.6f}' for value in [worth, *sums, worth + sums[0] - sums[1]]))
        balance += came - went
        worth += sums[0] - sums[1]
        for figure, total in ('inflow', came), ('new', came), ('outflow', went):
            rows += [f'2024-{month:02d}\tA\t{figure}\t\t{count}\t'
                     for count in deal(dice, total, min(total, 4))]
        for figure, total in ('inflow-sum', sums[0]), ('outflow-sum', sums[1]):
            some = Decimal(dice.randrange(10 ** 20)).scaleb(-6)
            rows += [f'2024-{month:02d}\tA\t{figure}\t\t{value:f}\t' for value in (some, total - some)]
    return rows + ['\t\tunit\t\t0.000001\t']


def main():
    program, seed, *rest = sys.argv[1:]
    dice = random.Random(int(seed))
    rows = globals()[program](dice, *([rest.pop(0)] if program == 'velocity' else []))
    with open(rest.pop(0), encoding='utf-8') as file:
        header, *real = file.read().splitlines()
    column = header.split('\t').index('figure')
    real = [row.split('\t') for row in real]
    own = ['\t'.join(row) for row in real if row[column] in ('entered', 'latest')]
    at = [dice.randrange(len(rest)) for _ in rows]
    for number, name in enumerate(rest):
        part = own + [row for i, row in enumerate(rows) if at[i] == number]
        end = sum(map(fnv, [header, *part])) % 2 ** 64
        part.append('\t'.join([''] * column + ['end', f'{end:016x}', str(len(part)), '']))
        with open(name, 'w', encoding='utf-8') as file:
            file.write('\n'.join([header, *part]) + '\n')


main()
