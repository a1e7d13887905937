class Log:
    """A log in Spark: its header line, its number of rows, and its rows, each with the columns
    line (the bytes), lead, instant, and file, block, place, by which it stands in the input."""

    def __init__(self, header, count, rows_of):
        self.header = header
        self.count = count
        self.rows_of = rows_of


# Where a row stands: the number that Spark gives rises within a block of a file.
STANDS = ["_metadata.file_path AS file", "_metadata.file_block_start AS block",
          "monotonically_increasing_id() AS place"]
ROW_STANDS = ["file", "block", "place"]

# As in the events: no zone is UTC. What Spark cannot read comes first, for the filters to judge.
INSTANT = "try_to_timestamp(%s) AS instant"


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def refuse(condition, message):
    """SQL that ends the job with a message of ours where the condition does not hold."""
    return "assert_true(%s, concat('%s', %s, '%s'))" % (condition, OPEN, message, CLOSE)


def check_columns(names, options):
    for option, column in (("lead", options.lead), ("time", options.time)):
        if column not in names:
            raise Failed("--%s: there is no column '%s'; the columns are %s"
                         % (option, column, ", ".join(names)), 2)
    for name in names:
        if names.count(name) > 1:
            raise Failed("column '%s' occurs twice" % name, 2)


def one_header(found):
    """The header line of all files, each of which must have the same."""
    headers = {row.header for row in found}
    if not headers:
        raise Failed("the input is empty: it has no header line")
    if len(headers) > 1:
        first = found[0]
        other = next(row for row in found if row.header != first.header)
        raise Failed("%s has not the header line of %s" % (other.file, first.file))
    return headers.pop()


def read_tsv(spark, options):
    """Lines as bytes, not as CSV: Spark would pad and cut rows that do not fit the header."""
    from pyspark.sql.functions import expr
    lines = spark.read.text(options.input, lineSep="\n").selectExpr("value", *STANDS)
    found = (lines.groupBy("file")
             .agg(expr("count(*) AS rows"), expr("min_by(value, struct(block, place)) AS header"))
             .orderBy("file").collect())
    raw = one_header(found)
    clean = raw.removeprefix("\ufeff")
    header = clean.removesuffix("\r")
    names = header.split("\t")
    check_columns(names, options)
    ends = "value" if header == clean else "substring(value, 1, length(value) - 1)"
    lines = lines.where(refuse(
        "NOT startswith(value, '\\u0018lf-')",
        "file, ': the program before failed: ', substring(value, 2)") + " IS NULL")
    rows = lines.where(lines.value != raw).selectExpr(ends + " AS text", "value", *ROW_STANDS)
    rows = rows.selectExpr("*", "split(text, '\\t', -1) AS fields")
    rows = rows.where(refuse(
        "size(fields) = %d" % len(names),
        "file, ': a row with ', size(fields), ' fields where there are %d columns: ', "
        "left(value, 200)" % len(names)) + " IS NULL")
    if header != clean:
        rows = rows.where(refuse(
            "endswith(value, '\\r')",
            "file, ': a row ends with LF where the first line ends with CRLF: ', "
            "left(value, 200)") + " IS NULL")
    rows = rows.selectExpr("CAST(text AS BINARY) AS line",
                           "fields[%d] AS lead" % names.index(options.lead),
                           INSTANT % ("fields[%d]" % names.index(options.time)), *ROW_STANDS)
    return Log(header, sum(row.rows for row in found) - len(found), rows)


def text_of(name, kind):
    """SQL for a value as a field of TSV: missing is empty, and what TSV cannot hold is escaped."""
    if kind.startswith("timestamp"):
        text = "date_format(%s, \"yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'\")" % quoted(name)
        text = r"regexp_replace(%s, '[.]?0*Z$', 'Z')" % text
    elif kind.startswith(("array", "map", "struct", "variant", "binary")):
        raise Failed("column '%s' is of the type %s, which is no text, number or time" % (name, kind))
    else:
        text = "CAST(%s AS STRING)" % quoted(name)
    for byte, escape in (("\\\\", "\\\\\\\\"), ("\\t", "\\\\t"), ("\\n", "\\\\n"), ("\\r", "\\\\r")):
        text = "replace(%s, '%s', '%s')" % (text, byte, escape)
    return "coalesce(%s, '')" % text


def read_table(spark, options):
    """CSV or Parquet. A row of CSV that has not as many fields as the header is an error."""
    reader = spark.read
    if options.format == "csv":
        table = reader.csv(options.input, header=True, enforceSchema=False, mode="FAILFAST",
                           quote='"', escape='"', multiLine=True, nullValue="")
    else:
        table = reader.parquet(*options.input)
    kinds = table.dtypes
    names = [name for name, _ in kinds]
    check_columns(names, options)
    line = "concat_ws('\\t', %s)" % ", ".join(text_of(name, kind) for name, kind in kinds)
    rows = table.selectExpr("CAST(%s AS BINARY) AS line" % line,
                            "%s AS lead" % quoted(options.lead),
                            INSTANT % quoted(options.time), *STANDS)
    escapes = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    header = "\t".join("".join(escapes.get(c, c) for c in name) for name in names)
    return Log(header, table.count(), rows)


def read_log(spark, options):
    return (read_tsv if options.format == "tsv" else read_table)(spark, options)
