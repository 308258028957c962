package citybrain.jobs.environment;

import citybrain.alerting.Alert;
import citybrain.environment.Exceedance;
import citybrain.environment.Limit;
import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Air pollutants in; an alert out for each limit that is exceeded over its averaging time. */
@StreamingJob("environment-exceedance")
public final class ExceedanceJob implements CityJob {

  private static final AlertRule<Exceedance.Settings> RULE =
      AlertRule.of(
          "environment.exceedance",
          "2",
          Domain.ENVIRONMENT,
          Duration.ofMinutes(5),
          zone -> Exceedance.Settings.usual());

  public static void main(String[] args) throws Exception {
    CityJob.run(new ExceedanceJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var readings = city.observations(Limit.POLLUTANTS);
    city.alert(Limit.WORDS.stream().map(word -> watch(city, readings, word)).toList());
  }

  private static DataStream<Alert> watch(City city, DataStream<Observation> readings, String word) {
    var rule = RULE.named(RULE.key() + "-" + word, Domain.ENVIRONMENT);
    return city.detect(
        rule,
        readings,
        Keys::ofFeature,
        settings -> Exceedance.of(word, settings),
        Exceedance.Memory.class);
  }
}
