package citybrain.cityfile;

import citybrain.feed.FeedKind;
import citybrain.feed.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads one feed of a city file: the keys all feeds share, then those its kind understands. */
final class FeedSpecReader {

  private static final List<String> SHARED_KEYS =
      List.of(
          "kind",
          "source",
          "clock",
          "time-zone",
          "shift-weeks",
          "crs",
          "lateness",
          "interval",
          "overlap",
          "lanes",
          "lanes-before",
          "lanes-since",
          PseudonymReader.KEY,
          "placed",
          "origin",
          "licence");

  /** Most origins send in bundles of a few minutes. */
  private static final Duration DEFAULT_LATENESS = Duration.ofMinutes(5);

  /** Origins send the same again within some messages, if at all. */
  private static final Duration DEFAULT_OVERLAP = Duration.ofMinutes(15);

  private static final String LANES = "a number of lanes from 1 to " + Lanes.MOST;
  private static final String SINCE = "an instant such as 2026-12-01T00:00:00Z";

  private final Collection<FeedKind> kinds;
  private final ZoneId cityZone;
  private final int cityShift;

  /**
   * @param cityShift weeks by which the whole city is moved, beside what a feed says itself
   */
  FeedSpecReader(Collection<FeedKind> kinds, ZoneId cityZone, int cityShift) {
    this.kinds = kinds;
    this.cityZone = cityZone;
    this.cityShift = cityShift;
  }

  FeedSpec read(String name, YamlBlock block) {
    var kind = kind(block);
    var allowed = new ArrayList<>(SHARED_KEYS);
    allowed.addAll(PollSpec.KEYS);
    allowed.addAll(kind.options().keySet());
    allowed.addAll(kind.blocks().keySet());
    block.allow(allowed);
    kind.choices().forEach(block::findOneOf);
    kind.check(block);
    var overlap = CityFileReader.duration(block, "overlap");
    return new FeedSpec(
        name,
        kind.name(),
        block.find("source", SourcePattern::parse, SourcePattern.FORM).map(Object::toString),
        PollSpec.read(block),
        block.findText("clock"),
        CityFileReader.timeZone(block, "time-zone").orElse(cityZone),
        block.find(CityFileReader.SHIFT, Integer::parseInt, CityFileReader.WEEKS).orElse(0)
            + cityShift,
        CityFileReader.crs(block),
        CityFileReader.duration(block, "lateness").orElse(DEFAULT_LATENESS),
        CityFileReader.duration(block, "interval").orElse(Duration.ZERO),
        overlap.orElse(DEFAULT_OVERLAP),
        overlap.isPresent(),
        lanes(block),
        PseudonymReader.read(block, kind),
        block.flag("placed"),
        block.findText("origin"),
        block.findText("licence"),
        block.scalars(kind.options().keySet()),
        block,
        block.place());
  }

  /** Another number holds from a time that is stated, so that what was told before is found. */
  private static Lanes lanes(YamlBlock block) {
    int count = block.find("lanes", FeedSpecReader::laneCount, LANES).orElse(1);
    var since = block.find("lanes-since", Instant::parse, SINCE);
    var before = block.find("lanes-before", FeedSpecReader::laneCount, LANES);
    if (since.isEmpty()) {
      if (before.isPresent()) {
        throw block.missing("lanes-since", SINCE + ", because 'lanes-before' is there");
      }
      return Lanes.always(count);
    }
    return new Lanes(count, before.orElse(1), since.get().toEpochMilli());
  }

  private static int laneCount(String text) {
    return Lanes.always(Integer.parseInt(text)).count();
  }

  private FeedKind kind(YamlBlock block) {
    var names = kinds.stream().map(FeedKind::name).toList();
    var name =
        block
            .findOneOf("kind", names)
            .orElseThrow(() -> block.missing("kind", "one of " + String.join(", ", names)));
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
  }
}
