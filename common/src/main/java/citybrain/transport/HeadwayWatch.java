package citybrain.transport;

import citybrain.aggregation.Derivation;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.Detector;
import citybrain.detection.NameMap;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives headways from the delays and calls at the stops of a line and alerts when vehicles bunch
 * or leave large gaps. A headway needs evidence that the feed was alive between both vehicles: some
 * vehicle of the line is heard of every few seconds or minutes, as it calls at one stop after the
 * other, so a silence of the whole line that is far longer than usual for it is a pause of the
 * feed, and behind it all stops begin anew. Where a line has one vehicle at a time a trip that does
 * not run looks like such a pause and is not told. Input: delays, calls and scheduled headways at
 * all stops of one route and direction.
 *
 * <p>Formula: headway / headway by the timetable, of vehicles that follow each other; uneven below
 * and above stated shares at stops running.
 *
 * <p>Source: Transit Capacity and Quality of Service Manual (TCRP 165, 2013), headway adherence.
 *
 * <p>It cannot see a trip that does not run where a line has one vehicle at a time, a detour, or a
 * vehicle that names no trip: it looks like one that does not run. Nor what is so at one stop
 * alone, or only where trips end.
 */
public record HeadwayWatch(Headways headways, UnevenHeadway rule)
    implements Detector<Observation, HeadwayWatch.Memory> {

  public HeadwayWatch(UnevenHeadway.Settings settings) {
    this(
        new Headways(settings.settleSeconds(), settings.longestSeconds()),
        new UnevenHeadway(settings));
  }

  /**
   * A stop of the line. With each word of a line all its stops are looked at, most of them for
   * their times alone.
   *
   * @param scheduled headways by trip, of vehicles whose own is not known yet
   * @param heard when a vehicle was there last, epoch milliseconds
   * @param first when the vehicle passes that is final next, epoch milliseconds; {@link #NOBODY}
   *     when none is waited for
   */
  public record Stop(
      Headways.Memory headways, Map<String, Double> scheduled, long heard, long first) {

    static final long NOBODY = Long.MAX_VALUE;

    static Stop of(Headways.Memory headways, Map<String, Double> scheduled, long heard) {
      var first = Headways.first(headways);
      // Not a moment too soon: at that time it is final.
      long millis = first == null ? NOBODY : first.plusNanos(999_999).toEpochMilli();
      return new Stop(headways, scheduled, heard, millis);
    }
  }

  /**
   * At most {@link #MOST_STOPS} stops, each with two or three vehicles, and {@link #MOST_TRACKS}
   * vehicles: some kilobytes for a line with vehicles on it, nothing by night.
   *
   * @param tracks of vehicles by trip
   * @param heard the newest word of any vehicle
   * @param interval running mean of the time from word to word, s
   * @param words behind that mean, as far as they count
   */
  public record Memory(
      Map<String, Stop> stops,
      Map<String, UnevenHeadway.Track> tracks,
      Instant heard,
      float interval,
      int words) {}

  private static final Memory BLANK = new Memory(Map.of(), Map.of(), Instant.EPOCH, 0, 0);

  /**
   * More than the longest lines have; of more, those are forgotten where nobody came for longest.
   */
  static final int MOST_STOPS = 256;

  /** More than are under way on one line. */
  static final int MOST_TRACKS = 128;

  /** Vehicles near one stop at once; more only when no headway ever comes. */
  private static final int MOST_SCHEDULED = 16;

  private static final int WORDS = 64;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation input) {
    var fold = new Fold(memory, input.phenomenonTime());
    fold.hear();
    fold.take(input);
    return fold.verdict();
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var fold = new Fold(memory, now);
    fold.settle();
    fold.sweep();
    return fold.verdict();
  }

  /** One step. */
  private final class Fold {
    private final Instant now;
    private final long millis;
    private final NameMap<Stop> stops;
    private final NameMap<UnevenHeadway.Track> tracks;
    private Instant heard;
    private float interval;
    private int words;
    private final List<AlertChange> changes = new ArrayList<>(0);
    private final List<Observation> derived = new ArrayList<>(0);

    Fold(Memory memory, Instant now) {
      this.now = now;
      millis = now.toEpochMilli();
      stops = NameMap.changeable(memory.stops());
      tracks = NameMap.changeable(memory.tracks());
      heard = memory.heard();
      interval = memory.interval();
      words = memory.words();
    }

    /** Some vehicle is heard of: how long nobody was says whether the feed had a pause. */
    void hear() {
      double gap = Duration.between(heard, now).toMillis() / 1e3;
      if (words > 0 && gap > pause()) {
        for (var name : stops.names()) {
          var stop = stop(name);
          put(name, stop, headways.broken(stop.headways()));
        }
        // Whose run ended meanwhile is not known: their time begins anew.
        tracks.names().forEach(run -> tracks.computeIfPresent(run, (r, track) -> track.heard(now)));
      } else if (words > 0 && gap > 0) {
        words = Math.min(WORDS, words + 1);
        interval += (float) (gap - interval) / words;
      }
      words = Math.max(1, words);
      heard = now;
    }

    /** So long a silence of the line is one of the feed, s. */
    private double pause() {
      var settings = rule.settings();
      return Math.max(settings.pauseSeconds(), settings.pauseTimes() * interval);
    }

    void take(Observation input) {
      var stop = stop(input.feature());
      var trip = input.procedure();
      if (input.property() == ObservedProperty.SCHEDULED_HEADWAY) {
        var scheduled = with(stop.scheduled(), trip, input.result());
        stops.put(input.feature(), Stop.of(stop.headways(), scheduled, millis));
      } else {
        var run = UnevenHeadway.run(trip);
        var track = tracks.get(run);
        var next = track == null ? UnevenHeadway.Track.of(now) : track.heard(now);
        boolean departs = input.property() == ObservedProperty.STOP_DEPARTURE_DELAY;
        tracks.put(run, departs ? next.departing() : next);
        var here = new Stop(stop.headways(), stop.scheduled(), millis, stop.first());
        put(input.feature(), here, headways.observe(stop.headways(), input));
      }
    }

    private Stop stop(String name) {
      var known = stops.get(name);
      return known == null ? Stop.of(headways.blank(), Map.of(), millis) : known;
    }

    /** Keeps what a stop remembers now, and judges what it derived. */
    private void put(
        String name, Stop stop, Derivation.Step<Headways.Memory, Headways.Headway> step) {
      var scheduled = stop.scheduled();
      for (var headway : step.derived()) {
        derived.add(headway.observation());
        var trip = headway.observation().procedure();
        var due = scheduled.get(trip);
        if (due != null) {
          scheduled = without(scheduled, trip);
          judge(headway, due);
        }
      }
      stops.put(name, Stop.of(step.memory(), scheduled, stop.heard()));
    }

    private void judge(Headways.Headway headway, double due) {
      var run = UnevenHeadway.run(headway.observation().procedure());
      var before = tracks.get(run);
      var open = before == null ? null : before.open();
      var next = rule.judged(tracks, this::isAnyBetween, headway, due, now);
      var change = next.open();
      if (change != null && !change.equals(open)) {
        changes.add(change);
      }
      boolean isClosed = change != null && change.status() == AlertStatus.CLOSED;
      tracks.put(run, isClosed ? next.with(null) : next);
    }

    /**
     * Whether some run that is on its way still is between both: it came behind the one ahead by
     * less than this one does, at whatever stop, and nowhere behind this one.
     */
    private boolean isAnyBetween(String ahead, String run, double seconds) {
      var between = new HashSet<String>();
      var behind = new HashSet<String>();
      for (var stop : stops.values()) {
        var times = times(stop);
        var before = times.get(ahead);
        var own = times.get(run);
        for (var other : times.entrySet()) {
          if (own != null && other.getValue().isAfter(own)) {
            behind.add(other.getKey());
          } else if (before != null
              && other.getValue().isAfter(before)
              && other.getValue().isBefore(before.plusSeconds((long) seconds))) {
            between.add(other.getKey());
          }
        }
      }
      tracks.keySet().stream().filter(one -> setsOutBetween(one, ahead, run)).forEach(between::add);
      behind.add(run);
      between.removeAll(behind);
      return between.stream()
          .map(tracks::get)
          .anyMatch(track -> track != null && gone(track).isAfter(now));
    }

    /** Whether it set out between both, while nothing is known of what it followed. */
    private boolean setsOutBetween(String one, String ahead, String run) {
      var other = tracks.get(one);
      var first = tracks.get(ahead);
      var last = tracks.get(run);
      return other != null
          && first != null
          && last != null
          && other.ahead().isEmpty()
          && other.first().isAfter(first.first())
          && !other.first().isAfter(last.first());
    }

    /** When each run was at a stop last, or will be. */
    private static Map<String, Instant> times(Stop stop) {
      var times = new HashMap<String, Instant>();
      Headways.order(stop.headways())
          .forEach(one -> times.put(UnevenHeadway.run(one.trip()), one.time()));
      return times;
    }

    /** Vehicles that have been left alone are final, stop by stop. */
    void settle() {
      long passed = millis - headways.settleSeconds() * 1_000L;
      for (int i = 0; i < stops.size(); i++) {
        var stop = stops.value(i);
        if (stop.first() <= passed) {
          put(stops.name(i), stop, headways.wake(stop.headways(), now));
        }
      }
    }

    /** Forgets who is heard of no more; silence of the whole line says nothing of anybody. */
    void sweep() {
      boolean isAlive = Duration.between(heard, now).toMillis() / 1e3 <= pause();
      for (var run : tracks.names()) {
        var track = tracks.get(run);
        if (track != null && !gone(track).isAfter(now)) {
          var kept = left(track, isAlive);
          if (kept == null) {
            tracks.remove(run);
          } else {
            tracks.put(run, kept);
          }
        }
      }
      stops.removeValues(this::isOver);
    }

    /** What is left of a vehicle of which nothing was said for long; null when nothing. */
    private UnevenHeadway.@Nullable Track left(UnevenHeadway.Track track, boolean isAlive) {
      var open = track.open();
      if (open == null || (open.isUnknown() && !isAlive)) {
        return open == null ? null : track;
      }
      int minutes = rule.settings().silenceMinutes();
      if (!isAlive) {
        var silent = open.unknown(now, "nothing heard of the line for " + minutes + " min");
        changes.add(silent);
        return track.with(silent);
      }
      var why =
          "its run is over: not heard of for " + minutes + " min, while others of the line were";
      changes.add(open.closed(now, Double.NaN, Double.NaN, why));
      return null;
    }

    private Instant gone(UnevenHeadway.Track track) {
      return track.last().plus(silence());
    }

    private Duration silence() {
      return Duration.ofMinutes(rule.settings().silenceMinutes());
    }

    private boolean isOver(Stop stop) {
      return stop.first() == Stop.NOBODY
          && stop.heard() + headways.longestSeconds() * 1_000L <= millis;
    }

    Verdict<Memory> verdict() {
      bound(stops, MOST_STOPS, Comparator.comparingLong(Stop::heard));
      bound(tracks, MOST_TRACKS, Comparator.comparing(UnevenHeadway.Track::last));
      boolean isEmpty = stops.isEmpty() && tracks.isEmpty();
      var memory =
          isEmpty ? BLANK : new Memory(stops.fixed(), tracks.fixed(), heard, interval, words);
      return new Verdict<>(memory, List.copyOf(changes), next(), List.copyOf(derived));
    }

    /** When the next vehicle is final, or somebody may be forgotten. */
    private @Nullable Instant next() {
      long passed = Stop.NOBODY;
      long left = Stop.NOBODY;
      for (int i = 0; i < stops.size(); i++) {
        var stop = stops.value(i);
        passed = Math.min(passed, stop.first());
        left = stop.first() == Stop.NOBODY ? Math.min(left, stop.heard()) : left;
      }
      Instant silent = null;
      for (int i = 0; i < tracks.size(); i++) {
        var track = tracks.value(i);
        var open = track.open();
        boolean waits = open != null && open.isUnknown() && !gone(track).isAfter(now);
        silent = waits ? silent : earlier(silent, track.last());
      }
      var next = after(null, passed, headways.settleSeconds());
      next = after(next, left, headways.longestSeconds());
      return silent == null ? next : earlier(next, silent.plus(silence()));
    }
  }

  /** The earlier of a time and what is so many seconds behind another, if there is one. */
  private static @Nullable Instant after(@Nullable Instant one, long millis, int seconds) {
    return millis == Stop.NOBODY
        ? one
        : earlier(one, Instant.ofEpochMilli(millis).plusSeconds(seconds));
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  /** Forgets those heard of longest ago, by name where they are equal. */
  private static <V> void bound(Map<String, V> all, int most, Comparator<V> order) {
    while (all.size() > most) {
      all.entrySet().stream()
          .min(
              Map.Entry.<String, V>comparingByValue(order)
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::getKey)
          .ifPresent(all::remove);
    }
  }

  private static Map<String, Double> with(
      Map<String, Double> scheduled, String trip, double headway) {
    Double known = scheduled.get(trip);
    if (known != null && known == headway) {
      return scheduled;
    }
    boolean isFull = scheduled.size() >= MOST_SCHEDULED;
    var next = NameMap.changeable(isFull ? Map.<String, Double>of() : scheduled);
    next.put(trip, headway);
    return next.fixed();
  }

  private static Map<String, Double> without(Map<String, Double> scheduled, String trip) {
    var next = NameMap.changeable(scheduled);
    next.remove(trip);
    return next.fixed();
  }
}
