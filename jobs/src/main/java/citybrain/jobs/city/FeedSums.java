package citybrain.jobs.city;

import citybrain.observation.ObservedProperty;
import citybrain.wire.ObservationView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one property of one feed before the shuffle, and its event time: the minute of the
 * latest reading seen, which nothing but this feed moves.
 */
final class FeedSums {

  private static final int KNOWN_PLACES = 1 << 18;

  final String city;
  final String feed;
  final ObservedProperty property;
  long now = Long.MIN_VALUE;

  private final Places.Lookup lookup;
  private final List<Sum> dirty = new ArrayList<>();

  /** By position; sensors stand still, so nearly every lookup is a hit. */
  private final Map<Long, Sum[]> known = new HashMap<>();

  private final Map<Places.Place, Sum> sums = new HashMap<>();

  FeedSums(String city, String feed, ObservedProperty property, Places.Lookup lookup) {
    this.city = city;
    this.feed = feed;
    this.property = property;
    this.lookup = lookup;
  }

  /** One zone with the minute that is being summed. */
  static final class Sum {
    private final ZoneSeries series;
    private long minute;
    private long count;
    private double sum;
    private double min;
    private double max;

    Sum(ZoneSeries series) {
      this.series = series;
    }

    private void add(double value) {
      min = count == 0 ? value : Math.min(min, value);
      max = count == 0 ? value : Math.max(max, value);
      sum += value;
      count++;
    }
  }

  /** Takes what has been summed. */
  interface Out {
    void minute(ZoneSeries series, long start, long count, double sum, double min, double max);
  }

  /** Adds a value to the zones around its place. */
  void add(long place, long minute, double value, Out out) {
    if (minute > now) {
      flush(out);
      now = minute;
    }
    for (var sum : at(place)) {
      if (sum.count > 0 && sum.minute != minute) {
        emit(sum, out);
      }
      if (sum.count == 0) {
        sum.minute = minute;
        dirty.add(sum);
      }
      sum.add(value);
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
    out.minute(sum.series, sum.minute, sum.count, sum.sum, sum.min, sum.max);
    sum.count = 0;
    sum.sum = 0;
  }

  private Sum[] at(long place) {
    @Nullable Sum[] found = known.get(place);
    if (found == null) {
      if (known.size() >= KNOWN_PLACES) {
        known.clear();
      }
      var zones =
          place == ObservationView.NOWHERE
              ? lookup.nowhere()
              : lookup.zonesAt(ObservationView.longitude(place), ObservationView.latitude(place));
      found = sums(zones);
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
}
