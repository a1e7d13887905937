"""Real logs as staged events, with the stages whose entries are forecast."""
import csv
import datetime
import gzip
import os
import re
from collections import namedtuple

# targets: {stage: months}; ends: stages where a lead's way ends; as_of: the first day not in it.
Log = namedtuple("Log", "name path rows as_of targets ends real")


def read_csv(path):
    opened = gzip.open(path, "rt", newline="") if path.endswith(".gz") else open(path, newline="")
    with opened as file:
        lines = csv.reader(file)
        header = next(lines)
        # Of columns with the same name, the first one.
        places = {name: place for place, name in reversed(list(enumerate(header)))}
        for line in lines:
            yield {name: line[place] for name, place in places.items()}


def rows_of(path, lead, stage, time):
    for row in read_csv(path):
        # Slashes and blanks of the help desk's times.
        stamp = row[time].replace("/", "-").replace(" ", "T")
        yield stamp, row[lead], row[stage]


def helpdesk(folder):
    return rows_of(folder + "/helpdesk.csv.gz", "Case ID", "Activity", "Complete Timestamp")


def receipt(folder):
    return rows_of(folder + "/receipt.csv.gz", "case:concept:name", "concept:name",
                   "time:timestamp")


def prepaid(folder):
    return rows_of(folder + "/PrepaidTravelCost.csv.gz", "case", "activity", "timestamp")


def payment(folder):
    return rows_of(folder + "/RequestForPayment.csv.gz", "case", "activity", "timestamp")


def maven(folder):
    for row in read_csv(folder + "/iso_lf.csv"):
        if row["engage_date"]:
            yield row["engage_date"], row["opportunity_id"], "Engaging"
        if row["close_date"]:
            yield row["close_date"], row["opportunity_id"], row["deal_stage"]


def olist(folder):
    for row in read_csv(folder + "/olist_marketing_qualified_leads_dataset.csv"):
        yield row["first_contact_date"], row["mql_id"], "MQL"
    for row in read_csv(folder + "/olist_closed_deals_dataset.csv"):
        yield row["won_date"].replace(" ", "T"), row["mql_id"], "won"


def pipedrive(folder):
    for row in read_csv(folder + "/deal_changes.csv"):
        stamp = row["change_time"].replace(" ", "T")
        if row["changed_field_key"] == "stage_id":
            yield stamp, row["deal_id"], row["new_value"]
        elif row["changed_field_key"] == "lost_reason":
            yield stamp, row["deal_id"], "lost"


APPROVED = "Request For Payment FINAL_APPROVED by SUPERVISOR"

LOGS = [
    Log("prepaid", "bpi2020", prepaid, "2018-12-01", {APPROVED: 12, "Payment Handled": 12}, [],
        True),
    Log("payment", "bpi2020", payment, "2019-01-01", {APPROVED: 12, "Payment Handled": 12}, [],
        True),
    Log("helpdesk", "helpdesk", helpdesk, "2013-12-01", {"Resolve ticket": 24, "Closed": 24},
        ["Closed"], True),
    Log("receipt", "receipt", receipt, "2012-01-01",
        {"T05 Print and send confirmation of receipt": 12,
         "T10 Determine necessity to stop indication": 12}, [], True),
    Log("maven", "maven-crm", maven, "2018-01-01", {"Won": 11, "Lost": 11}, ["Won", "Lost"],
        True),
    Log("olist", "olist", olist, "2018-06-01", {"won": 5}, ["won"], True),
    Log("pipedrive", "pipedrive", pipedrive, "2024-11-01", {"4": 8, "9": 8}, ["lost"], False),
]


def sortable(row):
    """Times of these logs have one zone or two an hour apart: compare them in UTC."""
    found = re.match(r"(.{10})T?(\d\d)?:?(\d\d)?:?([\d.]*)(?:([+-])(\d\d):(\d\d))?", row[0])
    day, hour, minute, second, sign, east, _ = found.groups()
    moment = datetime.datetime.fromisoformat(day) + datetime.timedelta(
        hours=int(hour or 0), minutes=int(minute or 0), seconds=float(second or 0))
    if sign:
        moment -= datetime.timedelta(hours=int(sign + east))
    return moment, row[1]


def write_events(log, shared, path):
    """Writes the log's events in the order of their times; those at the same time stay in order."""
    rows = sorted(log.rows(os.path.join(shared, log.path)), key=lambda row: sortable(row)[0])
    with open(path, "w") as file:
        file.write("time\tlead\tstage\n")
        for row in rows:
            file.write("\t".join(row) + "\n")


def write_stages(log, path):
    """A table that only says where a lead's way ends; other stages keep the order of bytes."""
    stages = sorted({line.split("\t")[2].rstrip("\n") for line in open(path + "/events.tsv")}
                    - {"stage"})
    with open(path + "/stages.tsv", "w") as file:
        file.write("stage\tpath\n")
        for stage in stages:
            file.write(stage + "\t" + ("end" if stage in log.ends else "") + "\n")
