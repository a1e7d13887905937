import os

os.environ["POLARS_MAX_THREADS"] = "2"
import polars as pl

events = pl.scan_csv("log.tsv", separator="\t", quote_char=None, schema={
    "time": pl.String, "lead": pl.String, "event": pl.String, "score": pl.UInt8})
score, stage, time = pl.col("score"), pl.col("stage"), pl.col("time")
staged = events.drop_nulls("score").select(
    "lead", time.str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us"),
    stage=1 + (score >= 33).cast(pl.UInt8) + (score >= 67).cast(pl.UInt8))
entries = staged.filter(stage.ne_missing(stage.shift().over("lead")))
visits = entries.select(
    stage=pl.format("stage{}", stage),
    days=(time.shift(-1).over("lead") - time).dt.total_microseconds() / 86400e6)
days = pl.col("days")
table = visits.group_by("stage").agg(
    n=days.count(), open=days.null_count(), mean=days.mean(), sd=days.std(), min=days.min(),
    p50=days.median(), p85=days.quantile(0.85, "linear"), p95=days.quantile(0.95, "linear"),
    max=days.max()).sort("stage")
print(table.collect(engine="streaming").write_csv(separator="\t", float_precision=4), end="")
