/** What is known about roads, parking and public transport. */
@NullMarked
package citybrain.transport;

import org.jspecify.annotations.NullMarked;
