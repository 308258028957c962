package citybrain.jobs.rules;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.RuleSettings;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.jobs.runtime.Types;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Observations in, alerts and derived observations out. One job hosts all rules, or those that
 * {@code --rules} names: which rules share a job is deployment.
 */
@StreamingJob("rules")
public final class RulesJob implements CityJob {

  private final List<CityRule<?, ?>> all;

  public RulesJob() {
    this(Rules.ALL);
  }

  /** The same over other rules than those that are shipped. */
  RulesJob(List<CityRule<?, ?>> all) {
    this.all = all;
  }

  public static void main(String[] args) throws Exception {
    CityJob.run(new RulesJob(), args);
  }

  @Override
  public void wire(City city) {
    var names =
        city.settings()
            .text("rules", "names of rules, * for anything, - takes away; all when empty", "");
    var rules = names.isEmpty() ? all : Rules.named(all, names);
    var inputs = EnumSet.noneOf(ObservedProperty.class);
    rules.forEach(rule -> inputs.addAll(rule.inputs()));
    var sources = Sources.of(city.cities().properties());
    var ways = rules.stream().map(rule -> way(city, rule)).toList();
    var routed =
        city.deliveredObservations(inputs)
            .transform(
                "read observations",
                RuleInput.TYPE,
                new RouteOperator(city.job(), ways, sources, city.cities().names()))
            .uid("read-observations");
    city.setAside(routed.getSideOutput(RouteOperator.SET_ASIDE));
    var alerts = new ArrayList<DataStream<Alert>>();
    var records = new ArrayList<DataStream<Outgoing>>();
    records.add(routed.getSideOutput(RouteOperator.RECORDS));
    for (int i = 0; i < ways.size(); i++) {
      var watched = watch(city, rules.get(i), ways.get(i), routed, sources);
      alerts.add(watched);
      records.add(watched.getSideOutput(RuleOperator.RECORDS));
    }
    city.alert(union(alerts));
    city.write(union(records));
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    return streams.stream().reduce((one, other) -> one.union(other)).orElseThrow();
  }

  private static RouteOperator.Way way(City city, CityRule<?, ?> rule) {
    var lateness =
        city.settings()
            .duration(
                rule.key() + ".lateness",
                "how late a reading may come and still be judged",
                rule.lateness());
    var off = new TreeSet<String>();
    for (var file : city.cities().files()) {
      if (file.rules().stream().anyMatch(spec -> spec.isOff(rule.key()))) {
        off.add(file.city());
      }
    }
    return new RouteOperator.Way(
        rule.name(), EnumSet.copyOf(rule.inputs()), lateness.toMillis(), off);
  }

  private static <S extends Record, M> SingleOutputStreamOperator<Alert> watch(
      City city,
      CityRule<S, M> rule,
      RouteOperator.Way way,
      SingleOutputStreamOperator<RuleInput> routed,
      Sources sources) {
    var by = rule.by();
    var settings = RuleSettings.of(rule, city.settings(), city.cities());
    return routed
        .getSideOutput(way.tag())
        .keyBy(
            input -> {
              var reading = input.reading();
              return reading == null ? input.worker() : by.of(reading.observation());
            })
        .transform(
            rule.name(),
            Types.ALERT,
            new RuleOperator<>(rule, way.lateness(), settings, city.cities(), sources))
        .uid("rule-" + rule.name());
  }
}
