"""Runs a file of SQL in DuckDB's Python package, and prints the last table as TSV."""
import sys

import duckdb

table = duckdb.connect().execute(open(sys.argv[1]).read())
print(*(column[0] for column in table.description), sep="\t")
for row in table.fetchall():
    print(*row, sep="\t")
