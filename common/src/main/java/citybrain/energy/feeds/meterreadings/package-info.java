/** Interval readings of electricity meters. */
@NullMarked
package citybrain.energy.feeds.meterreadings;

import org.jspecify.annotations.NullMarked;
