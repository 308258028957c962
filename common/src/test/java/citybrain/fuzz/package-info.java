/** Readers of what comes from outside, fed with what nobody would send by mistake. */
@NullMarked
package citybrain.fuzz;

import org.jspecify.annotations.NullMarked;
