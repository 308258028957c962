package citybrain.synthetic;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticMessage;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.PausingFeed;
import citybrain.synthetic.lines.Play;
import citybrain.synthetic.lines.SensorOutages;
import citybrain.synthetic.lines.TimedFeed;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.transit.Transit;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.IncidentFeatures;
import citybrain.synthetic.water.Pumping;
import citybrain.synthetic.water.Water;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A city that does not exist, but sends what a real one would: the wire formats of the real feeds
 * with rhythm, noise, gaps and errors, and the truth behind them. Same settings, same bytes; any
 * stretch of time is generated directly. Safe for use by several threads.
 */
public final class SyntheticCity {

  private final SyntheticSettings settings;
  private final Chance chance;
  private final CityPlan city;
  private final ReferenceWriter files;
  private final IncidentCalendar calendar;
  private final Almanac almanac;
  private final Pumping pumping;
  private final Transit transit;
  private final Witness witness;
  private final PauseWitness pauses;
  private final OutageWitness outages;

  private SyntheticCity(SyntheticSettings settings) {
    this.settings = settings;
    this.chance = new Chance(settings.seed());
    this.city = CityPlan.of(settings, chance.branch("city"));
    var features = new IncidentFeatures(city, chance.branch("features"));
    this.calendar = new IncidentCalendar(settings, features, chance.branch("incidents"));
    this.almanac = Almanac.of(settings.start(), settings.zone(), chance.branch("almanac"));
    var feeds = chance.branch("feeds");
    var water = new Water(city.water(), calendar, almanac, feeds.branch("water"));
    this.pumping = new Pumping(city.water(), water, almanac, chance.branch("pumping"));
    var traffic = new Traffic(city.roads(), calendar, almanac, feeds.branch("traffic"));
    this.transit =
        new Transit(city, settings, calendar, traffic, almanac, chance.branch("transit"));
    this.files = new ReferenceWriter(city, transit.files());
    this.witness = new Witness(city);
    this.outages =
        new OutageWitness(
            city.roads(),
            new SensorOutages(feeds.branch("lines").branch("traffic")),
            calendar.firstIncident());
    this.pauses = new PauseWitness(feeds.branch("pauses"), city.ground().at(0, 0));
  }

  public static SyntheticCity of(SyntheticSettings settings) {
    return new SyntheticCity(settings);
  }

  /** Relative paths of what a reader of the feeds needs to know: places, registers, networks. */
  public List<String> referenceFiles() {
    return files.names();
  }

  /** Streams one reference file. */
  public void writeReference(String name, OutputStream out) throws IOException {
    files.write(name, out);
  }

  /**
   * All messages that arrive in [from, to), in order of arrival. Playing a range in pieces gives
   * the same bytes as playing it at once.
   */
  public void play(Instant from, Instant to, Consumer<SyntheticMessage> out) {
    play(from, to, feed -> true, out);
  }

  /** The same for some feeds only; of the others nothing is made. */
  public void play(
      Instant from, Instant to, Predicate<String> wanted, Consumer<SyntheticMessage> out) {
    if (from.isBefore(settings.start())) {
      throw new IllegalArgumentException(
          "the synthetic city begins at " + settings.start() + ", not before: " + from);
    }
    var asked = feeds().stream().filter(feed -> wanted.test(feed.name())).toList();
    new Play(asked, wholeSeconds(settings.start())).run(millis(from), millis(to), out);
  }

  private List<TimedFeed> feeds() {
    return Timetable.of(
        city, settings, calendar, almanac, pumping, transit, pauses, chance.branch("feeds"));
  }

  /** What really happened, with start in [from, to), in order of start. */
  public List<SyntheticIncident> incidents(Instant from, Instant to) {
    var pausing =
        feeds().stream().filter(PausingFeed.class::isInstance).map(TimedFeed::name).toList();
    return Stream.of(
            calendar.starting(from, to).stream().map(witness::tell),
            transit.witness().starting(from, to).stream(),
            outages.starting(from, to).stream(),
            pauses.starting(pausing, from, to).stream())
        .flatMap(told -> told)
        .sorted(Comparator.comparing(SyntheticIncident::start).thenComparing(SyntheticIncident::id))
        .toList();
  }

  private static long wholeSeconds(Instant instant) {
    return -Math.floorDiv(-millis(instant), 1000L);
  }

  private static long millis(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }
}
