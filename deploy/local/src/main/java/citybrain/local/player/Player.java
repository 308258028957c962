package citybrain.local.player;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Plays a city into the raw topic: the past at a {@link PastPace}, then live at the given speed.
 */
public interface Player extends AutoCloseable {

  /** Begins to play the past, on a thread of its own; it goes live once it is started. */
  void begin();

  /** Plays: begins with the past, if it has not, and goes live behind it. */
  void start();

  /** What every message of this play carries in the header {@code play}. */
  String mark();

  /** Messages of others that lay in the raw topic when this was opened, by "city/feed". */
  Map<String, Long> foreign();

  /** How far it has come; may be asked from any thread. */
  Progress progress();

  /**
   * How far the city has come in the eyes of who reads along: all that arrived before is
   * understood. May be asked from any thread.
   *
   * @param understood how many messages of a "city/feed" are
   */
  Instant understood(ToLongFunction<String> understood);

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
   * @param goesLive where the past ends
   * @param live false while the past is being played
   * @param feeds by "city/feed"
   * @param problem what went wrong with a feed or the play, in words
   * @param handed records handed over, those in feeds and those on their way
   * @param finished nothing more will be sent
   */
  record Progress(
      Instant cityTime,
      Instant goesLive,
      boolean live,
      Map<String, FeedProgress> feeds,
      Optional<String> problem,
      long handed,
      boolean finished) {}

  /** Totals since the beginning of the raw topic, including those before a resume. */
  record FeedProgress(long messages, long records) {}
}
