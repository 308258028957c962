package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when what flows into a district metered area by night is high several nights running: one
 * high night may be a pool being filled. Finds the slow leaks that a day's profile learns away. It
 * is the balance of the area that is judged: all inlets together, as they share a leak in no fixed
 * proportion, less what machines take from them to fill a tank, see {@link PumpShare}. A night is
 * held against the last weeks and against what nights of its day of the week differ from them by,
 * so that a town that stays up on Fridays leaks on none, and only against nights of the same
 * meters. A one-sided CUSUM (Page 1954) adds up what nights exceed.
 */
public record NightLeak(Settings settings) {

  /**
   * @param fewestNights nights needed before any is judged; two weeks, as a day of the week is
   *     known when it was seen twice
   * @param nights how many sound nights are remembered
   * @param levelNights over how many of them the median is taken
   * @param slack deviations (median absolute ones times 1.4826, so sigmas) above what is usual that
   *     are ordinary
   * @param limit sum of deviations beyond the slack that opens
   * @param mostDeviations one night counts no more than this
   * @param leastShare the deviation is at least this share of the median; very even nights alarm
   *     otherwise
   * @param inRow high nights in a row that open, and sound ones that close
   * @param longestNights after so many nights the flow is the new usual, so that a further leak is
   *     seen
   */
  public record Settings(
      int fewestNights,
      int nights,
      int levelNights,
      double slack,
      double limit,
      double mostDeviations,
      @AtMost(1) double leastShare,
      int inRow,
      int longestNights) {

    public static Settings usual() {
      return new Settings(14, 35, 14, 1.5, 5, 4, 0.02, 2, 28);
    }
  }

  /**
   * @param history sound nights, newest first
   * @param sum of deviations beyond the slack
   * @param inRow high nights in a row; while an alert is open sound ones
   * @param since high nights not yet learned, newest first
   */
  public record Memory(
      List<AreaNight> history,
      double sum,
      int inRow,
      List<AreaNight> since,
      @Nullable AlertChange open) {}

  private static final double SIGMA_OF_MAD = 1.4826;
  private static final int WEEK = 7;

  /** A day of the week is known when it was seen so often. */
  private static final int ENOUGH = 2;

  private static final Memory BLANK = new Memory(List.of(), 0, 0, List.of(), null);

  static Memory blank() {
    return BLANK;
  }

  /**
   * What is usual for one night.
   *
   * @param flow L/s
   * @param sigma L/s
   */
  private record Usual(double flow, double sigma) {}

  /** The balances of nights that had the same meters, newest first. */
  private record Balances(List<Balance> all) {

    double[] flows() {
      return all.stream().mapToDouble(Balance::flow).toArray();
    }
  }

  private record Balance(int day, double flow) {}

  /**
   * One night of an area.
   *
   * @param told the reading in whose name it is told: a meter of the area at the end of the night
   * @param machines meters that rest and run
   * @param share of what these pump that comes through the inlets
   */
  Verdict<Memory> night(
      Memory memory, AreaNight night, Observation told, Set<String> machines, double share) {
    var meters = night.flows().keySet();
    var inlets = new TreeSet<>(meters);
    inlets.removeAll(machines);
    if (inlets.isEmpty()) {
      return Verdict.quiet(memory);
    }
    var alike =
        new Balances(
            memory.history().stream()
                .filter(one -> one.has(meters))
                .map(one -> new Balance(one.day(), one.balance(meters, machines, share)))
                .toList());
    if (alike.all().size() < settings.fewestNights()) {
      return Verdict.quiet(sound(memory, night));
    }
    double flow = night.balance(meters, machines, share);
    var usual = usual(alike, night.day());
    double deviations = Math.min(settings.mostDeviations(), (flow - usual.flow()) / usual.sigma());
    var open = memory.open();
    if (open != null) {
      double level = median(balances(pushed(memory.since(), night), meters, machines, share));
      return follow(memory, open, night, told.phenomenonTime(), flow, usual, level);
    }
    double sum = Math.max(0, memory.sum() + deviations - settings.slack());
    if (sum == 0) {
      return Verdict.quiet(sound(memory, night));
    }
    int inRow = deviations > settings.slack() ? memory.inRow() + 1 : 0;
    var since = pushed(memory.since(), night);
    if (sum < settings.limit() || inRow < settings.inRow()) {
      return Verdict.quiet(new Memory(memory.history(), sum, inRow, since, null));
    }
    var change = opened(told, flow, usual.flow(), inRow, inlets.size());
    return Verdict.of(new Memory(memory.history(), 0, 0, since, change), change);
  }

