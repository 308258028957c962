package citybrain.synthetic.chance;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which days people have off, and how a day differs from the next of its kind: no two Tuesdays are
 * alike, and nobody has breakfast at the same minute each day.
 */
public record Almanac(ZoneId zone, Set<LocalDate> holidays, Chance chance) {

  public Almanac {
    holidays = Set.copyOf(holidays);
  }

  private static final int YEARS = 2;
  private static final long DAY = 86_400;

  /** The city as a whole is up to so much earlier or later. */
  private static final long EARLIER_OR_LATER = 8 * 60;

  private static final long EVERYBODY = -1;
  private static final Set<MonthDay> EVERY_YEAR =
      Set.of(
          MonthDay.of(1, 1),
          MonthDay.of(3, 13),
          MonthDay.of(5, 1),
          MonthDay.of(12, 25),
          MonthDay.of(12, 26));

  /** The holidays of two years, of which 13 March is the day of the city. */
  public static Almanac of(Instant start, ZoneId zone, Chance chance) {
    var begins = LocalDate.ofInstant(start, zone);
    var ends = begins.plusYears(YEARS);
    var holidays = new TreeSet<LocalDate>();
    for (int year = begins.getYear(); year <= ends.getYear(); year++) {
      for (var day : EVERY_YEAR) {
        holidays.add(day.atYear(year));
      }
    }
    holidays.removeIf(day -> day.isBefore(begins) || day.isAfter(ends));
    return new Almanac(zone, holidays, chance);
  }

  public boolean isDayOff(long time) {
    var date = date(time);
    return holidays.contains(date) || new Wall(date.atStartOfDay()).isWeekend();
  }

  /** The local day, counted from 1970. */
  public long day(long time) {
    return date(time).toEpochDay();
  }

  /**
   * By which clock people live: that on the walls, some minutes earlier or later from day to day; a
   * holiday is lived like a Sunday.
   */
  public Wall rhythm(long time) {
    return rhythm(time, 0);
  }

  /** The same for somebody who is so many seconds ahead of the city. */
  public Wall rhythm(long time, double ahead) {
    double shift = EARLIER_OR_LATER * mood(EVERYBODY, time) + ahead;
    var wall = Wall.at(time + Math.round(shift), zone);
    var date = wall.time().toLocalDate();
    return holidays.contains(date)
        ? new Wall(
            date.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY))
                .atTime(wall.time().toLocalTime()))
        : wall;
  }

  /** How much one differs from what is usual, -1 to 1, wandering from day to day. */
  public double mood(long entity, long time) {
    return chance.smooth(entity, time, DAY);
  }

  /** The same of all of the city together. */
  public double moodOfAll(long time) {
    return chance.smooth(EVERYBODY - 1, time, DAY);
  }

  private LocalDate date(long time) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(time), zone);
  }
}
