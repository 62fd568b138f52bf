"""Loads a usage file into a DuckDB table in a file, with typed columns, and prints how many microseconds that took.

Usage: load.py CSV DATABASE [--unique]
"""

import pathlib
import sys
import time

import duckdb

TYPES = {"time": "TIMESTAMP", "quantity": "DECIMAL(18, 6)", "authenticated": "BOOLEAN", "test": "BOOLEAN"}


def main(file, path, unique):
    for ending in ("", ".wal"):
        pathlib.Path(path + ending).unlink(missing_ok=True)
    with open(file, encoding="utf-8") as opened:
        names = opened.readline().strip().split(",")
    columns = ", ".join(f"'{name}': '{TYPES.get(name, 'VARCHAR')}'" for name in names)
    begun = time.perf_counter()
    database = duckdb.connect(path)
    database.execute(f"CREATE TABLE usage AS SELECT * FROM read_csv('{file}', header = true, columns = {{{columns}}})")
    if unique:
        database.execute("CREATE UNIQUE INDEX usage_by_event ON usage (event_id)")
    database.execute("CHECKPOINT")
    database.close()
    print(round((time.perf_counter() - begun) * 1_000_000))


main(sys.argv[1], sys.argv[2], "--unique" in sys.argv)
