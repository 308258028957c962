/** The one event model: what was observed, of what, when and how well. */
@NullMarked
package citybrain.observation;

import org.jspecify.annotations.NullMarked;
