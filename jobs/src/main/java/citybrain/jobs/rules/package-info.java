/** All that watches the city, in one job or in several. */
@NullMarked
package citybrain.jobs.rules;

import org.jspecify.annotations.NullMarked;
