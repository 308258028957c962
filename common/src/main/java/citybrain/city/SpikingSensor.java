package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Cadence;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a sensor spikes again and again: one reading far off between two that agree. A single
 * spike is no alert, but counted. How far is far, and how many spikes a day are usual, the series
 * tells itself; a real happening lasts for more than one reading. Input: one series.
 *
 * <p>Formula: spike: |v2 - (v1 + v3) / 2| beyond its usual mean by a factor, and beyond |v1 - v3|
 * by another; alert: spikes of a day, which fade, above the fewest and above those usual by a
 * factor.
 *
 * <p>Source: the spike test of QARTOD; that many make a bad sensor, own.
 *
 * <p>It cannot see spikes of two readings or more, a sensor that spiked from the beginning, or one
 * of a series that jumps from reading to reading by itself.
 */
public record SpikingSensor(Settings settings)
    implements Detector<Observation, SpikingSensor.Memory> {

  /**
   * @param fewestReadings none is judged before so many; how far it jumps is not known
   * @param far beyond the usual distance from the middle of both neighbours
   * @param beyondNeighbours and beyond the distance of these
   * @param spikes a day that open, at least
   * @param times as many as usual
   * @param warmUpDays in which spikes are counted only
   * @param calmHours without a spike that close
   * @param silenceMinutes after so long without a reading, or so many as are usual in a tenth of
   *     that time, it is unknown whether an alert goes on
   */
  public record Settings(
      int fewestReadings,
      double far,
      double beyondNeighbours,
      int spikes,
      double times,
      int warmUpDays,
      int calmHours,
      int silenceMinutes) {

    public static Settings usual() {
      return new Settings(48, 12, 6, 5, 5, 3, 24, 360);
    }
  }

  /**
   * About 150 bytes.
   *
   * @param before the reading before the last
   * @param last the reading that may be a spike
   * @param middle usual distance of a reading from the middle of its neighbours
   * @param readings that told it
   * @param first time of the first reading
   * @param spike time of the last spike
   * @param today spikes, of which each fades within a day
   * @param usual spikes a day
   * @param size how far off the last spike was
   */
  public record Memory(
      double before,
      double last,
      float middle,
      int readings,
      Instant first,
      Cadence cadence,
      Instant spike,
      float today,
      float usual,
      double size,
      @Nullable AlertChange open) {}

  private static final Memory BLANK =
      new Memory(0, 0, 0, 0, Instant.EPOCH, Cadence.blank(), Instant.EPOCH, 0, 0, 0, null);

  private static final double DAY = 86_400;

  /** In which the usual number of spikes is learned, days. */
  private static final double LONG = 14;

  private static final double RATE = 0.005;

  /** Two neighbours are those of a reading when no more than so many intervals lie between. */
  private static final double NEXT = 2.5;

  /** No reading for so many intervals, at least. */
  private static final int SILENT_INTERVALS = 6;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    double value = reading.result();
    if (reading.quality() == Quality.ESTIMATED || !Double.isFinite(value)) {
      return Verdict.quiet(memory);
    }
    var now = reading.phenomenonTime();
    var past = memory.cadence();
    double gap = Duration.between(past.last(), now).toMillis() / 1000.0;
    if (memory.readings() > 0 && gap <= 0) {
      return Verdict.quiet(memory);
    }
    boolean isNext = gap <= NEXT * past.interval().toMillis() / 1000.0;
    if (memory.readings() < 2 || !isNext) {
      return followed(started(memory, value, now, isNext), reading, false);
    }
    double off = Math.abs(memory.last() - (memory.before() + value) / 2);
    boolean isSpike =
        memory.readings() >= settings.fewestReadings()
            && off > settings.far() * memory.middle()
            && off > settings.beyondNeighbours() * Math.abs(memory.before() - value)
            && off > 0;
    return followed(counted(memory, value, now, gap, off, isSpike), reading, isSpike);
  }

  /** The first reading, or the first two behind a gap: nothing to compare. */
  private static Memory started(Memory memory, double value, Instant now, boolean isNext) {
    boolean isFirst = memory.readings() == 0;
    return new Memory(
        isNext ? memory.last() : value,
        value,
        memory.middle(),
        isFirst ? 1 : Math.max(2, memory.readings()),
        isFirst ? now : memory.first(),
        memory.cadence().seen(now),
        memory.spike(),
        memory.today(),
        memory.usual(),
        memory.size(),
        memory.open());
  }

  private Memory counted(
      Memory memory, double value, Instant now, double gap, double off, boolean isSpike) {
    int n = memory.readings();
    double share = Math.max(1.0 / n, RATE);
    boolean isBounded = n >= settings.fewestReadings() && memory.middle() > 0;
    double counts = isBounded ? Math.min(off, settings.far() * memory.middle()) : off;
    int one = isSpike ? 1 : 0;
    double today = memory.today() * Math.exp(-gap / DAY) + one;
    // While it is told, spikes are nothing usual.
    boolean learns = memory.open() == null;
    double usual =
        learns ? memory.usual() * Math.exp(-gap / DAY / LONG) + one / LONG : memory.usual();
    return new Memory(
        memory.last(),
        value,
        (float) (memory.middle() + share * (counts - memory.middle())),
        Math.min(n, Integer.MAX_VALUE - 1) + 1,
        memory.first(),
        memory.cadence().seen(now),
        isSpike ? memory.cadence().last() : memory.spike(),
        (float) today,
        (float) usual,
        isSpike ? off : memory.size(),
        memory.open());
  }

  private Verdict<Memory> followed(Memory memory, Observation reading, boolean isSpike) {
    var now = reading.phenomenonTime();
    var open = memory.open();
    if (open == null) {
      boolean isWarm =
          Duration.between(memory.first(), now).toHours() >= 24L * settings.warmUpDays();
      // Of the usual ones, those of today are a part.
      double usual = memory.usual() - memory.today() / LONG;
      boolean isMany =
          memory.today() > settings.spikes() - 1 && memory.today() > settings.times() * usual;
      if (!isSpike || !isWarm || !isMany) {
        return Verdict.quiet(memory);
      }
      var change = opened(memory, reading);
      return Verdict.of(with(memory, change), change).wakingAt(silentAt(memory, now));
    }
    if (Duration.between(memory.spike(), now).toHours() >= settings.calmHours()) {
      var why = "no spike for " + settings.calmHours() + " h: 0 a day";
      return Verdict.of(with(memory, null), open.closed(now, 0, usual(memory), why));
    }
    var why = "still spikes: " + spikes(memory) + " a day";
    var going = open.heard(now, Math.rint(memory.today()), usual(memory), why);
    return Verdict.goingOn(with(memory, going), open, going).wakingAt(silentAt(memory, now));
  }

  private static int spikes(Memory memory) {
    return (int) Math.rint(memory.today());
  }

  /** Spikes a day, to the tenth. */
  private static double usual(Memory memory) {
    return Math.rint(10 * Math.max(0, memory.usual() - memory.today() / LONG)) / 10;
  }

  private static AlertChange opened(Memory memory, Observation reading) {
    var now = reading.phenomenonTime();
    var property = reading.property();
    var why =
        String.format(
            Locale.ROOT,
            "spiking sensor: %d readings a day are far off between two that agree, %.1f a day"
                + " were; the last by %.4g times what is usual",
            spikes(memory),
            usual(memory),
            memory.size() / memory.middle());
    return new AlertChange(
        AlertStatus.OPEN,
        reading.city(),
        reading.feature(),
        property.name(),
        now,
        now,
        Severity.MINOR,
        spikes(memory),
        usual(memory),
        "1",
        why,
        reading.position(),
        reading.zone());
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + silence(memory) + " min");
    return Verdict.of(with(memory, silent), silent);
  }

  private long silence(Memory memory) {
    long intervals = SILENT_INTERVALS * memory.cadence().interval().toMinutes();
    return Math.max(settings.silenceMinutes(), intervals);
  }

  private Instant silentAt(Memory memory, Instant now) {
    return now.plus(Duration.ofMinutes(silence(memory)));
  }

  private static Memory with(Memory memory, @Nullable AlertChange open) {
    return new Memory(
        memory.before(),
        memory.last(),
        memory.middle(),
        memory.readings(),
        memory.first(),
        memory.cadence(),
        memory.spike(),
        memory.today(),
        memory.usual(),
        memory.size(),
        open);
  }
}
