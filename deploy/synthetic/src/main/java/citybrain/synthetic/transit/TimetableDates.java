package citybrain.synthetic.transit;

import citybrain.synthetic.contract.SyntheticSettings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which timetable is driven on which date. On holidays, and once on the day of the city, that of
 * Sundays.
 */
record TimetableDates(LocalDate first, LocalDate last, Set<LocalDate> holidays, ZoneId zone) {

  private static final int YEARS = 2;
  private static final Set<MonthDay> EVERY_YEAR =
      Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));
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
  static TimetableDates of(SyntheticSettings settings) {
    var begins = LocalDate.ofInstant(settings.start(), settings.zone());
    var ends = begins.plusYears(YEARS);
    var holidays = new TreeSet<LocalDate>();
    for (int year = begins.getYear(); year <= ends.getYear(); year++) {
      for (var day : EVERY_YEAR) {
        holidays.add(day.atYear(year));
      }
    }
    holidays.add(begins.plusDays(9).with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY)));
    holidays.removeIf(day -> day.isBefore(begins) || day.isAfter(ends));
    return new TimetableDates(begins.minusDays(1), ends, holidays, settings.zone());
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
