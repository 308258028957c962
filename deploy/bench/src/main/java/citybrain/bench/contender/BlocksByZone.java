package citybrain.bench.contender;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A record for each zone around each observation of a block, at its phenomenon time. */
final class BlocksByZone extends ContextualProcessor<byte[], byte[], ZoneSeries, Double> {

  private final ZonedBlocks blocks;
  private final Meter meter;

  BlocksByZone(ZonedBlocks blocks, Meter meter) {
    this.blocks = blocks;
    this.meter = meter;
  }

  @Override
  public void init(ProcessorContext<ZoneSeries, Double> context) {
    super.init(context);
    meter.begin();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    meter.record();
    if (FeedClocks.isMark(record.headers())) {
      return;
    }
    blocks.read(
        record.value(),
        (zones, property, result, time) -> {
          Double value = result;
          for (long zone : zones) {
            context().forward(new Record<>(new ZoneSeries(zone, property), value, time));
          }
        });
  }
}
