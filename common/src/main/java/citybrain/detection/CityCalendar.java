package citybrain.detection;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * By what people of a city live: the clock on their walls and the days they have off. A holiday in
 * the week is lived like a weekend, so habits are told apart by it.
 *
 * @param timeZone an id such as {@code Europe/Berlin}
 * @param holidays days that come once
 * @param everyYear days that come each year
 */
public record CityCalendar(
    String timeZone, SortedSet<LocalDate> holidays, SortedSet<MonthDay> everyYear)
    implements Serializable {

  /** What a day off looks like in a city file. */
  public static final String FORM = "a day such as 2025-04-18, or 12-25 for one of each year";

  private static final String EACH_YEAR = "--";

  public CityCalendar {
    holidays = new TreeSet<>(holidays);
    everyYear = new TreeSet<>(everyYear);
  }

  /** Weekends alone. */
  public static CityCalendar of(String timeZone) {
    return new CityCalendar(timeZone, new TreeSet<>(), new TreeSet<>());
  }

  /**
   * With days off, each written as {@link #FORM} says.
   *
   * @throws DateTimeException for what is no such day
   */
  public static CityCalendar of(String timeZone, Collection<String> daysOff) {
    var calendar = of(timeZone);
    for (var day : daysOff) {
      if (day.length() <= "12-25".length()) {
        calendar.everyYear.add(MonthDay.parse(EACH_YEAR + day));
      } else {
        calendar.holidays.add(LocalDate.parse(day));
      }
    }
    return calendar;
  }

  /** Where an instant falls in the rhythm of this city. */
  public LocalSlot slot(Instant time) {
    var slot = LocalSlot.of(time, timeZone);
    if (slot.weekend() || (holidays.isEmpty() && everyYear.isEmpty())) {
      return slot;
    }
    var date = LocalDate.ofEpochDay(slot.day());
    boolean off = holidays.contains(date) || everyYear.contains(MonthDay.from(date));
    return off ? new LocalSlot(slot.secondOfDay(), true, slot.day()) : slot;
  }
}
