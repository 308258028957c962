package citybrain.bench.lake;

import citybrain.bench.Parent;
import citybrain.feed.SettingException;
import citybrain.geo.BoundingBox;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a lake by the writer of the archive: stations that stand still and tell four values each,
 * of the air or of water, every so many minutes, in the order of time, a few files a day. The same
 * seed makes the same lake. The child process of {@code ./citybrain bench lake}.
 */
public final class LakeMaker {

  /** The name of the city, its file and its folder. */
  public static final String CITY = "bench";

  /** Which zone each station lies in, for those who cannot find that themselves. */
  public static final String PLACES = "places.csv";

  private static final LocalDate FIRST = LocalDate.of(2025, 3, 10);
  private static final BoundingBox BOX = new BoundingBox(10.0, 56.0, 10.36, 56.24);

  /** Districts in a row, and rows. */
  private static final int SIDE = 6;

  private static final int RESOLUTION = 9;
  private static final double SUSPECT = 0.02;
  private static final double ESTIMATED = 0.05;

  /**
   * One of the four values that a station tells.
   *
   * @param suffix of the station's name, which tells features of one station apart
   */
  record Told(String suffix, ObservedProperty property) {}

  /** What stations tell: four values, all of one domain. */
  enum Topic {

    /** One feature with four properties. */
    AIR,

    /** Two meters, of flow and pressure: what baselines are learned of. */
    WATER;

    private static Topic of(String word) {
      for (var one : values()) {
        if (one.word().equals(word)) {
          return one;
        }
      }
      throw new SettingException("setting 'topic' is '" + word + "': expected air or water");
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private List<Told> told() {
      return switch (this) {
        case AIR ->
            List.of(
                new Told("", ObservedProperty.PM10),
                new Told("", ObservedProperty.PM2_5),
                new Told("", ObservedProperty.NITROGEN_DIOXIDE),
                new Told("", ObservedProperty.OZONE));
        case WATER ->
            List.of(
                new Told("-in", ObservedProperty.WATER_FLOW),
                new Told("-in", ObservedProperty.WATER_PRESSURE),
                new Told("-out", ObservedProperty.WATER_FLOW),
                new Told("-out", ObservedProperty.WATER_PRESSURE));
      };
    }
  }

  /**
   * What is made.
   *
   * @param minutes from one value of a series to its next; at most a day
   * @param files of each day
   */
  record Plan(Topic topic, int stations, int minutes, int days, int files, int seed) {

    private static final int MINUTES_OF_DAY = 1_440;

    static Plan from(Config config) {
      return new Plan(
          Topic.of(config.text("topic", "what stations tell of: air or water", "air")),
          config.count("stations", "each tells four values at a time", 2_000),
          config.count("minutes", "from one time to the next", 5),
          config.count("days", "one after the other", 4),
          config.count("files", "of a day", 8),
          config.count("seed", "of places and values", 42));
    }

    Plan {
      if (stations < 1 || days < 1 || files < 1) {
        throw new SettingException("settings 'stations', 'days' and 'files' must be 1 or more");
      }
      if (minutes < 1 || minutes > MINUTES_OF_DAY) {
        throw new SettingException("setting 'minutes' must be 1 to " + MINUTES_OF_DAY);
      }
    }
  }

  private record Station(String name, Position place) {}

  private final Plan plan;
  private final Path folder;
  private final SplittableRandom random;
  private final List<Station> stations = new ArrayList<>();

  LakeMaker(Plan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
    this.random = new SplittableRandom(plan.seed);
    for (int i = 0; i < plan.stations; i++) {
      var place = new Position(within(BOX.west(), BOX.east()), within(BOX.south(), BOX.north()));
      stations.add(new Station("station-" + i, place));
    }
  }

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var plan = Plan.from(config);
    var folder = config.text("folder", "gets the city file and the lake", "");
    var child = Parent.setting(config);
    if (config.helpWanted()) {
      System.out.print(config.help());
      return;
    }
    config.refuseUnknown();
    if (child) {
      Parent.endWithIt();
    }
    long rows = new LakeMaker(plan, Path.of(folder)).write();
    System.out.printf(Locale.ROOT, "%d readings%n", rows);
  }

  /** As files tell places: seven digits behind the point. */
  private double within(double from, double to) {
    return Math.rint((from + random.nextDouble() * (to - from)) * 1e7) / 1e7;
  }

