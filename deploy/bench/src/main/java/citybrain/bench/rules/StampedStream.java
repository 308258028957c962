package citybrain.bench.rules;

import citybrain.feed.FeedClock;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What ingest would have written for some feeds of the demo city, made beforehand: blocks as they
 * lie on Kafka, with stamps by the clocks of the feeds. Messages come some seconds after what they
 * tell, one reading in a hundred is minutes older than its message, one in a thousand an hour.
 * Silent feeds are marked by heartbeats.
 */
final class StampedStream {

  /**
   * A feed that sends all its features once in a while, over several messages.
   *
   * @param spread seconds over which the times of one message lie; nought for one time
   * @param moves whether its features have positions
   */
  private record Source(
      String name,
      ObservedProperty property,
      int features,
      int every,
      int messages,
      int spread,
      boolean moves) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source("buses", ObservedProperty.VEHICLE_POSITION, 250, 15, 1, 15, true),
          new Source("traffic", ObservedProperty.TRAFFIC_SPEED, 1_000, 60, 1, 0, false),
          new Source("water-pressures", ObservedProperty.WATER_PRESSURE, 500, 60, 1, 0, false),
          new Source("meters", ObservedProperty.ELECTRIC_ENERGY, 2_000, 300, 20, 0, false),
          new Source("air", ObservedProperty.PM2_5, 50, 300, 1, 0, false));

  private static final String CITY = "demo";
  private static final Instant BEGIN = Instant.parse("2026-01-15T00:00:00Z");
  private static final int ZONES = 40;
  private static final int DELAY_SECONDS = 4;
  private static final int HEARTBEAT_SECONDS = 30;
  private static final byte[] NOTHING = {};

  private final BlockWriter blocks = new BlockWriter();
  private final List<FeedClock> clocks = SOURCES.stream().map(source -> new FeedClock(0)).toList();
  private long offset;
  private int second;
  private final SplittableRandom random = new SplittableRandom(42);
  private final List<byte[]> values = new ArrayList<>();
  private final List<Stamp> stamps = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private int observations;

  /** Where the first of them lie that are measured: a message ends before it. */
  private int warmUpEnd;

  private StampedStream() {}

  /** So many observations behind so many for warm-up, and the marks between them. */
  static StampedStream of(int warmUp, int observations) {
    var stream = new StampedStream();
    stream.fill(warmUp);
    stream.warmUpEnd = stream.values.size();
    stream.fill(warmUp + observations);
    return stream;
  }

  static Set<ObservedProperty> properties() {
    var all = new TreeSet<ObservedProperty>();
    SOURCES.forEach(source -> all.add(source.property));
    return all;
  }

  private void fill(int most) {
    for (; observations < most; second++) {
      long arrival = BEGIN.plusSeconds(second).toEpochMilli();
      for (int i = 0; i < SOURCES.size() && observations < most; i++) {
        var source = SOURCES.get(i);
        var clock = clocks.get(i);
        int step = source.every / source.messages;
        if (second % step == 0) {
          message(source, second / step % source.messages, arrival, clock, offset++, most);
        } else if (second % HEARTBEAT_SECONDS == 0) {
          mark(source, clock, arrival);
        }
      }
    }
  }

  private void message(
      Source source, int part, long arrival, FeedClock clock, long offset, int most) {
    int from = source.features * part / source.messages;
    int to = Math.min(source.features * (part + 1) / source.messages, from + most - observations);
    long told = arrival - DELAY_SECONDS * 1_000L;
    long told0 =
        source.messages > 1 ? told / (source.every * 1_000L) * source.every * 1_000L : told;
    var times = new long[to - from];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < times.length; i++) {
      times[i] = told0 - random.nextInt(source.spread * 1_000 + 1) - older();
      latest = Math.max(latest, times[i]);
    }
    long before = clock.now();
    clock.message(latest, arrival);
    var stamp = new Stamp(before, clock.now(), 0, offset, 0);
    var rows = new ArrayList<Observation>();
    for (int i = 0; i < times.length; i++) {
      rows.add(observation(source, from + i, times[i], arrival));
    }
    observations += rows.size();
    add(source, blocks.encode(rows, stamp), stamp);
  }

  private long older() {
    int chance = random.nextInt(1_000);
    return chance == 0 ? 3_600_000 : chance < 11 ? 1_000L * random.nextInt(240) : 0;
  }

  private Observation observation(Source source, int feature, long time, long arrival) {
    return new Observation(
        CITY,
        source.name,
        source.name + "-" + (1_000_000 + feature),
        source.property,
        Instant.ofEpochMilli(time),
        Instant.ofEpochMilli(arrival),
        random.nextInt(100_000) / 1e3,
        source.moves
            ? new Position(
                2.1 + random.nextInt(4_000_000) / 1e7, 54.6 + random.nextInt(2_000_000) / 1e7)
            : null,
        source.moves ? "" : "district/" + feature % ZONES,
        "sensor",
        Quality.GOOD);
  }

  private void mark(Source source, FeedClock clock, long arrival) {
    long before = clock.now();
    clock.heartbeat(arrival);
    if (clock.now() > before) {
      add(source, NOTHING, new Stamp(clock.now(), 0, 0, 0, 0));
    }
  }

  private void add(Source source, byte[] value, Stamp stamp) {
    sources.add(source);
    values.add(value);
    stamps.add(stamp);
  }

  /** Of observations and marks. */
  int size() {
    return values.size();
  }

  /** The place of the first record behind the warm-up. */
  int warmUpEnd() {
    return warmUpEnd;
  }

  /** One of them, as Kafka would deliver it. */
  ConsumerRecord<byte[], byte[]> record(int index) {
    var source = sources.get(index);
    var value = values.get(index);
    var stamp = stamps.get(index);
    var headers = new RecordHeaders();
    if (value.length == 0) {
      headers.add(ClockMark.HEADER, bytes(ClockMark.ofFeed(stamp.clock()).text()));
    }
    var key = bytes(CITY + "/" + source.name);
    return new ConsumerRecord<>(
        Topics.observations(source.property.domain()),
        0,
        index,
        stamp.clock(),
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        java.util.Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
