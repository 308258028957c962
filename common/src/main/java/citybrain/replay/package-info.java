/**
 * What a recording of the raw topic leads to, computed in one thread with the whole log at hand.
 */
@NullMarked
package citybrain.replay;

import org.jspecify.annotations.NullMarked;
