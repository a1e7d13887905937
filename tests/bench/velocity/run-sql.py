"""Runs a file of SQL in DuckDB's Python package."""
import sys

import duckdb

duckdb.connect().execute(open(sys.argv[1]).read())
