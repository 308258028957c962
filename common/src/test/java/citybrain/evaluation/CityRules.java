package citybrain.evaluation;

import citybrain.detection.NoveltyAlert;
import citybrain.detection.StuckSensor;
import citybrain.energy.FeederOutage;
import citybrain.energy.TransformerOverload;
import citybrain.environment.Exceedance;
import citybrain.environment.Limit;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.transport.RoadCongestion;
import citybrain.water.BurstOrLeak;
import citybrain.water.PressureDrop;
import citybrain.water.SensorDrift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules of all domains, with the keys and the lateness of their jobs. */
final class CityRules {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static final Set<ObservedProperty> NOVEL =
      EnumSet.of(
          ObservedProperty.PARKING_OCCUPIED,
          ObservedProperty.WATER_LEVEL,
          ObservedProperty.TRANSFORMER_ENERGY,
          ObservedProperty.AIR_TEMPERATURE,
          ObservedProperty.RELATIVE_HUMIDITY);

  private static final Set<ObservedProperty> STEADY =
      EnumSet.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.WATER_PRESSURE,
          ObservedProperty.PM2_5,
          ObservedProperty.PM10,
          ObservedProperty.SULFUR_DIOXIDE,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.CARBON_MONOXIDE,
          ObservedProperty.OZONE);

  private CityRules() {}

  /** All of them, with blank memories. */
  static List<RuleRun<?>> of(String zone) {
    var rules = new ArrayList<RuleRun<?>>();
    rules.add(
        RuleRun.of(
            "transport.road-congestion",
            Domain.TRANSPORT,
            Set.of(ObservedProperty.TRAFFIC_SPEED),
            CityRules::feature,
            Duration.ofMinutes(2),
            new RoadCongestion(RoadCongestion.Settings.of(zone))));
    rules.add(
        RuleRun.of(
            "water.burst-or-leak",
            Domain.WATER,
            Set.of(ObservedProperty.WATER_FLOW),
            CityRules::feature,
            FIVE_MINUTES,
            new BurstOrLeak(BurstOrLeak.Settings.of(zone))));
    rules.add(
        RuleRun.of(
            "water.pressure-drop",
            Domain.WATER,
            Set.of(ObservedProperty.WATER_PRESSURE),
            Observation::zone,
            FIVE_MINUTES,
            new PressureDrop(PressureDrop.Settings.of(zone))));
    rules.add(
        RuleRun.of(
            "water.sensor-drift",
            Domain.WATER,
            Set.of(ObservedProperty.WATER_PRESSURE),
            Observation::zone,
            FIVE_MINUTES,
            new SensorDrift(SensorDrift.Settings.usual())));
    rules.add(
        RuleRun.of(
            "energy.transformer-overload",
            Domain.ENERGY,
            Set.of(ObservedProperty.TRANSFORMER_ENERGY),
            CityRules::feature,
            FIVE_MINUTES,
            new TransformerOverload(TransformerOverload.Settings.of(zone))));
    rules.add(
        RuleRun.sideBySide(
            "energy.feeder-outage",
            Domain.ENERGY,
            Set.of(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY),
            Observation::zone,
            FIVE_MINUTES,
            new FeederOutage(FeederOutage.Settings.usual())));
    for (var limit : Limit.european()) {
      rules.add(
          RuleRun.of(
              "environment.exceedance-" + limit.word(),
              Domain.ENVIRONMENT,
              Set.of(limit.pollutant()),
              CityRules::feature,
              FIVE_MINUTES,
              new Exceedance(limit, Exceedance.Settings.usual())));
    }
    for (var domain : Domain.values()) {
      rules.add(
          RuleRun.of(
              domain.word() + ".novelty",
              domain,
              ofDomain(NOVEL, domain),
              CityRules::series,
              Duration.ofMinutes(10),
              new NoveltyAlert(NoveltyAlert.Settings.of(zone))));
      rules.add(
          RuleRun.of(
              domain.word() + ".stuck-sensor",
              domain,
              ofDomain(STEADY, domain),
              CityRules::series,
              Duration.ofMinutes(10),
              new StuckSensor(StuckSensor.Settings.usual())));
    }
    return rules;
  }

  private static Set<ObservedProperty> ofDomain(Set<ObservedProperty> all, Domain domain) {
    var own = EnumSet.copyOf(all);
    own.removeIf(property -> property.domain() != domain);
    return own;
  }

  private static String feature(Observation reading) {
    return reading.feed() + "/" + reading.feature();
  }

  private static String series(Observation reading) {
    return feature(reading) + "/" + reading.property().name();
  }
}
