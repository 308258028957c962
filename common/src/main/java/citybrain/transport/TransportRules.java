package citybrain.transport;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;

/** The rules of transport, one entry each. */
public final class TransportRules {

  private static final CityRule<RoadCongestion.Settings, RoadCongestion.Memory> ROAD_CONGESTION =
      CityRule.of(
          "transport.road-congestion",
          "4",
          Duration.ofMinutes(2),
          RoadCongestion.Settings::of,
          List.of(ObservedProperty.TRAFFIC_SPEED, ObservedProperty.TRAFFIC_VEHICLE_COUNT),
          Key.FEATURE,
          (settings, zone) -> new RoadCongestion(settings),
          RoadCongestion.Memory.class);

  /** Polls say a stop's times again and again while a vehicle is near. */
  private static final CityRule<UnevenHeadway.Settings, HeadwayWatch.Memory> UNEVEN_HEADWAY =
      CityRule.of(
              "transport.uneven-headway",
              "4",
              Duration.ofMinutes(4),
              zone -> UnevenHeadway.Settings.usual(),
              List.of(
                  ObservedProperty.STOP_ARRIVAL_DELAY,
                  ObservedProperty.STOP_DEPARTURE_DELAY,
                  ObservedProperty.SCHEDULED_HEADWAY,
                  ObservedProperty.STOP_CALL),
              Key.LINE,
              (settings, zone) -> new HeadwayWatch(settings),
              HeadwayWatch.Memory.class)
          .deriving(ObservedProperty.HEADWAY);

  public static final List<CityRule<?, ?>> ALL = List.of(ROAD_CONGESTION, UNEVEN_HEADWAY);

  private TransportRules() {}
}
