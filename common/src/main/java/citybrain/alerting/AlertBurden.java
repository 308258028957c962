package citybrain.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a control room has to bear: a fold over the changes of alerts, measured as EEMUA publication
 * 191 and ANSI/ISA-18.2 (IEC 62682) measure alarm systems for one operator. About 144 alarms a day,
 * 1 in 10 minutes, are very likely acceptable, twice as many the most that is manageable; no 10
 * minutes with more than 10, and less than 1 % of them; the ten loudest sources raise 1 to 5 % of
 * all; none chatters; hardly any (fewer than 5 on any day) stands for more than 24 hours.
 *
 * <p>Times are event times. The standards call chatter what is raised three times or more within a
 * minute; readings of a city come minutes apart, so here it is within an hour.
 */
public final class AlertBurden {

  /** Alarms a day that are very likely acceptable. */
  public static final int ACCEPTABLE_A_DAY = 144;

  /** Alarms a day that are the most an operator can manage. */
  public static final int MANAGEABLE_A_DAY = 288;

  /** In ten minutes more than this is a flood. */
  public static final int FLOOD = 10;

  private static final int LOUDEST = 10;
  private static final Duration CHATTER_WITHIN = Duration.ofHours(1);
  private static final Duration STALE = Duration.ofHours(24);
  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  private final Map<Long, Integer> spans = new HashMap<>();
  private final Map<String, Source> sources = new TreeMap<>();
  private final Map<String, Instant> open = new HashMap<>();
  private int opened;
  private int stale;
  private Instant latest = Instant.MIN;

  /** A rule about a feature. */
  private static final class Source {
    private int opened;
    private boolean chatters;

    /** When it was raised last, and the time before; the earlier first. */
    private final Instant[] before = {Instant.MIN, Instant.MIN};

    void raised(Instant at) {
      opened++;
      chatters |= before[0].isAfter(at.minus(CHATTER_WITHIN));
      before[0] = before[1];
      before[1] = at;
    }
  }

  /** How much can be borne. */
  public enum Verdict {
    ACCEPTABLE,
    MANAGEABLE,
    OVERLOADED
  }

  /**
   * What was borne.
   *
   * @param opened alarms
   * @param aDay of them, in the mean
   * @param inTenMinutes the same, in the mean
   * @param peak the most in ten minutes (of the clock: 00:00 to 00:10)
   * @param floodShare share of spans of ten minutes with more than {@link #FLOOD}
   * @param loudestShare share of all that the ten sources raise that raise most
   * @param sources of alarms: a rule about a feature
   * @param chattering sources that raised three alarms within an hour
   * @param stale alarms that stood for more than a day
   */
  public record Load(
      int opened,
      double aDay,
      double inTenMinutes,
      int peak,
      double floodShare,
      double loudestShare,
      int sources,
      int chattering,
      int stale) {

    /** By the mean, the peak and the share of floods. */
    public Verdict verdict() {
      if (aDay > MANAGEABLE_A_DAY || floodShare >= 0.01) {
        return Verdict.OVERLOADED;
      }
      return aDay > ACCEPTABLE_A_DAY || peak > FLOOD ? Verdict.MANAGEABLE : Verdict.ACCEPTABLE;
    }
  }

  /** The next change; those of one alert in their order, those of one source in that of time. */
  public void add(Alert alert) {
    var at = alert.time();
    latest = at.isAfter(latest) ? at : latest;
    switch (alert.status()) {
      case OPEN -> {
        opened++;
        spans.merge(Math.floorDiv(at.toEpochMilli(), SPAN.toMillis()), 1, Integer::sum);
        sources
            .computeIfAbsent(
                alert.city() + "/" + alert.rule() + "/" + alert.feature(), name -> new Source())
            .raised(at);
        open.put(alert.id(), at);
      }
      case CLOSED -> stale += isStale(open.remove(alert.id()), at) ? 1 : 0;
      case UPDATE -> {
        // It stands as it stood.
      }
    }
  }

  private static boolean isStale(@Nullable Instant since, Instant until) {
    return since != null && since.plus(STALE).isBefore(until);
  }

  /**
   * The load of all so far.
   *
   * @param time over which they came
   * @param until what still stands, stands until then at least
   */
  public Load over(Duration time, Instant until) {
    var end = until.isAfter(latest) ? until : latest;
    double days = Math.max(1e-9, (double) time.toMillis() / DAY.toMillis());
    double all = days * DAY.toMillis() / SPAN.toMillis();
    long floods = spans.values().stream().filter(count -> count > FLOOD).count();
    int loudest =
        sources.values().stream()
            .map(source -> -source.opened)
            .sorted()
            .limit(LOUDEST)
            .mapToInt(count -> -count)
            .sum();
    return new Load(
        opened,
        opened / days,
        opened / all,
        spans.values().stream().mapToInt(Integer::intValue).max().orElse(0),
        Math.min(1, floods / all),
        opened == 0 ? 0 : (double) loudest / opened,
        sources.size(),
        (int) sources.values().stream().filter(source -> source.chatters).count(),
        stale + (int) open.values().stream().filter(since -> isStale(since, end)).count());
  }
}
