/** Rows of any kind as Parquet files that say where they lie: GeoParquet 1.1. */
@NullMarked
package citybrain.jobs.lake.geoparquet;

import org.jspecify.annotations.NullMarked;
