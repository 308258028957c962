package citybrain.jobs.city;

import citybrain.alerting.Alert;
import citybrain.detection.NoveltyAlert;
import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Series that no rule of a domain watches in; an alert out when one does what it never did. */
@StreamingJob("city-novelty")
public final class NoveltyJob implements CityJob {

  private static final AlertRule<NoveltyAlert.Settings> RULE =
      AlertRule.of(
          "city.novelty", "1", Domain.TRANSPORT, Duration.ofMinutes(10), NoveltyAlert.Settings::of);

  private static final Set<ObservedProperty> WATCHED =
      EnumSet.of(
          ObservedProperty.PARKING_OCCUPIED,
          ObservedProperty.WATER_LEVEL,
          ObservedProperty.TRANSFORMER_ENERGY,
          ObservedProperty.AIR_TEMPERATURE,
          ObservedProperty.RELATIVE_HUMIDITY);

  public static void main(String[] args) throws Exception {
    CityJob.run(new NoveltyJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var readings = city.observations(WATCHED);
    city.alert(
        WATCHED.stream()
            .map(ObservedProperty::domain)
            .distinct()
            .map(domain -> watch(city, readings, domain))
            .toList());
  }

  /** A rule of its own for each domain: an alert belongs to one. */
  private static DataStream<Alert> watch(
      City city, DataStream<Observation> readings, Domain domain) {
    var rule = RULE.named(domain.word() + ".novelty", domain);
    var own =
        readings
            .filter(reading -> reading.property().domain() == domain)
            .uid("only-" + rule.rule().name())
            .name("only " + domain.word());
    return city.detect(rule, own, Keys::ofSeries, NoveltyAlert::new, NoveltyAlert.Memory.class);
  }
}
