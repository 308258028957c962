package citybrain.jobs.water;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.SensorDrift;
import java.time.Duration;
import java.util.List;

/** Pressures of district metered areas in; an alert out when one sensor leaves the others. */
@StreamingJob("water-sensor-drift")
public final class SensorDriftJob implements CityJob {

  private static final AlertRule<SensorDrift.Settings> RULE =
      AlertRule.of(
          "water.sensor-drift",
          "1",
          Domain.WATER,
          Duration.ofMinutes(5),
          zone -> SensorDrift.Settings.usual());

  public static void main(String[] args) throws Exception {
    CityJob.run(new SensorDriftJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var pressures = city.observations(ObservedProperty.WATER_PRESSURE);
    city.alert(
        city.detect(RULE, pressures, Keys::ofZone, SensorDrift::new, SensorDrift.Memory.class));
  }
}
