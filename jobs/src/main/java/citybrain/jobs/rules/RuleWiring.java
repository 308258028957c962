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
  private final List<RouteOperator.Way> ways;
  private final RuleSources sources;

  RuleWiring(City city, List<CityRule<?, ?>> rules) {
    this.city = city;
    this.sources = RuleSources.of(city.cities().properties(), city.cities().vocabulary());
    this.ways = rules.stream().map(this::way).toList();
  }

  private RouteOperator.Way way(CityRule<?, ?> rule) {
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
    return new RouteOperator.Way(
        rule.name(), rule.by(), new TreeSet<>(rule.inputs()), lateness.toMillis(), off);
  }

  RouteOperator route() {
    return new RouteOperator(city.job(), ways, sources, city.cities().names());
  }

  /** A rule is an operator of its own, under its name. */
  <S extends Record, M> SingleOutputStreamOperator<Alert> watch(
      CityRule<S, M> rule, SingleOutputStreamOperator<RuleInput> routed) {
    var way = ways.stream().filter(one -> one.rule().equals(rule.name())).findFirst().orElseThrow();
    var settings = RuleSettings.of(rule, city.settings(), city.cities());
    return routed
        .getSideOutput(way.tag())
        .keyBy(RuleInput::worker, KEY)
        .transform(
            rule.name(),
            Types.ALERT,
            new RuleOperator<>(rule, way.lateness(), settings, city.cities(), sources))
        .uid("rule-" + rule.name());
  }
}
