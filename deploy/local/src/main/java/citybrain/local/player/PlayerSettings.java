package citybrain.local.player;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a play needs to know.
 *
 * @param bootstrap the broker, host:port
 * @param dataRoot where the recordings of real cities lie
 * @param home the folder in which the state of this machine's city lives
 * @param speed seconds of city time per second of wall clock once live
 * @param history how much past is played first; empty: what the city proposes
 * @param start where the synthetic city begins, or when a recording goes live; empty: what the city
 *     proposes
 * @param goLive when all cities of the play go live, whatever each proposes
 * @param seed of the synthetic city
 * @param scale of the synthetic city, 1 is about 10,000 meters
 */
public record PlayerSettings(
    String bootstrap,
    List<Path> cityFiles,
    Path dataRoot,
    Path home,
    double speed,
    Optional<Duration> history,
    Optional<Instant> start,
    Optional<Instant> goLive,
    long seed,
    double scale) {

  public PlayerSettings {
    cityFiles = List.copyOf(cityFiles);
  }
}
