package citybrain.cityfile;

import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Panel;
import citybrain.detection.Threshold;
import citybrain.feed.FeedKind;
import citybrain.feed.SettingException;
import citybrain.geo.BoundingBox;
import citybrain.observation.Vocabulary;
import citybrain.reports.Corridor;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A city as configuration: what one YAML file says about it.
 *
 * @param city its short name, part of topics and paths
 * @param calendar its time zone and holidays
 * @param synthetic true when it does not exist; must be said wherever it is shown
 * @param note what everybody who sees the city should know
 * @param h3Resolution of the hexagons every city has beside its own zone layers
 * @param rules settings of rules that hold in this city only
 * @param thresholds rules that this city has beside those that every city has
 * @param panels series that it has judged together, each a rule as well
 * @param corridors road links that follow one another, which reports look at as one
 * @param observedProperties properties that it declares
 * @param replayStart local time at which a recording goes live; what lies before is its past
 * @param history how much of the past is played before going live
 */
public record CityFile(
    String city,
    String name,
    CityCalendar calendar,
    BoundingBox bounds,
    boolean synthetic,
    Optional<String> note,
    int h3Resolution,
    List<ZoneLayerSpec> zones,
    List<FeedSpec> feeds,
    List<RuleSpec> rules,
    List<Threshold> thresholds,
    List<Panel> panels,
    List<Corridor> corridors,
    List<PropertySpec> observedProperties,
    Optional<LocalDateTime> replayStart,
    Optional<Duration> history) {

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  static final String NAME_FORM = " of small letters, digits and hyphens";

  /**
   * Reads a city file strictly: what it does not know is an error, never ignored.
   *
   * @param fileName for messages
   * @param kinds the feed kinds it may use
   * @throws SettingException naming file, line, key, value, what is allowed and the nearest key
   */
  public static CityFile parse(String fileName, String text, Collection<FeedKind> kinds) {
    return new CityFileReader(kinds).read(YamlBlock.root(fileName, text));
  }

  public ZoneId timeZone() {
    return ZoneId.of(calendar.timeZone());
  }

  /** The properties that may occur in it. */
  public Vocabulary vocabulary() {
    return PropertySpec.vocabulary(observedProperties);
  }

  /**
   * Whether a rule runs here: it is ours, not switched off, and asked for where it waits for that.
   */
  public boolean runs(CityRule<?, ?> rule) {
    return rule.isOf(city)
        && rules.stream()
            .filter(spec -> spec.rule().equals(rule.key()))
            .findFirst()
            .map(spec -> !spec.isOff())
            .orElse(!rule.onlyWhenAsked());
  }

  public Optional<FeedSpec> findFeed(String feed) {
    return feeds.stream().filter(spec -> spec.name().equals(feed)).findFirst();
  }
}
