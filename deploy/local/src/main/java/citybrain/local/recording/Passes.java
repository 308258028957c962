package citybrain.local.recording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which series of an entry have told which times of the hour that autumn repeats: what a series
 * tells again is of the second pass. Only that hour is remembered.
 */
final class Passes {

  /** An entry that tells more in that hour is read as if the rest were of the pass it stands in. */
  private static final int MOST = 1 << 18;

  private static final long DAY = 86_400_000L;

  private record Told(String series, long time) {}

  /** The line in which a series told its newest time. */
  private record Newest(long time, int line) {}

  private final Set<Told> told = new HashSet<>();
  private final Map<String, Newest> newest = new HashMap<>();
  private long since = Long.MIN_VALUE;

  /** True when one of these series has told this time (of the first pass) before. */
  boolean hasTold(List<String> series, long time) {
    for (var one : series) {
      if (told.contains(new Told(one, time))) {
        return true;
      }
    }
    return false;
  }

  /** True when the series told this time last, in the same line: then this may be a copy. */
  boolean isRepetition(List<String> series, long time, byte[] line) {
    var same = new Newest(time, Arrays.hashCode(line));
    for (var one : series) {
      if (!same.equals(newest.get(one))) {
        return false;
      }
    }
    return true;
  }

  void tell(List<String> series, long time, byte[] line) {
    if (since == Long.MIN_VALUE || Math.abs(time - since) > DAY) {
      told.clear();
      newest.clear();
      since = time;
    }
    var latest = new Newest(time, Arrays.hashCode(line));
    for (var one : series) {
      if (told.size() < MOST) {
        told.add(new Told(one, time));
        newest.put(one, latest);
      }
    }
  }
}
