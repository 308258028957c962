package citybrain.jobs.water;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.ObservedProperty;
import citybrain.water.MinimumNightFlow;
import java.time.Duration;

/** Inflows in; the minimum night flow of every inlet out, an observation of a derived property. */
@StreamingJob("water-minimum-night-flow")
public final class MinimumNightFlowJob implements CityJob {

  public static void main(String[] args) throws Exception {
    CityJob.run(new MinimumNightFlowJob(), args);
  }

  @Override
  public void wire(City city) {
    var lateness =
        city.settings()
            .duration(
                "water.minimum-night-flow.lateness",
                "how late a reading may come and still count",
                Duration.ofMinutes(30));
    var flows = city.observations(ObservedProperty.WATER_FLOW);
    var nights =
        city.summarise(
            "minimum-night-flow",
            flows,
            Keys::ofFeature,
            lateness,
            MinimumNightFlow::new,
            MinimumNightFlow.Night.class);
    city.writeDerived(nights);
  }
}
