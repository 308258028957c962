package citybrain.jobs.city;

import citybrain.alerting.Alert;
import citybrain.detection.StuckSensor;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Series that never rest for long in; an alert out when the sensor of one repeats itself. */
@StreamingJob(StuckSensorJob.NAME)
public final class StuckSensorJob {

  static final String NAME = "city-stuck-sensor";

  private static final List<ObservedProperty> WATCHED =
      List.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.WATER_PRESSURE,
          ObservedProperty.PM2_5,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.OZONE);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "city.stuck-sensor.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(10)));
    }
  }

  private StuckSensorJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var city = City.connect(config, NAME);
    var settings = Settings.from(config);
    if (city.isHelp(config)) {
      return;
    }
    wire(city, settings);
    city.run();
  }

  static void wire(City city, Settings settings) {
    var readings = city.observations(WATCHED);
    city.alert(
        Stream.of(Domain.TRANSPORT, Domain.WATER, Domain.ENVIRONMENT)
            .map(domain -> watch(city, settings, readings, domain))
            .toList());
  }

  private static DataStream<Alert> watch(
      City city, Settings settings, DataStream<Observation> readings, Domain domain) {
    var name = domain.word() + ".stuck-sensor";
    return city.detect(
        new Rule(name, "1", domain),
        readings
            .filter(reading -> reading.property().domain() == domain)
            .uid("only-" + name)
            .name("only " + domain.word()),
        reading ->
            String.join(
                "/", reading.city(), reading.feed(), reading.feature(), reading.property().name()),
        EventTime.ofObservations(),
        settings.lateness(),
        zone -> new StuckSensor(StuckSensor.Settings.usual()),
        StuckSensor.Memory.class);
  }
}
