package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which timetable is driven on which date. On holidays, and once on the day of the city, that of
 * Sundays.
 */
record TimetableDates(LocalDate first, LocalDate last, Set<LocalDate> holidays, ZoneId zone) {

  private static final int YEARS = 2;
  private static final long NOON = 12 * 3600L;

  enum Service {
    WEEKDAY("WD"),
    SATURDAY("SA"),
    SUNDAY("SU");

    private final String id;

    Service(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    boolean isUsuallyOn(DayOfWeek day) {
      return of(day) == this;
    }

    static Service of(DayOfWeek day) {
      return switch (day) {
        case SATURDAY -> SATURDAY;
        case SUNDAY -> SUNDAY;
        default -> WEEKDAY;
      };
    }
  }

  /** A date on which a service runs, or does not, against the rule of its weekday. */
  record Deviation(Service service, LocalDate date, boolean added) {}

  /** Valid from the eve of the first day, whose last trips end on it. */
  static TimetableDates of(SyntheticSettings settings, Almanac almanac) {
    var begins = LocalDate.ofInstant(settings.start(), settings.zone());
    return new TimetableDates(
        begins.minusDays(1), begins.plusYears(YEARS), almanac.holidays(), settings.zone());
  }

  /** Empty before the first and after the last day of the timetable. */
  Optional<Service> find(LocalDate date) {
    if (date.isBefore(first) || date.isAfter(last)) {
      return Optional.empty();
    }
    return Optional.of(holidays.contains(date) ? Service.SUNDAY : Service.of(date.getDayOfWeek()));
  }

  List<Deviation> deviations() {
    return holidays.stream()
        .filter(date -> date.getDayOfWeek() != DayOfWeek.SUNDAY)
        .flatMap(
            date ->
                Stream.of(
                    new Deviation(Service.of(date.getDayOfWeek()), date, false),
                    new Deviation(Service.SUNDAY, date, true)))
        .toList();
  }

  /** What GTFS counts the times of a service day from: noon minus twelve hours, epoch seconds. */
  long zero(LocalDate date) {
    return date.atTime(12, 0).atZone(zone).toEpochSecond() - NOON;
  }
}
