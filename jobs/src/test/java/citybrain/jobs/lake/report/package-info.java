/** Reports on lakes made by hand and of real recordings, checked by DuckDB and pandas. */
@NullMarked
package citybrain.jobs.lake.report;

import org.jspecify.annotations.NullMarked;
