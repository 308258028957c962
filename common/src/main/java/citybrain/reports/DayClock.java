package citybrain.reports;

import java.time.LocalDate;

/** Tells day and hour of times that rise; a calendar is asked once a day. */
public final class DayClock {

  private final Period period;
  private LocalDate day = LocalDate.EPOCH;
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  public DayClock(Period period) {
    this.period = period;
  }

  /** Whether this time is of another day than the one before; that day runs from now on. */
  public boolean turnsTo(long time) {
    if (time >= start && time < end) {
      return false;
    }
    day = period.day(time);
    start = period.start(day);
    end = period.start(day.plusDays(1));
    return true;
  }

  /** The day that runs. */
  public LocalDate day() {
    return day;
  }

  /** The hour of a time in the day that runs, from 0 on. */
  public int hour(long time) {
    return (int) ((time - start) / Period.HOUR_MILLIS);
  }
}
