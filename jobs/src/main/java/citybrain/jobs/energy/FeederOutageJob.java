package citybrain.jobs.energy;

import citybrain.energy.FeederOutage;
import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;

/** Meter readings in; an alert out when all meters of one transformer have gone silent. */
@StreamingJob("energy-feeder-outage")
public final class FeederOutageJob implements CityJob {

  private static final AlertRule<FeederOutage.Settings> RULE =
      AlertRule.of(
          "energy.feeder-outage",
          "1",
          Domain.ENERGY,
          Duration.ofMinutes(5),
          zone -> FeederOutage.Settings.usual());

  public static void main(String[] args) throws Exception {
    CityJob.run(new FeederOutageJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var readings =
        city.observations(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY);
    city.alert(
        city.detect(
            RULE,
            readings,
            Keys::ofZone,
            EventTime.ofProperties(2),
            FeederOutage::new,
            FeederOutage.Memory.class));
  }
}
