#!/usr/bin/env python3
"""Computes a pipeline of leadflow's filters with Apache Spark, over a log of any size.

Lines such as @log.py@ are replaced by that file when leadflow is built.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile
import threading

@messages.py@

@options.py@

@log.py@

@partition.py@

@merge.py@


def programs():
    """The filters beside this script, which travel with the job."""
    folder = os.path.dirname(os.path.realpath(__file__))
    return [path for path in sorted(glob.glob(os.path.join(folder, "lf-*")))
            if os.access(path, os.X_OK) and os.path.basename(path) != "lf-spark"]


def configured(options):
    """How to make the session: it knows no time zone but UTC."""
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError:
        raise Failed("PySpark is not installed: pip install pyspark (it needs Java 17)")
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    builder = SparkSession.builder.appName("lf-spark")
    if options.master:
        builder = builder.master(options.master)
        if options.master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for setting in options.conf:
        builder = builder.config(*setting.split("=", 1))
    return (builder.config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.csv.parser.columnPruning.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false"))


def start_spark(options):
    """What Java says goes to a file, of which one line is shown where Spark does not start."""
    builder = configured(options)
    with tempfile.TemporaryFile() as said:
        stderr = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            spark = builder.getOrCreate()
            spark.sparkContext.setLogLevel("OFF")
        except Exception as error:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise Failed("Spark did not start: " + (lines[-1] if lines else str(error)))
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
    return spark


def run(spark, options):
    """Reads, deals out, pipes and merges; the result is written when all went well."""
    context = spark.sparkContext
    for path in programs() + options.file:
        context.addFile(path)
    log = read_log(spark, options)
    count = options.partitions or max(context.defaultParallelism,
                                      log.rows_of.rdd.getNumPartitions())
    dealt = (log.rows_of.repartition(count, "lead")
             .sortWithinPartitions("instant", "file", "block", "place").select("line"))
    pipe = piped(options.pipeline, log.header)
    parts = sorted(dealt.rdd.mapPartitionsWithIndex(pipe).collect())
    check_parts(parts, log.count, options.pipeline)
    write_output(spark, options.output, merged(parts, options.merge))


def main():
    hold_streams()
    options = read_options(sys.argv[1:])
    if options.output:
        check_output(options.output, options.input + options.file)
    try:
        run(start_spark(options), options)
    except Failed as failed:
        fail(failed.status, str(failed))
    except Exception as error:  # Spark's and Java's have hundreds of lines.
        fail(1, cause(error))


main()
