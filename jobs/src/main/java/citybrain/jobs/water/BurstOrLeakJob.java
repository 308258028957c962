package citybrain.jobs.water;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.BurstOrLeak;
import java.time.Duration;
import java.util.List;

/** Inflows of district metered areas in; alerts of bursts and leaks out. */
@StreamingJob("water-burst-or-leak")
public final class BurstOrLeakJob implements CityJob {

  private static final AlertRule<BurstOrLeak.Settings> RULE =
      AlertRule.of(
          "water.burst-or-leak",
          "2",
          Domain.WATER,
          Duration.ofMinutes(5),
          BurstOrLeak.Settings::of);

  public static void main(String[] args) throws Exception {
    CityJob.run(new BurstOrLeakJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var flows = city.observations(ObservedProperty.WATER_FLOW);
    city.alert(
        city.detect(RULE, flows, Keys::ofFeature, BurstOrLeak::new, BurstOrLeak.Memory.class));
  }
}
