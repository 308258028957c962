/** City Brain: everything that is known about cities, without engine, clock or I/O. */
@NullMarked
package citybrain;

import org.jspecify.annotations.NullMarked;
