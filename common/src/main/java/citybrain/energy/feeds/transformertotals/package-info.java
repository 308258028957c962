/** Interval readings of the meters at transformers. */
@NullMarked
package citybrain.energy.feeds.transformertotals;

import org.jspecify.annotations.NullMarked;
