package citybrain.replay;

import citybrain.Feeds;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.cityfile.CityFile;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A town with two feeds, a log that is written by hand, and a rule that says all it is shown. */
final class Town {

  static final Instant MIDNIGHT = Instant.parse("2025-03-10T00:00:00Z");

  private static final String FILE =
      """
      city: town
      name: Town
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      zones:
        h3: {resolution: 9}
      feeds:
        cars:
          kind: table
          lateness: PT1M
          overlap: PT5M
          feature: {column: road}
          time: {column: at, format: iso}
          zone: {column: block, layer: block}
          position: {longitude: x, latitude: y}
          values:
            value: {property: TRAFFIC_VEHICLE_COUNT, unit: "1"}
        roads:
          kind: table
          lateness: PT1M
          feature: {column: road}
          time: {column: at, format: iso}
          zone: {column: block, layer: block}
          position: {longitude: x, latitude: y}
          values:
            value: {property: TRAFFIC_SPEED, unit: km/h}
      """;

  /** Above it a value makes the rule ask to be woken a minute after it. */
  static final int ALARM = 100;

  /** Above it the minute is one before it. */
  static final int PAST = 120;

  private final List<RawRecord> log = new ArrayList<>();
  private final int[] offsets = new int[2];

  static Instant at(String time) {
    return Instant.parse("2025-03-10T" + time + "Z");
  }

  /** Lines are {@code time road value}. */
  Town say(String feed, String arrival, String... lines) {
    var body = new StringBuilder("at,road,block,x,y,value\n");
    for (var line : lines) {
      var cells = line.split(" ", -1);
      body.append(at(cells[0])).append(',').append(cells[1]).append(",b,10.5,52.5,");
      body.append(cells[2]).append('\n');
    }
    return add(
        feed,
        at(arrival),
        lines.length,
        body.toString().getBytes(StandardCharsets.UTF_8),
        RawRecord.Kind.MESSAGE);
  }

  Town beat(String feed, String arrival) {
    return add(feed, at(arrival), 0, new byte[0], RawRecord.Kind.HEARTBEAT);
  }

  private Town add(String feed, Instant arrival, int records, byte[] body, RawRecord.Kind kind) {
    int partition = feed.equals("roads") ? 1 : 0;
    var message = new RawMessage("town", feed, "by-hand", 2, arrival, records, body);
    log.add(new RawRecord(message, partition, offsets[partition]++, kind, 0));
    return this;
  }

  List<RawRecord> log() {
    return log;
  }

  Replayed replay(CityRule<?, ?> rule) {
    return replay(rule, log);
  }

  static Replayed replay(CityRule<?, ?> rule, List<RawRecord> log) {
    return replay(rule, log, "1");
  }

  /**
   * With feeds that have lanes.
   *
   * @param lanes the value of their key, and what may follow it
   */
  static Replayed replay(CityRule<?, ?> rule, List<RawRecord> log, String lanes) {
    return replay(rule, log, lanes, List.of());
  }

  static Replayed replay(
      CityRule<?, ?> rule, List<RawRecord> log, String lanes, List<Baseline> baselines) {
    var file = FILE.replace("kind: table", "kind: table\n    lanes: " + lanes);
    var replay =
        new Replay(
            List.of(CityFile.parse("town.yaml", file, Feeds.ALL)),
            Town::noFile,
            List.of(rule),
            baselines);
    log.forEach(replay::take);
    return replay.end();
  }

  /** The town, where midnight is at this offset of UTC, which is its time zone. */
  static CityFile file(String offset) {
    var text = FILE.replace("time-zone: UTC", "time-zone: \"" + offset + "\"");
    return CityFile.parse("town.yaml", text, Feeds.ALL);
  }

  /** A folder without files. */
  static ReferenceFiles noFiles() {
    return Town::noFile;
  }

  private static byte[] noFile(String path) {
    throw new SettingException("no files here, not even " + path);
  }

  /** Without keeping the whole of it: looks at the clocks after so many readings. */
  static RuleReplay.Outcome ruleReplay(CityRule<?, ?> rule, List<RawRecord> log, int mostWaiting) {
    return ruleReplay(rule, log, mostWaiting, List.of());
  }

  static RuleReplay.Outcome ruleReplay(
      CityRule<?, ?> rule, List<RawRecord> log, int mostWaiting, List<Baseline> baselines) {
    var before = new RuleReplay.Before(Instant.MIN, baselines, heard -> {});
    var city = CityFile.parse("town.yaml", FILE, Feeds.ALL);
    var replay = new RuleReplay(city, Town::noFile, List.of(rule), before, mostWaiting);
    log.forEach(replay::take);
    return replay.end();
  }

  /** What the rule said, as {@code time reason}. */
  static List<String> said(Replayed replayed) {
    return replayed.alerts().stream()
        .map(alert -> alert.time().toString().substring(11, 19) + " " + alert.reason())
        .toList();
  }

  /** Two minutes late at most. */
  static CityRule<Settings, Memory> rule(Key by) {
    return CityRule.of(
            "transport.diary",
            "1",
            Duration.ofMinutes(2),
            zone -> new Settings(1),
            List.of(ObservedProperty.TRAFFIC_SPEED, ObservedProperty.TRAFFIC_VEHICLE_COUNT),
            by,
            (settings, zone) -> new Diary(),
            Memory.class)
        .deriving(ObservedProperty.HEADWAY);
  }

  /** It has none to speak of. */
  public record Settings(int pages) {}

  /** What was seen before; nothing at first. */
  public record Memory(String before, long time) {}

  /** Says each value with the one before, and derives the time between them. Zero is forgotten. */
  private static final class Diary implements Detector<Observation, Memory> {

    @Override
    public Memory blank() {
      return new Memory("nothing", 0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      int value = (int) input.result();
      long time = input.phenomenonTime().toEpochMilli();
      var next = value == 0 ? blank() : new Memory(Integer.toString(value), time);
      var change = change(input.feature(), input.phenomenonTime(), value + " " + memory.before());
      var derived =
          memory.time() == 0
              ? List.<Observation>of()
              : List.of(between(input, (time - memory.time()) / 1000.0));
      var wakeAt =
          value > PAST
              ? input.phenomenonTime().minusSeconds(60)
              : value > ALARM ? input.phenomenonTime().plusSeconds(60) : null;
      return new Verdict<>(next, List.of(change), wakeAt, derived);
    }

    @Override
    public Memory taught(Memory memory, Baseline baseline) {
      return new Memory(memory.before() + " taught " + baseline.version(), memory.time());
    }

    @Override
    public Verdict<Memory> wake(Memory memory, Instant now) {
      return Verdict.of(memory, change("clock", now, "woken " + memory.before()));
    }

    private static Observation between(Observation input, double seconds) {
      return new Observation(
          input.city(),
          input.feed(),
          input.feature(),
          ObservedProperty.HEADWAY,
          input.phenomenonTime(),
          input.resultTime(),
          seconds,
          input.position(),
          input.zone(),
          input.procedure(),
          input.quality());
    }

    private static AlertChange change(String feature, Instant time, String reason) {
      return new AlertChange(
          AlertStatus.OPEN,
          "town",
          feature,
          "TRAFFIC_SPEED",
          time,
          time,
          Severity.MINOR,
          0,
          0,
          "1",
          reason,
          null,
          "");
    }
  }
}
