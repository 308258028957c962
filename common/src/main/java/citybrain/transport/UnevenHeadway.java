package citybrain.transport;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the headways of one vehicle after the other against the timetable: they bunch, or riders
 * wait too long (bands of the Transit Capacity and Quality of Service Manual), when it is so at
 * several stops running. One alert for two vehicles that follow each other, wherever they are on
 * the line. Where a vehicle between both was only overlooked it is no gap, and before who was due
 * has been silent for long nobody knows. Where a trip ends nobody waits for it.
 */
public record UnevenHeadway(Settings settings) {

  /**
   * @param bunchRatio share of the scheduled headway below which vehicles bunch
   * @param gapRatio share above which riders wait too long
   * @param longestScheduledSeconds lines that run less often are met by timetable, not by headway
   * @param stops running at which it must be so, or even again
   * @param unheardMinutes a vehicle that is due and silent for less may be on its way: units repeat
   *     old reports, and drivers log in late
   * @param silenceMinutes after so long without a word of a vehicle its run is over
   * @param settleSeconds see {@link Headways}
   * @param longestSeconds see {@link Headways}
   * @param pauseSeconds a shorter silence of a whole line is no pause of the feed
   * @param pauseTimes nor is one shorter than this many times the usual time from word to word
   */
  public record Settings(
      double bunchRatio,
      double gapRatio,
      int longestScheduledSeconds,
      int stops,
      int unheardMinutes,
      int silenceMinutes,
      int settleSeconds,
      int longestSeconds,
      int pauseSeconds,
      double pauseTimes) {

    public static Settings usual() {
      var headways = Headways.usual();
      return new Settings(
          0.25,
          1.75,
          1_800,
          2,
          15,
          30,
          headways.settleSeconds(),
          headways.longestSeconds(),
          180,
          8);
    }
  }

  /** How a headway is against the timetable. */
  public enum Kind {
    BUNCHED,
    EVEN,
    /** Neither even nor so uneven that it is told. */
    SO_SO,
    GAP
  }

  /**
   * One trip on its way.
   *
   * @param ahead the trip before it, empty while that is not known
   * @param kind of its last headway
   * @param stops in a row with that kind and trip ahead
   * @param departs whether it ever told when it left a stop
   * @param first time of which something was said of it
   * @param last the same
   */
  public record Track(
      String ahead,
      Kind kind,
      int stops,
      boolean departs,
      Instant first,
      Instant last,
      @Nullable AlertChange open) {

    static Track of(Instant time) {
      return new Track("", Kind.SO_SO, 0, false, time, time, null);
    }

    Track heard(Instant time) {
      return time.isAfter(last) ? new Track(ahead, kind, stops, departs, first, time, open) : this;
    }

    Track departing() {
      return departs ? this : new Track(ahead, kind, stops, true, first, last, open);
    }

    Track following(String trip, Kind now) {
      int running = now == kind && trip.equals(ahead) ? stops + 1 : 1;
      return new Track(trip, now, running, departs, first, last, open);
    }

    Track with(@Nullable AlertChange alert) {
      return new Track(ahead, kind, stops, departs, first, last, alert);
    }
  }

  /** Even is halfway back to the timetable on either side. */
  private static final double EVEN_FROM = 0.5;

  private static final double EVEN_TO = 1.5;
  private static final double LONG_GAP = 2.5;

  /** A trip by its run: where a trip calls twice at a stop, {@code #} and a number follow. */
  static String run(String procedure) {
    int call = procedure.indexOf('#');
    return call < 0 ? procedure : procedure.substring(0, call);
  }

  /** What the stops of a line tell of the order of its vehicles. */
  interface Order {

    /** Whether some run that is on its way still is between both, so many seconds apart. */
    boolean isAnyBetween(String ahead, String run, double seconds);
  }

