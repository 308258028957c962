/** Jobs of the transport domain. */
@NullMarked
package citybrain.jobs.transport;

import org.jspecify.annotations.NullMarked;
