package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Baseline;
import citybrain.detection.CityCalendar;
import citybrain.detection.DayProfile;
import citybrain.detection.Detector;
import citybrain.detection.SuddenStep;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the pressure falls at several sensors of one district metered area within minutes:
 * one sensor may be broken, two agree. A fall is one against the hour's habit and against the hours
 * before, so that a day of high demand is no burst. It says where to look: near the deepest
 * sensors, or near which pipes where a feed of the city names its network, see LeakPlaces. Input:
 * pressures of all sensors of one area.
 *
 * <p>Formula: fall = pressure - usual at this half hour - level of the last hours; several sensors
 * of an area at once beyond sigmas, metres and a share, deeper than the rest of the area.
 *
 * <p>Source: own; that a burst shows at several sensors at once and deepest nearby is common
 * practice.
 *
 * <p>It cannot see a burst that one sensor sees alone, one that takes less than a few percent of
 * the pressure, or one that comes slowly. Where a pump failed it names pipes as if one had burst.
 */
public record PressureDrop(Settings settings, LeakPlaces places)
    implements Detector<Observation, PressureDrop.Memory> {

  /** In a city that names no network. */
  public PressureDrop(Settings settings) {
    this(settings, LeakPlaces.NONE);
  }

  /**
   * @param calendar whose clock people use water by
   * @param sigmas fall that counts, in sigmas of the sensor's own noise
   * @param leastMetres fall that counts, metres of water; below, pressure wanders without cause
   * @param leastShare the deepest fall that counts, share of the usual pressure; what draws down
   *     less is left to the pattern of all pressures
   * @param plainShare fall, share of the usual pressure, that needs no further evidence
   * @param localTimes a smaller one must be deeper by this factor than the median fall of the area:
   *     a leak draws down what lies near it, while a burst next door or a pump lowers the whole
   *     area alike
   * @param restTimes or, where most of the area fell, by this factor than the median of the rest;
   *     larger, as a few sensors tell less and the far ends of an area always fall deeper
   * @param sensors how many must fall; all where there are fewer
   * @param withinMinutes the falls must come so close together, or within three readings
   * @param learnHours no sensor is held against the hour before so many
   * @param stepAfterHours a plain fall within minutes counts before that, but not before so many
   * @param levelHours that the level of the last hours is made of
   * @param memoryDays days that what is usual is made of
   * @param longestHours a pressure that stayed low for so long is the new usual
   * @param silenceMinutes after so long without any reading it is unknown whether an alert goes on
   */
  public record Settings(
      CityCalendar calendar,
      double sigmas,
      double leastMetres,
      @AtMost(1) double leastShare,
      @AtMost(1) double plainShare,
      double localTimes,
      double restTimes,
      int sensors,
      int withinMinutes,
      int learnHours,
      int stepAfterHours,
      double levelHours,
      int memoryDays,
      int longestHours,
      int silenceMinutes) {

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 3, 0.3, 0.038, 0.1, 2, 4, 2, 15, 20, 3, 3, 4, 24, 180);
    }
  }

  /**
   * @param sensors by feature
   */
  public record Memory(Map<String, PressureSensor> sensors, @Nullable AlertChange open) {}

  private static final int FEWEST_FOR_STEP = 12;
  private static final int READINGS_TOGETHER = 3;
  private static final double NOISE_RATE = 0.005;
  private static final Memory BLANK = new Memory(Map.of(), null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation pressure) {
    if (pressure.quality() == Quality.ESTIMATED || !Double.isFinite(pressure.result())) {
      return Verdict.quiet(memory);
    }
    var now = pressure.phenomenonTime();
    var sensor = memory.sensors().get(pressure.feature());
    var open = memory.open();
    var next = seen(sensor == null ? PressureSensor.fresh(now) : sensor, pressure, open != null);
    var sensors = new HashMap<>(memory.sensors());
    sensors.put(pressure.feature(), next);
    return open == null ? raised(sensors, pressure) : follow(sensors, open, pressure);
  }

  @Override
  public boolean learns() {
    return true;
  }

  /** A sensor that has told nothing yet is known from now on. */
  @Override
  public Memory taught(Memory memory, Baseline baseline) {
    if (baseline.series().property() != ObservedProperty.WATER_PRESSURE) {
      return memory;
    }
    var feature = baseline.series().feature();
    var sensor = memory.sensors().get(feature);
    var before = sensor == null ? PressureSensor.fresh(baseline.appliesFrom()) : sensor;
    int today = settings.calendar().slot(baseline.appliesFrom()).day();
    var sensors = new HashMap<>(memory.sensors());
    sensors.put(feature, before.taught(baseline, today));
    return new Memory(sensors, memory.open());
  }

  private Verdict<Memory> follow(
      Map<String, PressureSensor> sensors, AlertChange open, Observation pressure) {
    var now = pressure.phenomenonTime();
    long low = sensors.values().stream().filter(one -> one.lowReadings() > 0).count();
    double deepest = sensors.values().stream().mapToDouble(PressureSensor::fall).min().orElse(0);
    deepest = Math.min(0, deepest);
    if (Duration.between(open.onset(), now).toHours() >= settings.longestHours()) {
      sensors.replaceAll((feature, one) -> one.settled());
      var why =
          String.format(
              Locale.ROOT,
              "low for %d h, now by up to %.1f m: learned anew as the new usual",
              settings.longestHours(),
              -deepest);
      return Verdict.of(new Memory(sensors, null), open.closed(now, deepest, 0, why));
    }
    if (low == 0) {
      var why =
          String.format(
              Locale.ROOT,
              "pressure is usual again at all %d sensors, at most %.1f m below",
              sensors.size(),
              -deepest);
      return Verdict.of(new Memory(sensors, null), open.closed(now, deepest, 0, why));
    }
    var going =
        open.heard(
            now,
            deepest,
            0,
            String.format(
                Locale.ROOT,
                "low at %d of %d sensors, by up to %.1f m",
                low,
                sensors.size(),
                -deepest));
    return Verdict.goingOn(new Memory(sensors, going), open, going).wakingAt(silentAt(now));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no pressure reading for " + settings.silenceMinutes() + " min");
    return Verdict.of(new Memory(memory.sensors(), silent), silent);
  }

  private Instant silentAt(Instant now) {
    return now.plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  private PressureSensor seen(PressureSensor before, Observation pressure, boolean isTold) {
    var now = pressure.phenomenonTime();
    var cadence = before.cadence().seen(now);
    var sensor = before.with(cadence);
    double rate = cadence.rate(settings.memoryDays());
    var step = sensor.step().seen(now, pressure.result(), cadence.interval());
    var slot = settings.calendar().slot(now);
    var usual = sensor.profile().usual(slot);
    boolean judged = usual.isKnown() && !sensor.isYoung(settings.learnHours());
    if (sensor.stepped() || (!judged && isTold && sensor.lowReadings() > 0)) {
      // It was low, and what is usual now is not known: only a rise at once tells that it is over.
      var profile = sensor.profile().told(slot, pressure.result(), rate);
      return step.undoes(sensor.fall())
          ? ordinary(sensor, step, pressure, usual)
          : sensor.low(step, pressure, profile, sensor.fall(), sensor.stepped());
    }
    if (!judged) {
      boolean isSudden =
          step.size() < 0
              && !sensor.isYoung(settings.stepAfterHours())
              && step.isSudden(settings.plainShare(), FEWEST_FOR_STEP)
              && sensor.profile().isNews(slot, pressure.result(), settings.leastMetres());
      return isSudden
          ? sensor.low(step, pressure, forgotten(sensor, now), step.size(), true)
          : ordinary(sensor, step, pressure, usual);
    }
    // Where the hours before lay high it is a fall when it lies below what is usual.
    double fall = pressure.result() - usual.mean() - Math.min(0, sensor.level());
    double sigma = Math.max(usual.sigma(), PressureSensor.SIGMA_OF_MEAN * sensor.noise());
    double least = Math.max(settings.leastMetres(), settings.sigmas() * sigma);
    // What was told on other days excuses what begins, and not what goes on.
    if (fall - (isTold ? 0 : usual.lower()) >= -least) {
      return ordinary(sensor, step, pressure, usual);
    }
    // What may become an alert is not learned, but doubted; what is one is known tomorrow.
    var profile =
        isTold
            ? sensor.profile().told(slot, usual.mean() + fall, rate)
            : sensor.profile().doubted(slot, pressure.result(), rate);
    return sensor.low(step, pressure, profile, fall, false);
  }

  /** The first readings after a step were taken for ordinary. */
  private DayProfile forgotten(PressureSensor sensor, Instant now) {
    var began = now.minus(sensor.cadence().interval().multipliedBy(2));
    return sensor
        .profile()
        .forgotten(settings.calendar().slot(now))
        .forgotten(settings.calendar().slot(began));
  }

  private PressureSensor ordinary(
      PressureSensor sensor, SuddenStep step, Observation pressure, DayProfile.Usual usual) {
    var now = pressure.phenomenonTime();
    var slot = settings.calendar().slot(now);
    double off = usual.isKnown() ? pressure.result() - usual.mean() : 0;
    double fall = off - sensor.level();
    double noise = sensor.noise();
    if (usual.isKnown()) {
      double share = Math.max(1.0 / sensor.profile().readings(), NOISE_RATE);
      noise += share * (Math.abs(fall) - noise);
    }
    return new PressureSensor(
        sensor
            .profile()
            .learned(slot, pressure.result(), sensor.cadence().rate(settings.memoryDays())),
        step,
        sensor.cadence(),
        sensor.level() + Math.min(1, sensor.cadence().hours() / settings.levelHours()) * fall,
        noise,
        Instant.EPOCH,
        0,
        fall,
        share(fall, pressure),
        false,
        now);
  }

  static double share(double fall, Observation pressure) {
    return fall / Math.max(1, Math.abs(pressure.result() - fall));
  }

  private Verdict<Memory> raised(Map<String, PressureSensor> sensors, Observation pressure) {
    var now = pressure.phenomenonTime();
    var fallen = sensors.values().stream().filter(one -> isFallen(one, now)).toList();
    if (fallen.isEmpty() || fallen.size() < Math.min(settings.sensors(), sensors.size())) {
      return Verdict.quiet(forgiving(sensors, now));
    }
    double deepestShare = fallen.stream().mapToDouble(PressureSensor::share).min().orElse(0);
    if (-deepestShare < settings.leastShare()
        || (-deepestShare < settings.plainShare()
            && !isLocal(deepestShare, sensors.values(), fallen, now))) {
      return Verdict.quiet(forgiving(sensors, now));
    }
    double deepest = fallen.stream().mapToDouble(PressureSensor::fall).min().orElse(0);
    var change =
        opened(pressure, fallen.size(), sensors.size(), deepest)
            .near(PressureSensor.where(sensors, now, places));
    sensors.replaceAll((feature, one) -> fallen.contains(one) ? told(one, now) : one);
    return Verdict.of(new Memory(sensors, change), change).wakingAt(silentAt(now));
  }

  private boolean isFallen(PressureSensor sensor, Instant now) {
    long together = READINGS_TOGETHER * sensor.cadence().interval().toMillis();
    long within = Math.max(60_000L * settings.withinMinutes(), together);
    return sensor.lowReadings() >= PressureSensor.ENOUGH_LOW
        && !sensor.lowSince().isBefore(now.minusMillis(within));
  }

  /** From tomorrow on it is known that it fell so deep at this half hour. */
  private PressureSensor told(PressureSensor sensor, Instant now) {
    var slot = settings.calendar().slot(now);
    var usual = sensor.profile().usual(slot);
    double value = usual.mean() + sensor.fall();
    return new PressureSensor(
        usual.isKnown()
            ? sensor.profile().told(slot, value, sensor.cadence().rate(settings.memoryDays()))
            : sensor.profile(),
        sensor.step(),
        sensor.cadence(),
        sensor.level(),
        sensor.noise(),
        sensor.lowSince(),
        sensor.lowReadings(),
        sensor.fall(),
        sensor.share(),
        sensor.stepped(),
        sensor.last());
  }

  /** Held against the area and its rest, once most of the area has told of the same minutes. */
  private boolean isLocal(
      double deepestShare,
      Collection<PressureSensor> sensors,
      Collection<PressureSensor> fallen,
      Instant now) {
    var told =
        sensors.stream()
            .filter(one -> one.last().isAfter(now.minus(one.cadence().interval())))
            .toList();
    var rest = told.stream().filter(one -> !fallen.contains(one)).toList();
    return 2 * told.size() > sensors.size()
        && (deepestShare < settings.localTimes() * medianFall(told)
            || (!rest.isEmpty() && deepestShare < settings.restTimes() * medianFall(rest)));
  }

  private static double medianFall(Collection<PressureSensor> sensors) {
    var shares = sensors.stream().mapToDouble(PressureSensor::share).sorted().toArray();
    return Math.min(0, shares[shares.length / 2]);
  }

  /** A sensor that stayed low alone is broken or has a new level: it is taken as it is. */
  private Memory forgiving(Map<String, PressureSensor> sensors, Instant now) {
    var oldest = now.minus(Duration.ofHours(settings.longestHours()));
    sensors.replaceAll(
        (feature, one) ->
            one.lowReadings() > 0 && one.lowSince().isBefore(oldest) ? one.settled() : one);
    return new Memory(sensors, null);
  }

  private static AlertChange opened(Observation pressure, int fallen, int sensors, double deepest) {
    var now = pressure.phenomenonTime();
    var why =
        String.format(
            Locale.ROOT,
            "pressure fell at %d of %d sensors within minutes, by up to %.1f m:"
                + " a burst or a pump failure",
            fallen,
            sensors,
            -deepest);
    var zone = pressure.zone();
    return new AlertChange(
        AlertStatus.OPEN,
        pressure.city(),
        zone.isEmpty() ? pressure.feature() : zone.substring(zone.indexOf('/') + 1),
        pressure.property().name(),
        now,
        now,
        deepest < -10 ? Severity.SEVERE : deepest < -3 ? Severity.MODERATE : Severity.MINOR,
        deepest,
        0,
        pressure.property().unit(),
        why,
        pressure.position(),
        zone);
  }
}
