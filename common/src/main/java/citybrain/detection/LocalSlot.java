package citybrain.detection;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Where an instant falls in the rhythm of a city: the second of the local day, and whether people
 * are off work. Habits follow the clock on the wall, so summer time is part of it.
 *
 * @param day local, days since 1970
 */
public record LocalSlot(int secondOfDay, boolean weekend, int day) {

  public static LocalSlot of(Instant time, String timeZone) {
    var local = time.atZone(ZoneId.of(timeZone));
    var day = local.getDayOfWeek();
    return new LocalSlot(
        local.toLocalTime().toSecondOfDay(),
        day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY,
        (int) local.toLocalDate().toEpochDay());
  }
}
