package citybrain.cityfile;

import citybrain.detection.CityCalendar;
import citybrain.feed.FeedKind;
import citybrain.geo.BoundingBox;
import citybrain.geo.Crs;
import citybrain.geo.HexGrid;
import citybrain.observation.Vocabulary;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the YAML of a city file into its records; the allowed keys of each block stand here. */
final class CityFileReader {

  private static final String TIME_ZONE = "an IANA time zone such as Europe/Copenhagen";
  private static final String HOLIDAYS = "holidays";
  private static final String HOLIDAYS_FORM =
      "[2025-04-18, 12-25], days off: of one year, or of each";

  /** Those of a hundred years. */
  private static final int MOST_HOLIDAYS = 3000;

  static final String SHIFT = "shift-weeks";
  static final String WEEKS = "a whole number of weeks such as -194";
  static final String DURATION = "a duration such as PT15M or P1D";

  private static final List<String> KEYS =
      List.of(
          "city",
          "name",
          "time-zone",
          HOLIDAYS,
          "bounding-box",
          "synthetic",
          "note",
          "zones",
          "feeds",
          "rules",
          CorridorReader.KEY,
          PropertySpecReader.KEY,
          "replay",
          SHIFT);
  private static final List<String> ZONE_KEYS =
      List.of("file", "id-property", "name-property", "crs", "origin", "licence");
  private static final String BOX =
      "[west, south, east, north] in degrees, south before north, and west before east but across"
          + " the 180th meridian";
  private static final int DEFAULT_RESOLUTION = 9;

  /** Blocks of rules that the city file itself makes, by their names. */
  private static final Set<String> NAMED = Set.of(ThresholdReader.KEY, PanelReader.KEY);

  private final Collection<FeedKind> kinds;

  CityFileReader(Collection<FeedKind> kinds) {
    this.kinds = kinds;
  }

  CityFile read(YamlBlock root) {
    root.allow(KEYS);
    var timeZone =
        timeZone(root, "time-zone")
            .orElseThrow(() -> root.missing("time-zone", "one such as Europe/Copenhagen"));
    int shift = root.find(SHIFT, Integer::parseInt, WEEKS).orElse(0);
    var properties = PropertySpecReader.read(root.findBlock(PropertySpecReader.KEY));
    var vocabulary = PropertySpec.vocabulary(properties);
    var rules = root.findBlock("rules", vocabulary);
    var city = root.require("city", CityFileReader::name, "a name" + CityFile.NAME_FORM);
    var name = root.text("name", "the name people know it by");
    var box = box(root);
    int resolution = resolution(root.findBlock("zones"));
    var zones = root.findBlock("zones").map(CityFileReader::zones).orElse(List.of());
    var feeds = feeds(root, timeZone, shift, vocabulary);
    return new CityFile(
        city,
        name,
        calendar(root, timeZone),
        box,
        root.flag("synthetic"),
        root.findText("note"),
        resolution,
        zones,
        feeds,
        rules.map(CityFileReader::rules).orElse(List.of()),
        rules
            .flatMap(block -> block.findBlock(ThresholdReader.KEY))
            .map(ThresholdReader::read)
            .orElse(List.of()),
        rules
            .flatMap(block -> block.findBlock(PanelReader.KEY))
            .map(block -> PanelReader.read(block, feeds))
            .orElse(List.of()),
        root.findBlock(CorridorReader.KEY)
            .map(block -> CorridorReader.read(block, feeds))
            .orElse(List.of()),
        properties,
        replay(root)
            .flatMap(
                replay ->
                    replay.find(
                        "starts", LocalDateTime::parse, "a local time such as 2014-08-25T00:00"))
            .map(starts -> starts.plusWeeks(shift)),
        replay(root).flatMap(replay -> duration(replay, "history")));
  }

  private static CityCalendar calendar(YamlBlock root, ZoneId timeZone) {
    var days = root.has(HOLIDAYS) ? root.list(HOLIDAYS, HOLIDAYS_FORM) : List.<String>of();
    if (days.size() > MOST_HOLIDAYS) {
      throw root.wrong(HOLIDAYS, days.size() + " days", "at most " + MOST_HOLIDAYS);
    }
    for (var day : days) {
      try {
        CityCalendar.of(timeZone.getId(), List.of(day));
      } catch (DateTimeException e) {
        throw root.wrong(HOLIDAYS, day, CityCalendar.FORM);
      }
    }
    return CityCalendar.of(timeZone.getId(), days);
  }

