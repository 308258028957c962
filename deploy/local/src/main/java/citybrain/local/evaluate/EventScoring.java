package citybrain.local.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many happenings were told in time: recall, the median delay, and how many alerts told of
 * nothing. Only what an alert's opening says counts.
 *
 * @param measure what the value is
 * @param events to be found
 * @param explained further events that an alert may be about without being false
 */
record EventScoring(Frame frame, String measure, List<Event> events, List<Event> explained)
    implements Scoring {

  private static final double MINUTE = 60_000;

  /**
   * Something that happened on one timeline.
   *
   * @param from its first row
   * @param within behind the last row at which it is found in time
   * @param to behind the last row at which an alert is about it
   */
  record Event(int timeline, int from, int within, int to) {

    boolean explains(Alarm alarm) {
      return alarm.opens() && alarm.from() >= from && alarm.from() < to;
    }
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    return events.isEmpty() ? 0 : (double) delays(alarms).size() / events.size();
  }

  /** Of those that were found, minutes. */
  private List<Double> delays(List<List<Alarm>> alarms) {
    var delays = new ArrayList<Double>();
    for (var event : events) {
      var times = frame.timelines().get(event.timeline).times();
      alarms.get(event.timeline).stream()
          .filter(Alarm::opens)
          .mapToInt(Alarm::from)
          .filter(row -> row >= event.from && row < event.within)
          .min()
          .ifPresent(row -> delays.add((times[row] - times[event.from]) / MINUTE));
    }
    delays.sort(null);
    return delays;
  }

  int falseAlarms(List<List<Alarm>> alarms) {
    int wrong = 0;
    for (int i = 0; i < alarms.size(); i++) {
      int timeline = i;
      for (var alarm : alarms.get(i)) {
        boolean known =
            events.stream().anyMatch(one -> one.timeline == timeline && one.explains(alarm))
                || explained.stream()
                    .anyMatch(one -> one.timeline == timeline && one.explains(alarm));
        wrong += alarm.opens() && !known ? 1 : 0;
      }
    }
    return wrong;
  }

  private double days() {
    return (double) frame.span().toMillis() / Duration.ofDays(1).toMillis();
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var delays = delays(alarms);
    int wrong = falseAlarms(alarms);
    var figures = new TreeMap<String, Double>();
    figures.put("events", (double) events.size());
    figures.put("found", (double) delays.size());
    figures.put("median_delay_minutes", median(delays));
    figures.put("false_alerts", (double) wrong);
    figures.put("false_alerts_a_day", wrong / days());
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    var delays = delays(alarms);
    return String.format(
        Locale.ROOT,
        "%d of %d%s, %.2f false a day",
        delays.size(),
        events.size(),
        delays.isEmpty() ? "" : ", median after " + spoken(median(delays)),
        falseAlarms(alarms) / days());
  }

  private static String spoken(double minutes) {
    return minutes < 120
        ? String.format(Locale.ROOT, "%.0f min", minutes)
        : String.format(Locale.ROOT, "%.0f h", minutes / 60);
  }

  /** NaN of none. */
  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  @Override
  public boolean mindsConstantAlarm() {
    return false;
  }
}
