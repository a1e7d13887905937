import pandas as pd
import pm4py

moves = pd.read_csv("moves.tsv", sep="\t", usecols=["lead", "time", "from", "to", "since"],
    dtype={"lead": str, "from": str, "to": str}, parse_dates=["time", "since"])
moves = moves[moves["from"].notna()]
done = moves[moves["to"].notna()]


def days(measure):
    seconds = pm4py.get_service_time(done, measure, activity_key="from",
        case_id_key="lead", start_timestamp_key="since", timestamp_key="time")
    return pd.Series(seconds) / 86400


columns = {"n": done["from"].value_counts()}
columns["open"] = moves["from"].value_counts() - columns["n"]
for name, measure in ("mean", "mean"), ("min", "min"), ("max", "max"), ("p50", "median"):
    columns[name] = days(measure)
table = pd.DataFrame(columns).sort_index()
print(table.to_csv(sep="\t", index_label="stage", float_format="%.4f"), end="")
