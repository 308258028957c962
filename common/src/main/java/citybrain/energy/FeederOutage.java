package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.CityTime;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when all meters of one transformer have gone silent. Event time itself tells that the feed
 * as a whole is alive: it does not pass the wake-up while nobody reports. The transformer's own
 * meter tells an outage from a broken concentrator: load that still flows is a communication fault,
 * and where it is silent too it is a witness only if it fell silent at once with them. Input:
 * energy readings of all meters of one transformer, and of the transformer where it is metered.
 *
 * <p>Formula: all meters of a transformer are silent for longer than their interval allows, while
 * event time goes on.
 *
 * <p>Source: own; last-gasp messages (IEEE 1366 defines what counts as an interruption) are not
 * needed.
 *
 * <p>It cannot see an outage of a part of the meters, of a transformer with too few of them, or
 * what the whole feed hides.
 *
 * @param timeZone of the city, in whose time people are told
 */
public record FeederOutage(Settings settings, String timeZone)
    implements Detector<Observation, FeederOutage.Memory> {

  /**
   * @param intervals reading intervals after the last reading before the meters count as silent. A
   *     reading is stamped with the beginning of its interval: one is the interval itself, one the
   *     interval that is missing, the half allows for clocks that run late
   * @param fewestMeters transformers with fewer meters are not judged: one silent meter is no
   *     outage
   * @param patienceMinutes silence needed where no transformer meter can confirm it; concentrators
   *     deliver up to three hours late
   * @param deadShare share of its usual energy below which a transformer counts as without load
   * @param backShare share of the meters that must report again to close
   * @param forgetDays a meter silent for so long, while others report, was taken away
   */
  public record Settings(
      double intervals,
      int fewestMeters,
      int patienceMinutes,
      @AtMost(1) double deadShare,
      @AtMost(1) double backShare,
      int forgetDays) {

    public static Settings usual() {
      return new Settings(2.5, 3, 180, 0.1, 0.5, 7);
    }
  }

  /**
   * @param lastOfMeter epoch second of the last reading by meter
   * @param gaps seconds between readings of one meter, the last few, newest first
   * @param last newest reading of any meter
   * @param total newest reading of the transformer itself; {@link Instant#EPOCH} when it has none
   * @param totalResult its energy, kWh
   * @param totalUsual running mean of its energy while the meters report, kWh
   */
  public record Memory(
      Map<String, Long> lastOfMeter,
      int[] gaps,
      Instant last,
      Instant total,
      double totalResult,
      double totalUsual,
      @Nullable Observation sample,
      @Nullable AlertChange open) {}

  private static final int GAPS = 9;

  /** Two lines fall silent at once when their last readings are at most so many intervals apart. */
  private static final int AT_ONCE = 2;

  private static final double TOTAL_RATE = 0.02;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(Map.of(), new int[0], Instant.EPOCH, Instant.EPOCH, 0, 0, null, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation energy) {
    if (energy.quality() == Quality.ESTIMATED || Double.isNaN(energy.result())) {
      return Verdict.quiet(memory);
    }
    return energy.property() == ObservedProperty.TRANSFORMER_ENERGY
        ? observeTotal(memory, energy)
        : observeMeter(memory, energy);
  }

  private Verdict<Memory> observeMeter(Memory memory, Observation energy) {
    var now = energy.phenomenonTime();
    var known = MeterTimes.of(memory.lastOfMeter());
    var earlier = known.get(energy.feature());
    var meters = known.with(energy.feature(), now.getEpochSecond());
    var gaps = memory.gaps();
    if (earlier != null && now.getEpochSecond() > earlier && memory.open() == null) {
      gaps = pushed(gaps, (int) Math.min(now.getEpochSecond() - earlier, Integer.MAX_VALUE));
    }
    var last = now.isAfter(memory.last()) ? now : memory.last();
    if (memory.open() == null && last.isAfter(memory.last())) {
      long oldest = last.minus(Duration.ofDays(settings.forgetDays())).getEpochSecond();
      meters = meters.since(oldest);
    }
    if (memory.open() == null && earlier == null) {
      // Names end together with those that take their place.
      meters = meters.named(now.getEpochSecond());
    }
    var next =
        new Memory(
            meters,
            gaps,
            last,
            memory.total(),
            memory.totalResult(),
            memory.totalUsual(),
            energy,
            memory.open());
    var open = next.open();
    if (open == null) {
      return waiting(next);
    }
    int back = meters.countSince(open.onset().getEpochSecond());
    int over = meters.countOver(now.getEpochSecond());
    // Each meter whose name has ended meanwhile comes back by another.
    int all = Math.max(over, meters.size() - over);
    if (back < settings.backShare() * all) {
      return Verdict.quiet(next);
    }
    var why =
        String.format(
            Locale.ROOT,
            "%d of %d meters report again, %d are still silent after %d min",
            back,
            all,
            all - back,
            Duration.between(open.onset(), now).toMinutes());
    var closed = open.closed(now, (double) (all - back), 0, why);
    return withChanges(waiting(with(next, null)), closed);
  }

  private Verdict<Memory> observeTotal(Memory memory, Observation energy) {
    if (!energy.phenomenonTime().isAfter(memory.total())) {
      return Verdict.quiet(memory);
    }
    double usual = memory.totalUsual();
    boolean alive = energy.result() > settings.deadShare() * usual;
    if (usual == 0) {
      usual = energy.result();
    } else if (alive) {
      usual += TOTAL_RATE * (energy.result() - usual);
    }
    var next =
        new Memory(
            memory.lastOfMeter(),
            memory.gaps(),
            memory.last(),
            energy.phenomenonTime(),
            energy.result(),
            usual,
            memory.sample(),
            memory.open());
    if (next.open() != null || !isJudged(next)) {
      return Verdict.quiet(next);
    }
    return judged(next, energy.phenomenonTime());
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    return memory.open() == null && isJudged(memory) ? judged(memory, now) : Verdict.quiet(memory);
  }

  /** Decides at a time when the meters may be silent, or asks to be woken when they would be. */
  private Verdict<Memory> judged(Memory memory, Instant now) {
    var silentAt = silentAt(memory);
    if (now.isBefore(silentAt)) {
      return waiting(memory);
    }
    if (memory.total().equals(Instant.EPOCH)) {
      return patiently(memory, now, "no transformer meter to ask");
    }
    var totalSilentAt = memory.total().plus(silence(memory));
    if (!now.isBefore(totalSilentAt)) {
      // It reports over a line of its own: two lines that go dead at once are an outage, but one
      // that was dead before confirms nothing.
      return isAtOnce(memory)
          ? opened(memory, now, "the transformer's meter is silent too")
          : patiently(memory, now, "the transformer's meter fell silent at another time");
    }
    boolean dead = memory.totalResult() <= settings.deadShare() * memory.totalUsual();
    return dead && memory.total().isAfter(memory.last())
        ? opened(memory, now, "no load on the transformer")
        : Verdict.quiet(memory).wakingAt(totalSilentAt);
  }

  /** Without a witness only a long silence counts: concentrators deliver hours late. */
  private Verdict<Memory> patiently(Memory memory, Instant now, String evidence) {
    var patient = memory.last().plus(Duration.ofMinutes(settings.patienceMinutes()));
    return now.isBefore(patient)
        ? Verdict.quiet(memory).wakingAt(patient)
        : opened(memory, now, evidence);
  }

  private boolean isAtOnce(Memory memory) {
    var apart = Duration.between(memory.total(), memory.last()).abs();
    return apart.compareTo(interval(memory).multipliedBy(AT_ONCE)) <= 0;
  }

  private Verdict<Memory> waiting(Memory memory) {
    return isJudged(memory)
        ? Verdict.quiet(memory).wakingAt(silentAt(memory))
        : Verdict.quiet(memory);
  }

  private boolean isJudged(Memory memory) {
    return memory.gaps().length >= 3 && memory.lastOfMeter().size() >= settings.fewestMeters();
  }

  private Instant silentAt(Memory memory) {
    return memory.last().plus(silence(memory));
  }

  private Duration silence(Memory memory) {
    return Duration.ofSeconds(Math.round(settings.intervals() * interval(memory).toSeconds()));
  }

  private static Duration interval(Memory memory) {
    var sorted = memory.gaps().clone();
    Arrays.sort(sorted);
    return Duration.ofSeconds(sorted[sorted.length / 2]);
  }

  private Verdict<Memory> opened(Memory memory, Instant now, String evidence) {
    var sample = memory.sample();
    if (sample == null) {
      return Verdict.quiet(memory);
    }
    int meters = memory.lastOfMeter().size();
    var why =
        String.format(
            Locale.ROOT,
            "power outage: all %d meters silent since %s, %s",
            meters,
            CityTime.of(memory.last(), timeZone),
            evidence);
    var change =
        new AlertChange(
            AlertStatus.OPEN,
            sample.city(),
            sample.zone().substring(sample.zone().indexOf('/') + 1),
            ObservedProperty.ELECTRIC_ENERGY.name(),
            now,
            now,
            meters >= 50 ? Severity.EXTREME : Severity.SEVERE,
            meters,
            0,
            "1",
            why,
            sample.position(),
            sample.zone());
    return Verdict.of(with(memory, change), change);
  }

  private static Verdict<Memory> withChanges(Verdict<Memory> verdict, AlertChange change) {
    var wake = verdict.wakeAt();
    var result = Verdict.of(verdict.memory(), change);
    return wake == null ? result : result.wakingAt(wake);
  }

  private static Memory with(Memory memory, @Nullable AlertChange open) {
    return new Memory(
        memory.lastOfMeter(),
        memory.gaps(),
        memory.last(),
        memory.total(),
        memory.totalResult(),
        memory.totalUsual(),
        memory.sample(),
        open);
  }

  private static int[] pushed(int[] gaps, int gap) {
    var next = new int[Math.min(GAPS, gaps.length + 1)];
    next[0] = gap;
    System.arraycopy(gaps, 0, next, 1, next.length - 1);
    return next;
  }
}
