/** Times as feeds write them: patterns, epochs, local clocks with their repeated hour. */
@NullMarked
package citybrain.feed.time;

import org.jspecify.annotations.NullMarked;
