package citybrain.bench.data;

import citybrain.feed.FeedClock;
import citybrain.geo.Position;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A district full of sensors: 12,000 observations a minute of four properties on 2.7 km times 2.7
 * km, so more than twenty of a property for each hexagon and minute. Four feeds of fixed sensors,
 * one of cars that drive about and bring a fifth of all. Messages come up to 20 s after what they
 * tell, one reading in two hundred some minutes later.
 *
 * <p>It can have a hot spot, where three of ten sensors stand side by side: one zone and hexagon of
 * its own then has three tenths of all readings.
 */
final class DenseCity {

  static final String NAME = "dense";

  /** The name of the set with a hot spot. */
  static final String HOT = "hot";

  private static final double WEST = 10.0;
  private static final double SOUTH = 52.0;
  private static final double WIDTH = 0.040;
  private static final double HEIGHT = 0.0247;
  private static final double E7 = 1e7;
  private static final int HOT_TENTHS = 3;

  /** About ten metres. */
  private static final double HOT_SPREAD = 0.0001;

  private static final Instant BEGIN = Instant.parse("2026-01-15T06:00:00Z");
  private static final long STEP_MILLIS = 15_000;
  private static final int LATENESS_MILLIS = 60_000;
  private static final int SPREAD_MILLIS = 20_000;
  private static final int ONE_IN_IS_OLDER = 200;
  private static final int OLDER_MILLIS = 240_000;

  private static final String FILE =
      """
      city: dense
      name: A district full of sensors
      time-zone: UTC
      bounding-box: [9.9, 51.9, 10.2, 52.2]
      zones:
        district: {file: districts.geojson, id-property: id, name-property: id}
        dma: {file: dmas.geojson, id-property: id, name-property: id}
        h3: {resolution: 9}
      feeds:
      """;

  private static final String FEED =
      """
        %s:
          kind: table
          lateness: PT1M
          feature: {column: id}
          time: {column: at, format: iso}
          position: {longitude: x, latitude: y}
          values:
      """;

  /** One that sends all its features by turns, so many in a message. */
  private static final class Source {
    final String name;
    final List<List<ObservedProperty>> blocks;
    final byte[] key;
    final double[] longitudes;
    final double[] latitudes;
    final int perMessage;
    final boolean moves;
    final FeedClock clock = new FeedClock(LATENESS_MILLIS);
    int next;

    Source(
        String name,
        List<List<ObservedProperty>> blocks,
        int features,
        int perMessage,
        boolean moves,
        SplittableRandom random) {
      this.name = name;
      this.blocks = blocks;
      this.key = BlockLog.key(NAME, name);
      this.longitudes = random.doubles(features, WEST, WEST + WIDTH).toArray();
      this.latitudes = random.doubles(features, SOUTH, SOUTH + HEIGHT).toArray();
      this.perMessage = perMessage;
      this.moves = moves;
    }

    Position position(int feature) {
      return new Position(
          Math.rint(longitudes[feature] * E7) / E7, Math.rint(latitudes[feature] * E7) / E7);
    }
  }

  private static final List<ObservedProperty> TRAFFIC =
      List.of(ObservedProperty.TRAFFIC_SPEED, ObservedProperty.TRAFFIC_VEHICLE_COUNT);
  private static final List<ObservedProperty> AIR =
      List.of(ObservedProperty.NITROGEN_DIOXIDE, ObservedProperty.AIR_TEMPERATURE);

  private final BenchSet set;
  private final BlockLog log;
  private final SplittableRandom random = new SplittableRandom(42);
  private final List<Source> sources =
      List.of(
          new Source("roads-east", List.of(TRAFFIC), 600, 300, false, random),
          new Source("roads-west", List.of(TRAFFIC), 600, 300, false, random),
          new Source("air-east", List.of(AIR), 600, 300, false, random),
          new Source("air-west", List.of(AIR), 600, 300, false, random),
          new Source("cars", List.of(TRAFFIC, AIR), 300, 150, true, random));
  private final boolean hasHotSpot;
  private long offset;

  DenseCity(BenchSet set, BlockLog log, boolean hasHotSpot) {
    this.set = set;
    this.log = log;
    this.hasHotSpot = hasHotSpot;
    for (var source : hasHotSpot ? sources : List.<Source>of()) {
      for (int feature = 0; feature < source.longitudes.length; feature++) {
        if (isAtHotSpot(feature)) {
          source.longitudes[feature] = WEST + WIDTH / 2 + HOT_SPREAD * random.nextDouble();
          source.latitudes[feature] = SOUTH + HEIGHT / 2 + HOT_SPREAD * random.nextDouble();
        }
      }
    }
  }

  private boolean isAtHotSpot(int feature) {
    return hasHotSpot && feature % 10 < HOT_TENTHS;
  }

