"""Asks a lake for a small area and for one series, and says what DuckDB reads for it: ./citybrain bench lake.

Usage: lake_queries.py LAKE PLACES ROUNDS TO

The area is a hundredth of what the places span, by the bbox column; the series is one of the stations, over all days. Bytes
are those that the process asked the system for while it answered for the first time, footers included (rchar of
/proc/self/io; null where there is none). Times are of answers after that, in the same connection. TO gets the figures as JSON.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import duckdb

SHARE = 0.1


def bytes_asked_for() -> int | None:
    """What this process has read so far."""
    try:
        lines = Path("/proc/self/io").read_text().splitlines()
    except OSError:
        return None
    return int(dict(line.split(": ") for line in lines)["rchar"])


def questions(lake: str, places: str) -> dict[str, str]:
    table = f"read_parquet('{lake}/observations/**/*.parquet', hive_partitioning = true)"
    west, east, south, north = duckdb.sql(
        f"select min(longitude), max(longitude), min(latitude), max(latitude) from read_csv('{places}')"
    ).fetchone()
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    x, y = SHARE * (east - west), SHARE * (north - south)
    series = duckdb.sql(f"select min(feature) from {table}").fetchone()[0]
    return {
        "bounding_box": f"""
            select property, count(*), avg(result) from {table}
            where bbox.xmin >= {middle_x} and bbox.xmax <= {middle_x + x}
              and bbox.ymin >= {middle_y} and bbox.ymax <= {middle_y + y}
            group by property""",
        "one_series": f"""
            select date, count(*), avg(result), max(result) from {table}
            where feature = '{series}' and property = 'PM10'
            group by date order by date""",
    }


def ask(question: str, rounds: int) -> dict:
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        before = bytes_asked_for()
        began = time.perf_counter()
        rows = connection.execute(question).fetchall()
        first = time.perf_counter() - began
        after = bytes_asked_for()
        warm = []
        for _ in range(rounds):
            began = time.perf_counter()
            connection.execute(question).fetchall()
            warm.append(time.perf_counter() - began)
    return {
        "readings": sum(row[1] for row in rows),
        "bytes": None if before is None or after is None else after - before,
        "first_ms": 1e3 * first,
        "warm_ms": 1e3 * statistics.median(warm),
        "warm_ms_smallest": 1e3 * min(warm),
        "warm_ms_largest": 1e3 * max(warm),
    }


def main(lake: str, places: str, rounds: str, to: str) -> None:
    files = list(Path(lake, "observations").rglob("*.parquet"))
    rows = duckdb.sql(f"select count(*) from '{lake}/observations/**/*.parquet'").fetchone()[0]
    found = {"files": len(files), "bytes": sum(file.stat().st_size for file in files), "readings": rows}
    for name, question in questions(lake, places).items():
        found[name] = ask(question, int(rounds))
    Path(to).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
