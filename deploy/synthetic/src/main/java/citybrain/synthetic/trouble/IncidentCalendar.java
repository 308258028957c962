package citybrain.synthetic.trouble;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens on which day. A day's programme depends on the seed and the day only, so the truth
 * of any day is known without playing the days before. Nothing but one outage happens in the first
 * six hours.
 */
public final class IncidentCalendar {

  private static final long CALM_SECONDS = 6 * 3600;
  private static final int LONGEST_DAYS = 15;

  private final SyntheticSettings settings;
  private final IncidentFeatures features;
  private final Chance chance;
  private final LocalDate firstDay;
  private final long firstIncident;
  private final Map<Long, List<Happening>> days = new ConcurrentHashMap<>();

  public IncidentCalendar(SyntheticSettings settings, IncidentFeatures features, Chance chance) {
    this.settings = settings;
    this.features = features;
    this.chance = chance;
    this.firstDay = LocalDate.ofInstant(settings.start(), settings.zone());
    this.firstIncident = settings.start().getEpochSecond() + CALM_SECONDS;
  }

  /** The epoch second before which nothing happens. */
  public long firstIncident() {
    return firstIncident;
  }

  /** All that start in [from, to), in order of start. */
  public List<Happening> starting(Instant from, Instant to) {
    var found = new ArrayList<Happening>();
    long last = dayOf(to.getEpochSecond());
    for (long day = Math.max(0, dayOf(from.getEpochSecond())); day <= last; day++) {
      for (var happening : day(day)) {
        var start = Instant.ofEpochSecond(happening.start());
        if (!start.isBefore(from) && start.isBefore(to)) {
          found.add(happening);
        }
      }
    }
    return found;
  }

  /** All whose effects reach into [from, to), epoch seconds. */
  public List<Happening> touching(long from, long to) {
    var found = new ArrayList<Happening>();
    long today = dayOf(to);
    for (long day = Math.max(0, today - LONGEST_DAYS); day <= today; day++) {
      for (var happening : day(day)) {
        if (happening.touches(from, to)) {
          found.add(happening);
        }
      }
    }
    return found;
  }

  private List<Happening> day(long day) {
    return days.computeIfAbsent(day, this::plan);
  }

  private List<Happening> plan(long day) {
    var programme = new DayProgramme((int) day, firstDay.plusDays(day), settings, features, chance);
    var happenings = new ArrayList<>(programme.happenings());
    happenings.removeIf(happening -> happening.start() < firstIncident);
    if (day == 0) {
      happenings.add(programme.welcome());
    }
    return happenings.stream()
        .sorted(Comparator.comparingLong(Happening::start).thenComparing(Happening::id))
        .toList();
  }

  private long dayOf(long epochSecond) {
    var date = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), settings.zone());
    return date.toEpochDay() - firstDay.toEpochDay();
  }
}
