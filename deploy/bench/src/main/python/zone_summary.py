"""Summarises a lake by DuckDB, as the job zone-summary does: the contender of ./citybrain bench lake.

Usage: zone_summary.py summarise LAKE PLACES TO exact|sketches
       zone_summary.py compare LAKE OTHER

PLACES says which zone each place lies in: DuckDB is spared to find that. Quantiles and distinct features are exact or by
DuckDB's own sketches (approx_quantile, approx_count_distinct). compare counts rows and readings of our summary and of
another, and fails unless they are the same.
"""

import sys

import duckdb

MEASURED = "filter (quality <> 'ESTIMATED')"
EXACT = f"""
  quantile_disc(result, [0.05, 0.25, 0.5, 0.75, 0.95]) {MEASURED} as quantiles,
  count(distinct feature) {MEASURED} as features"""
SKETCHES = f"""
  approx_quantile(result, [0.05, 0.25, 0.5, 0.75, 0.95]) {MEASURED} as quantiles,
  approx_count_distinct(feature) {MEASURED} as features"""


def summarise(lake: str, places: str, to: str, how: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"create table zone_of as from read_csv('{places}')")
        connection.execute(
            f"""
            copy (
              select date, layer, z.zone, property,
                date_trunc('hour', phenomenon_time) as hour_start, any_value(unit) as unit,
                count(*) {MEASURED} as count,
                count(*) filter (quality = 'SUSPECT') as suspect,
                count(*) filter (quality = 'ESTIMATED') as estimated_count,
                sum(result) filter (quality = 'ESTIMATED') as estimated_sum,
                sum(result) {MEASURED} as sum, avg(result) {MEASURED} as mean,
                min(result) {MEASURED} as min, max(result) {MEASURED} as max,
                stddev_samp(result) {MEASURED} as stddev, {EXACT if how == "exact" else SKETCHES}
              from read_parquet('{lake}/observations/**/*.parquet', hive_partitioning = true) o
              join zone_of z on o.bbox.xmin = z.longitude and o.bbox.ymin = z.latitude
              group by grouping sets (
                (date, layer, z.zone, property, date_trunc('hour', phenomenon_time)),
                (date, layer, z.zone, property)))
            to '{to}' (format parquet, compression zstd)
            """
        )


def compare(lake: str, other: str) -> None:
    counts = "count(*), sum(count), sum(suspect), sum(estimated_count), round(sum(sum), 3)"
    ours = duckdb.sql(f"select {counts} from '{lake}/daily-summary/**/*.parquet'").fetchone()
    theirs = duckdb.sql(f"select {counts} from '{other}'").fetchone()
    assert ours[:4] == theirs[:4] and abs(ours[4] - theirs[4]) <= 1e-9 * theirs[4], (ours, theirs)
    print(f"{ours[0]:,} rows")


if __name__ == "__main__":
    {"summarise": summarise, "compare": compare}[sys.argv[1]](*sys.argv[2:])
