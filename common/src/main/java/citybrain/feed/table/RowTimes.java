package citybrain.feed.table;

import citybrain.feed.Reason;
import citybrain.feed.time.LocalTimes;
import citybrain.feed.time.TimeLimits;
import citybrain.feed.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phenomenon times of the rows of one message. In the repeated hour of autumn a row belongs to
 * the first pass, unless one of its series (a property of a feature) already had this local time in
 * the same message, or the message begins with such a time and has just arrived by the second pass:
 * then to the second, if that has been. Neighbouring rows often share their time, which is then
 * read once.
 */
public final class RowTimes {

  /** A message that comes within this time of the second pass is taken to be about it. */
  private static final long PROMPT = 30 * 60 * LocalTimes.MICROS;

  private final TimeColumns columns;
  private final int[] places;
  private final RowSeries series;
  private final WallClock clock;
  private final long earliest;
  private final long latest;
  private final long arrival;

  private int lastStart;
  private int lastEnd;
  private boolean reusable;
  private Instant time = Instant.EPOCH;
  private boolean valid;
  private Reason fault = Reason.UNREADABLE_TIME;
  private @Nullable Set<Shown> shown;
  private boolean begun;
  private boolean ofSecondPass;

  private record Shown(String series, long local) {}

  RowTimes(
      TimeColumns columns,
      int[] places,
      RowSeries series,
      WallClock clock,
      TimeLimits limits,
      Instant arrival) {
    this.columns = columns;
    this.places = places;
    this.series = series;
    this.clock = clock;
    earliest = micros(arrival, limits.maxAge().negated());
    latest = micros(arrival, limits.maxAhead());
    this.arrival = micros(arrival, Duration.ZERO);
  }

  private static long micros(Instant arrival, Duration distance) {
    long second = arrival.getEpochSecond() + distance.getSeconds();
    return second * LocalTimes.MICROS + (arrival.getNano() + distance.getNano()) / 1_000;
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, LocalTimes.MICROS),
        Math.floorMod(micros, LocalTimes.MICROS) * 1_000L);
  }

  /** The time of a record without its surroundings; the first of a repeated local time. */
  static Optional<Instant> find(TimeColumns columns, Cells cells, int[] places, WallClock clock) {
    long read = columns.read(cells, places);
    if (read == LocalTimes.UNREADABLE) {
      return Optional.empty();
    }
    long micros = columns.isInstant(cells, places) ? clock.move(read) : clock.resolve(read);
    return micros == WallClock.NONEXISTENT ? Optional.empty() : Optional.of(instant(micros));
  }

  /** The second instant of a repeated local time; empty for any other. */
  static Optional<Instant> findSecond(
      TimeColumns columns, Cells cells, int[] places, WallClock clock) {
    long read = columns.read(cells, places);
    return read == LocalTimes.UNREADABLE
            || columns.isInstant(cells, places)
            || !clock.isRepeated(read)
        ? Optional.empty()
        : Optional.of(instant(clock.resolveSecond(read)));
  }

  /** Reads the time of the current row; false when {@link #fault} says why there is none. */
  boolean read(Cells cells, String feature) {
    int start = cells.start(places[0]);
    int end = cells.end(places[0]);
    if (reusable && Arrays.equals(cells.body(), lastStart, lastEnd, cells.body(), start, end)) {
      return valid;
    }
    lastStart = start;
    lastEnd = end;
    long read = columns.read(cells, places);
    boolean instant = read != LocalTimes.UNREADABLE && columns.isInstant(cells, places);
    boolean repeated = read != LocalTimes.UNREADABLE && !instant && clock.isRepeated(read);
    reusable = places.length == 1 && !repeated;
    begin(read, repeated);
    valid =
        instant
            ? judge(clock.move(read))
            : resolve(read, repeated && isSecondPass(cells, feature, read));
    return valid;
  }

  /** The first row that has a time tells whether the message is news of the second pass. */
  private void begin(long local, boolean repeated) {
    if (!begun && local != LocalTimes.UNREADABLE) {
      begun = true;
      long second = repeated ? clock.resolveSecond(local) : 0;
      ofSecondPass = repeated && second <= latest && arrival - second < PROMPT;
    }
  }

  private boolean isSecondPass(Cells cells, String feature, long local) {
    if (shown == null) {
      shown = new HashSet<>();
    }
    boolean again = false;
    for (var one : series.of(cells, feature)) {
      again |= !shown.add(new Shown(one, local));
    }
    // Before the second pass has been, what comes again is only a copy.
    return ofSecondPass || (again && clock.resolveSecond(local) <= latest);
  }

  private boolean resolve(long local, boolean secondPass) {
    if (local == LocalTimes.UNREADABLE) {
      return refuse(Reason.UNREADABLE_TIME);
    }
    return judge(secondPass ? clock.resolveSecond(local) : clock.resolve(local));
  }

  private boolean judge(long micros) {
    if (micros == WallClock.NONEXISTENT) {
      return refuse(Reason.NONEXISTENT_LOCAL_TIME);
    }
    if (micros > latest) {
      return refuse(Reason.TIME_IN_FUTURE);
    }
    if (micros < earliest) {
      return refuse(Reason.TIME_TOO_OLD);
    }
    time = instant(micros);
    return true;
  }

  private boolean refuse(Reason reason) {
    fault = reason;
    return false;
  }

  /** The time read last. */
  Instant time() {
    return time;
  }

  /** Why the row has no time, when it has none. */
  Reason fault() {
    return fault;
  }

  String explain(Cells cells) {
    return switch (fault) {
      case NONEXISTENT_LOCAL_TIME -> "the clocks skipped this local time";
      case TIME_IN_FUTURE -> "further ahead of its arrival than max-ahead allows";
      case TIME_TOO_OLD -> "older on arrival than max-age allows";
      default -> columns.explain(cells, places);
    };
  }
}
