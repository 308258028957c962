/** All jobs on a cluster in one process, as ./citybrain up runs them. */
@NullMarked
package citybrain.jobs.local;

import org.jspecify.annotations.NullMarked;
