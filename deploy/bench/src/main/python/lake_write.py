"""Writes the observations of some files anew, by DuckDB or by pyarrow: contenders of ./citybrain bench lake.

Usage: lake_write.py duckdb|pyarrow FOLDER PASSES TO FIGURES

FOLDER is that of a day. All is in memory before the clock starts; each pass writes one file, TO, compressed by zstd, with one
thread. FIGURES gets CPU-seconds, seconds and bytes of the last pass as JSON.
"""

import json
import sys
import time
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet


def by_duckdb(folder: str, to: str):
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(
        f"create table rows as from read_parquet('{folder}/*.parquet', hive_partitioning = false)"
    )
    count = connection.execute("select count(*) from rows").fetchone()[0]
    return count, lambda: connection.execute(
        f"copy rows to '{to}' (format parquet, compression zstd)"
    )


def by_pyarrow(folder: str, to: str):
    pyarrow.set_cpu_count(1)
    rows = pyarrow.parquet.read_table(sorted(Path(folder).glob("*.parquet")), partitioning=None)
    return rows.num_rows, lambda: pyarrow.parquet.write_table(rows, to, compression="zstd")


def main(who: str, folder: str, passes: str, to: str, figures: str) -> None:
    count, write = {"duckdb": by_duckdb, "pyarrow": by_pyarrow}[who](folder, to)
    for _ in range(int(passes)):
        cpu, clock = time.process_time(), time.perf_counter()
        write()
        spent = {"cpu_seconds": time.process_time() - cpu, "seconds": time.perf_counter() - clock}
    spent |= {"rows": count, "bytes": Path(to).stat().st_size}
    Path(figures).write_text(json.dumps(spent), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
