package citybrain.transport.feeds.gtfsrtvehiclepositions;

import citybrain.feed.Envelope;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.observation.ObservedProperty;
import citybrain.transport.realtime.RealtimeOptions;
import citybrain.transport.realtime.VehiclePositions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Vehicle positions of GTFS Realtime, the format most operators of the world publish. */
public final class VehiclePositionsFeed implements FeedKind {

  private static final String STALE_AFTER = "stale-after";

  @Override
  public String name() {
    return "gtfs-rt-vehicle-positions";
  }

  @Override
  public String describe() {
    return "Position, speed and occupancy of vehicles (GTFS Realtime 2.0 VehiclePositions)";
  }

  @Override
  public Map<String, String> options() {
    return RealtimeOptions.with(
        Map.of(
            STALE_AFTER,
            "how old the report of a vehicle may be by the clock of the message (PT90S)"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(
        ObservedProperty.VEHICLE_POSITION,
        ObservedProperty.VEHICLE_SPEED,
        ObservedProperty.VEHICLE_OCCUPANCY);
  }

  @Override
  public Feed open(FeedSetup setup) {
    return new VehiclePositions(
        setup,
        RealtimeOptions.schedule(setup),
        RealtimeOptions.duration(setup, STALE_AFTER, Duration.ofSeconds(90)));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return RealtimeOptions.NO_LINES;
  }

  @Override
  public Optional<Envelope.Reader> envelopes(FeedSetup setup) {
    return Optional.of(RealtimeOptions.envelopes(setup));
  }
}
