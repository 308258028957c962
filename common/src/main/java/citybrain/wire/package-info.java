/**
 * What travels on Kafka: topics, schemas and the hand-written codecs of them. No client, only
 * bytes.
 */
@NullMarked
package citybrain.wire;

import org.jspecify.annotations.NullMarked;
