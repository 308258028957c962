package citybrain.jobs.energy;

import citybrain.energy.TransformerOverload;
import citybrain.jobs.runtime.AlertRule;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.Keys;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;

/** Loads of transformers in; an alert out when one carries far more than it usually does. */
@StreamingJob("energy-transformer-overload")
public final class TransformerOverloadJob implements CityJob {

  private static final AlertRule<TransformerOverload.Settings> RULE =
      AlertRule.of(
          "energy.transformer-overload",
          "2",
          Domain.ENERGY,
          Duration.ofMinutes(5),
          TransformerOverload.Settings::of);

  public static void main(String[] args) throws Exception {
    CityJob.run(new TransformerOverloadJob(), args);
  }

  @Override
  public List<AlertRule<?>> rules() {
    return List.of(RULE);
  }

  @Override
  public void wire(City city) {
    var loads = city.observations(ObservedProperty.TRANSFORMER_ENERGY);
    city.alert(
        city.detect(
            RULE,
            loads,
            Keys::ofFeature,
            TransformerOverload::new,
            TransformerOverload.Memory.class));
  }
}
