/** What lies in the lake, as the log that it was: read back with its stamps, and judged again. */
@NullMarked
package citybrain.jobs.lake.history;

import org.jspecify.annotations.NullMarked;
