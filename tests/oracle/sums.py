"""
What --sum adds to a report, in Python's decimals:

    sums.py priced SEED MOVES             the moves, with a column `amount` at random
    sums.py flow UNIT ZONE MOVES PLAIN    PLAIN, lf-flow's report without --sum, with the sums
    sums.py balance REPORT                fails unless the sums of lf-flow's report balance
    sums.py funnel UNIT ZONE MOVES PLAIN STEP,... [first]     lf-funnel's, --within too, in days

A stage's closing sum is not added up from moves: it is what the leads that are there when the
period ends were worth when they came. Groups are those of the column src, where PLAIN has it.
"""

import random
import sys
from datetime import datetime, timedelta
from decimal import Decimal, getcontext
from zoneinfo import ZoneInfo

getcontext().prec = 60


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return [line.rstrip('\n').split('\t') for line in file]


def put(row):
    sys.stdout.write('\t'.join(row) + '\n')


def amount(rng):
    kind = rng.randrange(8)
    if kind == 0:
        return ''
    if kind == 1:
        return rng.choice(['0', '-0', '0.00', '+5', '007.5', '.5'])
    places = rng.randrange(7)
    whole = rng.randrange(10 ** rng.choice([1, 4, 15]))
    sign = '-' if rng.randrange(3) == 0 else ''
    return sign + str(whole) + ('.' + f'{rng.randrange(10 ** places):0{places}}' if places else '')


def priced(seed, path):
    rng = random.Random(int(seed))
    header, *table = rows(path)
    few = rng.randrange(3) == 0
    put(header + ['amount'])
    for row in table:
        put(row + [('12', '7.5', '')[rng.randrange(3)] if few else amount(rng)])


class Move:
    def __init__(self, header, row, unit, zone):
        self.field = dict(zip(header, row))
        self.lead, self.source = self.field['lead'], self.field['src']
        self.stage, self.text = self.field['to'], self.field['amount']
        self.amount = Decimal(self.text or 0)
        self.time = datetime.fromisoformat(self.field['time'].replace('Z', '+00:00'))
        self.period = period(self.time.astimezone(ZoneInfo(zone)), unit)


def period(time, unit):
    year, month = time.year, time.month
    if unit == 'week':
        year, week, _ = time.isocalendar()
        return f'{year:04}-W{week:02}'
    return {'day': f'{time:%Y-%m-%d}', 'month': f'{time:%Y-%m}',
            'quarter': f'{year:04}-Q{(month + 2) // 3}',
            'half': f'{year:04}-H{(month + 5) // 6}', 'year': f'{year:04}', 'all': 'all'}[unit]


def read_moves(path, unit, zone):
    header, *table = rows(path)
    every = [Move(header, row, unit, zone) for row in table]
    return [move for move in every if move.stage], max(move.time for move in every)


def places_of(moves):
    return max([2] + [len(move.text.partition('.')[2]) for move in moves])


def texts(sums, places):
    return ['' if each is None else f'{each + 0:.{places}f}' for each in sums]


def columns(plain):
    header, *table = rows(plain)
    return header, table, header.index('src') if 'src' in header else None


def flow(unit, zone, path, plain):
    moves, _ = read_moves(path, unit, zone)
    places = places_of(moves)
    header, table, group = columns(plain)
    stage = header.index('stage')
    put(header + ['opening_sum', 'inflow_sum', 'outflow_sum', 'closing_sum'])
    closing = {}
    for row in table:
        of_group = [move for move in moves if group is None or move.source == row[group]]
        inflow = sum(move.amount for move in of_group
                     if (move.period, move.stage) == (row[0], row[stage]))
        last = {move.lead: move for move in of_group if move.period <= row[0]}
        there = sum(move.amount for move in last.values() if move.stage == row[stage])
        key = (group is None or row[group], row[stage])
        opening = closing.get(key, 0)
        closing[key] = there
        put(row + texts([opening, inflow, opening + inflow - there, there], places))


def balance(report):
    header, *table = rows(report)
    first = header.index('opening_sum')
    closed = {}
    for row in table:
        opening, inflow, outflow, closing = map(Decimal, row[first:first + 4])
        assert opening + inflow - outflow == closing, row
        key = tuple(row[1:header.index('opening')])
        assert opening == closed.get(key, 0), row
        closed[key] = closing


def journeys(moves, steps):
    found = {}
    for move in moves:
        way = found.setdefault(move.lead, [])
        if len(way) < len(steps) and move.stage == steps[len(way)]:
            way.append(move)
    return [way for way in found.values() if way]


def total(moves):
    return sum(move.amount for move in moves)


def funnel(unit, zone, path, plain, steps, first=''):
    steps = steps.split(',')
    moves, as_of = read_moves(path, unit, zone)
    ways = journeys(moves, steps)
    places = places_of([move for way in ways for move in way])
    header, table, group = columns(plain)
    within = header.index('within') if 'within' in header else None
    observed = ['observed_sum'] if within else []
    put(header + ['entered_sum'] + observed + ['reached_sum'])
    for row in table:
        cohort = [way for way in ways
                  if way[0].period == row[0] and (group is None or way[0].source == row[group])]
        step = steps.index(row[header.index('stage')])
        base = 0 if first else step - 1
        came = [way for way in cohort if len(way) > base] if step else cohort
        figures = [total(way[base] for way in came) if step else None]
        if within:
            limit = timedelta(days=int(row[within].rstrip('d')))
            came = [way for way in came if way[base].time + limit <= as_of]
            figures.append(total(way[base] for way in came))
        there = [way for way in came if len(way) > step]
        if within:
            there = [way for way in there if way[step].time - way[base].time <= limit]
        figures.append(total(way[step] for way in there))
        put(row + texts(figures, places))


{'priced': priced, 'flow': flow, 'funnel': funnel, 'balance': balance}[sys.argv[1]](*sys.argv[2:])
