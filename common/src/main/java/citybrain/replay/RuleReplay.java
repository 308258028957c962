package citybrain.replay;

import citybrain.DeclaredFeeds;
import citybrain.alerting.Alert;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.feed.Intake;
import citybrain.feed.RawRecord;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import citybrain.observation.Stamped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The alerts that a recording of one city leads to, the same as {@link Replay} says, without having
 * the whole of it in memory: what the clocks have passed is judged and let go. For recordings of a
 * year.
 */
public final class RuleReplay {

  /** So many readings may wait before the clocks are looked at. */
  private static final int MOST_WAITING = 50_000;

  private final CityFile city;
  private final Map<String, Intake> intakes;
  private final RuleFolds folds;
  private final SortedMap<String, Long> refused = new TreeMap<>();
  private final Taker out = new Taker();
  private final int most;
  private final Before before;
  private Clocks clocks;
  private int waiting;
  private long readings;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /**
   * What is to be known of the time before rules are there.
   *
   * @param until they are there for readings of this time and later
   * @param baselines that they are taught
   * @param hears is told all readings, in the order in which they come
   */
  public record Before(Instant until, Collection<Baseline> baselines, Consumer<Observation> hears) {

    /** They are there from the beginning, and nobody listens. */
    public static final Before NOTHING = new Before(Instant.MIN, List.of(), one -> {});
  }

  /**
   * What a recording leads to.
   *
   * @param readings observations of the feeds
   * @param from the earliest of them; of none the epoch, and so is the latest
   * @param alerts all changes of all alerts, in the order of their time
   * @param rules what each rule did with what it reads, by its name; of those that are on
   * @param refused values and messages that became no observation, by reason
   * @param suspicions by rule and feature, as they are at the end; of rules that say them
   */
  public record Outcome(
      long readings,
      Instant from,
      Instant to,
      List<Alert> alerts,
      SortedMap<String, Replayed.RuleCount> rules,
      SortedMap<String, Long> refused,
      SortedMap<String, SortedMap<String, Double>> suspicions) {}

  /**
   * Opens the feeds of the city.
   *
   * @param rules of these, those that are on there
   * @throws citybrain.feed.SettingException when a reference file is missing or wrong
   */
  public RuleReplay(CityFile city, ReferenceFiles files, Collection<CityRule<?, ?>> rules) {
    this(city, files, rules, Before.NOTHING, MOST_WAITING);
  }

  /**
   * The same with what went before.
   *
   * @throws citybrain.feed.SettingException when a reference file is missing or wrong
   */
  public RuleReplay(
      CityFile city, ReferenceFiles files, Collection<CityRule<?, ?>> rules, Before before) {
    this(city, files, rules, before, MOST_WAITING);
  }

  RuleReplay(
      CityFile city,
      ReferenceFiles files,
      Collection<CityRule<?, ?>> rules,
      Before before,
      int mostWaiting) {
    this.city = city;
    this.most = mostWaiting;
    this.before = before;
    var zones = CityZones.load(city, files);
    this.intakes = DeclaredFeeds.open(city, zones, files);
    this.clocks = Clocks.of(city, intakes);
    this.folds = new RuleFolds(city, zones, files, rules, before.baselines());
  }

  /**
   * The next raw record of a feed that the city declares; those of one feed come in the order of
   * the log.
   */
  public void take(RawRecord record) {
    var message = record.message();
    var intake = intakes.get(message.city() + "/" + message.feed());
    if (intake == null) {
      throw new IllegalArgumentException(message.city() + " has no feed " + message.feed());
    }
    intake.take(record, out);
    if (waiting >= most) {
      waiting = 0;
      judge();
    }
  }

  private void judge() {
    clocks = clocks.at(city, intakes);
    folds.judge(clocks);
  }

  /** What all of it leads to when nothing more comes. */
  public Outcome end() {
    judge();
    return new Outcome(
        readings,
        Instant.ofEpochMilli(readings == 0 ? 0 : from),
        Instant.ofEpochMilli(readings == 0 ? 0 : to),
        folds.alerts(),
        folds.counts(),
        refused,
        folds.suspicions());
  }

  /** Hands readings to those who read them. */
  private final class Taker extends ReadingsOut {

    @Override
    void reading(Stamped read) {
      long time = read.observation().phenomenonTime().toEpochMilli();
      from = Math.min(from, time);
      to = Math.max(to, time);
      readings++;
      before.hears().accept(read.observation());
      if (!read.observation().phenomenonTime().isBefore(before.until())) {
        waiting++;
        folds.take(read);
      }
    }

    @Override
    public void rejected(Rejected rejected) {
      refused.merge(rejected.reason().code(), 1L, Long::sum);
    }
  }
}