  private static double[] balances(
      List<AreaNight> nights, Set<String> meters, Set<String> machines, double share) {
    return nights.stream()
        .filter(one -> one.has(meters))
        .mapToDouble(one -> one.balance(meters, machines, share))
        .toArray();
  }

  private Verdict<Memory> follow(
      Memory memory,
      AlertChange open,
      AreaNight night,
      Instant now,
      double flow,
      Usual usual,
      double level) {
    boolean isSound = flow <= usual.flow() + (settings.slack() + 1) * usual.sigma();
    int sound = isSound ? memory.inRow() + 1 : 0;
    if (sound >= settings.inRow()) {
      var why =
          String.format(
              Locale.ROOT,
              "night flow %.2f L/s where %.2f L/s is usual: ordinary again",
              flow,
              usual.flow());
      return Verdict.of(
          new Memory(pushed(memory.history(), night), 0, 0, List.of(), null),
          open.closed(now, flow, usual.flow(), why));
    }
    var since = pushed(memory.since(), night);
    if (since.size() >= settings.longestNights()) {
      var why =
          String.format(
              Locale.ROOT,
              "night flow %.2f L/s, high for %d nights: %.2f L/s is taken as the new usual,"
                  + " the leak is not known to be mended",
              flow,
              since.size(),
              level);
      return Verdict.of(
          new Memory(since, 0, 0, List.of(), null), open.closed(now, flow, level, why));
    }
    return Verdict.quiet(new Memory(memory.history(), 0, sound, since, open));
  }

  /** A sound night; lone high nights before it are learned with it. */
  private Memory sound(Memory memory, AreaNight night) {
    var history = memory.history();
    for (int i = memory.since().size() - 1; i >= 0; i--) {
      history = pushed(history, memory.since().get(i));
    }
    return new Memory(pushed(history, night), 0, 0, List.of(), null);
  }

  private Usual usual(Balances nights, int day) {
    double all = median(nights.flows());
    var offsets = new double[WEEK];
    for (int weekday = 0; weekday < WEEK; weekday++) {
      offsets[weekday] = offset(nights, weekday, all);
    }
    var levelled =
        nights.all().stream()
            .mapToDouble(night -> night.flow() - offsets[weekday(night.day())])
            .toArray();
    double level =
        median(Arrays.copyOf(levelled, Math.min(settings.levelNights(), levelled.length)));
    double off = median(Arrays.stream(levelled).map(flow -> Math.abs(flow - level)).toArray());
    double least = Math.max(1e-6, settings.leastShare() * Math.abs(level));
    return new Usual(level + offsets[weekday(day)], Math.max(SIGMA_OF_MAD * off, least));
  }

  /** By how much nights of a day of the week lie above all; 0 while it was not seen twice. */
  private static double offset(Balances nights, int weekday, double all) {
    var own =
        nights.all().stream()
            .filter(night -> weekday(night.day()) == weekday)
            .mapToDouble(night -> night.flow() - all)
            .toArray();
    return own.length < ENOUGH ? 0 : median(own);
  }

  private static int weekday(int day) {
    return Math.floorMod(day, WEEK);
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private List<AreaNight> pushed(List<AreaNight> nights, AreaNight night) {
    var next = new ArrayList<AreaNight>(nights.size() + 1);
    next.add(night);
    next.addAll(nights);
    return List.copyOf(next.subList(0, Math.min(settings.nights(), next.size())));
  }

  private static AlertChange opened(
      Observation told, double flow, double usual, int nights, int inlets) {
    double share = (flow - usual) / Math.max(1e-6, Math.abs(usual));
    var why =
        String.format(
            Locale.ROOT,
            "leak: night flow %.2f L/s where %.2f L/s is usual (+%.2f L/s)%s, %d nights running",
            flow,
            usual,
            flow - usual,
            inlets == 1 ? "" : ", balance of " + inlets + " inlets",
            nights);
    var zone = told.zone();
    return new AlertChange(
        AlertStatus.OPEN,
        told.city(),
        inlets == 1 || zone.isEmpty() ? told.feature() : zone.substring(zone.indexOf('/') + 1),
        told.property().name(),
        told.phenomenonTime(),
        told.phenomenonTime(),
        share > 0.5 ? Severity.SEVERE : share > 0.15 ? Severity.MODERATE : Severity.MINOR,
        flow,
        usual,
        told.property().unit(),
        why,
        told.position(),
        zone);
  }
}
