"""Errors of forecasts, and how they are averaged."""
import math

LEVELS = (0.15, 0.50, 0.85)


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None


def ratio(above, below):
    return above / below if above is not None and below else None


def geometric(values):
    """The geometric mean of those that are there; an error of 0 counts as 0.001."""
    values = [max(value, 0.001) for value in values if value is not None]
    return math.exp(mean(map(math.log, values))) if values else None


def error(rows):
    """rows are (forecast, outcome); a forecast is (mean, p15, p50, p85)."""
    return mean(abs(forecast[0] - outcome) for forecast, outcome in rows)


def with_interval(rows):
    return [row for row in rows if row[0][1] is not None]


def coverage(rows):
    return mean(float(low <= outcome <= high)
                for (_, low, _, high), outcome in with_interval(rows))


def pinball(rows):
    """The mean quantile loss of p15, p50 and p85 (Koenker and Bassett, Econometrica 46, 1978)."""
    losses = []
    for (_, *quantiles), outcome in with_interval(rows):
        for level, value in zip(LEVELS, quantiles):
            losses.append(max(level * (outcome - value), (level - 1) * (outcome - value)))
    return mean(losses)
