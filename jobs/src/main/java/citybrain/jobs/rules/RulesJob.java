package citybrain.jobs.rules;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Observations in, alerts and derived observations out. One job hosts all rules, or those that
 * {@code --rules} names: which rules share a job is deployment. Within it rules share an operator
 * where they can, see {@link RuleHost}.
 */
@StreamingJob("rules")
public final class RulesJob implements CityJob {

  private final List<CityRule<?, ?>> all;

  public RulesJob() {
    this(Rules.ALL);
  }

  /** The same over other rules than those that are shipped. */
  public RulesJob(List<CityRule<?, ?>> all) {
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
    var known = Rules.with(all, city.cities().files());
    var rules = names.isEmpty() ? known : Rules.named(known, names);
    var inputs = new TreeSet<ObservedProperty>();
    rules.forEach(rule -> inputs.addAll(rule.inputs()));
    var wiring = new RuleWiring(city, rules);
    var routed =
        city.deliveredObservations(inputs)
            .transform("read observations", RuleInput.TYPE, wiring.route())
            .uid("read-observations");
    city.setAside(routed.getSideOutput(RouteOperator.SET_ASIDE));
    var alerts = new ArrayList<DataStream<Alert>>();
    var records = new ArrayList<DataStream<Outgoing>>();
    records.add(routed.getSideOutput(RouteOperator.RECORDS));
    for (var watched : wiring.watch(routed)) {
      alerts.add(watched);
      records.add(watched.getSideOutput(RuleOperator.RECORDS));
    }
    city.alert(
        union(alerts)
            .map(new ZonesOfAlerts(city.cities()))
            .name("zones of alerts")
            .uid("zones-of-alerts"));
    city.write(union(records));
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    return streams.stream().reduce((one, other) -> one.union(other)).orElseThrow();
  }
}
