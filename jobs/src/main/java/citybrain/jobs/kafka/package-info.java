/** Records of Kafka in and out, and how values travel between operators and rest in state. */
@NullMarked
package citybrain.jobs.kafka;

import org.jspecify.annotations.NullMarked;
