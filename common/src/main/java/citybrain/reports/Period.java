package citybrain.reports;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The local days a report is about. A day begins at local midnight and has as many hours as the
 * clocks of the city let it have; its hours are counted from there.
 *
 * @param timeZone of the city
 * @param to the last day, which belongs to it
 * @param changedOn the first of its days on which something was otherwise, where it is asked what
 *     changed; null where it is not
 */
public record Period(ZoneId timeZone, LocalDate from, LocalDate to, @Nullable LocalDate changedOn)
    implements Serializable {

  public static final long HOUR_MILLIS = 3_600_000;

  /** Of which nobody asks what changed in it. */
  public Period(ZoneId timeZone, LocalDate from, LocalDate to) {
    this(timeZone, from, to, null);
  }

  /** When a day begins, epoch milliseconds. */
  public long start(LocalDate day) {
    return day.atStartOfDay(timeZone).toInstant().toEpochMilli();
  }

  public LocalDate day(long time) {
    return Instant.ofEpochMilli(time).atZone(timeZone).toLocalDate();
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** How many hours a day has, a broken one counted as a whole. */
  public int hours(LocalDate day) {
    long length = start(day.plusDays(1)) - start(day);
    return (int) Math.floorDiv(length + HOUR_MILLIS - 1, HOUR_MILLIS);
  }

  /** How many days from one on to before another belong to it. */
  public long days(LocalDate first, LocalDate end) {
    var begin = first.isBefore(from) ? from : first;
    var over = end.isAfter(to) ? to.plusDays(1) : end;
    return Math.max(0, ChronoUnit.DAYS.between(begin, over));
  }
}
