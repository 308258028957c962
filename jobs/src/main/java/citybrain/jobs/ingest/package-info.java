/** Raw feed topics to observations and rejections. */
@NullMarked
package citybrain.jobs.ingest;

import org.jspecify.annotations.NullMarked;