  private static String name(String text) {
    if (!CityFile.NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Optional<YamlBlock> replay(YamlBlock root) {
    var replay = root.findBlock("replay");
    replay.ifPresent(block -> block.allow(List.of("starts", "history")));
    return replay;
  }

  static Optional<ZoneId> timeZone(YamlBlock block, String key) {
    return block
        .findText(key)
        .map(
            text -> {
              try {
                return ZoneId.of(text);
              } catch (DateTimeException e) {
                // There are hundreds, so the nearest is looked for only now.
                var nearest = YamlBlock.nearest(text, ZoneId.getAvailableZoneIds());
                throw block.wrong(key, text, TIME_ZONE + nearest);
              }
            });
  }

  static Optional<Duration> duration(YamlBlock block, String key) {
    var duration = block.find(key, Duration::parse, DURATION);
    if (duration.filter(Duration::isNegative).isPresent()) {
      throw block.wrong(key, block.text(key, DURATION), DURATION + ", not negative");
    }
    return duration;
  }

  static String crs(YamlBlock block) {
    var expected = "an EPSG code such as EPSG:25832";
    return block
        .find(
            "crs",
            code -> {
              if (!Crs.isWellFormed(code)) {
                throw new IllegalArgumentException(code);
              }
              return code;
            },
            expected)
        .orElse(Crs.WGS84.code());
  }

  private static BoundingBox box(YamlBlock root) {
    var edges = root.list("bounding-box", BOX);
    var numbers = new double[4];
    boolean sound = edges.size() == 4;
    for (int i = 0; sound && i < 4; i++) {
      numbers[i] = number(edges.get(i));
      sound = Math.abs(numbers[i]) <= (i % 2 == 0 ? 180 : 90);
    }
    double width = numbers[2] - numbers[0] + (numbers[0] > numbers[2] ? 360 : 0);
    // No city goes half round the world: its edges are in the wrong order.
    if (!sound || width <= 0 || width > 180 || numbers[1] >= numbers[3]) {
      throw root.wrong("bounding-box", "[" + String.join(", ", edges) + "]", BOX);
    }
    return new BoundingBox(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** NaN for what is no number: no edge of the Earth is smaller than it. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int resolution(Optional<YamlBlock> zones) {
    var grid = zones.flatMap(block -> block.findBlock(HexGrid.LAYER));
    grid.ifPresent(block -> block.allow(List.of("resolution")));
    return grid.map(
            block ->
                block.require(
                    "resolution", CityFileReader::resolution, "a whole number from 0 to 15"))
        .orElse(DEFAULT_RESOLUTION);
  }

  private static int resolution(String text) {
    return new HexGrid(Integer.parseInt(text)).resolution();
  }

  private static List<ZoneLayerSpec> zones(YamlBlock zones) {
    zones.requireNames("the name of a layer");
    var specs = new ArrayList<ZoneLayerSpec>();
    zones
        .blocks()
        .forEach(
            (layer, block) -> {
              if (!layer.equals(HexGrid.LAYER)) {
                block.allow(ZONE_KEYS);
                specs.add(
                    new ZoneLayerSpec(
                        layer,
                        block.text("file", "a GeoJSON file, relative to the data folder"),
                        block.text("id-property", "the property that holds the id of a zone"),
                        block.text("name-property", "the property that holds its name"),
                        crs(block),
                        block.findText("origin"),
                        block.findText("licence"),
                        block.place()));
              }
            });
    return List.copyOf(specs);
  }

  private static List<RuleSpec> rules(YamlBlock rules) {
    return rules.blocks().entrySet().stream()
        .filter(entry -> !NAMED.contains(entry.getKey()))
        .map(
            entry -> {
              var block = entry.getValue();
              return new RuleSpec(
                  entry.getKey(), block.scalars(block.keys()), block.place(), block.places());
            })
        .toList();
  }

  private List<FeedSpec> feeds(YamlBlock root, ZoneId timeZone, int shift, Vocabulary vocabulary) {
    var feeds =
        root.findBlock("feeds", vocabulary)
            .orElseThrow(() -> root.missing("feeds", "a map of feeds by their name"));
    feeds.requireNames("the name of a feed");
    var reader = new FeedSpecReader(kinds, timeZone, shift);
    return feeds.blocks().entrySet().stream()
        .map(entry -> reader.read(entry.getKey(), entry.getValue()))
        .toList();
  }
}
