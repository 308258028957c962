package citybrain.energy;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;

/** The rules of energy, one entry each. */
public final class EnergyRules {

  private static final CityRule<FeederOutage.Settings, FeederOutage.Memory> FEEDER_OUTAGE =
      CityRule.of(
          "energy.feeder-outage",
          "3",
          Duration.ofMinutes(5),
          zone -> FeederOutage.Settings.usual(),
          List.of(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY),
          Key.ZONE,
          (settings, zone) -> new FeederOutage(settings, zone),
          FeederOutage.Memory.class);

  private static final CityRule<TransformerOverload.Settings, TransformerOverload.Memory>
      TRANSFORMER_OVERLOAD =
          CityRule.of(
              "energy.transformer-overload",
              "4",
              Duration.ofMinutes(5),
              TransformerOverload.Settings::of,
              List.of(ObservedProperty.TRANSFORMER_ENERGY),
              Key.FEATURE,
              (settings, zone) -> new TransformerOverload(settings),
              TransformerOverload.Memory.class);

  /** Concentrators deliver up to three hours late, and theft lasts for weeks. */
  private static final Duration BALANCE_LATENESS = Duration.ofHours(3);

  private static final CityRule<TransformerBalance.Settings, TransformerBalance.Memory>
      TRANSFORMER_BALANCE =
          CityRule.of(
              "energy.transformer-balance",
              "1",
              BALANCE_LATENESS,
              calendar -> TransformerBalance.Settings.of(calendar.timeZone()),
              List.of(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY),
              Key.ZONE,
              (settings, zone) -> new TransformerBalance(settings),
              TransformerBalance.Memory.class);

  private static final CityRule<NonTechnicalLoss.Settings, NonTechnicalLoss.Memory>
      NON_TECHNICAL_LOSS =
          CityRule.of(
              "energy.non-technical-loss",
              "2",
              BALANCE_LATENESS,
              calendar -> NonTechnicalLoss.Settings.of(calendar.timeZone()),
              List.of(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY),
              Key.ZONE,
              (settings, zone) -> new NonTechnicalLoss(settings),
              NonTechnicalLoss.Memory.class);

  private static final CityRule<Voltage.Settings, Voltage.Memory> VOLTAGE =
      CityRule.of(
          "energy.voltage",
          "1",
          Duration.ofMinutes(5),
          calendar -> Voltage.Settings.of(calendar.timeZone()),
          List.of(ObservedProperty.VOLTAGE),
          Key.FEATURE,
          (settings, zone) -> new Voltage(settings),
          Voltage.Memory.class);

  public static final List<CityRule<?, ?>> ALL =
      List.of(
          FEEDER_OUTAGE, TRANSFORMER_OVERLOAD, TRANSFORMER_BALANCE, NON_TECHNICAL_LOSS, VOLTAGE);

  private EnergyRules() {}
}
