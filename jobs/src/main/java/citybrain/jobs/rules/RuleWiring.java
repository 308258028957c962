package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.jobs.kafka.InBulk;
import citybrain.jobs.kafka.Types;
import citybrain.jobs.runtime.City;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What stands between the topics of observations and the rules of one job. */
final class RuleWiring {

  /** Snapshots hold the key of everything that is remembered, and of every wish to be woken. */
  static final TypeInformation<String> KEY =
      Types.of(String.class, new InBulk<>(StringSerializer.INSTANCE));

  private final City city;
  private final List<RuleHost> hosts;
  private final RuleSources sources;
  private final String baselines;

  RuleWiring(City city, List<CityRule<?, ?>> rules) {
    this.city = city;
    this.sources = RuleSources.of(city.cities().properties(), city.cities().vocabulary());
    this.baselines =
        city.settings()
            .text(
                "baselines",
                "root of a lake whose baselines rules are taught; none when empty",
                "");
    this.hosts = RuleHost.of(rules.stream().<RuleHost.Member<?, ?>>map(this::member).toList());
  }

  private <S extends Record, M> RuleHost.Member<S, M> member(CityRule<S, M> rule) {
    var lateness =
        city.settings()
            .duration(
                rule.key() + ".lateness",
                "how late a reading may come and still be judged",
                rule.lateness());
    var off = new TreeSet<String>();
    for (var file : city.cities().files()) {
      if (!file.runs(rule)) {
        off.add(file.city());
      }
    }
    var settings = RuleSettings.of(rule, city.settings(), city.cities());
    return new RuleHost.Member<>(rule, settings, lateness.toMillis(), off);
  }

  RouteOperator route() {
    return new RouteOperator(city.job(), hosts, sources, city.cities().names());
  }

  /** Each host is an operator of its own. */
  List<SingleOutputStreamOperator<Alert>> watch(SingleOutputStreamOperator<RuleInput> routed) {
    return hosts.stream().map(host -> watch(host, routed)).toList();
  }

  private SingleOutputStreamOperator<Alert> watch(
      RuleHost host, SingleOutputStreamOperator<RuleInput> routed) {
    return routed
        .getSideOutput(RouteOperator.to(host))
        .keyBy(RuleInput::worker, KEY)
        .transform(
            host.name(), Types.ALERT, new RuleOperator(host, city.cities(), sources, baselines))
        .uid("rules-" + host.name())
        .setDescription(host.description());
  }
}