  /**
   * What a headway makes of its trip.
   *
   * @param tracks of the line
   * @param order of its vehicles
   * @param due by the timetable, seconds
   * @param now when the headway is known
   */
  Track judged(
      Map<String, Track> tracks, Order order, Headways.Headway headway, double due, Instant now) {
    var run = run(headway.observation().procedure());
    var ahead = run(headway.ahead());
    var track = tracks.getOrDefault(run, Track.of(headway.observation().phenomenonTime()));
    if (!(due > 0) || due > settings.longestScheduledSeconds() || isEnd(track, headway)) {
      return track;
    }
    double ratio = headway.observation().result() / due;
    var kind = kind(ratio);
    if (kind == Kind.GAP && order.isAnyBetween(ahead, run, headway.observation().result())) {
      return track;
    }
    var next = track.following(ahead, kind);
    var open = next.open();
    if (open != null) {
      return next.with(follow(next, open, headway, due, ratio, now));
    }
    var other = tracks.get(ahead);
    boolean isTold =
        other != null && other.open() != null && other.ahead().equals(run) && kind == Kind.BUNCHED;
    boolean isUneven = kind == Kind.BUNCHED || (kind == Kind.GAP && !mayComeYet(track, due, now));
    boolean opens = isUneven && next.stops() >= settings.stops() && !isTold;
    return opens ? next.with(opened(headway, run, kind, due, ratio, now)) : next;
  }

  /** Nobody gets on where a trip ends: it arrives there, and elsewhere it told when it left. */
  private static boolean isEnd(Track track, Headways.Headway headway) {
    return track.departs() && !headway.departs();
  }

  /** Whether who was due before this one may be under way, with a unit that is silent. */
  private boolean mayComeYet(Track track, double due, Instant now) {
    double unheard = Duration.between(track.first(), now).toSeconds() + due;
    return unheard < 60.0 * settings.unheardMinutes();
  }

  private Kind kind(double ratio) {
    if (ratio < settings.bunchRatio()) {
      return Kind.BUNCHED;
    }
    if (ratio > settings.gapRatio()) {
      return Kind.GAP;
    }
    return ratio >= EVEN_FROM && ratio <= EVEN_TO ? Kind.EVEN : Kind.SO_SO;
  }

  /** The alert as it is now; null is never told of: a closed one is, and then forgotten. */
  private AlertChange follow(
      Track track,
      AlertChange open,
      Headways.Headway headway,
      double due,
      double ratio,
      Instant now) {
    double observed = headway.observation().result();
    if (track.kind() == Kind.EVEN && track.stops() >= settings.stops()) {
      return open.closed(now, observed, due, words("even again", headway, due, track.stops()));
    }
    if (ratio >= LONG_GAP && open.severity() == Severity.MINOR) {
      var why = words("larger gap", headway, due, track.stops());
      return open.updated(now, Severity.MODERATE, observed, due, why);
    }
    return open.heard(now, observed, due, words("goes on", headway, due, track.stops()));
  }

  private AlertChange opened(
      Headways.Headway headway, String run, Kind kind, double due, double ratio, Instant now) {
    var observation = headway.observation();
    return new AlertChange(
        AlertStatus.OPEN,
        observation.city(),
        Key.lineOf(observation.feature()) + "/" + run,
        observation.property().name(),
        now,
        now,
        kind == Kind.GAP && ratio >= LONG_GAP ? Severity.MODERATE : Severity.MINOR,
        observation.result(),
        due,
        observation.property().unit(),
        words(kind == Kind.BUNCHED ? "bunching" : "large gap", headway, due, settings.stops()),
        observation.position(),
        observation.zone());
  }

  private static String words(String what, Headways.Headway headway, double due, int stops) {
    var observation = headway.observation();
    return String.format(
        Locale.ROOT,
        "%s: %s comes %.1f min after %s, %.1f min by the timetable, at %d stops running, now %s",
        what,
        run(observation.procedure()),
        observation.result() / 60,
        run(headway.ahead()),
        due / 60,
        stops,
        observation.feature());
  }
}
