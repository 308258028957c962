/** One run of a city: started in order, watched, drained, ended. */
@NullMarked
package citybrain.local.run;

import org.jspecify.annotations.NullMarked;
