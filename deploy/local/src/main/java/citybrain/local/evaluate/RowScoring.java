package citybrain.local.evaluate;

import citybrain.scoring.PointScore;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * F1 row by row, without point adjustment.
 *
 * @param labels of each timeline, row by row
 */
record RowScoring(Frame frame, List<boolean[]> labels) implements Scoring {

  @Override
  public String measure() {
    return "F1 of rows";
  }

  private PointScore points(List<List<Alarm>> alarms) {
    var points = PointScore.NOTHING;
    for (int i = 0; i < labels.size(); i++) {
      var timeline = frame.timelines().get(i);
      points =
          points.plus(
              labels.get(i), Alarm.painted(alarms.get(i), timeline.rows()), timeline.first());
    }
    return points;
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    return points(alarms).f1();
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var points = points(alarms);
    var figures = new TreeMap<String, Double>();
    figures.put("false_alarm_rate", points.falseAlarmRate());
    figures.put("missed_alarm_rate", points.missedAlarmRate());
    figures.put("true_positives", (double) points.truePositives());
    figures.put("false_positives", (double) points.falsePositives());
    figures.put("false_negatives", (double) points.falseNegatives());
    figures.put("true_negatives", (double) points.trueNegatives());
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    var points = points(alarms);
    return String.format(
        Locale.ROOT,
        "FAR %.0f %%, MAR %.0f %%",
        100 * points.falseAlarmRate(),
        100 * points.missedAlarmRate());
  }
}
