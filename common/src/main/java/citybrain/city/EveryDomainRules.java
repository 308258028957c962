package citybrain.city;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules that watch series of every domain: one rule a domain, because an alert belongs to one. */
public final class EveryDomainRules {

  private static final Duration LATENESS = Duration.ofMinutes(10);

  /** Series that no rule of a domain watches. */
  private static final List<ObservedProperty> NOVEL =
      List.of(
          ObservedProperty.PARKING_OCCUPIED,
          ObservedProperty.WATER_LEVEL,
          ObservedProperty.TRANSFORMER_ENERGY,
          ObservedProperty.AIR_TEMPERATURE,
          ObservedProperty.RELATIVE_HUMIDITY);

  /** Series that never rest for long. */
  private static final List<ObservedProperty> RESTLESS =
      List.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.WATER_PRESSURE,
          ObservedProperty.PM2_5,
          ObservedProperty.PM10,
          ObservedProperty.SULFUR_DIOXIDE,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.CARBON_MONOXIDE,
          ObservedProperty.OZONE);

  /** Sensors in the field, which are read over and over; of meters other rules know more. */
  private static final List<ObservedProperty> SPOKEN =
      Stream.concat(
              RESTLESS.stream(),
              Stream.of(
                  ObservedProperty.TRAFFIC_VEHICLE_COUNT,
                  ObservedProperty.WATER_FLOW,
                  ObservedProperty.WATER_LEVEL))
          .toList();

  /** Those that do not jump by themselves: counts do, for vehicles come together. */
  private static final List<ObservedProperty> STEADY =
      SPOKEN.stream().filter(one -> one != ObservedProperty.TRAFFIC_VEHICLE_COUNT).toList();

  /** Those of which hours have a habit, and units that are mistaken. */
  private static final List<ObservedProperty> PLAUSIBLE =
      Stream.concat(SPOKEN.stream(), Stream.of(ObservedProperty.AIR_TEMPERATURE)).toList();

  public static final List<CityRule<?, ?>> ALL =
      Stream.of(
              byDomain(
                  CityRule.of(
                      "city.implausible-sensor",
                      "1",
                      LATENESS,
                      ImplausibleSensor.Settings::of,
                      PLAUSIBLE,
                      Key.FEED,
                      (settings, zone) -> new ImplausibleSensor(settings),
                      ImplausibleSensor.Memory.class)),
              byDomain(
                  CityRule.of(
                      "city.spiking-sensor",
                      "1",
                      LATENESS,
                      zone -> SpikingSensor.Settings.usual(),
                      STEADY,
                      Key.SERIES,
                      (settings, zone) -> new SpikingSensor(settings),
                      SpikingSensor.Memory.class)),
              byDomain(
                  CityRule.of(
                      "city.silent-sensor",
                      "1",
                      LATENESS,
                      zone -> SilentSensor.Settings.usual(),
                      SPOKEN,
                      Key.FEED,
                      (settings, zone) -> new SilentSensor(settings),
                      SilentSensor.Memory.class)),
              byDomain(
                  CityRule.of(
                      "city.novelty",
                      "3",
                      LATENESS,
                      NoveltyAlert.Settings::of,
                      NOVEL,
                      Key.SERIES,
                      (settings, zone) -> new NoveltyAlert(settings),
                      NoveltyAlert.Memory.class)),
              byDomain(
                  CityRule.of(
                      "city.stuck-sensor",
                      "2",
                      LATENESS,
                      zone -> StuckSensor.Settings.usual(),
                      RESTLESS,
                      Key.SERIES,
                      (settings, zone) -> new StuckSensor(settings),
                      StuckSensor.Memory.class)))
          .flatMap(rules -> rules)
          .toList();

  private EveryDomainRules() {}

  private static <S extends Record, M> Stream<CityRule<?, ?>> byDomain(CityRule<S, M> rule) {
    var word = rule.key().substring(rule.key().indexOf('.'));
    return rule.inputs().stream()
        .map(ObservedProperty::domain)
        .distinct()
        .map(domain -> rule.named(domain.word() + word, domain, of(domain, rule.inputs())));
  }

  private static Collection<ObservedProperty> of(
      Domain domain, Collection<ObservedProperty> properties) {
    return properties.stream()
        .filter(property -> property.domain() == domain)
        .collect(Collectors.toSet());
  }
}
