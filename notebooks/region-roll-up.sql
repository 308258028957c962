-- One number for each region, property and window across all cities, from the aggregates in the lake.
-- A region is a zone layer that several city files name (decision 11). For DuckDB:
--   SET VARIABLE lake = '.citybrain/lake'; SET VARIABLE layer = 'region';
WITH valid AS (
  SELECT *
  FROM read_parquet(getvariable('lake') || '/aggregates/**/*.parquet', hive_partitioning = true)
  WHERE layer = getvariable('layer') AND zone <> ''
  -- Late data publish a window again: only its last revision counts.
  QUALIFY row_number() OVER (
    PARTITION BY city, zone, property, window_start, window_end ORDER BY revision DESC) = 1
)
SELECT
  zone AS region,
  property,
  unit,
  window_start,
  window_end,
  list(city ORDER BY city) AS cities,
  sum("count")::BIGINT AS "count",
  -- Of what was measured; what nobody measured is counted beside it.
  sum("sum") / nullif(sum("count"), 0) AS mean,
  min("min") AS "min",
  max("max") AS "max",
  sum(estimated_count)::BIGINT AS estimated_count
FROM valid
GROUP BY zone, property, unit, window_start, window_end
ORDER BY zone, property, window_start, window_end
