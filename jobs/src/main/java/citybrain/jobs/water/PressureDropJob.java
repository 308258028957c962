package citybrain.jobs.water;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.PressureDrop;
import java.time.Duration;
import java.util.List;

/** Pressures of district metered areas in; an alert out when several sensors fall together. */
@StreamingJob("water-pressure-drop")
public final class PressureDropJob implements CityJob {

  private static final AlertRule<PressureDrop.Settings> RULE =
      AlertRule.of(
          "water.pressure-drop",
          "3",
          Domain.WATER,
          Duration.ofMinutes(5),
          PressureDrop.Settings::of);

  public static void main(String[] args) throws Exception {
    CityJob.run(new PressureDropJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var pressures = city.observations(ObservedProperty.WATER_PRESSURE);
    city.alert(
        city.detect(RULE, pressures, Keys::ofZone, PressureDrop::new, PressureDrop.Memory.class));
  }
}