  /** Writes at least so many observations. */
  void write(long wanted) throws IOException {
    Files.writeString(set.cityFile(), cityFile());
    Files.writeString(set.folder().resolve("districts.geojson"), mosaic(2, 2));
    Files.writeString(set.folder().resolve("dmas.geojson"), mosaic(5, 3));
    for (long now = BEGIN.toEpochMilli(); log.observations() < wanted; now += STEP_MILLIS) {
      for (var source : sources) {
        message(source, now);
      }
    }
  }

  private String cityFile() {
    var text = new StringBuilder(FILE);
    for (var source : sources) {
      text.append(FEED.formatted(source.name));
      source.blocks.forEach(
          block ->
              block.forEach(
                  property ->
                      text.append(
                          "      %s: {property: %s, unit: \"%s\"}%n"
                              .formatted(property.code(), property.name(), property.unit()))));
    }
    return text.toString();
  }

  private void message(Source source, long arrival) {
    int count = source.perMessage;
    int from = source.next;
    source.next = (from + count) % source.longitudes.length;
    var times = new long[count];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      times[i] = arrival - random.nextInt(SPREAD_MILLIS) / 1000 * 1000L - older();
      latest = Math.max(latest, times[i]);
      if (source.moves && !isAtHotSpot(from + i)) {
        drive(source, from + i);
      }
    }
    long before = source.clock.now();
    source.clock.message(latest, arrival);
    var stamp = new Stamp(before, source.clock.now(), 0, offset++, 0);
    for (var properties : source.blocks) {
      var rows = new ArrayList<Observation>();
      for (int i = 0; i < count; i++) {
        var place = source.position(from + i);
        for (var property : properties) {
          rows.add(observation(source, from + i, property, times[i], arrival, place));
        }
      }
      Domain domain = properties.get(0).domain();
      log.readings(source.key, domain, rows, stamp);
      stamp = stamp.plus(rows.size());
    }
  }

  private long older() {
    return random.nextInt(ONE_IN_IS_OLDER) == 0 ? 1_000L * random.nextInt(OLDER_MILLIS / 1000) : 0;
  }

  /** Up to 150 m; who would leave the district turns back. */
  private void drive(Source source, int car) {
    source.longitudes[car] = within(source.longitudes[car], WEST, WIDTH, 0.0022);
    source.latitudes[car] = within(source.latitudes[car], SOUTH, HEIGHT, 0.00135);
  }

  private double within(double at, double least, double room, double step) {
    double next = at + step * (2 * random.nextDouble() - 1);
    return Math.max(least, Math.min(least + room, next));
  }

  private Observation observation(
      Source source,
      int feature,
      ObservedProperty property,
      long time,
      long arrival,
      Position place) {
    double result =
        property == ObservedProperty.TRAFFIC_VEHICLE_COUNT
            ? random.nextInt(60)
            : random.nextInt(1_200) / 10.0
                - (property == ObservedProperty.AIR_TEMPERATURE ? 55 : 0);
    return new Observation(
        NAME,
        source.name,
        source.name + "-" + (10_000 + feature),
        property,
        Instant.ofEpochMilli(time),
        Instant.ofEpochMilli(arrival),
        result,
        place,
        "",
        "sensor",
        Quality.GOOD);
  }

  /** Zones that share wavy borders; the easternmost tenth of the district is in none of them. */
  private static String mosaic(int columns, int rows) {
    var features = new ArrayList<String>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        var ring = new ArrayList<String>();
        int parts = 8;
        for (int i = 0; i <= 4 * parts; i++) {
          double along = (i % parts) / (double) parts;
          double x =
              switch (i / parts) {
                case 0 -> along;
                case 1 -> 1;
                case 2 -> 1 - along;
                default -> 0;
              };
          double y =
              switch (i / parts) {
                case 0, 4 -> 0;
                case 1 -> along;
                case 2 -> 1;
                default -> 1 - along;
              };
          ring.add(point((column + x) / columns, (row + y) / rows));
        }
        features.add(
            String.format(
                Locale.ROOT,
                """
                {"type":"Feature","properties":{"id":"z%d-%d"},\
                "geometry":{"type":"Polygon","coordinates":[[%s]]}}""",
                row,
                column,
                String.join(",", ring)));
      }
    }
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static String point(double x, double y) {
    double wave = 0.02;
    double wavyX = 0.9 * (x + wave * Math.sin(9 * y) * Math.sin(Math.PI * x));
    double wavyY = y + wave * Math.sin(9 * x) * Math.sin(Math.PI * y);
    return "[" + (WEST + WIDTH * wavyX) + "," + (SOUTH + HEIGHT * wavyY) + "]";
  }
}
