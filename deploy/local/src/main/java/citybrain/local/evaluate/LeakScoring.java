package citybrain.local.evaluate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * How many leaks were told within days of their start, and how often alerts came while there was no
 * leak at all: where leaks are many, whoever alarms often finds all of them.
 *
 * @param quiet rows at which nothing leaks
 */
record LeakScoring(EventScoring events, boolean[] quiet) implements Scoring {

  private static final double DAYS_A_MONTH = 30.4375;

  @Override
  public String measure() {
    return events.measure();
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    return events.value(alarms);
  }

  private long quietAlarms(List<List<Alarm>> alarms) {
    return alarms.stream()
        .flatMap(List::stream)
        .filter(alarm -> alarm.opens() && alarm.from() < quiet.length && quiet[alarm.from()])
        .count();
  }

  private double quietDays() {
    int rows = 0;
    for (boolean row : quiet) {
      rows += row ? 1 : 0;
    }
    var times = events.frame().timelines().get(0).times();
    double all = times[times.length - 1] - times[0];
    return all * rows / quiet.length / Duration.ofDays(1).toMillis();
  }

  private double aMonth(List<List<Alarm>> alarms) {
    return quietDays() == 0 ? Double.NaN : quietAlarms(alarms) / quietDays() * DAYS_A_MONTH;
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var figures = events.figures(alarms);
    figures.put("leak_free_days", quietDays());
    figures.put("alerts_a_month_while_leak_free", aMonth(alarms));
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    return String.format(
        Locale.ROOT,
        "%s; %.1f a month in %.1f days without a leak",
        events.detail(alarms),
        aMonth(alarms),
        quietDays());
  }

  @Override
  public boolean mindsConstantAlarm() {
    return false;
  }
}
