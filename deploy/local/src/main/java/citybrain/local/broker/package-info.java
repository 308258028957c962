/** A real Kafka broker for one machine, in a process of its own. */
@NullMarked
package citybrain.local.broker;

import org.jspecify.annotations.NullMarked;
