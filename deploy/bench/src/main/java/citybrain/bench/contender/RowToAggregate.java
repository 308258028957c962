package citybrain.bench.contender;

import citybrain.bench.data.BenchSet;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.FrameWriter;
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
  private transient FrameWriter frame;

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
    frame = new FrameWriter();
  }

  @Override
  public Outgoing map(Row row) {
    var zone = zones.name(row.<Long>getFieldAs(0));
    var property = ObservedProperty.find(row.<Integer>getFieldAs(1)).orElseThrow();
    var begins = instant(row.getFieldAs(2));
    long count = row.<Long>getFieldAs(4);
    var key = String.join("/", city, zone.layer(), property.name());
    frame.add(
        zone.zone(),
        zone.centre(),
        (int) count,
        count,
        row.<Double>getFieldAs(5),
        row.<Double>getFieldAs(6),
        row.<Double>getFieldAs(7));
    return new Outgoing(
        Topics.AGGREGATES,
        key.getBytes(StandardCharsets.UTF_8),
        frame.encode(
            city,
            zone.layer(),
            property,
            begins.toEpochMilli(),
            instant(row.getFieldAs(3)).toEpochMilli()),
        begins.toEpochMilli(),
        Outgoing.NO_HEADERS);
  }

  private static Instant instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }
}
