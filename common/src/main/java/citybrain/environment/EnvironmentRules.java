package citybrain.environment;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.Domain;
import java.time.Duration;
import java.util.List;

/** The rules of the environment: one for each limit of a pollutant. */
public final class EnvironmentRules {

  private static final String KEY = "environment.exceedance";

  public static final List<CityRule<?, ?>> ALL =
      Limit.WORDS.stream().<CityRule<?, ?>>map(EnvironmentRules::exceedance).toList();

  private EnvironmentRules() {}

  private static CityRule<Exceedance.Settings, Exceedance.Memory> exceedance(String word) {
    return CityRule.of(
            KEY,
            "4",
            Duration.ofMinutes(5),
            zone -> Exceedance.Settings.usual(),
            Limit.POLLUTANTS,
            Key.FEATURE,
            (settings, zone) -> Exceedance.of(word, settings),
            Exceedance.Memory.class)
        .named(KEY + "-" + word, Domain.ENVIRONMENT, Limit.pollutants(word));
  }
}
