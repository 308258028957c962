package citybrain.replay;

import citybrain.DeclaredFeeds;
import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.FeedSpec;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.feed.ReferenceFiles;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What archived observations of one city lead to, day by day: the alerts and aggregates that the
 * jobs came to while it was live, or would have come to under other settings. What is of one day of
 * the city comes before what is of the next, in any order within it; more than a day is not kept.
 *
 * <p>No more is needed than the readings with their stamps and how far the clocks came at last: a
 * reading that is in time for a rule is judged by its time, and one that is not says so itself
 * (decision 15). So it does not matter in which order files are read, nor how they were compacted.
 */
public final class ArchiveReplay {

  private static final long TICK = 1_000;

  /** The order in which readings of one series were said. */
  private static final Comparator<Stamped> SAID =
      Comparator.comparingInt((Stamped one) -> one.stamp().partition())
          .thenComparingLong(one -> one.stamp().offset())
          .thenComparingInt(one -> one.stamp().index());

  private final CityFile city;
  private final CityZones zones;
  private final Map<String, Set<ObservedProperty>> brings;
  private final Map<String, Long> ends;
  private final Set<ObservedProperty> derived = new HashSet<>();
  private final RuleFolds folds;

  /** Feeds that may correct what they told. */
  private final Set<String> corrected = new HashSet<>();

  /** What they told this day. */
  private final List<Stamped> ofDay = new ArrayList<>();

  private ZoneSums sums;
  private long readings;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long late;

  /**
   * What it leads to.
   *
   * @param readings observations of the feeds
   * @param time from the first of them to the last
   * @param derived what rules derived, in the order in which it is judged
   * @param alerts all changes of all alerts, in the order of their time
   * @param late observations, derived ones among them, that came too late for their windows
   * @param rules what each rule did with what it reads, by its name; of those that are on
   */
  public record Outcome(
      long readings,
      Duration time,
      List<Stamped> derived,
      List<Alert> alerts,
      long late,
      SortedMap<String, Replayed.RuleCount> rules) {}

  /**
   * Knows nothing of the time before its first day but what baselines say of it: rules learn as
   * they did when the city was new.
   *
   * @param rules of these, those that are on there
   * @param baselines that they are taught
   * @param clocks how far the clock of each feed came, epoch milliseconds; a feed that is not among
   *     them has no time yet, and what waits for it stays waiting
   * @throws citybrain.feed.SettingException when a reference file is missing or wrong
   */
  public ArchiveReplay(
      CityFile city,
      ReferenceFiles files,
      Collection<CityRule<?, ?>> rules,
      Collection<Baseline> baselines,
      Map<String, Long> clocks) {
    this.city = city;
    this.zones = CityZones.load(city, files);
    this.brings = DeclaredFeeds.properties(city);
    this.ends = Map.copyOf(clocks);
    this.folds = new RuleFolds(city, zones, files, rules, baselines);
    // Also what rules derived that are not judged now: no feed brings it.
    Rules.ALL.forEach(rule -> derived.addAll(rule.derived()));
    rules.forEach(rule -> derived.addAll(rule.derived()));
    this.sums = new ZoneSums(city, zones);
    city.feeds().stream().filter(FeedSpec::corrected).map(FeedSpec::name).forEach(corrected::add);
  }

  /** The next reading of the day. */
  public void take(Stamped read) {
    if (corrected.contains(read.observation().feed())) {
      ofDay.add(read);
    } else {
      sums.add(read);
    }
    if (!derived.contains(read.observation().property())) {
      long time = read.observation().phenomenonTime().toEpochMilli();
      first = Math.min(first, time);
      last = Math.max(last, time);
      readings++;
      folds.take(read);
    }
  }

  /**
   * The day is complete.
   *
   * @return the last state of all windows of it
   */
  public List<Aggregate> endDay(LocalDate day) {
    // A correction comes behind what it corrects.
    ofDay.sort(SAID);
    ofDay.forEach(sums::add);
    ofDay.clear();
    judge(day.plusDays(1).atStartOfDay(city.timeZone()).toInstant().toEpochMilli());
    late += sums.late();
    var all = sums.all();
    sums = new ZoneSums(city, zones);
    return all;
  }

  private void judge(long most) {
    var now = new HashMap<String, Long>();
    for (var feed : city.feeds()) {
      long clock = Math.min(most, ends.getOrDefault(feed.name(), 0L));
      now.put(feed.name(), clock / TICK * TICK);
    }
    folds.judge(new Clocks(now, brings));
  }

  /** What all of it leads to when nothing more comes. */
  public Outcome end() {
    judge(Long.MAX_VALUE);
    var time = Duration.ofMillis(readings == 0 ? 0 : last - first);
    return new Outcome(readings, time, folds.derived(), folds.alerts(), late, folds.counts());
  }
}
