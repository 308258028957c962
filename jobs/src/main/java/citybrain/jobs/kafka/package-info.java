/** Topics in and out: the wire format of Kafka records. */
@NullMarked
package citybrain.jobs.kafka;

import org.jspecify.annotations.NullMarked;
