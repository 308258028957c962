package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.bench.data.BenchSet;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.AggregateCodec;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.types.Row;

/** Rows of zone, property, begin, end, count, sum, minimum and maximum as aggregates. */
final class RowToAggregate extends RichMapFunction<Row, Outgoing> {

  private static final long serialVersionUID = 1L;

  private final String folder;

  private transient String city;
  private transient ZoneNumbers zones;
  private transient AggregateCodec codec;

  /**
   * @param folder of the set
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  RowToAggregate(String folder) {
    this.folder = folder;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    city = new BenchSet(Path.of(folder)).city().city();
    zones = ZoneNumbers.open(folder);
    codec = new AggregateCodec();
  }

  @Override
  public Outgoing map(Row row) {
    var zone = zones.name(row.<Long>getFieldAs(0));
    var property = ObservedProperty.find(row.<Integer>getFieldAs(1)).orElseThrow();
    var begins = instant(row.getFieldAs(2));
    long count = row.<Long>getFieldAs(4);
    var key = String.join("/", city, zone.layer(), zone.zone(), property.name());
    return new Outgoing(
        Topics.AGGREGATES,
        key.getBytes(StandardCharsets.UTF_8),
        codec.encode(
            new Aggregate(
                city,
                zone.layer(),
                zone.zone(),
                property,
                begins,
                instant(row.getFieldAs(3)),
                (int) count,
                count,
                row.<Double>getFieldAs(5),
                row.<Double>getFieldAs(6),
                row.<Double>getFieldAs(7),
                zone.centre())),
        begins.toEpochMilli(),
        Outgoing.NO_HEADERS);
  }

  private static Instant instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }
}
