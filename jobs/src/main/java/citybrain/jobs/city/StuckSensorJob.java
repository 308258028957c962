package citybrain.jobs.city;

import citybrain.alerting.Alert;
import citybrain.detection.StuckSensor;
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

/** Series that never rest for long in; an alert out when the sensor of one repeats itself. */
@StreamingJob("city-stuck-sensor")
public final class StuckSensorJob implements CityJob {

  private static final AlertRule<StuckSensor.Settings> RULE =
      AlertRule.of(
          "city.stuck-sensor",
          "1",
          Domain.TRANSPORT,
          Duration.ofMinutes(10),
          zone -> StuckSensor.Settings.usual());

  private static final Set<ObservedProperty> WATCHED =
      EnumSet.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.WATER_PRESSURE,
          ObservedProperty.PM2_5,
          ObservedProperty.PM10,
          ObservedProperty.SULFUR_DIOXIDE,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.CARBON_MONOXIDE,
          ObservedProperty.OZONE);

  public static void main(String[] args) throws Exception {
    CityJob.run(new StuckSensorJob(), args);
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
    var rule = RULE.named(domain.word() + ".stuck-sensor", domain);
    var own =
        readings
            .filter(reading -> reading.property().domain() == domain)
            .uid("only-" + rule.rule().name())
            .name("only " + domain.word());
    return city.detect(rule, own, Keys::ofSeries, StuckSensor::new, StuckSensor.Memory.class);
  }
}
