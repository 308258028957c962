/** Jobs of the water domain. */
@NullMarked
package citybrain.jobs.water;

import org.jspecify.annotations.NullMarked;
