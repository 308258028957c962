package citybrain.city;

import citybrain.detection.PanelModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a panel is learned from: at first each row, later one of so many, so that the same number of
 * them spans up to forty days whether rows come each second or each hour.
 *
 * @param pairs rows, each with the row before, the oldest first
 * @param stride of so many rows one is kept
 * @param skipped rows since the last that was kept
 * @param fresh rows kept since the model was made
 * @param model null while too little is known
 */
public record PanelTraining(
    List<float[]> pairs, int stride, int skipped, int fresh, @Nullable PanelModel model) {

  private static final int MOST_PAIRS = 960;

  /** They span no more, so that a season is not held against the one before. */
  static final Duration LONGEST = Duration.ofDays(40);

  /** The newest are not learned from: what goes wrong in them would be what is usual. */
  private static final int NEWEST = 72;

  private static final int LEARN_EVERY = 24;

  private static final PanelTraining BLANK = new PanelTraining(List.of(), 1, 0, 0, null);

  static PanelTraining blank() {
    return BLANK;
  }

  /**
   * With one more row.
   *
   * @param every how often rows come
   * @param fewest no model is made of less
   */
  PanelTraining plus(float[] pair, Duration every, int fewest) {
    if (skipped + 1 < stride) {
      return new PanelTraining(pairs, stride, skipped + 1, fresh, model);
    }
    var kept = new ArrayList<>(pairs);
    kept.add(pair);
    int nextStride = stride;
    if (kept.size() > MOST_PAIRS) {
      boolean mayThin = every.multipliedBy(2L * stride * MOST_PAIRS).compareTo(LONGEST) <= 0;
      nextStride = mayThin ? 2 * stride : stride;
      kept = mayThin ? half(kept) : new ArrayList<>(kept.subList(1, kept.size()));
    }
    boolean isDue = kept.size() >= fewest && (model == null || fresh + 1 >= LEARN_EVERY);
    if (!isDue) {
      return new PanelTraining(List.copyOf(kept), nextStride, 0, fresh + 1, model);
    }
    boolean hasEnough = model != null && kept.size() >= fewest + NEWEST;
    var made = PanelModel.of(hasEnough ? kept.subList(0, kept.size() - NEWEST) : kept);
    return new PanelTraining(List.copyOf(kept), nextStride, 0, 0, made == null ? model : made);
  }

  private static ArrayList<float[]> half(List<float[]> pairs) {
    var half = new ArrayList<float[]>();
    for (int i = 0; i < pairs.size(); i += 2) {
      half.add(pairs.get(i));
    }
    return half;
  }

  /** Of these series alone. */
  PanelTraining only(int[] kept, int fewest) {
    var some = pairs.stream().map(pair -> PanelRows.only(kept, pair)).toList();
    return new PanelTraining(
        some, stride, skipped, 0, some.size() < fewest ? null : PanelModel.of(some));
  }
}
