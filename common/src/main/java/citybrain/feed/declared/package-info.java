/** Feeds that a city file declares without code: columns, units, positions, times. */
@NullMarked
package citybrain.feed.declared;

import org.jspecify.annotations.NullMarked;
