package citybrain.jobs.transport;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.transport.UnevenHeadway;
import java.time.Duration;
import java.util.List;

/** Observed and scheduled headways in, alerts of bunching and large gaps out. */
@StreamingJob("transport-uneven-headway")
public final class UnevenHeadwayJob implements CityJob {

  /** Headways are known some minutes after the vehicle has passed. */
  private static final AlertRule<UnevenHeadway.Settings> RULE =
      AlertRule.of(
          "transport.uneven-headway",
          "1",
          Domain.TRANSPORT,
          Duration.ofMinutes(12),
          timeZone -> UnevenHeadway.Settings.usual());

  public static void main(String[] args) throws Exception {
    CityJob.run(new UnevenHeadwayJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var headways = city.observations(ObservedProperty.HEADWAY, ObservedProperty.SCHEDULED_HEADWAY);
    city.alert(
        city.detect(
            RULE, headways, Keys::ofFeature, UnevenHeadway::new, UnevenHeadway.Memory.class));
  }
}
