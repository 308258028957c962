/** What is done to a lake at rest: it is listed, verified, compacted, and old days go. */
@NullMarked
package citybrain.jobs.lake.care;

import org.jspecify.annotations.NullMarked;
