/** Summaries that merge, and the aggregates they end in. */
@NullMarked
package citybrain.aggregation;

import org.jspecify.annotations.NullMarked;
