package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Detector;
import citybrain.detection.Hours;
import citybrain.detection.Siblings;
import citybrain.detection.Verdict;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the pressure at one sensor of an area stays below what the other sensors of the area
 * let expect: demand moves all of them together, a leak draws down what lies near it. Regression of
 * each sensor on the others tells leaks from demand without a hydraulic model (Daniel et al.: A
 * sequential pressure-based algorithm for data-driven leakage identification and model-based
 * localization in water distribution networks, J. Water Res. Plan. Manage. 148(6), 2022, there by
 * pairs). Hours are judged by the mean of their last day, so that habits cancel and five minutes or
 * an hour between readings make no difference. It says where to look: near the deepest sensors, or
 * near which pipes where a feed of the city names its network, see LeakPlaces. Input: pressures of
 * all sensors of one area.
 *
 * <p>Formula: e = p - ridge regression of p on the other sensors of the area and the hour; mean of
 * the last day beyond a limit of its own errors, and a second sensor that agrees. Where: the pipe
 * at which a leak gives e the most alike (cosine); what a leak does to each sensor is what a
 * current would, with a resistance of each pipe like its length and inlets, tanks and valves held.
 *
 * <p>Source: Daniel et al. (2022), above; ridge: Hoerl and Kennard, Technometrics 12 (1970).
 *
 * <p>It cannot see a leak in the weeks in which it learns, in an area of few sensors, below what
 * the sensors resolve, or one that grows slower than the area is learned anew. Of two leaks at once
 * it names the place of one or between them, and no pipe of a network of over 20,000 links.
 */
