/** Registers and reference data that come with a feed: features by id, places, shapes. */
@NullMarked
package citybrain.feed.register;

import org.jspecify.annotations.NullMarked;
