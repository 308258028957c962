package citybrain.local.evaluate;

import citybrain.scoring.RankScore;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether meters that were tampered with are more suspect than others: the area under the ROC
 * curve, a meter's suspicion being what is held against it over time, by the rule's own measure or,
 * of alerts, by their being open.
 *
 * @param labels of each timeline: whether its meter was tampered with
 */
record MeterScoring(boolean[] labels) implements Scoring {

  @Override
  public String measure() {
    return "AUC of meters";
  }

  @Override
  public double value(List<List<Alarm>> alarms) {
    var suspicions =
        alarms.stream()
            .mapToDouble(track -> track.stream().mapToDouble(MeterScoring::suspicion).sum())
            .toArray();
    return RankScore.of(labels, suspicions);
  }

  private static double suspicion(Alarm alarm) {
    return alarm.weight() * (alarm.to() - alarm.from());
  }

  @Override
  public SortedMap<String, Double> figures(List<List<Alarm>> alarms) {
    int thefts = 0;
    for (boolean label : labels) {
      thefts += label ? 1 : 0;
    }
    var figures = new TreeMap<String, Double>();
    figures.put("meters", (double) labels.length);
    figures.put("tampered", (double) thefts);
    figures.put("suspected", (double) suspected(alarms));
    return figures;
  }

  private static long suspected(List<List<Alarm>> alarms) {
    return alarms.stream().filter(track -> !track.isEmpty()).count();
  }

  @Override
  public String detail(List<List<Alarm>> alarms) {
    return String.format(
        Locale.ROOT, "%d of %d meters are suspect at all", suspected(alarms), labels.length);
  }

  /** How long a meter is in alarm stays, whenever it is. */
  @Override
  public boolean isOfWhichNotWhen() {
    return true;
  }
}
