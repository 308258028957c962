package citybrain.scoring;

/**
 * The area under the ROC curve: how likely one that is labelled ranks above one that is not, equals
 * counting half (Mann and Whitney 1947). 0.5 says nothing.
 */
public final class RankScore {

  private RankScore() {}

  /** Of suspicions, one for each label; 0.5 when all labels are the same. */
  public static double of(boolean[] labels, double[] suspicions) {
    double above = 0;
    long pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] && !labels[j]) {
          pairs++;
          above += suspicions[i] > suspicions[j] ? 1 : suspicions[i] == suspicions[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? 0.5 : above / pairs;
  }
}
