package citybrain.jobs.transport;

import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.transport.RoadCongestion;
import java.time.Duration;
import java.util.List;

/** Speeds of road links in; alerts of congestion and incidents out. */
@StreamingJob("transport-road-congestion")
public final class RoadCongestionJob implements CityJob {

  private static final AlertRule<RoadCongestion.Settings> RULE =
      AlertRule.of(
          "transport.road-congestion",
          "2",
          Domain.TRANSPORT,
          Duration.ofMinutes(2),
          RoadCongestion.Settings::of);

  public static void main(String[] args) throws Exception {
    CityJob.run(new RoadCongestionJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var speeds = city.observations(ObservedProperty.TRAFFIC_SPEED);
    city.alert(
        city.detect(
            RULE, speeds, Keys::ofFeature, RoadCongestion::new, RoadCongestion.Memory.class));
  }
}
