/** Reads the sources of a city and plays them into the raw topic, exactly once and resumable. */
@NullMarked
package citybrain.local.player;

import org.jspecify.annotations.NullMarked;
