package citybrain.bench.contender;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Aggregator;

/** Adds readings to the sums of windows, which stores keep as bytes. */
final class SummingAggregator implements Aggregator<ZoneSeries, Double, Sums> {

  static final Serde<Sums> SERDE =
      Serdes.serdeFrom(
          (topic, sums) ->
              ByteBuffer.allocate(Long.BYTES + 3 * Double.BYTES)
                  .putLong(sums.count)
                  .putDouble(sums.sum)
                  .putDouble(sums.min)
                  .putDouble(sums.max)
                  .array(),
          (topic, bytes) -> {
            var buffer = ByteBuffer.wrap(bytes);
            var sums = new Sums();
            sums.count = buffer.getLong();
            sums.sum = buffer.getDouble();
            sums.min = buffer.getDouble();
            sums.max = buffer.getDouble();
            return sums;
          });

  /** The meter asks for the time, which costs more than the sum. */
  private static final int ONE_IN = 256;

  private final Meter meter;
  private long added;

  SummingAggregator(Meter meter) {
    this.meter = meter;
  }

  @Override
  public Sums apply(ZoneSeries series, Double value, Sums sums) {
    sums.add(value);
    // All blocks are read long before the topic between is: that is no end.
    if (++added % ONE_IN == 0) {
      meter.record();
    }
    return sums;
  }
}
