package citybrain.energy;

import citybrain.observation.Pseudonym;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When each meter of a transformer was heard of last, epoch seconds: a map that never changes. A
 * transformer has some dozens of meters and each reading changes one of them, so two rows are
 * copied, which costs a tenth of copying a map of entries.
 */
final class MeterTimes extends AbstractMap<String, Long> {

  private final String[] meters;
  private final long[] times;

  private MeterTimes(String[] meters, long[] times) {
    this.meters = meters;
    this.times = times;
  }

  /** The same as this map, which a snapshot may have brought back as another kind of it. */
  static MeterTimes of(Map<String, Long> map) {
    if (map instanceof MeterTimes same) {
      return same;
    }
    var meters = new String[map.size()];
    var times = new long[map.size()];
    int i = 0;
    for (var entry : map.entrySet()) {
      meters[i] = entry.getKey();
      times[i++] = entry.getValue();
    }
    return new MeterTimes(meters, times);
  }

  /** Where a meter stands; negative when it does not. */
  private int find(@Nullable Object meter) {
    // Names of one meter are one object mostly.
    for (int i = 0; i < meters.length; i++) {
      if (isSame(meters[i], meter)) {
        return i;
      }
    }
    for (int i = 0; i < meters.length; i++) {
      if (meters[i].equals(meter)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSame(Object one, @Nullable Object other) {
    return one == other;
  }

  /** With a reading of a meter: the later time counts. */
  MeterTimes with(String meter, long time) {
    int place = find(meter);
    boolean isNew = place < 0;
    int size = isNew ? meters.length + 1 : meters.length;
    var nextMeters = isNew || !isSame(meters[place], meter) ? Arrays.copyOf(meters, size) : meters;
    var nextTimes = Arrays.copyOf(times, size);
    int at = isNew ? size - 1 : place;
    nextMeters[at] = meter;
    nextTimes[at] = isNew ? time : Math.max(times[place], time);
    return new MeterTimes(nextMeters, nextTimes);
  }

  /** Those whose names hold at this time; a pseudonym may have come to its end. */
  MeterTimes named(long time) {
    return only(i -> !Pseudonym.isOver(meters[i], time));
  }

  /** How many have names that ended before this time. */
  int countOver(long time) {
    return size() - named(time).size();
  }

  /** Those that were heard of at this time or later. */
  MeterTimes since(long time) {
    return countSince(time) == times.length ? this : only(i -> times[i] >= time);
  }

  private MeterTimes only(IntPredicate kept) {
    var places = IntStream.range(0, times.length).filter(kept).toArray();
    return places.length == times.length
        ? this
        : new MeterTimes(
            Arrays.stream(places).mapToObj(i -> meters[i]).toArray(String[]::new),
            Arrays.stream(places).mapToLong(i -> times[i]).toArray());
  }

  /** How many were heard of at this time or later. */
  int countSince(long time) {
    int count = 0;
    for (long one : times) {
      if (one >= time) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int size() {
    return meters.length;
  }

  @Override
  public boolean containsKey(@Nullable Object meter) {
    return find(meter) >= 0;
  }

  @Override
  public @Nullable Long get(@Nullable Object meter) {
    int place = find(meter);
    return place < 0 ? null : times[place];
  }

  @Override
  public Set<Entry<String, Long>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return meters.length;
      }

      @Override
      public Iterator<Entry<String, Long>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < meters.length;
          }

          @Override
          public Entry<String, Long> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return Map.entry(meters[next], times[next++]);
          }
        };
      }
    };
  }
}
