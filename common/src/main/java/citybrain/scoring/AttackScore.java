package citybrain.scoring;

/**
 * The score of the Battle of the Attack Detection Algorithms (Taormina et al. 2018, J. Water
 * Resour. Plann. Manage. 144(8)): half for how soon attacks are known, half for how well each hour
 * is classified. Silence gets 0.25, an alarm that never ends 0.75.
 *
 * @param timeToDetection 1 less the mean over attacks of the time to the first alarm in it, as a
 *     share of its length; a missed attack counts its whole length
 * @param points all rows
 * @param found attacks with an alarm
 */
public record AttackScore(double timeToDetection, PointScore points, int found, int attacks) {

  /**
   * Attacks are runs of labelled rows.
   *
   * @param first of the rows that are scored
   */
  public static AttackScore of(boolean[] labels, boolean[] alarms, int first) {
    double late = 0;
    int found = 0;
    int attacks = 0;
    for (int i = first; i < labels.length; i++) {
      if (!labels[i]) {
        continue;
      }
      int begin = i;
      int alarm = -1;
      for (; i < labels.length && labels[i]; i++) {
        alarm = alarm < 0 && alarms[i] ? i : alarm;
      }
      attacks++;
      found += alarm < 0 ? 0 : 1;
      late += alarm < 0 ? 1 : (double) (alarm - begin) / (i - begin);
    }
    return new AttackScore(
        attacks == 0 ? 0 : 1 - late / attacks,
        PointScore.NOTHING.plus(labels, alarms, first),
        found,
        attacks);
  }

  /** S of the battle. */
  public double total() {
    return (timeToDetection + points.balanced()) / 2;
  }
}
