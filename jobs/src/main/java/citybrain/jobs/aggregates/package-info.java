/** Sums of all domains in windows of time and zones of the city. */
@NullMarked
package citybrain.jobs.aggregates;

import org.jspecify.annotations.NullMarked;
