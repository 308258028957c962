package citybrain.scoring;

/**
 * Row by row: how many of the rows that are labelled were alarms, and of the others. What SKAB
 * (waico/SKAB, metrics of outlier detection) and the GECCO challenge of 2018 are scored by.
 *
 * @param truePositives labelled rows with an alarm
 * @param falsePositives other rows with one
 * @param falseNegatives labelled rows without
 * @param trueNegatives other rows without
 */
public record PointScore(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  public static final PointScore NOTHING = new PointScore(0, 0, 0, 0);

  /** And these rows. */
  public PointScore plus(boolean[] labels, boolean[] alarms, int first) {
    long hit = truePositives;
    long wrong = falsePositives;
    long missed = falseNegatives;
    long right = trueNegatives;
    for (int i = first; i < labels.length; i++) {
      if (labels[i]) {
        hit += alarms[i] ? 1 : 0;
        missed += alarms[i] ? 0 : 1;
      } else {
        wrong += alarms[i] ? 1 : 0;
        right += alarms[i] ? 0 : 1;
      }
    }
    return new PointScore(hit, wrong, missed, right);
  }

  /** Harmonic mean of precision and recall; 0 when nothing was found. */
  public double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** False alarm rate: the share of rows that are not labelled and were alarms. */
  public double falseAlarmRate() {
    return share(falsePositives, falsePositives + trueNegatives);
  }

  /** Missed alarm rate: the share of labelled rows that were none. */
  public double missedAlarmRate() {
    return share(falseNegatives, falseNegatives + truePositives);
  }

  /** Mean of the shares that are right among labelled rows and among others. */
  public double balanced() {
    return (2 - missedAlarmRate() - falseAlarmRate()) / 2;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
