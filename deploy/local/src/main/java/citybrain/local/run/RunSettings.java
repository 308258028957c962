package citybrain.local.run;

import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code up} was asked to do.
 *
 * @param data where recordings lie, if said
 * @param lake a URI, if it is not in the home
 * @param runFor ends by itself after this wall time
 * @param report where to write what happened
 */
public record RunSettings(
    CityChoices choices,
    Home home,
    Optional<Path> data,
    Optional<String> lake,
    double speed,
    Optional<Duration> history,
    Optional<Instant> start,
    long seed,
    double scale,
    Optional<Duration> runFor,
    Optional<Path> report,
    int webPort,
    int brokerPort,
    int metricsPort) {

  String lakeUri() {
    return lake.orElseGet(() -> home.lake().toUri().toString());
  }
}
