/** What is known about drinking water networks. */
@NullMarked
package citybrain.water;

import org.jspecify.annotations.NullMarked;
