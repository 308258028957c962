/** Jobs of the environment domain. */
@NullMarked
package citybrain.jobs.environment;

import org.jspecify.annotations.NullMarked;
