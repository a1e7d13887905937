"""Turns an export into the velocity table with Polars; `--sorted` if it is in time order."""
import os
import sys

os.environ["POLARS_MAX_THREADS"] = "2"
import polars as pl

events = pl.scan_csv(sys.argv[-1], schema={
    "Time": pl.String, "Lead": pl.String, "Event": pl.String, "Campaign": pl.String,
    "Score": pl.UInt8})
score, stage, time = pl.col("Score"), pl.col("stage"), pl.col("Time")
staged = events.drop_nulls("Score").select(
    "Lead", time.str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us"),
    stage=1 + (score >= 33).cast(pl.UInt8) + (score >= 67).cast(pl.UInt8))
if "--sorted" not in sys.argv:
    staged = staged.sort("Time")
entries = staged.filter(stage.ne_missing(stage.shift().over("Lead")))
visits = entries.select(
    stage=pl.format("stage{}", stage),
    days=(time.shift(-1).over("Lead") - time).dt.total_microseconds() / 86400e6)
days = pl.col("days")
table = visits.group_by("stage").agg(
    n=days.count(), open=days.null_count(), mean=days.mean(), sd=days.std(), min=days.min(),
    p50=days.median(), p85=days.quantile(0.85, "linear"), p95=days.quantile(0.95, "linear"),
    max=days.max()).sort("stage")
print(table.collect(engine="streaming").write_csv(separator="\t", float_precision=4), end="")
