package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the minimum night flow is high several nights running: one high night may be a pool
 * being filled. Finds the slow leaks that a day's profile learns away. Input: the nightly minimum
 * of one inlet.
 */
public record NightLeak(Settings settings) implements Detector<Observation, NightLeak.Memory> {

  /**
   * @param fewestNights nights needed before any is judged
   * @param nights how many nights the median is taken over
   * @param deviations median absolute deviations (times 1.4826, so sigmas) above the median that
   *     are high
   * @param leastShare the deviation is at least this share of the median; very even nights alarm
   *     otherwise
   * @param inRow high nights in a row that open, and sound ones that close
   * @param longestNights after so many nights the flow is the new usual, so that a further leak is
   *     seen
   */
  public record Settings(
      int fewestNights,
      int nights,
      double deviations,
      @AtMost(1) double leastShare,
      int inRow,
      int longestNights) {

    public static Settings usual() {
      return new Settings(7, 14, 3, 0.01, 2, 14);
    }
  }

  /**
   * @param history sound nights, newest first, L/s
   * @param inRow high nights in a row; while an alert is open sound ones
   * @param since high nights not yet learned, newest first, L/s
   */
  public record Memory(double[] history, int inRow, double[] since, @Nullable AlertChange open) {}

  private static final double SIGMA_OF_MAD = 1.4826;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK = new Memory(new double[0], 0, new double[0], null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation nightFlow) {
    if (nightFlow.quality() == Quality.ESTIMATED || !Double.isFinite(nightFlow.result())) {
      return Verdict.quiet(memory);
    }
    double flow = nightFlow.result();
    if (memory.history().length < settings.fewestNights()) {
      return Verdict.quiet(sound(memory, flow));
    }
    double median = median(memory.history());
    double high = median + settings.deviations() * deviation(memory.history(), median);
    var open = memory.open();
    if (open != null) {
      return follow(memory, open, nightFlow, median, high);
    }
    if (flow <= high) {
      return Verdict.quiet(sound(memory, flow));
    }
    int inRow = memory.inRow() + 1;
    var since = pushed(memory.since(), flow, settings.nights());
    if (inRow < settings.inRow()) {
      return Verdict.quiet(new Memory(memory.history(), inRow, since, null));
    }
    var change = opened(nightFlow, median, inRow);
    return Verdict.of(new Memory(memory.history(), 0, since, change), change);
  }

  private Verdict<Memory> follow(
      Memory memory, AlertChange open, Observation nightFlow, double median, double high) {
    double flow = nightFlow.result();
    var now = nightFlow.phenomenonTime();
    int sound = flow <= high ? memory.inRow() + 1 : 0;
    if (sound >= settings.inRow()) {
      var why =
          String.format(
              Locale.ROOT,
              "minimum night flow %.2f L/s where %.2f L/s is usual: ordinary again",
              flow,
              median);
      return Verdict.of(
          new Memory(pushed(memory.history(), flow, settings.nights()), 0, new double[0], null),
          open.closed(now, flow, median, why));
    }
    var since = pushed(memory.since(), flow, settings.nights());
    if (since.length >= settings.longestNights()) {
      var why =
          String.format(
              Locale.ROOT,
              "minimum night flow %.2f L/s, high for %d nights: %.2f L/s is taken as the new usual,"
                  + " the leak is not known to be mended",
              flow,
              since.length,
              median(since));
      return Verdict.of(
          new Memory(since, 0, new double[0], null), open.closed(now, flow, median(since), why));
    }
    return Verdict.quiet(new Memory(memory.history(), sound, since, open));
  }

  /** A sound night; a lone high night before it is learned with it. */
  private Memory sound(Memory memory, double flow) {
    var history = memory.history();
    for (int i = memory.since().length - 1; i >= 0; i--) {
      history = pushed(history, memory.since()[i], settings.nights());
    }
    return new Memory(pushed(history, flow, settings.nights()), 0, new double[0], null);
  }

  private double deviation(double[] history, double median) {
    var off = Arrays.stream(history).map(flow -> Math.abs(flow - median)).toArray();
    return Math.max(SIGMA_OF_MAD * median(off), settings.leastShare() * Math.abs(median));
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double[] pushed(double[] values, double value, int most) {
    var next = new double[Math.min(most, values.length + 1)];
    next[0] = value;
    System.arraycopy(values, 0, next, 1, next.length - 1);
    return next;
  }

  private static AlertChange opened(Observation nightFlow, double median, int nights) {
    double flow = nightFlow.result();
    double share = (flow - median) / Math.max(1e-6, median);
    var why =
        String.format(
            Locale.ROOT,
            "leak: minimum night flow %.2f L/s where %.2f L/s is usual (median), %d nights running",
            flow,
            median,
            nights);
    return new AlertChange(
        AlertStatus.OPEN,
        nightFlow.city(),
        nightFlow.feature(),
        nightFlow.property().name(),
        nightFlow.phenomenonTime(),
        nightFlow.phenomenonTime(),
        share > 0.5 ? Severity.SEVERE : share > 0.15 ? Severity.MODERATE : Severity.MINOR,
        flow,
        median,
        nightFlow.property().unit(),
        why,
        nightFlow.position(),
        nightFlow.zone());
  }
}
