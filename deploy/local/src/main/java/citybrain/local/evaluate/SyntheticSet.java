package citybrain.local.evaluate;

import citybrain.Feeds;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertBurden;
import citybrain.alerting.AlertStatus;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import citybrain.local.topics.TimeRange;
import citybrain.local.truth.Incident;
import citybrain.local.truth.TruthMatch;
import citybrain.local.truth.TruthScore;
import citybrain.replay.RuleReplay;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The synthetic city, of which all is known: several of it by their seeds, each played for some
 * days from its beginning.
 */
record SyntheticSet(List<Long> seeds, int days, double scale, Optional<Learning> how)
    implements LearningSet {

  private static final String CITY = "demo";

  /** Without days that are only learned from. */
  SyntheticSet(List<Long> seeds, int days, double scale) {
    this(seeds, days, scale, Optional.empty());
  }

  @Override
  public LabelledSet learning(Learning other) {
    if (other.days() >= days) {
      throw new SettingException(
          "--learn-days is "
              + (other.days() + " of --days " + days + "; expected fewer, for the rest is judged"));
    }
    return new SyntheticSet(seeds, days, scale, Optional.of(other));
  }

  private int judgedDays() {
    return days - how.map(Learning::days).orElse(0);
  }

  /**
   * One city.
   *
   * @param incidents all that began in it
   */
  record Lived(RuleReplay.Outcome outcome, List<Incident> incidents, TimeRange played) {

    /** The alerts that were opened by some rules. */
    List<Alert> opened(Predicate<String> rules) {
      return outcome.alerts().stream()
          .filter(one -> one.status() == AlertStatus.OPEN && rules.test(one.rule()))
          .toList();
    }
  }

  @Override
  public SetCard card() {
    var card =
        new SetCard(
            "synthetic",
            "the demo city, %s days of seed %s"
                .formatted(
                    Integer.toString(days),
                    String.join(", ", seeds.stream().map(String::valueOf).toList())),
            "the generator of City Brain",
            "Apache 2.0",
            "many rules' settings were chosen on cities of other seeds");
    return how.map(one -> one.card(card)).orElse(card);
  }

  /** Plays a city of this seed for so long. */
  static Lived live(long seed, double scale, Duration time) throws IOException {
    return live(seed, scale, time, Optional.empty());
  }

  private static Lived live(long seed, double scale, Duration time, Optional<Learning> how)
      throws IOException {
    var defaults = SyntheticSettings.defaults();
    var settings = new SyntheticSettings(seed, scale, defaults.start(), defaults.zone());
    var until = settings.start().plus(time);
    var split = settings.start().plus(Duration.ofDays(how.map(Learning::days).orElse(0)));
    var before = RuleReplay.Before.NOTHING;
    if (how.isPresent()) {
      before =
          how.get()
              .before(
                  city(),
                  split,
                  lessons -> RecordedPlay.synthetic(city(), settings, split, lessons));
    }
    var outcome = RecordedPlay.synthetic(city(), settings, until, before).outcome();
    var incidents =
        SyntheticCity.of(settings).incidents(settings.start(), until).stream()
            .map(SyntheticSet::incident)
            .toList();
    return new Lived(
        how.isPresent() ? openedFrom(split, outcome) : outcome,
        incidents,
        new TimeRange(split, until));
  }

  /** Without alerts that were opened before. */
  private static RuleReplay.Outcome openedFrom(Instant split, RuleReplay.Outcome all) {
    var opened = new HashSet<String>();
    for (var alert : all.alerts()) {
      if (alert.status() == AlertStatus.OPEN && !alert.time().isBefore(split)) {
        opened.add(alert.id());
      }
    }
    return new RuleReplay.Outcome(
        all.readings(),
        all.from(),
        all.to(),
        all.alerts().stream().filter(one -> opened.contains(one.id())).toList(),
        all.rules(),
        all.refused(),
        all.suspicions());
  }

  private static CityFile city() {
    return ShippedCities.load(CITY, Feeds.ALL);
  }

  private static Incident incident(SyntheticIncident one) {
    return new Incident(
        one.id(),
        one.kind(),
        one.domains(),
        one.start(),
        one.end(),
        one.features(),
        one.longitude(),
        one.latitude(),
        one.detectableWithin(),
        one.compound(),
        one.scoring().judged(),
        one.scoring().byPlace());
  }

  @Override
  public Evaluation evaluate(SetFolder folder, int rotations, long seed) throws IOException {
    var lives = new ArrayList<Lived>();
    var rules = new TreeSet<String>();
    var refused = new TreeMap<String, Long>();
    long readings = 0;
    for (long one : seeds) {
      var life = live(one, scale, Duration.ofDays(days), how);
      lives.add(life);
      rules.addAll(life.outcome().rules().keySet());
      life.outcome().refused().forEach((why, count) -> refused.merge(why, count, Long::sum));
      readings += life.outcome().readings();
    }
    var domains = domains(lives);
    var rows = new ArrayList<EvaluationRow>();
    rows.add(row("", lives, rule -> true, domain -> true, rotations, seed));
    for (var rule : rules) {
      var domain = domains.getOrDefault(rule, rule.substring(0, rule.indexOf('.')));
      rows.add(row(rule, lives, rule::equals, domain::equals, rotations, seed));
    }
    return new Evaluation(
        card(),
        rows,
        List.of(
            "a rule is scored on the incidents of its domain, each to be told within its own time;"
                + " an alert is false when it is about none; an alarm that never ends finds all"),
        readings,
        refused,
        said(lives));
  }

  /** What was said in each city, and by itself what was about no incident. */
  private SortedMap<String, List<Alert>> said(List<Lived> lives) {
    var said = new TreeMap<String, List<Alert>>();
    for (int i = 0; i < lives.size(); i++) {
      var life = lives.get(i);
      var name = card().name() + "-" + seeds.get(i);
      said.put(name, life.outcome().alerts());
      var match = new TruthMatch(life.incidents(), life.opened(rule -> true));
      said.put(name + "-false", match.falseAlerts());
    }
    return said;
  }

  private static Map<String, String> domains(List<Lived> lives) {
    var domains = new TreeMap<String, String>();
    lives.forEach(
        life -> life.outcome().alerts().forEach(one -> domains.put(one.rule(), one.domain())));
    return domains;
  }

  private EvaluationRow row(
      String rule,
      List<Lived> lives,
      Predicate<String> rules,
      Predicate<String> domain,
      int rotations,
      long seed) {
    var cities = new ArrayList<SyntheticTrial.OfCity>();
    var loads = new ArrayList<AlertBurden.Load>();
    for (var life : lives) {
      var opened = life.opened(rules);
      var incidents =
          life.incidents().stream().filter(one -> one.domains().stream().anyMatch(domain)).toList();
      cities.add(
          new SyntheticTrial.OfCity(new TruthMatch(incidents, opened), opened, life.played()));
      loads.add(load(life, rules));
    }
    var trial = new SyntheticTrial(cities);
    var scores = trial.scores();
    return new EvaluationRow(
        "synthetic",
        "",
        rule,
        "incidents told in time",
        SyntheticTrial.share(scores),
        detail(scores),
        figures(scores),
        trial.controls(rotations, seed),
        false,
        together(loads));
  }

  private static AlertBurden.Load load(Lived life, Predicate<String> rules) {
    var burden = new AlertBurden();
    life.outcome().alerts().stream().filter(one -> rules.test(one.rule())).forEach(burden::add);
    var played = life.played();
    return burden.over(Duration.between(played.from(), played.to()), played.to());
  }

  /** Of several control rooms: means of rates and shares, the highest peak, sums of the rest. */
  private static AlertBurden.Load together(List<AlertBurden.Load> loads) {
    int n = loads.size();
    int opened = loads.stream().mapToInt(AlertBurden.Load::opened).sum();
    return new AlertBurden.Load(
        opened,
        loads.stream().mapToDouble(AlertBurden.Load::aDay).sum() / n,
        loads.stream().mapToDouble(AlertBurden.Load::inTenMinutes).sum() / n,
        loads.stream().mapToInt(AlertBurden.Load::peak).max().orElse(0),
        loads.stream().mapToDouble(AlertBurden.Load::floodShare).sum() / n,
        loads.stream().mapToDouble(AlertBurden.Load::loudestShare).sum() / n,
        loads.stream().mapToInt(AlertBurden.Load::sources).sum(),
        loads.stream().mapToInt(AlertBurden.Load::chattering).sum(),
        loads.stream().mapToInt(AlertBurden.Load::stale).sum());
  }

  private double falseADay(List<TruthScore> scores) {
    return scores.stream().mapToInt(TruthScore::falseAlerts).sum()
        / (double) (judgedDays() * seeds.size());
  }

  private String detail(List<TruthScore> scores) {
    return String.format(
        Locale.ROOT,
        "%d of %d, %.2f false a day",
        scores.stream().mapToInt(TruthScore::detected).sum(),
        scores.stream().mapToInt(TruthScore::eligible).sum(),
        falseADay(scores));
  }

  private SortedMap<String, Double> figures(List<TruthScore> scores) {
    var figures = new TreeMap<String, Double>();
    figures.put("false_alerts_a_day", falseADay(scores));
    for (var score : scores) {
      figures.merge("events", (double) score.eligible(), Double::sum);
      figures.merge("found", (double) score.detected(), Double::sum);
      score
          .byKind()
          .forEach(
              (kind, one) -> {
                figures.merge("events_" + kind, (double) one.eligible(), Double::sum);
                figures.merge("found_" + kind, (double) one.detected(), Double::sum);
              });
    }
    return figures;
  }
}
