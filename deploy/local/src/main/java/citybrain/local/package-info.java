/** The whole city on one machine: command line, child processes, player, live view. */
@NullMarked
package citybrain.local;

import org.jspecify.annotations.NullMarked;
