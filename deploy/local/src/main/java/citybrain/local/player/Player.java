package citybrain.local.player;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Plays a city into the raw topic: the past as fast as it goes, then live at the given speed. */
public interface Player extends AutoCloseable {

  /** Begins to play, on a thread of its own. */
  void start();

  /** What every message of this play carries in the header {@code play}. */
  String mark();

  /** Messages of others that lay in the raw topic when this was opened, by "city/feed". */
  Map<String, Long> foreign();

  /** How far it has come; may be asked from any thread. */
  Progress progress();

  /** Stops at a message boundary; all records sent so far are acknowledged on return. */
  void stopAndFlush();

  /** Stops at once: what was sent and not acknowledged is given up, and nothing is waited for. */
  void abandon();

  @Override
  void close();

  /**
   * A snapshot of the play.
   *
   * @param cityTime how far the city's clock has come
   * @param live false while the past is being played
   * @param feeds by "city/feed"
   * @param problem what went wrong with a feed or the play, in words
   * @param finished nothing more will be sent
   */
  record Progress(
      Instant cityTime,
      boolean live,
      Map<String, FeedProgress> feeds,
      Optional<String> problem,
      boolean finished) {}

  /** Totals since the beginning of the raw topic, including those before a resume. */
  record FeedProgress(long messages, long records) {}
}
