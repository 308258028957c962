package citybrain.local.metrics;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the clock of a running city shows, as its endpoint of metrics tells it. */
public final class LiveClock {

  private static final String METRIC = "citybrain_city_time_seconds";

  private LiveClock() {}

  /**
   * Asks.
   *
   * @param metrics URL of the endpoint
   * @return empty when it knows no clock yet
   * @throws IOException when it does not answer
   */
  public static Optional<Instant> of(String metrics) throws IOException {
    var seconds = Exposition.scrape(metrics).sum(METRIC, Map.of());
    return seconds.isPresent()
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * 1e3)))
        : Optional.empty();
  }
}
