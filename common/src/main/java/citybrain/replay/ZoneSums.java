package citybrain.replay;

import citybrain.DeclaredFeeds;
import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.aggregation.ExactSum;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.FeedSpec;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all zones of a city: minutes, quarters of an hour, hours and days, but none that
 * are shorter than the interval at which a property is read. An observation is summed unless the
 * clock of its feed, as its stamp says it, had passed the quarter of an hour around it by the
 * retention.
 */
final class ZoneSums {

  private static final long MINUTE = 60_000;
  private static final long QUARTER = 15 * MINUTE;
  private static final long HOUR = 60 * MINUTE;
  private static final long RETENTION = 4 * 60 * MINUTE;

  /** Of what lies in no zone of a layer. */
  private static final String OUTSIDE = "";

  private final String city;
  private final ZoneId timeZone;

  /** Of the quickest feed that brings a property or what it is derived from, ms. */
  private final Map<ObservedProperty, Long> intervals;

  /** How long feeds may correct what they told, ms; none where they may not. */
  private final Map<String, Long> corrected = new HashMap<>();

  /** The longest of them by property. */
  private final Map<ObservedProperty, Long> retentions = new TreeMap<>();

  private final CityZones zones;
  private final Map<Position, List<Zone>> known = new HashMap<>();
  private final List<Zone> nowhere;
  private final Map<Window, Sum> sums = new HashMap<>();
  private long late;

  private record Zone(String layer, String zone, @Nullable Position centre) {}

  private record Window(Zone zone, ObservedProperty property, long start, long end) {}

  private static final class Sum {
    private final ExactSum sum = new ExactSum();
    private final ExactSum estimatedSum = new ExactSum();
    private long count;
    private long estimated;
    private long corrections;

    /** What was measured and may be corrected, each by itself. */
    private final List<Double> told = new ArrayList<>();

    /** What was not measured and may be corrected. */
    private final List<Double> guessed = new ArrayList<>();

    /** Of all others. */
    private double min = Double.POSITIVE_INFINITY;

    private double max = Double.NEGATIVE_INFINITY;

    void add(double value, Quality quality, boolean mayBeCorrected) {
      if (quality == Quality.ESTIMATED) {
        estimatedSum.add(value);
        estimated++;
        if (mayBeCorrected) {
          guessed.add(value);
        }
        return;
      }
      sum.add(value);
      count++;
      if (mayBeCorrected) {
        told.add(value);
      } else {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }

    void correct(Replaced before, double value, Quality quality) {
      boolean wasGuess = before.quality() == Quality.ESTIMATED;
      if ((wasGuess ? guessed : told).remove(before.result())) {
        if (wasGuess) {
          estimatedSum.subtract(before.result());
          estimated--;
        } else {
          sum.subtract(before.result());
          count--;
        }
        add(value, quality, true);
        corrections++;
      }
    }

    double min() {
      return extreme(Math.min(min, told.stream().mapToDouble(v -> v).min().orElse(min)));
    }

    double max() {
      return extreme(Math.max(max, told.stream().mapToDouble(v -> v).max().orElse(max)));
    }

    private double extreme(double found) {
      return count == 0 ? Double.NaN : found;
    }
  }

  ZoneSums(CityFile city, CityZones zones) {
    this.city = city.city();
    this.timeZone = city.timeZone();
    this.intervals = intervals(city);
    city.feeds().stream()
        .filter(FeedSpec::corrected)
        .forEach(feed -> corrected.put(feed.name(), feed.overlap().toMillis()));
    DeclaredFeeds.properties(city)
        .forEach(
            (feed, brings) ->
                brings.forEach(
                    p -> retentions.merge(p, corrected.getOrDefault(feed, 0L), Math::max)));
    this.zones = zones;
    this.nowhere =
        zones.indexes().stream()
            .map(index -> new Zone(index.layer().name(), OUTSIDE, null))
            .toList();
  }

