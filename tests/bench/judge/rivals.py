"""Forecasts of statsforecast: reads JSON {"key": [series, season, year]}, writes JSON
{"key": {rival: [[mean, low, high] of each of three periods]}}.

season is that of the models, year that of the seasonal naive forecast; 1: none.
Intervals hold 70 %. Counts cannot be negative: what is, becomes zero.
"""
import json
import sys
import warnings

import numpy as np
from statsforecast.models import AutoARIMA, AutoETS, DynamicOptimizedTheta, Naive, SeasonalNaive

AHEAD = 3


def models(season, year):
    yield "naive", Naive()
    yield "snaive", SeasonalNaive(season_length=year) if year > 1 else Naive()
    yield "ets", AutoETS(season_length=season)
    yield "theta", DynamicOptimizedTheta(season_length=season)
    yield "arima", AutoARIMA(season_length=season)


def forecast(model, series):
    try:
        found = model.forecast(y=series, h=AHEAD, level=[70])
        columns = [found["mean"], found["lo-70"], found["hi-70"]]
    except Exception:
        # Too short a series for the model or for its intervals.
        try:
            mean = model.forecast(y=series, h=AHEAD)["mean"]
        except Exception:
            mean = np.repeat(series[-1], AHEAD)
        columns = [mean, np.repeat(np.nan, AHEAD), np.repeat(np.nan, AHEAD)]
    rows = np.maximum(np.column_stack(columns), 0)
    return [[None if np.isnan(x) else float(x) for x in row] for row in rows]


def main():
    warnings.simplefilter("ignore")
    found = {}
    for key, (series, season, year) in json.load(sys.stdin).items():
        values = np.array(series, dtype=float)
        found[key] = {name: forecast(model, values) for name, model in models(season, year)}
    json.dump(found, sys.stdout)


main()
