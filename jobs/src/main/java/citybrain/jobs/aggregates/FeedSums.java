package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.jobs.cities.Places;
import citybrain.observation.ObservedProperty;
import citybrain.wire.BlockReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one property of one feed before the shuffle. They are exact, so that it does not
 * matter when they are handed on.
 */
final class FeedSums {

  final String city;
  final String feed;
  final ObservedProperty property;

  private final Places.Lookup lookup;
  private final List<Sum> dirty = new ArrayList<>();

  /** By position; sensors stand still, so nearly every lookup is a hit. */
  private final ByPlace known = new ByPlace();

  private final Map<Places.Place, Sum> sums = new HashMap<>();

  FeedSums(String city, String feed, ObservedProperty property, Places.Lookup lookup) {
    this.city = city;
    this.feed = feed;
    this.property = property;
    this.lookup = lookup;
  }

  /** One zone with the minute that is being summed. */
  static final class Sum extends ExactSum {
    private final ZoneSeries series;
    private long minute;
    private long count;
    private double min;
    private double max;

    Sum(ZoneSeries series) {
      this.series = series;
    }

    private void count(double value) {
      min = count == 0 ? value : Math.min(min, value);
      max = count == 0 ? value : Math.max(max, value);
      add(value);
      count++;
    }
  }

  /** The zones around one place. */
  private record Around(Sum[] sums) {}

  /** Takes what has been summed. */
  interface Out {
    void minute(ZoneSeries series, long start, long count, ExactSum sum, double min, double max);
  }

  /** Adds a value to the zones around its place. */
  void add(long place, long minute, double value, Out out) {
    for (var sum : at(place).sums) {
      if (sum.count > 0 && sum.minute != minute) {
        emit(sum, out);
      }
      if (sum.count == 0) {
        sum.minute = minute;
        dirty.add(sum);
      }
      sum.count(value);
    }
  }

  void flush(Out out) {
    for (var sum : dirty) {
      if (sum.count > 0) {
        emit(sum, out);
      }
    }
    dirty.clear();
  }

  private static void emit(Sum sum, Out out) {
    out.minute(sum.series, sum.minute, sum.count, sum, sum.min, sum.max);
    sum.count = 0;
    sum.clear();
  }

  private Around at(long place) {
    var found = known.find(place);
    if (found == null) {
      var zones =
          place == BlockReader.NOWHERE
              ? lookup.nowhere()
              : lookup.zonesAt(BlockReader.longitude(place), BlockReader.latitude(place));
      found = new Around(sums(zones));
      known.put(place, found);
    }
    return found;
  }

  private Sum[] sums(Collection<Places.Place> zones) {
    return zones.stream()
        .map(
            zone ->
                sums.computeIfAbsent(zone, z -> new Sum(new ZoneSeries(city, feed, property, z))))
        .toArray(Sum[]::new);
  }

  /** Sums by position without an object a key; beyond a bound it starts again. */
  private static final class ByPlace {

    private static final int BOUND = 1 << 18;

    private long[] places = new long[256];
    private @Nullable Around[] sums = new Around[256];
    private int size;

    @Nullable Around find(long place) {
      return sums[slot(place)];
    }

    private int slot(long place) {
      int mask = places.length - 1;
      long hash = place * 0x9E3779B97F4A7C15L;
      int slot = (int) (hash >>> 40) & mask;
      while (sums[slot] != null && places[slot] != place) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    void put(long place, Around of) {
      if (2 * size >= places.length) {
        rehash(size >= BOUND ? 256 : 2 * places.length, size < BOUND);
      }
      int slot = slot(place);
      places[slot] = place;
      sums[slot] = of;
      size++;
    }

    private void rehash(int room, boolean keep) {
      var oldPlaces = places;
      var oldSums = sums;
      places = new long[room];
      sums = new Around[room];
      size = 0;
      for (int i = 0; keep && i < oldPlaces.length; i++) {
        var old = oldSums[i];
        if (old != null) {
          put(oldPlaces[i], old);
        }
      }
    }
  }
}
