package citybrain.jobs.lake.summary;

import citybrain.aggregation.WindowSpan;
import citybrain.observation.Vocabulary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private static final int FEW = 16;

  private static final int NONE = -1;

  /** What is known of one place and hour, or of one zone and hour. */
  private static final class Known {
    final ZoneStats stats = new ZoneStats();
    final FeatureSet features = new FeatureSet();

    /** Whom its last value was of: at most places there is one, for all of an hour. */
    int lastFeature = NONE;

    void merge(Known other) {
      stats.merge(other.stats);
      features.addAll(other.features);
    }
  }

  private final ZoneLayers layers;
  private final ZoneId timeZone;
  private final LongTable<Known> places = new LongTable<>(Known::new);

  /** By their numbers. */
  private final List<String> properties = new ArrayList<>();

  private final Map<Long, Integer> hourNumbers = new HashMap<>();
  private final List<Long> hours = new ArrayList<>();
  private long lastQuarter;
  private int hour = -1;

  /** Feeds and features in one, by their numbers. */
  private final List<String> features = new ArrayList<>();

  private final LongTable<Integer> featureNumbers = new LongTable<>(features::size);

  /** By the number of its name: which feature was the last of it, and of which feed it was. */
  private int[] ofName = {};

  private int[] feedOfName = {};

  private long lastKey = -1;
  private Known lastKnown = new Known();

  FileHours(ZoneLayers layers, ZoneId timeZone) {
    this.layers = layers;
    this.timeZone = timeZone;
  }

  /**
   * Adds a reading of the file; what is no number is none.
   *
   * @throws IllegalStateException when no day of a city has so many hours or properties
   */
  void add(ObservationColumns rows, int row, boolean isLate) {
    double value = rows.result[row];
    if (!Double.isFinite(value)) {
      return;
    }
    var known = known(rows, row);
    if (isLate) {
      known.stats.countLate();
    }
    var quality = rows.quality.text(row);
    if (!ArchivedReading.isMeasured(quality)) {
      known.stats.addEstimated(value);
      return;
    }
    known.stats.add(value);
    int feature = feature(rows, row);
    if (feature != known.lastFeature) {
      known.features.add(feature);
      known.lastFeature = feature;
    }
    if (ArchivedReading.isSuspect(quality)) {
      known.stats.countSuspect();
    }
  }

  private Known known(ObservationColumns rows, int row) {
    var around = layers.around(rows.longitude[row], rows.latitude[row], rows.zone.text(row));
    long key = key(around.number(), property(rows, row), hour(rows.phenomenonMillis[row]));
    if (key != lastKey) {
      lastKnown = places.at(key);
      lastKey = key;
    }
    return lastKnown;
  }

  private static long key(long place, int property, int hour) {
    return (place << (2 * BITS)) | ((long) property << BITS) | hour;
  }

  private int property(ObservationColumns rows, int row) {
    int number = rows.property.number(row);
    while (number >= properties.size()) {
      number(properties, "");
    }
    if (properties.get(number).isEmpty()) {
      properties.set(number, rows.property.text(row));
    }
    return number;
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

  private int feature(ObservationColumns rows, int row) {
    int name = rows.feature.number(row);
    int feed = rows.feed.number(row);
    if (name >= ofName.length) {
      int before = ofName.length;
      int room = Math.max(FEW, 2 * name);
      ofName = Arrays.copyOf(ofName, room);
      feedOfName = Arrays.copyOf(feedOfName, room);
      Arrays.fill(feedOfName, before, room, NONE);
    }
    if (feedOfName[name] != feed) {
      feedOfName[name] = feed;
      ofName[name] = featureNumbers.at(((long) feed << Integer.SIZE) | name);
      if (ofName[name] == features.size()) {
        features.add(rows.feed.text(row) + '/' + rows.feature.text(row));
      }
    }
    return ofName[name];
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
