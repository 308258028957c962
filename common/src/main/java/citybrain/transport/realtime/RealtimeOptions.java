package citybrain.transport.realtime;

import citybrain.feed.Envelope;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import citybrain.feed.register.PlacesOfFile;
import citybrain.feed.time.TimeLimits;
import citybrain.transport.gtfs.GtfsSchedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the feeds of GTFS Realtime have in common in a city file. */
public final class RealtimeOptions {

  /** Messages are documents: no time stands on any line of theirs. */
  public static final RecordClock NO_LINES = RealtimeMessage.NO_LINES;

  private static final String GTFS = "gtfs";

  private RealtimeOptions() {}

  /** The shared options and these. */
  public static Map<String, String> with(Map<String, String> own) {
    var options = new TreeMap<>(TimeLimits.OPTIONS);
    options.put(GTFS, "the zip of the timetable (GTFS Schedule) that the messages refer to");
    options.putAll(own);
    return options;
  }

  /** The timetable, when there is one. */
  public static Optional<GtfsSchedule> schedule(FeedSetup setup) {
    return setup.option(GTFS).map(path -> read(setup, path));
  }

  /** The timetable, without which nothing can be said. */
  public static GtfsSchedule requireSchedule(FeedSetup setup) {
    var path = setup.require(GTFS);
    return read(setup, path);
  }

  private static GtfsSchedule read(FeedSetup setup, String path) {
    var schedule = GtfsSchedule.read(path, setup.files().read(path));
    var places = new PlacesOfFile(setup, path);
    for (int stop = 0; stop < schedule.stopCount(); stop++) {
      places.see(schedule.positionOf(stop));
    }
    places.end();
    return schedule;
  }

  /**
   * A duration above zero.
   *
   * @throws SettingException when it is none
   */
  public static Duration duration(FeedSetup setup, String key, Duration standard) {
    var text = setup.option(key).orElse(standard.toString());
    try {
      var duration = Duration.parse(text);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // falls through to the one message
    }
    throw new SettingException(
        "feed '%s' of city '%s': %s is '%s', expected an ISO 8601 duration above zero such as %s"
            .formatted(setup.feed(), setup.city(), key, text, standard));
  }

  public static Envelope.Reader envelopes(FeedSetup setup) {
    return RealtimeMessage.envelopes(setup);
  }
}