  /** How many readings there are. */
  long write() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("districts.geojson"), districts());
    Files.writeString(folder.resolve(CITY + ".yaml"), city());
    Files.writeString(folder.resolve(PLACES), places());
    long rows = 0;
    for (int day = 0; day < plan.days; day++) {
      rows += write(FIRST.plusDays(day));
    }
    return rows;
  }

  private static String city() {
    return """
        city: %s
        name: Bench
        time-zone: UTC
        bounding-box: [%s, %s, %s, %s]
        zones:
          district:
            file: districts.geojson
            id-property: id
            name-property: id
            crs: EPSG:4326
          h3:
            resolution: %s
        feeds:
          air:
            kind: citypulse-weather
            feature: air
            position: 10.1,56.1
        """
        .formatted(
            CITY, BOX.west(), BOX.south(), BOX.east(), BOX.north(), Integer.toString(RESOLUTION));
  }

  private static double edge(double from, double to, int step) {
    return from + (to - from) * step / SIDE;
  }

  private static String districts() {
    var features = new ArrayList<String>();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double west = edge(BOX.west(), BOX.east(), column);
        double east = edge(BOX.west(), BOX.east(), column + 1);
        double south = edge(BOX.south(), BOX.north(), row);
        double north = edge(BOX.south(), BOX.north(), row + 1);
        features.add(
            """
            {"type": "Feature", "properties": {"id": "%s"}, "geometry": {"type": "Polygon",
              "coordinates": [[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}"""
                .formatted(
                    district(row, column),
                    west,
                    south,
                    east,
                    south,
                    east,
                    north,
                    west,
                    north,
                    west,
                    south));
      }
    }
    return "{\"type\": \"FeatureCollection\", \"features\": ["
        + String.join(",\n", features)
        + "]}\n";
  }

  private static String district(int row, int column) {
    return "d" + row + column;
  }

  private static int step(double value, double from, double to) {
    return (int) Math.min(SIDE - 1, SIDE * (value - from) / (to - from));
  }

  private String places() {
    var grid = new HexGrid(RESOLUTION);
    var lines = new StringBuilder("longitude,latitude,layer,zone\n");
    for (var station : stations) {
      double x = station.place.longitude();
      double y = station.place.latitude();
      var at = x + "," + y + ",";
      var district = district(step(y, BOX.south(), BOX.north()), step(x, BOX.west(), BOX.east()));
      lines.append(at).append("district,").append(district).append('\n');
      lines.append(at).append("h3,").append(HexGrid.text(grid.cell(x, y))).append('\n');
    }
    return lines.toString();
  }

  private long write(LocalDate date) throws IOException {
    long rows = 0;
    for (int file = 0; file < plan.files; file++) {
      var readings = readings(date, file);
      if (readings.isEmpty()) {
        continue; // more files than times a day
      }
      var target =
          "lake/%s/city=%s/domain=%s/date=%s/part-%s%s"
              .formatted(
                  ObservationRows.DATASET,
                  CITY,
                  plan.topic.told().get(0).property().domain().word(),
                  date,
                  Integer.toString(file),
                  LakeFiles.SUFFIX);
      SummaryFile.write(
          new org.apache.flink.core.fs.Path(folder.resolve(target).toUri()),
          new ObservationRows(),
          readings);
      rows += readings.size();
    }
    return rows;
  }

  /** What the files of the first day have, before anything was written. */
  List<Stamped> firstDay() {
    var all = new ArrayList<Stamped>();
    for (int file = 0; file < plan.files; file++) {
      all.addAll(readings(FIRST, file));
    }
    return all;
  }

  private List<Stamped> readings(LocalDate date, int file) {
    var start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    var apart = Duration.ofMinutes(plan.minutes);
    int steps = (int) Duration.ofDays(1).dividedBy(apart);
    var told = plan.topic.told();
    var readings = new ArrayList<Stamped>();
    for (int step = steps * file / plan.files; step < steps * (file + 1) / plan.files; step++) {
      var time = start.plus(apart.multipliedBy(step));
      for (var station : stations) {
        for (var one : told) {
          readings.add(
              new Stamped(
                  new Observation(
                      CITY,
                      plan.topic.word(),
                      station.name + one.suffix,
                      one.property,
                      time,
                      time.plusSeconds(1),
                      value(),
                      station.place,
                      "",
                      "sensor",
                      quality()),
                  Stamp.NONE));
        }
      }
    }
    return readings;
  }

  /** One digit behind the point, as sensors tell it. */
  private double value() {
    double spread = random.nextDouble() + random.nextDouble() + random.nextDouble();
    return Math.rint(spread * spread * 200) / 10;
  }

  private Quality quality() {
    double chance = random.nextDouble();
    return chance < ESTIMATED
        ? Quality.ESTIMATED
        : chance < ESTIMATED + SUSPECT ? Quality.SUSPECT : Quality.GOOD;
  }
}
