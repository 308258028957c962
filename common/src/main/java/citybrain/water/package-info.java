/** What is known about water networks. */
@NullMarked
package citybrain.water;

import org.jspecify.annotations.NullMarked;
