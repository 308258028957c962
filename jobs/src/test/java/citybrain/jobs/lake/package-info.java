/** The lake, tested through other implementations of Parquet. */
@NullMarked
package citybrain.jobs.lake;

import org.jspecify.annotations.NullMarked;
