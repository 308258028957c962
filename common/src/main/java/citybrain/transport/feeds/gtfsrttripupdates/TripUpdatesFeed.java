package citybrain.transport.feeds.gtfsrttripupdates;

import citybrain.feed.Envelope;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.Retold;
import citybrain.observation.ObservedProperty;
import citybrain.transport.realtime.RealtimeOptions;
import citybrain.transport.realtime.TripUpdates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Trip updates of GTFS Realtime, joined to the timetable they speak of. */
public final class TripUpdatesFeed implements FeedKind {

  private static final String WINDOW = "window";

  private static final Set<ObservedProperty> CALLS =
      Set.of(
          ObservedProperty.STOP_ARRIVAL_DELAY,
          ObservedProperty.STOP_DEPARTURE_DELAY,
          ObservedProperty.SCHEDULED_HEADWAY,
          ObservedProperty.STOP_CALL);

  @Override
  public String name() {
    return "gtfs-rt-trip-updates";
  }

  @Override
  public String describe() {
    return "Delays of trips at stops and their headways by the timetable (GTFS Realtime 2.0)";
  }

  @Override
  public Map<String, String> options() {
    return RealtimeOptions.with(
        Map.of(
            WINDOW,
            "calls this close to the clock of the message are observed, others not (PT2M)"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return CALLS;
  }

  @Override
  public boolean mayHavePseudonyms() {
    return false;
  }

  /** A call is forecast in several polls, and told in some more. */
  @Override
  public Retold retold(FeedSetup setup) {
    return new Retold(CALLS, window(setup).toMillis());
  }

  @Override
  public Feed open(FeedSetup setup) {
    return new TripUpdates(setup, RealtimeOptions.requireSchedule(setup), window(setup));
  }

  private static Duration window(FeedSetup setup) {
    return RealtimeOptions.duration(setup, WINDOW, Duration.ofMinutes(2));
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
