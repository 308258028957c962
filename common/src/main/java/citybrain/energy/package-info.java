/** What is known about the electricity grid and its meters. */
@NullMarked
package citybrain.energy;

import org.jspecify.annotations.NullMarked;
