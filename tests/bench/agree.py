"""Settles the seeded tenants in DuckDB and compares each total with the engine's, to the micro-credit.

Usage: agree.py FOLDER, with the sheets that the bench `tenants` wrote. Ends with 1 where one differs.
"""

import pathlib
import sys

import duckdb

SHEETS = {
    "rates": "rate",
    "capacity": "capacity",
    "connected": "connected",
    "members": "member",
    "licensed": "licensed",
    "rows": "row_of_use",
    "totals": "engine",
}
TEXTS = {"view", "policy", "service", "members_of", "feature", "payer"}
TRUTHS = {"draw0", "draw1", "plan0", "plan1", "usual", "test", "per_thousand", "included"}


def column_type(name):
    if name in TEXTS:
        return "VARCHAR"
    if name in TRUTHS:
        return "BOOLEAN"
    return "UBIGINT" if name == "ord" else "BIGINT"


def main(folder):
    database = duckdb.connect()
    for sheet, table in SHEETS.items():
        path = folder / f"{sheet}.csv"
        with open(path, encoding="utf-8") as file:
            names = file.readline().strip().split(",")
        columns = ", ".join(f"'{name}': '{column_type(name)}'" for name in names)
        database.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header = true, columns = {{{columns}}})"
        )
    database.execute(pathlib.Path(__file__).with_name("agree.sql").read_text(encoding="utf-8"))
    compared = "engine e FULL JOIN found f USING (tenant, view, day, payer, service)"
    differences = database.execute(
        f"SELECT tenant, view, day, payer, service, e.credits, f.credits FROM {compared} "
        "WHERE e.credits IS DISTINCT FROM f.credits ORDER BY ALL"
    ).fetchall()
    tenants, rows = database.execute(
        "SELECT (SELECT count(DISTINCT tenant) FROM row_of_use), (SELECT count(*) FROM row_of_use)"
    ).fetchone()
    totals, credits = database.execute("SELECT count(*), sum(credits) FROM found").fetchone()
    for difference in differences[:20]:
        print("tenant {}, {}, day {}, {}, {}: engine {}, SQL {}".format(*difference))
    print(
        f"DuckDB {duckdb.__version__}: {tenants} seeded tenants, {rows} rows, {totals} totals of {credits} micro-credits: "
        f"engine and SQL differ in {len(differences)}"
    )
    payers = database.execute(
        "SELECT regexp_replace(payer, ' [0-9]+$', ''), count(*), count(DISTINCT tenant) FROM found GROUP BY 1 ORDER BY 1"
    )
    for payer, count, of in payers.fetchall():
        print(f"  {payer}: {count} totals of {of} tenants")
    return 1 if differences or not totals else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
