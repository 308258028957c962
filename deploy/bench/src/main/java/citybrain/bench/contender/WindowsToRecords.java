package citybrain.bench.contender;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Windows as aggregates, each state that is shown. */
final class WindowsToRecords
    extends ContextualProcessor<Windowed<ZoneSeries>, Sums, byte[], byte[]> {

  private final SumRecords records;

  WindowsToRecords(SumRecords records) {
    this.records = records;
  }

  @Override
  public void process(Record<Windowed<ZoneSeries>, Sums> record) {
    var series = record.key().key();
    var window = record.key().window();
    var outgoing =
        records.record(
            series.zone(), series.property(), window.start(), window.end(), record.value());
    context().forward(new Record<>(outgoing.key(), outgoing.value(), outgoing.timestamp()));
  }
}
