"""Lets `gpio check` of geoparquet-io look at a lake, and prints how many files it found good, as JSON.

Usage: gpio_check.py LAKE FOLDER

Of each dataset the first files in the order of their names, its specification, compression, boxes, row groups and
spatial order. FOLDER gets what DuckDB installs, which is its extension for shapes, and a file that is spoiled on
purpose: one whose box is elsewhere must be found bad, or this check is none.
"""

import json
import os
import sys
from pathlib import Path

import pyarrow.parquet
from click.testing import CliRunner

FILES_OF_A_DATASET = 3


def has_geometry(file: Path) -> bool:
    return b"geo" in (pyarrow.parquet.read_metadata(file).metadata or {})


def finished(dataset: Path) -> list[Path]:
    files = sorted(f for f in dataset.rglob("*.parquet") if not f.name.startswith((".", "_")))
    return files[:FILES_OF_A_DATASET]


def spoil(file: Path, to: Path) -> None:
    """The same rows, in a box in which nothing lies."""
    table = pyarrow.parquet.read_table(file, partitioning=None)
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["bbox"] = [170.0, 80.0, 171.0, 81.0]
    metadata = {**table.schema.metadata, b"geo": json.dumps(geo).encode()}
    pyarrow.parquet.write_table(table.replace_schema_metadata(metadata), to, compression="zstd")


def main(lake: Path, folder: Path) -> None:
    os.environ["HOME"] = str(folder)  # DuckDB installs into it
    import duckdb_extensions

    duckdb_extensions.import_extension("spatial")
    from geoparquet_io.cli.main import cli

    def check(file: Path):
        return CliRunner().invoke(cli, ["check", "all", str(file)])

    def is_good(file: Path) -> bool:
        """What is against the specification is but a warning to gpio, which then ends with 0."""
        result = check(file)
        validation = result.output.partition("Spec Validation:")[2]
        return result.exit_code == 0 and " checks passed" in validation and "failed" not in validation

    good: dict[str, int] = {}
    example = None
    for dataset in sorted(one for one in lake.iterdir() if one.is_dir()):
        for file in filter(has_geometry, finished(dataset)):
            if not is_good(file):
                sys.exit(f"{file}: {check(file).output}")
            good[dataset.name] = good.get(dataset.name, 0) + 1
            example = file
    if example is None:
        sys.exit(f"{lake}: nothing with a geometry")
    spoiled = folder / "spoiled.parquet"
    spoil(example, spoiled)
    if is_good(spoiled) or "1 failed" not in check(spoiled).output:
        sys.exit(f"a box that is elsewhere was not found: {check(spoiled).output}")
    print(json.dumps(good))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
