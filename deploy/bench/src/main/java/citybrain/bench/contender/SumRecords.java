package citybrain.bench.contender;

import citybrain.bench.data.BenchSet;
import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.FrameWriter;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sums of numbered zones as records of the topic of aggregates, each a frame of its own. */
final class SumRecords {

  private final String city;
  private final ZoneNumbers zones;
  private final FrameWriter frame = new FrameWriter();

  private SumRecords(String city, ZoneNumbers zones) {
    this.city = city;
    this.zones = zones;
  }

  /** Of the city of a set. */
  static SumRecords open(String folder) throws IOException {
    return new SumRecords(new BenchSet(Path.of(folder)).city().city(), ZoneNumbers.open(folder));
  }

  /**
   * One window.
   *
   * @param code of property and kind, see {@link SeriesCode}
   * @param begins epoch milliseconds, as {@code ends}
   */
  Outgoing record(long zoneNumber, int code, long begins, long ends, Sums sums) {
    var zone = zones.name(zoneNumber);
    var property = SeriesCode.property(code);
    boolean isMeasured = SeriesCode.isMeasured(code);
    var key = String.join("/", city, zone.layer(), property.name());
    frame.add(
        zone.zone(),
        zone.centre(),
        (int) sums.count,
        isMeasured ? sums.count : 0,
        isMeasured ? sums.sum : 0,
        sums.min,
        sums.max,
        isMeasured ? 0 : sums.count,
        isMeasured ? 0 : sums.sum);
    return new Outgoing(
        Topics.AGGREGATES,
        key.getBytes(StandardCharsets.UTF_8),
        frame.encode(city, zone.layer(), property, begins, ends),
        begins,
        Outgoing.NO_HEADERS);
  }
}