  private static Map<ObservedProperty, Long> intervals(CityFile city) {
    var intervals = new TreeMap<ObservedProperty, Long>();
    var brings = DeclaredFeeds.properties(city);
    for (var feed : city.feeds()) {
      var properties = new HashSet<>(brings.getOrDefault(feed.name(), Set.of()));
      for (var rule : Rules.ALL) {
        if (!Collections.disjoint(rule.inputs(), properties)) {
          properties.addAll(rule.derived());
        }
      }
      properties.forEach(p -> intervals.merge(p, feed.interval(p).toMillis(), Math::min));
    }
    return intervals;
  }

  void add(Stamped one) {
    var observation = one.observation();
    long time = observation.phenomenonTime().toEpochMilli();
    long retention = Math.max(RETENTION, retentions.getOrDefault(observation.property(), 0L));
    if (start(time, QUARTER) + QUARTER + retention <= one.stamp().clock()) {
      late++;
      return;
    }
    var position = observation.position();
    var around = position == null ? nowhere : known.computeIfAbsent(position, this::around);
    for (var zone : around) {
      for (var window : windows(zone, observation)) {
        var sum = sums.computeIfAbsent(window, w -> new Sum());
        var before = observation.replaces();
        if (before == null) {
          sum.add(
              observation.result(),
              observation.quality(),
              corrected.containsKey(observation.feed()));
        } else {
          sum.correct(before, observation.result(), observation.quality());
        }
      }
    }
  }

  private List<Window> windows(Zone zone, Observation observation) {
    var property = observation.property();
    long time = observation.phenomenonTime().toEpochMilli();
    long shortest = intervals.getOrDefault(property, 0L);
    var windows = new ArrayList<Window>();
    for (long size : new long[] {MINUTE, QUARTER}) {
      if (size >= shortest) {
        windows.add(new Window(zone, property, start(time, size), start(time, size) + size));
      }
    }
    var local = observation.phenomenonTime().atZone(timeZone);
    if (HOUR >= shortest) {
      // By the clock on the wall, whose minutes are those of no other clock in some cities.
      long hour = local.truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
      windows.add(new Window(zone, property, hour, hour + HOUR));
    }
    var date = local.toLocalDate();
    windows.add(new Window(zone, property, begin(date), begin(date.plusDays(1))));
    return windows;
  }

  private long begin(LocalDate date) {
    return date.atStartOfDay(timeZone).toInstant().toEpochMilli();
  }

  private static long start(long time, long size) {
    return Math.floorDiv(time, size) * size;
  }

  /** One zone of each layer. */
  private List<Zone> around(Position position) {
    double longitude = position.longitude();
    double latitude = position.latitude();
    var around = new ArrayList<Zone>();
    for (var index : zones.indexes()) {
      int ordinal = index.ordinalAt(longitude, latitude);
      around.add(
          ordinal < 0
              ? new Zone(index.layer().name(), OUTSIDE, null)
              : new Zone(
                  index.layer().name(),
                  index.zone(ordinal).id(),
                  index.zone(ordinal).labelPoint()));
    }
    long cell = zones.hexGrid().cell(longitude, latitude);
    around.add(new Zone(HexGrid.LAYER, HexGrid.text(cell), zones.hexGrid().centre(cell)));
    return around;
  }

  /** How many observations came too late. */
  long late() {
    return late;
  }

  /** The last state of all windows. */
  List<Aggregate> all() {
    return sums.entrySet().stream()
        .map(entry -> aggregate(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing(Aggregate::layer)
                .thenComparing(Aggregate::zone)
                .thenComparing(Aggregate::property)
                .thenComparing(Aggregate::windowStart)
                .thenComparing(Aggregate::windowEnd))
        .toList();
  }

  /** Its revision is the number of readings and corrections in it. */
  private Aggregate aggregate(Window window, Sum sum) {
    return new Aggregate(
        city,
        window.zone.layer,
        window.zone.zone,
        window.property,
        Instant.ofEpochMilli(window.start),
        Instant.ofEpochMilli(window.end),
        (int) Math.min(sum.count + sum.estimated + sum.corrections, Integer.MAX_VALUE),
        sum.count,
        sum.sum.value(),
        sum.min(),
        sum.max(),
        sum.estimated,
        sum.estimatedSum.value(),
        window.zone.centre);
  }
}
