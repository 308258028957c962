package citybrain.detection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells half hours of a calendar as {@link CityCalendar#slot} does, and remembers those of some
 * months: series after series has the same ones, and to find one takes longer than all else that is
 * done with a reading. For one thread.
 */
public final class KnownHalfHours {

  /** Clocks differ by whole multiples of it, nearly everywhere and since long. */
  private static final long QUARTER_MILLIS = 900_000;

  /** Half a year; of two quarters that share a place the one asked for last is remembered. */
  private static final int ROOM = 1 << 14;

  /**
   * Where a time falls.
   *
   * @param halfHour see {@link LocalSlot#halfHour}
   * @param day local, days since 1970
   */
  public record HalfHour(int halfHour, int day) {}

  private record Known(long quarter, HalfHour at) {}

  private final CityCalendar calendar;
  private final @Nullable Known[] known = new Known[ROOM];

  public KnownHalfHours(CityCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * Where a time falls.
   *
   * @param time epoch milliseconds
   */
  public HalfHour at(long time) {
    long quarter = Math.floorDiv(time, QUARTER_MILLIS);
    int place = (int) (quarter & (ROOM - 1));
    var last = known[place];
    if (last != null && last.quarter == quarter) {
      return last.at;
    }
    var at = find(time);
    // Where a clock is otherwise, two half hours may share a quarter.
    var first = find(quarter * QUARTER_MILLIS);
    if (first.equals(at) && at.equals(find((quarter + 1) * QUARTER_MILLIS - 1))) {
      known[place] = new Known(quarter, at);
    }
    return at;
  }

  private HalfHour find(long time) {
    var slot = calendar.slot(Instant.ofEpochMilli(time));
    return new HalfHour(slot.halfHour(), slot.day());
  }
}
