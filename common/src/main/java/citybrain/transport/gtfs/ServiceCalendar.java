package citybrain.transport.gtfs;

import citybrain.feed.register.FeatureTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which days a service runs: by weekday between two dates, and by exceptions to that. */
final class ServiceCalendar {

  static final List<String> WEEKLY =
      List.of(
          "service_id",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "start_date",
          "end_date");
  static final List<String> EXCEPTIONS = List.of("service_id", "date", "exception_type");

  private static final int ADDED = 1;
  private static final int REMOVED = 2;

  private final FeatureTable services = new FeatureTable();
  private int[] weekdays = new int[16];
  private int[] from = new int[16];
  private int[] to = new int[16];

  /** By service and day; true when it runs although it would not, false the other way round. */
  private final Map<Long, Boolean> exceptions = new HashMap<>();

  /** The number of the service with this id, which is added when new. */
  int add(String id) {
    int service = services.add(id);
    if (service >= weekdays.length) {
      int room = Math.max(service + 1, weekdays.length * 2);
      weekdays = Arrays.copyOf(weekdays, room);
      from = Arrays.copyOf(from, room);
      to = Arrays.copyOf(to, room);
    }
    return service;
  }

  void addWeekly(GtfsTable row) {
    int service = add(row.require("service_id"));
    for (int day = 0; day < 7; day++) {
      int runs = row.whole(WEEKLY.get(day + 1), 0);
      if (runs > 1) {
        throw row.wrong(WEEKLY.get(day + 1), "is " + runs, "0 or 1");
      }
      weekdays[service] |= runs << day;
    }
    from[service] = row.date("start_date");
    to[service] = row.date("end_date");
  }

  void addException(GtfsTable row) {
    int service = add(row.require("service_id"));
    int type = row.whole("exception_type", 0);
    if (type != ADDED && type != REMOVED) {
      throw row.wrong("exception_type", "is " + type, "1 (added) or 2 (removed)");
    }
    exceptions.put(key(service, row.date("date")), type == ADDED);
  }

  private static long key(int service, long day) {
    return ((long) service << 32) | day;
  }

  boolean isActive(int service, LocalDate date) {
    long day = date.toEpochDay();
    var exception = exceptions.get(key(service, day));
    return exception != null
        ? exception
        : day >= from[service]
            && day <= to[service]
            && (weekdays[service] >> (date.getDayOfWeek().getValue() - 1) & 1) == 1;
  }

  int size() {
    return services.size();
  }
}
