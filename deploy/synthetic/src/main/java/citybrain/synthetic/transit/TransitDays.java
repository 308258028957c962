package citybrain.synthetic.transit;

import citybrain.synthetic.transit.RouteDrive.TransitModel;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.Trouble;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service days of all routes, each driven once when first asked for. A few are remembered, in
 * primitive arrays: a day of a city of five million meters takes some ten megabytes.
 */
final class TransitDays {

  private static final int REMEMBERED = 3;

  /** Seconds after its zero in which a service day has trips under way. */
  private static final long LONGEST = 33 * 3600L;

  private final Schedules schedules;
  private final TimetableDates services;
  private final IncidentCalendar incidents;
  private final TransitModel model;
  private final Map<LocalDate, List<RouteDay>> days = new LinkedHashMap<>();

  TransitDays(
      Schedules schedules,
      TimetableDates services,
      IncidentCalendar incidents,
      TransitModel model) {
    this.schedules = schedules;
    this.services = services;
    this.incidents = incidents;
    this.model = model;
  }

  Schedules schedules() {
    return schedules;
  }

  TimetableDates services() {
    return services;
  }

  /** The days of all routes with trips that may be under way at a time (epoch second). */
  List<RouteDay> underWay(long time) {
    var date = LocalDate.ofInstant(Instant.ofEpochSecond(time), services.zone());
    var found = new ArrayList<RouteDay>();
    if (time < services.zero(date.minusDays(1)) + LONGEST) {
      found.addAll(of(date.minusDays(1)));
    }
    found.addAll(of(date));
    return found;
  }

  /** One service day of all routes; empty when the timetable does not cover it. */
  synchronized List<RouteDay> of(LocalDate date) {
    var known = days.get(date);
    if (known != null) {
      return known;
    }
    var driven = drive(date);
    if (days.size() >= REMEMBERED) {
      days.remove(days.keySet().iterator().next());
    }
    days.put(date, driven);
    return driven;
  }

  private List<RouteDay> drive(LocalDate date) {
    var service = services.find(date);
    if (service.isEmpty()) {
      return List.of();
    }
    long zero = services.zero(date);
    var crashes =
        incidents.touching(zero, zero + LONGEST).stream()
            .filter(happening -> happening.trouble() == Trouble.CRASH)
            .toList();
    var network = schedules.network();
    var driven = new ArrayList<RouteDay>(network.routes());
    for (int route = 0; route < network.routes(); route++) {
      var timetable = schedules.of(route, service.get());
      driven.add(RouteDrive.day(timetable, date, zero, model, crashes, network));
    }
    return List.copyOf(driven);
  }
}
