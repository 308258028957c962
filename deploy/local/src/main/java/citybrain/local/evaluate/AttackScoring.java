package citybrain.local.evaluate;

import citybrain.scoring.AttackScore;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * S of BATADAL, on the only timeline.
 *
 * @param labels row by row
 */
record AttackScoring(Frame frame, boolean[] labels) implements Scoring {

  @Override
  public String measure() {
    return "S of BATADAL";
  }

  private AttackScore score(List<List<Alarm>> alarms) {
    var timeline = frame.timelines().get(0);
    var painted = Alarm.painted(alarms.get(0), timeline.rows());
    return AttackScore.of(labels, painted, timeline.first());
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    return score(alarms).total();
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var score = score(alarms);
    var figures = new TreeMap<String, Double>();
    figures.put("time_to_detection", score.timeToDetection());
    figures.put("true_positive_rate", 1 - score.points().missedAlarmRate());
    figures.put("true_negative_rate", 1 - score.points().falseAlarmRate());
    figures.put("attacks", (double) score.attacks());
    figures.put("found", (double) score.found());
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    var score = score(alarms);
    return String.format(
        Locale.ROOT,
        "%d of %d attacks, S_TTD %.2f, TPR %.2f, TNR %.2f",
        score.found(),
        score.attacks(),
        score.timeToDetection(),
        1 - score.points().missedAlarmRate(),
        1 - score.points().falseAlarmRate());
  }
}
