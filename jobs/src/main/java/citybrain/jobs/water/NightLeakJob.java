package citybrain.jobs.water;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.NightLeak;
import java.time.Duration;
import java.util.List;

/** Minimum night flow of every inlet in, leak alerts out. */
@StreamingJob("water-night-leak")
public final class NightLeakJob implements CityJob {

  private static final AlertRule<NightLeak.Settings> RULE =
      AlertRule.of(
          "water.night-leak", "1", Domain.WATER, Duration.ZERO, zone -> NightLeak.Settings.usual());

  public static void main(String[] args) throws Exception {
    CityJob.run(new NightLeakJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var nights = city.observations(ObservedProperty.WATER_MINIMUM_NIGHT_FLOW);
    city.alert(city.detect(RULE, nights, Keys::ofFeature, NightLeak::new, NightLeak.Memory.class));
  }
}
