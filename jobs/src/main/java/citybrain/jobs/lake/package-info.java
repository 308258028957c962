/** The lake: GeoParquet in and out, on any file system the Hadoop client knows. */
@NullMarked
package citybrain.jobs.lake;

import org.jspecify.annotations.NullMarked;
