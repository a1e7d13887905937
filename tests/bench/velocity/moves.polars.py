import os

os.environ["POLARS_MAX_THREADS"] = "2"
import polars as pl

moves = pl.scan_csv("moves.tsv", separator="\t", quote_char=None, schema={
    "lead": pl.String, "time": pl.String, "from": pl.String, "to": pl.String,
    "visit": pl.UInt32, "from_visit": pl.UInt32, "since": pl.String,
    "sojourn": pl.Float64, "age": pl.Float64})
visits = moves.drop_nulls("from").select(
    stage="from", days=pl.when(pl.col("to").is_not_null()).then(pl.col("sojourn") / 86400))
days = pl.col("days")
table = visits.group_by("stage").agg(
    n=days.count(), open=days.null_count(), mean=days.mean(), sd=days.std(), min=days.min(),
    p50=days.median(), p85=days.quantile(0.85, "linear"), p95=days.quantile(0.95, "linear"),
    max=days.max()).sort("stage")
print(table.collect(engine="streaming").write_csv(separator="\t", float_precision=4), end="")
