package citybrain.local.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * How well alerts name the meters that were tampered with: the harmonic mean of precision (of the
 * alerts those that were opened about such a meter while it was tampered with, or soon after) and
 * recall (of the tampered meters those that were named).
 */
record TheftScoring(EventScoring events) implements Scoring {

  @Override
  public String measure() {
    return events.measure();
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    double recall = events.value(alarms);
    double precision = precision(alarms);
    return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0;
  }

  /** 0 when there are no alerts. */
  private double precision(List<List<Alarm>> alarms) {
    int opened = Frame.opened(alarms);
    return opened == 0 ? 0 : 1 - (double) events.falseAlarms(alarms) / opened;
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var figures = events.figures(alarms);
    figures.put("precision", precision(alarms));
    figures.put("recall", events.value(alarms));
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    return String.format(
        Locale.ROOT,
        "%s; %d alerts, precision %.2f, recall %.2f",
        events.detail(alarms),
        Frame.opened(alarms),
        precision(alarms),
        events.value(alarms));
  }

  /** Chance names other meters at the same times. */
  @Override
  public boolean isOfWhichNotWhen() {
    return true;
  }
}
