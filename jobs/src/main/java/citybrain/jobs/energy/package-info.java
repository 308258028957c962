/** Jobs of the energy domain. */
@NullMarked
package citybrain.jobs.energy;

import org.jspecify.annotations.NullMarked;
