/** Sets of observations as ingest leaves them on Kafka, made to be summed by all contenders. */
@NullMarked
package citybrain.bench.data;

import org.jspecify.annotations.NullMarked;
