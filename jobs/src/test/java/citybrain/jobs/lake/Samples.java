package citybrain.jobs.lake;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.feed.Reason;
import citybrain.feed.RejectedRecord;
import citybrain.geo.Position;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.wire.BlockLane;
import citybrain.wire.ClockMark;
import citybrain.wire.ToldClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Values made by number, so that every test knows what must lie in the lake. */
public final class Samples {

  public static final Map<String, ZoneId> ZONES =
      Map.of("aarhus", ZoneId.of("Europe/Copenhagen"), "demo", ZoneId.of("Asia/Kolkata"));

  /** Half an hour before midnight in Copenhagen. */
  public static final Instant START = Instant.parse("2014-09-01T21:30:00Z");

  private static final ObservedProperty[] PROPERTIES = {
    ObservedProperty.TRAFFIC_SPEED,
    ObservedProperty.WATER_PRESSURE,
    ObservedProperty.ELECTRIC_ENERGY,
    ObservedProperty.PM10
  };

  private Samples() {}

  /** Of two lanes of a feed, by turns. */
  static ToldClock clock(long n) {
    var lane = new BlockLane((int) (n % 2), 2);
    var clock = START.plusSeconds(60 * n).toEpochMilli();
    return new ToldClock("demo", "meters", Domain.ENERGY, ClockMark.ofFeed(lane, clock));
  }

  /** The same as it stands in the log: the tenth of each message. */
  public static Stamped stamped(long n) {
    return new Stamped(observation(n), new Stamp(START.toEpochMilli(), 0, 3, n, 9));
  }

  public static Observation observation(long n) {
    int sensor = (int) (n % 50);
    var property = PROPERTIES[(int) (n % PROPERTIES.length)];
    var time = START.plusSeconds(n);
    return new Observation(
        n % 3 == 0 ? "demo" : "aarhus",
        "feed-" + property.domain().word(),
        "sensor-" + sensor,
        property,
        time,
        time.plusMillis(250),
        n,
        n % 10 == 9 ? null : new Position(10.1 + sensor / 1000.0, 56.1 + sensor / 1000.0),
        "",
        "Straße \"1\"",
        Quality.GOOD);
  }

  public static Aggregate aggregate(long n) {
    var start = START.plus(Duration.ofMinutes(n));
    return new Aggregate(
        "aarhus",
        "h3",
        "88" + n,
        PROPERTIES[(int) (n % PROPERTIES.length)],
        start,
        start.plusSeconds(60),
        (int) (n % 2),
        4,
        10,
        1,
        4,
        n % 3,
        n % 3 * 2.5,
        new Position(10, 56));
  }

  public static RejectedRecord rejected(long n) {
    return new RejectedRecord(
        n % 3 == 0 ? "unknown" : "aarhus",
        "feed-" + n % 2,
        "day.csv",
        n,
        n % 2 == 0 ? "flow" : "",
        n % 2 == 0 ? Reason.NOT_A_NUMBER.code() : Reason.MALFORMED.code(),
        "expected a \"number\", ø",
        START.plusSeconds(n));
  }

  /** Every alert comes three times: opened, the same again, closed. */
  public static Alert alert(long n) {
    var onset = START.plus(Duration.ofMinutes(n / 3));
    var closed = n % 3 == 2;
    return new Alert(
        "id-" + n / 3,
        "water.burst-or-leak",
        "1",
        "water",
        closed ? AlertStatus.CLOSED : AlertStatus.OPEN,
        "aarhus",
        "dma-1",
        "WATER_FLOW",
        onset,
        closed ? onset.plusSeconds(600) : onset,
        Severity.SEVERE,
        12,
        Double.NaN,
        "L/s",
        "inflow is high",
        new Position(10, 56),
        "",
        List.of());
  }
}
