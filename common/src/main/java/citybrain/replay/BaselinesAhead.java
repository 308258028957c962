package citybrain.replay;

import citybrain.detection.Baseline;
import citybrain.observation.SeriesKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The baselines of one city that one rule has not been taught yet. One is taught before the first
 * reading of its series at or after the time from which it applies; of several that are due then,
 * the newest alone.
 */
final class BaselinesAhead {

  private static final Comparator<Baseline> ORDER =
      Comparator.comparing(Baseline::appliesFrom).thenComparing(Baseline::version);

  private final Map<SeriesKey, ArrayDeque<Baseline>> bySeries = new HashMap<>();

  BaselinesAhead(Collection<Baseline> baselines) {
    var sorted = new ArrayList<>(List.copyOf(baselines));
    sorted.sort(ORDER);
    for (var one : sorted) {
      bySeries.computeIfAbsent(one.series(), series -> new ArrayDeque<>()).add(one);
    }
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  /**
   * Takes out what is to be taught before a reading.
   *
   * @param time of the reading, epoch milliseconds
   */
  @Nullable Baseline due(SeriesKey series, long time) {
    var ahead = bySeries.get(series);
    if (ahead == null) {
      return null;
    }
    Baseline due = null;
    while (!ahead.isEmpty() && ahead.getFirst().appliesFrom().toEpochMilli() <= time) {
      due = ahead.removeFirst();
    }
    if (ahead.isEmpty()) {
      bySeries.remove(series);
    }
    return due;
  }
}
