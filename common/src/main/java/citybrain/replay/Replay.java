package citybrain.replay;

import citybrain.DeclaredFeeds;
import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertZones;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.feed.Intake;
import citybrain.feed.Lane;
import citybrain.feed.RawRecord;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.Rejected;
import citybrain.observation.Stamped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recording of the raw topic leads to: the judge of the engine, which has to come to the
 * same however fast, wide or often interrupted it runs. It shares intake, rules and sums with the
 * engine and nothing that has to do with order and time: it has the whole log and sorts.
 */
public final class Replay {

  static final Comparator<Alert> ALERTS =
      Comparator.comparing(Alert::time)
          .thenComparing(Alert::rule)
          .thenComparing(Alert::id)
          .thenComparing(Alert::status);

  private final List<CityRule<?, ?>> rules;
  private final List<Baseline> baselines;
  private final ReferenceFiles files;
  private final Map<String, Place> cities = new TreeMap<>();
  private final Map<String, Intake> intakes = new HashMap<>();
  private final List<Stamped> ingested = new ArrayList<>();
  private final Lane.Out out = new Collector();
  private long refused;
  private long unknown;

  /** A city and all that was said of it. */
  private record Place(CityFile file, CityZones zones, List<Stamped> ingested) {}

  /** Under all rules. */
  public Replay(Collection<CityFile> cities, ReferenceFiles files) {
    this(cities, files, Rules.with(Rules.ALL, cities), List.of());
  }

  /** Under these rules, which know nothing of history. */
  public Replay(
      Collection<CityFile> cities, ReferenceFiles files, Collection<CityRule<?, ?>> rules) {
    this(cities, files, rules, List.of());
  }

  /**
   * Opens the feeds of these cities.
   *
   * @param baselines that the rules are taught
   * @throws citybrain.feed.SettingException when a reference file is missing or wrong
   */
  public Replay(
      Collection<CityFile> cities,
      ReferenceFiles files,
      Collection<CityRule<?, ?>> rules,
      Collection<Baseline> baselines) {
    this.rules = List.copyOf(rules);
    this.baselines = List.copyOf(baselines);
    this.files = files;
    for (var city : cities) {
      var zones = CityZones.load(city, files);
      this.cities.put(city.city(), new Place(city, zones, new ArrayList<>()));
      intakes.putAll(DeclaredFeeds.open(city, zones, files));
    }
  }

  /** The next raw record; only those of one feed must come in the order of the log. */
  public void take(RawRecord record) {
    var message = record.message();
    var intake = intakes.get(message.city() + "/" + message.feed());
    if (intake == null) {
      unknown++;
    } else {
      intake.take(record, out);
    }
  }

  /** What all of it leads to when nothing more comes. */
  public Replayed end() {
    var derived = new ArrayList<Stamped>();
    var alerts = new ArrayList<Alert>();
    var aggregates = new ArrayList<Aggregate>();
    var counts = new TreeMap<String, Replayed.RuleCount>();
    long late = 0;
    for (var city : cities.values()) {
      var clocks = Clocks.of(city.file(), intakes);
      var sums = new ZoneSums(city.file(), city.zones());
      var zones = new AlertZones(city.zones().indexes());
      city.ingested().forEach(sums::add);
      for (var rule : rules) {
        if (city.file().runs(rule)) {
          var fold = RuleFold.of(rule, city.file(), files, baselines);
          counts.put(city.file().city() + " " + rule.name(), fold.run(city.ingested(), clocks));
          fold.derived().forEach(sums::add);
          derived.addAll(fold.derived());
          fold.alerts().stream().map(zones::place).forEach(alerts::add);
        }
      }
      aggregates.addAll(sums.all());
      late += sums.late();
    }
    ingested.sort(Stamped.ORDER);
    derived.sort(Stamped.ORDER);
    alerts.sort(ALERTS);
    return new Replayed(
        List.copyOf(ingested),
        List.copyOf(derived),
        List.copyOf(aggregates),
        late,
        List.copyOf(alerts),
        counts,
        refused,
        unknown);
  }

  /** Keeps observations as they come back from the wire. */
  private final class Collector extends ReadingsOut {

    @Override
    void reading(Stamped read) {
      ingested.add(read);
      var city = cities.get(read.observation().city());
      if (city != null) {
        city.ingested().add(read);
      }
    }

    @Override
    public void rejected(Rejected rejected) {
      refused++;
    }
  }
}
