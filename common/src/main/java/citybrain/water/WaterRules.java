package citybrain.water;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.detection.Surroundings;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;

/** The rules of water, one entry each. */
public final class WaterRules {

  private static final CityRule<BurstOrLeak.Settings, BurstOrLeak.Memory> BURST_OR_LEAK =
      CityRule.of(
          "water.burst-or-leak",
          "5",
          Duration.ofMinutes(5),
          BurstOrLeak.Settings::of,
          List.of(ObservedProperty.WATER_FLOW),
          Key.FEATURE,
          (settings, zone) -> new BurstOrLeak(settings),
          BurstOrLeak.Memory.class);

  private static final CityRule<NightLeak.Settings, NightFlowWatch.Memory> NIGHT_LEAK =
      CityRule.of(
              "water.night-leak",
              "3",
              Duration.ofMinutes(30),
              zone -> NightLeak.Settings.usual(),
              List.of(ObservedProperty.WATER_FLOW),
              Key.ZONE,
              (settings, zone) -> new NightFlowWatch(zone, settings),
              NightFlowWatch.Memory.class)
          .deriving(ObservedProperty.WATER_MINIMUM_NIGHT_FLOW);

  private static final CityRule<PressureDrop.Settings, PressureDrop.Memory> PRESSURE_DROP =
      CityRule.of(
          "water.pressure-drop",
          "7",
          Duration.ofMinutes(5),
          PressureDrop.Settings::of,
          List.of(ObservedProperty.WATER_PRESSURE),
          Key.ZONE,
          new DropOfCity(),
          PressureDrop.Memory.class);

  private static final CityRule<PressurePattern.Settings, PressurePattern.Memory> PRESSURE_PATTERN =
      CityRule.of(
          "water.pressure-pattern",
          "2",
          Duration.ofMinutes(5),
          zone -> PressurePattern.Settings.usual(),
          List.of(ObservedProperty.WATER_PRESSURE),
          Key.ZONE,
          new PatternOfCity(),
          PressurePattern.Memory.class);

  private static final CityRule<SensorDrift.Settings, SensorDrift.Memory> SENSOR_DRIFT =
      CityRule.of(
          "water.sensor-drift",
          "2",
          Duration.ofMinutes(5),
          zone -> SensorDrift.Settings.usual(),
          List.of(ObservedProperty.WATER_PRESSURE),
          Key.ZONE,
          (settings, zone) -> new SensorDrift(settings),
          SensorDrift.Memory.class);

  public static final List<CityRule<?, ?>> ALL =
      List.of(BURST_OR_LEAK, NIGHT_LEAK, PRESSURE_DROP, PRESSURE_PATTERN, SENSOR_DRIFT);

  private WaterRules() {}

  /** Knows the pipes of its city. */
  private static final class DropOfCity
      implements CityRule.Made<PressureDrop.Settings, PressureDrop.Memory> {

    private static final long serialVersionUID = 1L;

    @Override
    public PressureDrop of(PressureDrop.Settings settings, String timeZone) {
      return new PressureDrop(settings);
    }

    @Override
    public PressureDrop in(PressureDrop.Settings settings, Surroundings city) {
      return new PressureDrop(settings, LeakPlaces.of(city));
    }
  }

  /** The same. */
  private static final class PatternOfCity
      implements CityRule.Made<PressurePattern.Settings, PressurePattern.Memory> {

    private static final long serialVersionUID = 1L;

    @Override
    public PressurePattern of(PressurePattern.Settings settings, String timeZone) {
      return new PressurePattern(settings);
    }

    @Override
    public PressurePattern in(PressurePattern.Settings settings, Surroundings city) {
      return new PressurePattern(settings, LeakPlaces.of(city));
    }
  }
}
