package citybrain.jobs.lake.summary;

import citybrain.aggregation.WindowSpan;
import citybrain.observation.Vocabulary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums the readings of one file: first for each set of zones that they lie in, of which a city has
 * few, and of these sums each zone has its share, so that a reading is looked up once and not once
 * a layer.
 */
final class FileHours {

  /** No clock of a city is off these. */
  private static final long QUARTER_MILLIS = 900_000;

  /** Of a file, and of properties in it: keys have as many bits for them. */
  private static final int MOST = 1 << 16;

  private static final int BITS = 16;

  private static final int RECENT_BITS = 14;
  private static final int RECENT = 1 << RECENT_BITS;

  /** What is known of one place and hour, or of one zone and hour. */
  private static final class Known {
    final ZoneStats stats = new ZoneStats();
    final FeatureSet features = new FeatureSet();

    /** Whom its last value was of: at most places there is one, for all of an hour. */
    @Nullable String lastFeed;

    @Nullable String lastFeature;

    void merge(Known other) {
      stats.merge(other.stats);
      features.addAll(other.features);
    }
  }

  private final ZoneLayers layers;
  private final ZoneId timeZone;
  private final LongTable<Known> places = new LongTable<>(Known::new);

  private final Map<String, Integer> propertyNumbers = new HashMap<>();
  private final List<String> properties = new ArrayList<>();
  private String lastProperty = "";
  private int property = -1;

  private final Map<Long, Integer> hourNumbers = new HashMap<>();
  private final List<Long> hours = new ArrayList<>();
  private long lastQuarter;
  private int hour = -1;

  private final Map<String, Map<String, Integer>> featureNumbers = new HashMap<>();
  private final List<String> features = new ArrayList<>();

  /** Those that came last, by their hashes: readings come in turns, of thousands of features. */
  private final int[] recent = new int[RECENT];

  private final @Nullable String[] recentNames = new String[RECENT];
  private final @Nullable String[] recentFeeds = new String[RECENT];

  private long lastKey = -1;
  private Known lastKnown = new Known();

  FileHours(ZoneLayers layers, ZoneId timeZone) {
    this.layers = layers;
    this.timeZone = timeZone;
  }

  /**
   * Adds a reading; what is no number is none.
   *
   * @throws IllegalStateException when no day of a city has so many hours or properties
   */
  void add(ArchivedReading row, boolean isLate) {
    if (!Double.isFinite(row.result)) {
      return;
    }
    var around = layers.around(row);
    long key = key(around.number(), property(row.property), hour(row.phenomenonMillis));
    var known = key == lastKey ? lastKnown : places.at(key);
    lastKey = key;
    lastKnown = known;
    if (isLate) {
      known.stats.countLate();
    }
    if (!row.isMeasured()) {
      known.stats.addEstimated(row.result);
      return;
    }
    known.stats.add(row.result);
    if (!row.feature.equals(known.lastFeature) || !row.feed.equals(known.lastFeed)) {
      known.features.add(feature(row.feed, row.feature));
      known.lastFeature = row.feature;
      known.lastFeed = row.feed;
    }
    if (row.isSuspect()) {
      known.stats.countSuspect();
    }
  }

  private static long key(long place, int property, int hour) {
    return (place << (2 * BITS)) | ((long) property << BITS) | hour;
  }

  private int property(String name) {
    if (property < 0 || !name.equals(lastProperty)) {
      property = propertyNumbers.computeIfAbsent(name, n -> number(properties, n));
      lastProperty = name;
    }
    return property;
  }

  private int hour(long time) {
    long quarter = Math.floorDiv(time, QUARTER_MILLIS);
    if (hour < 0 || quarter != lastQuarter) {
      long start = WindowSpan.HOUR.startOf(quarter * QUARTER_MILLIS, timeZone);
      hour = hourNumbers.computeIfAbsent(start, s -> number(hours, s));
      lastQuarter = quarter;
    }
    return hour;
  }

  private static <T> int number(List<T> all, T one) {
    if (all.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " hours or properties in one file");
    }
    all.add(one);
    return all.size() - 1;
  }

  private int feature(String feed, String name) {
    int slot = (name.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - RECENT_BITS);
    if (name.equals(recentNames[slot]) && feed.equals(recentFeeds[slot])) {
      return recent[slot];
    }
    int number =
        featureNumbers
            .computeIfAbsent(feed, f -> new HashMap<>())
            .computeIfAbsent(
                name,
                n -> {
                  features.add(feed + '/' + n);
                  return features.size() - 1;
                });
    recentNames[slot] = name;
    recentFeeds[slot] = feed;
    recent[slot] = number;
    return number;
  }

  /**
   * Hands over what came of it, zone by zone and hour by hour; this is at its end then.
   *
   * @param unknown gets how many readings were left out of each property that the city does not
   *     declare any more: it has no unit and no domain
   */
  void pack(DayPart.Packer packer, Vocabulary vocabulary, Map<String, Long> unknown) {
    var isKnown = properties.stream().map(name -> vocabulary.find(name).isPresent()).toList();
    var zones = new LongTable<>(Known::new);
    for (int i = 0; i < places.size(); i++) {
      long key = places.key(i);
      var known = places.value(i);
      if (isKnown.get(propertyOf(key))) {
        var around = layers.around(place(key)).zones();
        for (var zone : around.subList(0, around.size() - 1)) {
          zones.at(key(zone.number(), propertyOf(key), hourOf(key))).merge(known);
        }
      } else {
        long left = known.stats.moments().count() + known.stats.estimated();
        unknown.merge(properties.get(propertyOf(key)), left, Long::sum);
      }
    }
    takeLast(zones, isKnown);
    pack(zones, packer);
  }

  /**
   * The cells, which are the finest of all: most have the hours of one place, and take them as they
   * are, now that no other layer needs them.
   */
  private void takeLast(LongTable<Known> zones, List<Boolean> isKnown) {
    for (int i = 0; i < places.size(); i++) {
      long key = places.key(i);
      if (isKnown.get(propertyOf(key))) {
        var around = layers.around(place(key)).zones();
        int cell = around.get(around.size() - 1).number();
        var known = places.value(i);
        var of = zones.at(key(cell, propertyOf(key), hourOf(key)), () -> known);
        if (!of.equals(known)) {
          of.merge(known);
        }
      }
    }
  }

  private void pack(LongTable<Known> zones, DayPart.Packer packer) {
    var keys = zones.keys();
    Arrays.sort(keys);
    var zone = new DayPart.Zone("", "", "");
    long last = -1;
    for (long key : keys) {
      if (key >>> BITS != last) {
        var met = layers.zone(place(key));
        zone = new DayPart.Zone(met.layer(), met.zone(), properties.get(propertyOf(key)));
        last = key >>> BITS;
      }
      var known = zones.at(key);
      packer.add(
          zone,
          new DayPart.Hour(
              hours.get(hourOf(key)), known.stats.bytes(), known.features.sketch(features::get)));
    }
    packer.end();
  }

  private static int place(long key) {
    return (int) (key >>> (2 * BITS));
  }

  private static int propertyOf(long key) {
    return (int) (key >>> BITS) & (MOST - 1);
  }

  private static int hourOf(long key) {
    return (int) key & (MOST - 1);
  }
}
