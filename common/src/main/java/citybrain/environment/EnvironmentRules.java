package citybrain.environment;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.Domain;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the environment: one for each limit of a pollutant, and one for all together. */
public final class EnvironmentRules {

  private static final String KEY = "environment.exceedance";
  private static final Duration LATENESS = Duration.ofMinutes(5);

  public static final List<CityRule<?, ?>> ALL =
      Stream.concat(
              Stream.<CityRule<?, ?>>of(airQualityIndex()),
              Limit.WORDS.stream().<CityRule<?, ?>>map(EnvironmentRules::exceedance))
          .toList();

  private EnvironmentRules() {}

  private static CityRule<AirQualityAlert.Settings, AirQualityAlert.Memory> airQualityIndex() {
    return CityRule.of(
            "environment.air-quality-index",
            "1",
            LATENESS,
            zone -> AirQualityAlert.Settings.usual(),
            AirHours.POLLUTANTS,
            Key.FEATURE,
            (settings, zone) -> new AirQualityAlert(settings),
            AirQualityAlert.Memory.class)
        .whenAsked();
  }

  private static CityRule<Exceedance.Settings, Exceedance.Memory> exceedance(String word) {
    return CityRule.of(
            KEY,
            "5",
            LATENESS,
            zone -> Exceedance.Settings.usual(),
            Limit.POLLUTANTS,
            Key.FEATURE,
            (settings, zone) -> new Exceedance(word, settings),
            Exceedance.Memory.class)
        .named(KEY + "-" + word, Domain.ENVIRONMENT, Limit.pollutants(word));
  }
}
