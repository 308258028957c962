/** Jobs that look at all domains. */
@NullMarked
package citybrain.jobs.city;

import org.jspecify.annotations.NullMarked;
