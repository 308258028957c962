package citybrain.bench.contender;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * By what windows are apart, as Kafka Streams has it as bytes on topics and in stores.
 *
 * @param zone its number
 * @param property its code
 */
record ZoneSeries(long zone, int property) {

  static final Serde<ZoneSeries> SERDE =
      Serdes.serdeFrom(
          (topic, series) ->
              ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                  .putLong(series.zone)
                  .putInt(series.property)
                  .array(),
          (topic, bytes) -> {
            var buffer = ByteBuffer.wrap(bytes);
            return new ZoneSeries(buffer.getLong(), buffer.getInt());
          });
}
