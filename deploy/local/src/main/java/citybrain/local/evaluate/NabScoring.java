package citybrain.local.evaluate;

import citybrain.scoring.NabScore;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The score of NAB, where each alert that is opened is a detection: what the threshold of the rule
 * is was decided before.
 *
 * @param windows of each timeline
 */
record NabScoring(Frame frame, List<List<NabScore.Window>> windows) implements Scoring {

  @Override
  public String measure() {
    return "NAB standard";
  }

  private NabScore score(List<List<Alarm>> alarms) {
    var score = new NabScore();
    for (int i = 0; i < windows.size(); i++) {
      var outputs = new double[frame.timelines().get(i).rows()];
      for (var alarm : alarms.get(i)) {
        outputs[alarm.from()] = alarm.opens() ? 1 : outputs[alarm.from()];
      }
      score.add(outputs, windows.get(i));
    }
    return score;
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    return score(alarms).at(NabScore.Profile.STANDARD, 1).score();
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    var score = score(alarms);
    var standard = score.at(NabScore.Profile.STANDARD, 1);
    var figures = new TreeMap<String, Double>();
    figures.put("low_false_positives", score.at(NabScore.Profile.LOW_FP, 1).score());
    figures.put("low_false_negatives", score.at(NabScore.Profile.LOW_FN, 1).score());
    figures.put("windows", (double) standard.windows());
    figures.put("found", (double) standard.found());
    figures.put("false_rows", (double) standard.falseRows());
    return figures;
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    var score = score(alarms);
    var standard = score.at(NabScore.Profile.STANDARD, 1);
    return String.format(
        Locale.ROOT,
        "%d of %d windows, %d false; low FP %.1f, low FN %.1f",
        standard.found(),
        standard.windows(),
        standard.falseRows(),
        score.at(NabScore.Profile.LOW_FP, 1).score(),
        score.at(NabScore.Profile.LOW_FN, 1).score());
  }
}
