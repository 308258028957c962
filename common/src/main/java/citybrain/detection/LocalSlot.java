package citybrain.detection;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an instant falls in the rhythm of a city: the second of the local day, and whether people
 * are off work. Habits follow the clock on the wall, so summer time is part of it.
 *
 * @param weekend or a holiday, see {@link CityCalendar}
 * @param day local, days since 1970
 */
public record LocalSlot(int secondOfDay, boolean weekend, int day) {

  /** Of a day: what is usual is told apart by them. */
  public static final int HALF_HOURS = 48;

  private static final int HALF_HOUR_SECONDS = 86_400 / HALF_HOURS;

  /** Those of our cities: to look one up is a good part of what a rule does with a reading. */
  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

  public static LocalSlot of(Instant time, String timeZone) {
    var local = time.atZone(zone(timeZone));
    var day = local.getDayOfWeek();
    return new LocalSlot(
        local.toLocalTime().toSecondOfDay(),
        day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY,
        (int) local.toLocalDate().toEpochDay());
  }

  /** The half hour among those of both kinds of days, working days first. */
  public int halfHour() {
    return (weekend ? HALF_HOURS : 0) + secondOfDay / HALF_HOUR_SECONDS;
  }

  private static ZoneId zone(String timeZone) {
    var known = ZONES.get(timeZone);
    return known == null ? ZONES.computeIfAbsent(timeZone, ZoneId::of) : known;
  }
}
