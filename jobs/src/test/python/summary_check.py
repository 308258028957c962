"""Computes the daily summary with DuckDB from the observations of a lake, and holds it against ours.

Usage: summary_check.py LAKE DISTRICTS ID RESOLUTION ZONE

Districts are found by GeoPandas in their GeoJSON, whose property ID names them, cells by the H3 library; ZONE is the
city's clock, whole hours off UTC. What holds of
the observations, and what came late, is as views.sql in the lake has it. Every row and column is compared: counts,
extremes and quantiles of up to 200 values must be the same, sums and deviations the same but for rounding, other
quantiles within 1.65 % of the ranks in 99 of 100 cases.
"""

import sys
from pathlib import Path

import duckdb
import geopandas
import h3
import pandas

LAKE, DISTRICTS, ID, RESOLUTION = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4])
ZONE = sys.argv[5]
KEPT = 200
RANK_ERROR = 0.0165
EXACT_FEATURES = 300
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
KEY = "city, date, layer, zone, property, \"window\", hour_start"
SAME = ("count", "min", "max", "suspect", "late", "estimated_count", "unit", "domain")
ROUNDED = ("sum", "mean", "stddev", "estimated_sum", "measured_share")


def zones(places: pandas.DataFrame) -> pandas.DataFrame:
    """The zone of each place in each layer; of several the one with the smallest id."""
    points = geopandas.GeoDataFrame(
        places, geometry=geopandas.points_from_xy(places.x, places.y), crs="OGC:CRS84"
    )
    areas = geopandas.read_file(DISTRICTS).set_crs("OGC:CRS84", allow_override=True)
    joined = points.sjoin(areas[[ID, "geometry"]], how="left", predicate="intersects")
    districts = joined.groupby(["x", "y"])[ID].min().fillna("").astype(str)
    placed = places.assign(
        layer="district", zone=districts.reindex(pandas.MultiIndex.from_frame(places)).to_numpy()
    )
    cells = [h3.latlng_to_cell(y, x, RESOLUTION) for x, y in zip(places.x, places.y, strict=True)]
    return pandas.concat([placed, places.assign(layer="h3", zone=cells)])


def compute(sql: duckdb.DuckDBPyConnection) -> None:
    """Table readings has a row for each reading, layer and window; table wanted what is to come out."""
    places = sql.sql("select distinct bbox.xmin as x, bbox.ymin as y from observations").df()
    assert places.notna().all().all(), "readings without a place are not looked at here"
    sql.register("zone_of", zones(places))
    sql.execute(
        f"""
        create table readings as
        with told as (
          select o.*, l.feature is not null as late
          from observations o left join (
            select distinct city, feed, feature, property, "procedure", phenomenon_time,
              result_time, result, quality from late) l
          using (city, feed, feature, property, "procedure", phenomenon_time, result_time,
            result, quality))
        select city, date, layer, zone_of.zone, property, "window", late, quality, unit, domain,
          feed || '/' || feature as feature, result,
          case "window" when 'PT1H' then date_trunc('hour', phenomenon_time)
            else timezone('{ZONE}', date::timestamp) end as hour_start
        from told join zone_of on bbox.xmin = x and bbox.ymin = y
        cross join (values ('PT1H'), ('P1D')) windows("window")
        """
    )
    quantiles = ", ".join(
        f"quantile_disc(result, {share}) filter (quality <> 'ESTIMATED') as {name}"
        for name, share in QUANTILES.items()
    )
    sql.execute(
        f"""
        create table wanted as
        select {KEY}, any_value(unit) as unit, any_value(domain) as domain,
          count(*) filter (quality <> 'ESTIMATED') as count,
          count(*) filter (quality = 'SUSPECT') as suspect,
          count(*) filter (late) as late,
          count(*) filter (quality = 'ESTIMATED') as estimated_count,
          coalesce(fsum(result) filter (quality = 'ESTIMATED'), 0) as estimated_sum,
          coalesce(fsum(result) filter (quality <> 'ESTIMATED'), 0) as sum,
          min(result) filter (quality <> 'ESTIMATED') as min,
          max(result) filter (quality <> 'ESTIMATED') as max,
          favg(result) filter (quality <> 'ESTIMATED') as mean,
          stddev_samp(result) filter (quality <> 'ESTIMATED') as stddev,
          count(distinct feature) filter (quality <> 'ESTIMATED') as features,
          1 - estimated_count / count(*) as measured_share, {quantiles}
        from readings group by all
        """
    )
    sql.execute(
        f"""
        create table found as select * from
        read_parquet('{LAKE}/daily-summary/**/*.parquet', hive_partitioning = true)
        """
    )


def differing(sql: duckdb.DuckDBPyConnection, condition: str) -> None:
    rows = sql.sql(f"from wanted w join found f using ({KEY}) select * where {condition} limit 3")
    shown = rows.fetchall()
    assert not shown, (condition, shown)


def compare(sql: duckdb.DuckDBPyConnection) -> str:
    for one, other in (("wanted", "found"), ("found", "wanted")):
        extra = sql.sql(f"from {one} anti join {other} using ({KEY}) select {KEY} limit 3").fetchall()
        assert not extra, (f"in {one} and not in {other}", extra)
    rows, kept = sql.sql(f"select count(*), count(*) filter (count <= {KEPT}) from found").fetchone()
    assert sql.sql("select count(*) from wanted").fetchone()[0] == rows
    for column in SAME:
        differing(sql, f'w."{column}" is distinct from f."{column}"')
    for column in ROUNDED:
        a, b = f'w."{column}"', f'f."{column}"'
        differing(sql, f"({a} is null) <> ({b} is null) or abs({a} - {b}) > 1e-9 + 1e-9 * abs({a})")
    for name in QUANTILES:
        differing(sql, f"f.count <= {KEPT} and w.{name} is distinct from f.{name}")
    differing(sql, f"w.features <= {EXACT_FEATURES} and w.features <> f.features")
    differing(sql, "abs(w.features - f.features) > 0.066 * w.features")
    worst, off, asked = ranks(sql)
    assert off <= asked / 100, (off, asked)
    assert worst <= 2 * RANK_ERROR, worst
    return (
        f"{rows:,} rows of the summary as DuckDB has them, 0 missing, 0 extra; {kept:,} with exact"
        f" quantiles, of {asked:,} by sketches {off} off by more than 1.65 % of the ranks, at most"
        f" {worst:.2%}"
    )


def ranks(sql: duckdb.DuckDBPyConnection) -> tuple[float, int, int]:
    """How far the ranks of quantiles are from those that were asked for: the worst, and how many too far."""
    parts = " union all ".join(
        f"select {KEY}, count, {name} as value, {share} as share from found where count > {KEPT}"
        for name, share in QUANTILES.items()
    )
    return sql.sql(
        f"""
        with asked as ({parts}), placed as (
          select greatest(0, max(share) - count(*) filter (result <= value) / count(*),
            count(*) filter (result < value) / count(*) - max(share)) as error
          from asked join readings using ({KEY}) where quality <> 'ESTIMATED'
          group by {KEY}, share)
        select coalesce(max(error), 0), count(*) filter (error > {RANK_ERROR}), count(*) from placed
        """
    ).fetchone()


with duckdb.connect() as connection:
    connection.execute(f"set variable lake = '{LAKE}'; set timezone = 'UTC'")
    connection.execute((LAKE / "views.sql").read_text())
    compute(connection)
    print(compare(connection))