public record PressurePattern(Settings settings, LeakPlaces places)
    implements Detector<Observation, PressurePattern.Memory> {

  /** In a city that names no network. */
  public PressurePattern(Settings settings) {
    this(settings, LeakPlaces.NONE);
  }

  /**
   * @param trainingDays of which it is learned what the sensors let expect of each other
   * @param fewestDays nothing is judged before so many were learned
   * @param gapDays the last ones are not learned: what leaks in them would be what is usual
   * @param limit fall below what is expected that counts, in usual errors of a day's mean
   * @param leastMetres fall that counts, metres of water
   * @param confirmingErrors without that sensor, another must lie so many errors low: one alone is
   *     broken
   * @param hoursInRow so long it must last, and so long it must be gone
   * @param fewestSensors in an area of less nothing is told
   * @param againTimes while what was told is not learned yet, another sensor must fall by this
   *     factor deeper to be told as well
   * @param longestDays what stayed low for so long is taken as usual
   */
  public record Settings(
      int trainingDays,
      int fewestDays,
      int gapDays,
      double limit,
      double leastMetres,
      double confirmingErrors,
      int hoursInRow,
      int fewestSensors,
      double againTimes,
      int longestDays) {

    public static Settings usual() {
      return new Settings(21, 7, 5, 12, 0.01, 6, 24, 5, 2.5, 30);
    }

    int hoursKept() {
      return (trainingDays + gapDays) * DAY;
    }
  }

  /** A sensor and where it stands. */
  public record Sensor(Hours hours, @Nullable Position position) {}

  /**
   * How much a sensor counts for what is expected of another.
   *
   * @param slope metres for each metre that it lies above its mean
   * @param deviation standard deviation of it, m
   */
  public record Share(double slope, double mean, double deviation) {}

  /**
   * What was told, and what was expected of its sensor before it happened.
   *
   * @param mean of the sensor then, m
   * @param shares of the other sensors in what is expected
   * @param error usual distance from that, m
   * @param calm hours in a row that it has been near it again
   */
  public record Open(
      AlertChange change, double mean, Map<String, Share> shares, double error, int calm) {

    private Open with(AlertChange next, int calmNow) {
      return new Open(next, mean, shares, error, calmNow);
    }
  }

  /**
   * @param hour that runs, since the epoch
   * @param sensors by feature
   * @param inRow hours in a row that a sensor lies low
   * @param told errors below the expected at which the last leak was told; 0 when that is learned
   * @param teller the sensor that told it
   */
  public record Memory(
      long hour,
      Map<String, Sensor> sensors,
      int inRow,
      double told,
      String teller,
      List<Open> open) {}

  static final int DAY = Siblings.ROWS_OF_A_DAY;

  /** Of the hours of a day so many must be known, and of those of the training the same share. */
  static final int ENOUGH_OF_A_DAY = 18;

  /** Hours from one look at an area to the next: what all let expect of each takes its time. */
  private static final int EVERY = 4;

  /** More are not watched in one area; what all let expect of each takes the cube of it. */
  private static final int MOST_SENSORS = 64;

  private static final int MOST_OPEN = 8;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TOO_LONG = ": taken as usual, its end was not seen, after ";
  private static final Duration SILENCE = Duration.ofHours(6);
  private static final Memory BLANK = new Memory(0, Map.of(), 0, 0, "", List.of());

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation pressure) {
    if (pressure.quality() == Quality.ESTIMATED || !Double.isFinite(pressure.result())) {
      return Verdict.quiet(memory);
    }
    long hour = Math.floorDiv(pressure.phenomenonTime().getEpochSecond(), HOUR.toSeconds());
    var changes = new ArrayList<AlertChange>();
    var next = memory;
    if (memory.sensors().isEmpty()) {
      next = new Memory(hour, Map.of(), 0, 0, "", List.of());
    } else if (hour > memory.hour()) {
      next = ended(memory, hour, pressure, changes);
    }
    var verdict = new Verdict<>(with(next, pressure), List.copyOf(changes), null);
    return next.open().isEmpty()
        ? verdict
        : verdict.wakingAt(pressure.phenomenonTime().plus(SILENCE));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var changes = new ArrayList<AlertChange>();
    var open = new ArrayList<Open>();
    for (var one : memory.open()) {
      open.add(one.with(unknown(one.change(), now, changes), 0));
    }
    var next =
        new Memory(
            memory.hour(),
            memory.sensors(),
            memory.inRow(),
            memory.told(),
            memory.teller(),
            List.copyOf(open));
    return new Verdict<>(next, List.copyOf(changes), null);
  }

  private static AlertChange unknown(AlertChange change, Instant now, List<AlertChange> changes) {
    if (change.isUnknown()) {
      return change;
    }
    var unknown = change.unknown(now, "no pressure of its sensor");
    changes.add(unknown);
    return unknown;
  }

  private static Memory with(Memory memory, Observation pressure) {
    var known = memory.sensors().get(pressure.feature());
    if (known == null && memory.sensors().size() >= MOST_SENSORS) {
      return memory;
    }
    var hours = known == null ? Hours.blank() : known.hours();
    var sensors = new HashMap<>(memory.sensors());
    sensors.put(pressure.feature(), new Sensor(hours.plus(pressure.result()), pressure.position()));
    return new Memory(
        memory.hour(), sensors, memory.inRow(), memory.told(), memory.teller(), memory.open());
  }

  /** The hour that ran is over. */
  private Memory ended(Memory memory, long hour, Observation pressure, List<AlertChange> changes) {
    int ended = (int) Math.min(Integer.MAX_VALUE, hour - memory.hour());
    var sensors = new TreeMap<String, Sensor>();
    memory
        .sensors()
        .forEach(
            (feature, one) -> {
              var hours = one.hours().ended(ended, settings.hoursKept());
              if (!hours.isForgotten()) {
                sensors.put(feature, new Sensor(hours, one.position()));
              }
            });
    var now = Instant.ofEpochSecond(hour * HOUR.toSeconds());
    var open = followed(memory.open(), sensors, now, changes);
    var next =
        new Memory(
            hour, new HashMap<>(sensors), memory.inRow(), memory.told(), memory.teller(), open);
    if (hour / EVERY == memory.hour() / EVERY) {
      return next;
    }
    var area = PressureArea.of(sensors, settings);
    return area == null ? next : judged(next, area, sensors, now, pressure, changes);
  }

  /** What is open closes when its sensor is where the others expect it, as they did before. */
  private List<Open> followed(
      List<Open> open, Map<String, Sensor> sensors, Instant now, List<AlertChange> changes) {
    var still = new ArrayList<Open>();
    for (var one : open) {
      var change = one.change();
      double value = lastDay(sensors.get(change.feature()));
      double residual = residual(one, sensors);
      boolean isNear = residual > -settings.limit() / 2 * one.error();
      int calm = isNear ? one.calm() + 1 : 0;
      long hours = Duration.between(change.onset(), now).toHours();
      boolean isOver = calm >= settings.hoursInRow();
      boolean isTooLong = hours >= (long) settings.longestDays() * DAY;
      var words = words(value, value - residual);
      if (isOver || isTooLong) {
        var why = words + (isOver ? ": near again after " : TOO_LONG) + hours + " h";
        changes.add(change.closed(now, value, value - residual, why));
      } else if (Double.isNaN(residual)) {
        still.add(one.with(unknown(change, now, changes), calm));
      } else {
        var heard = change.heard(now, value, value - residual, words);
        if (!heard.equals(change)) {
          changes.add(heard);
        }
        still.add(one.with(heard, calm));
      }
    }
    return List.copyOf(still);
  }

  private static String words(double value, double expected) {
    return Double.isNaN(expected)
        ? "nothing heard of its sensor"
        : String.format(
            Locale.ROOT,
            "pressure %.2f m over a day, the other sensors let expect %.2f m",
            value,
            expected);
  }

  static double lastDay(@Nullable Sensor sensor) {
    return sensor == null ? Double.NaN : sensor.hours().meanOfLast(DAY, ENOUGH_OF_A_DAY);
  }

  /** From what was expected before it happened, over the last day; NaN when too little is known. */
  private static double residual(Open open, Map<String, Sensor> sensors) {
    var own = sensors.get(open.change().feature());
    double sum = 0;
    int known = 0;
    for (int ago = 0; ago < DAY; ago++) {
      double value = own == null ? Double.NaN : own.hours().mean(ago);
      double expected = expected(open, sensors, ago);
      if (!Double.isNaN(value) && !Double.isNaN(expected)) {
        sum += value - expected;
        known++;
      }
    }
    return known < ENOUGH_OF_A_DAY ? Double.NaN : sum / known;
  }

  /** A sensor that is not known is as the others are on the average. */
  private static double expected(Open open, Map<String, Sensor> sensors, int ago) {
    double explained = 0;
    double unknown = 0;
    double sum = 0;
    int known = 0;
    for (var entry : open.shares().entrySet()) {
      var share = entry.getValue();
      var sensor = sensors.get(entry.getKey());
      double value = sensor == null ? Double.NaN : sensor.hours().mean(ago);
      if (Double.isNaN(value)) {
        unknown += share.slope() * share.deviation();
      } else {
        explained += share.slope() * (value - share.mean());
        sum += (value - share.mean()) / share.deviation();
        known++;
      }
    }
    return known == 0 ? Double.NaN : open.mean() + explained + unknown * sum / known;
  }

  private Memory judged(
      Memory memory,
      PressureArea area,
      Map<String, Sensor> sensors,
      Instant now,
      Observation pressure,
      List<AlertChange> changes) {
    int low = area.lowest();
    double errors = area.errors()[low];
    var name = area.names().get(low);
    // What was told last is learned, or gone.
    boolean isOver = errors > -settings.limit() / 2;
    double told = isOver ? 0 : memory.told();
    var teller = isOver ? "" : memory.teller();
    boolean isNew = told == 0 || (errors < settings.againTimes() * told && !name.equals(teller));
    var confirming = List.<String>of();
    if (isNew && area.isLow(settings)) {
      confirming = PressureArea.confirming(sensors, name, settings);
    }
    int inRow = confirming.isEmpty() ? 0 : memory.inRow() + EVERY;
    var open = memory.open();
    if (inRow >= settings.hoursInRow()) {
      inRow = 0;
      told = errors;
      teller = name;
      if (open.size() < MOST_OPEN && !isOpen(open, name)) {
        var change =
            opened(area, confirming, now, pressure, sensors.get(name)).near(area.where(places));
        changes.add(change);
        open = new ArrayList<>(open);
        open.add(area.open(change, low));
      }
    }
    return new Memory(memory.hour(), memory.sensors(), inRow, told, teller, List.copyOf(open));
  }

  private static boolean isOpen(List<Open> open, String sensor) {
    return open.stream().anyMatch(one -> one.change().feature().equals(sensor));
  }

  private AlertChange opened(
      PressureArea area,
      List<String> confirming,
      Instant now,
      Observation pressure,
      @Nullable Sensor sensor) {
    int low = area.lowest();
    double value = area.values()[low];
    double expected = value - area.residuals()[low];
    var why =
        String.format(
            Locale.ROOT,
            "leak near %s: pressure %.2f m over a day where %d other sensors let expect %.2f m"
                + " (%.0f times what it is usually off), for %d h; low as well: %s",
            area.names().get(low),
            value,
            area.names().size() - 1,
            expected,
            -area.errors()[low],
            settings.hoursInRow(),
            String.join(", ", confirming));
    return new AlertChange(
        AlertStatus.OPEN,
        pressure.city(),
        area.names().get(low),
        pressure.property().name(),
        now,
        now,
        -area.errors()[low] >= 4 * settings.limit() ? Severity.MODERATE : Severity.MINOR,
        value,
        expected,
        pressure.property().unit(),
        why,
        sensor == null ? null : sensor.position(),
        pressure.zone());
  }
}
