"""Opens a lake with pyarrow, GeoPandas and DuckDB and prints what each of them sees, as JSON.

Usage: lake_check.py LAKE
Any disagreement between a geometry and its box, or a file that is not GeoParquet, is an error.
"""

import json
import sys
from pathlib import Path

import duckdb
import geopandas
import numpy
import pandas
import pyarrow.dataset
import pyarrow.parquet
import shapely

SIDES = ["xmin", "ymin", "xmax", "ymax"]


def finished(dataset: Path) -> list[Path]:
    return sorted(f for f in dataset.rglob("*.parquet") if not f.name.startswith((".", "_")))


def check_footer(file: Path) -> None:
    geo = json.loads(pyarrow.parquet.read_metadata(file).metadata[b"geo"])
    assert geo["version"] == "1.1.0", file
    assert geo["primary_column"] == "geometry", file
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB", file
    assert "crs" not in column, file
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"], file
    assert len(column.get("bbox", [0, 0, 0, 0])) == 4, file


def check_boxes(file: Path) -> int:
    """Every geometry is valid and lies in its box; the boxes fill the box of the file."""
    frame = geopandas.read_parquet(file)
    assert frame.crs.to_string() == "OGC:CRS84" or frame.crs.to_epsg() == 4326, frame.crs
    placed = frame[frame.geometry.notna()]
    assert placed.geometry.is_valid.all(), file
    # GeoPandas hides the covering column, so the boxes are read without it.
    boxes = pyarrow.parquet.ParquetFile(file).read(columns=["bbox"])["bbox"].combine_chunks()
    has_place = frame.geometry.notna().to_numpy()
    assert len(boxes) == len(frame), file
    assert (boxes.is_valid().to_numpy(zero_copy_only=False) == has_place).all(), file
    sides = [boxes.field(side).to_numpy(zero_copy_only=False) for side in SIDES]
    bounds = shapely.bounds(placed.geometry.to_numpy())
    assert (numpy.column_stack(sides)[has_place] == bounds).all(), file
    column = json.loads(pyarrow.parquet.read_metadata(file).metadata[b"geo"])["columns"]["geometry"]
    types = set(placed.geometry.geom_type)
    assert types == set(column["geometry_types"]), (file, types)
    if len(placed):
        assert list(placed.total_bounds) == column["bbox"], file
    return len(frame)


def check_words(file: Path) -> None:
    """Every column is explained in the footer, and nothing else is."""
    parquet = pyarrow.parquet.ParquetFile(file)
    said = {k.decode(): v.decode() for k, v in parquet.schema_arrow.metadata.items()}
    assert said["citybrain.dataset"] in file.parts, file
    assert int(said["citybrain.version"]) >= 1, file
    words = json.loads(said["citybrain.columns"])
    assert set(words) == set(parquet.schema_arrow.names), (file, words)
    assert said["citybrain.revision"], file


def check_summary(lake: Path) -> None:
    """Days are what their hours come to, in every layer, and every layer has every reading."""
    summary = f"read_parquet('{lake}/daily-summary/**/*.parquet', hive_partitioning=true)"
    wrong = duckdb.sql(
        f"""
        with come as (
          select city, date, layer, property, "window", (sum(count), sum(suspect), sum(late),
            sum(estimated_count), min(min), max(max), round(sum(sum), 6)) as what
          from {summary} group by all)
        select city, date, property, count(distinct (layer, "window")) as tables,
          list(what) as seen
        from come group by all having count(distinct what) > 1 or tables < 4
        """
    ).fetchall()
    assert not wrong, wrong[:4]
    odd = duckdb.sql(
        f"""
        select * from {summary}
        where (count = 0) <> (p50 is null) or (count = 0) <> (quantiles_sketch is null)
          or (count = 0) <> (features = 0) or (count > 1) <> (stddev is not null)
          or not (min <= p05 and p05 <= p25 and p25 <= p50 and p50 <= p75 and p75 <= p95
            and p95 <= max)
        """
    ).fetchall()
    assert not odd, odd[:4]


def check_shapes(dataset: Path, places: geopandas.GeoDataFrame) -> None:
    """DuckDB's spatial types see the same shapes as GeoPandas does, in the same boxes."""
    sql = duckdb.sql(
        f"select count(geometry), min(bbox.xmin), min(bbox.ymin), max(bbox.xmax), max(bbox.ymax) "
        f"from read_parquet('{dataset}/**/*.parquet', union_by_name=true)"
    ).fetchone()
    placed = places.geometry[places.geometry.notna()]
    assert sql[0] == len(placed), dataset
    if sql[0]:
        assert list(sql[1:]) == list(placed.total_bounds), dataset
        kind = duckdb.sql(
            f"select typeof(geometry) from read_parquet('{dataset}/**/*.parquet') limit 1"
        ).fetchone()
        assert kind[0].startswith("GEOMETRY"), (dataset, kind)


def geo(dataset: Path, files: list[Path]) -> dict[str, int]:
    for file in files:
        check_footer(file)
    whole = geopandas.read_parquet(dataset)
    some_box = geopandas.read_parquet(dataset, bbox=tuple(whole.total_bounds))
    assert len(some_box) == whole.geometry.notna().sum(), dataset
    check_shapes(dataset, whole)
    points = duckdb.sql(f"select geometry from read_parquet('{dataset}/**/*.parquet') limit 5")
    return {
        "geopandas": sum(check_boxes(file) for file in files),
        "geopandas_folder": len(whole),
        "geometries": len(points.fetchall()),
    }


def main(lake: Path) -> None:
    seen = {}
    check_summary(lake)
    for dataset in sorted(d for d in lake.iterdir() if d.is_dir()):
        files = finished(dataset)
        arrow = pyarrow.dataset.dataset(dataset, format="parquet", partitioning="hive")
        glob = f"{dataset}/**/*.parquet"
        # Zones are of no date.
        dates = "min(date)::varchar, max(date)::varchar" if "date" in arrow.schema.names else "'', ''"
        sql = duckdb.sql(
            f"select count(*), count(distinct city), {dates} "
            f"from read_parquet('{glob}', hive_partitioning=true)"
        ).fetchone()
        for file in files:
            check_words(file)
        seen[dataset.name] = {
            "files": len(files),
            "bytes": sum(f.stat().st_size for f in files),
            "pyarrow": arrow.count_rows(),
            "duckdb": sql[0],
            "cities": sql[1],
            "first": sql[2],
            "last": sql[3],
        }
        if "geometry" in arrow.schema.names:
            seen[dataset.name].update(geo(dataset, files))
        else:
            seen[dataset.name]["pandas"] = len(pandas.read_parquet(dataset))
            assert not any(b"geo" in pyarrow.parquet.read_metadata(f).metadata for f in files)
    versions = {m.__name__: m.__version__ for m in (duckdb, geopandas, pyarrow, shapely)}
    print(json.dumps({"datasets": seen, "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
