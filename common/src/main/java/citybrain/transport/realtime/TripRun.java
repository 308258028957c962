package citybrain.transport.realtime;

import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.ScheduledHeadways;
import citybrain.transport.gtfs.ServiceDays;
import citybrain.transport.gtfs.StopTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a trip is measured against: the times of the timetable; the same moved to when
 * this run begins; or nothing, when it runs without a timetable. Moved from run to run.
 */
final class TripRun {

  /** Stands for a call for which no time is fixed. */
  static final long OPEN = Long.MIN_VALUE;

  private static final int NONE = GtfsSchedule.NONE;
  private static final long HALF_A_DAY = 43_200;
  private static final double DAY_SECONDS = 86_400;

  private final GtfsSchedule schedule;
  private final StopTimes times;
  private final ScheduledHeadways headways;
  private int trip;
  private String id = "";
  private @Nullable LocalDate given;
  private boolean isTimed;
  private boolean isInTimetable;
  private int start;
  private int period;
  private int shift;
  private @Nullable LocalDate day;
  private long dayStart;
  private @Nullable String procedure;

  TripRun(GtfsSchedule schedule, ScheduledHeadways headways) {
    this.schedule = schedule;
    this.times = schedule.stopTimes();
    this.headways = headways;
  }

  private void begin(int number, String name, @Nullable LocalDate date) {
    trip = number;
    id = name;
    given = date;
    isTimed = true;
    isInTimetable = true;
    start = NONE;
    period = NONE;
    shift = 0;
    day = null;
    procedure = null;
  }

  /** A trip that runs by its times. */
  void byTimetable(int number, String name, @Nullable LocalDate date) {
    begin(number, name, date);
  }

  /**
   * A run of a trip of {@code frequencies.txt}.
   *
   * @param startTime seconds into the service day
   * @param row of {@code frequencies.txt}
   */
  void byFrequency(int number, String name, @Nullable LocalDate date, int startTime, int row) {
    begin(number, name, date);
    moveTo(startTime);
    period = row;
    isTimed &= schedule.frequencies().isExact(row);
  }

  /** A copy of a trip that begins at another time. */
  void asDuplicate(int number, String name, LocalDate date, int startTime) {
    begin(number, name, date);
    moveTo(startTime);
    start = NONE; // its own id tells it from others
    isInTimetable = false;
  }

  /** A trip that goes the way of this one whenever it likes. */
  void unscheduled(int number, String name, @Nullable LocalDate date, int startTime) {
    begin(number, name, date);
    if (startTime >= 0) {
      moveTo(startTime);
    }
    isTimed = false;
    isInTimetable = false;
  }

  /** Without a time at its first call nothing says how far the others lie from its start. */
  private void moveTo(int startTime) {
    int first = times.first(trip);
    int begins = first < times.end(trip) ? times.departure(first) : ServiceDays.NO_TIME;
    start = startTime;
    shift = begins == ServiceDays.NO_TIME ? startTime : startTime - begins;
    isTimed = begins != ServiceDays.NO_TIME;
  }

  int trip() {
    return trip;
  }

  /** False when there is no timetable that it could be late against. */
  boolean isTimed() {
    return isTimed;
  }

  /**
   * Decides to which service day the run belongs, once.
   *
   * @param row a call of it
   * @param time when it is there, seconds since the epoch; 0 when only delays are told
   * @param now the time of the message
   */
  void settle(int row, long time, long now) {
    if (day != null) {
      return;
    }
    int seconds = Math.max(0, times.departure(row)) + shift;
    var settled =
        given == null ? nearest(seconds, time == 0 ? now : time) : given(seconds, time, now);
    day = settled;
    dayStart = schedule.days().start(settled).getEpochSecond();
  }

  /** Washington dates what runs after 24:00 by the calendar: nobody is half a day late. */
  private LocalDate given(int seconds, long time, long now) {
    var date = given;
    if (date == null || (!isTimed && start == NONE)) {
      return nearest(seconds, time == 0 ? now : time);
    }
    long due = schedule.days().start(date).getEpochSecond() + seconds;
    if (time != 0) {
      return date.plusDays(Math.max(-1, Math.min(1, Math.round((time - due) / DAY_SECONDS))));
    }
    return seconds >= DAY_SECONDS && due - now > HALF_A_DAY ? date.minusDays(1) : date;
  }

  private LocalDate nearest(int seconds, long time) {
    var days = schedule.days();
    var local = Instant.ofEpochSecond(time).atZone(days.zone()).toLocalDate();
    var best = local;
    if (!isTimed && start == NONE) {
      return given == null ? local : given;
    }
    long nearest = Long.MAX_VALUE;
    for (var next = local.minusDays(1); !next.isAfter(local.plusDays(1)); next = next.plusDays(1)) {
      long distance = Math.abs(days.start(next).getEpochSecond() + seconds - time);
      if (distance < nearest && schedule.runsOn(trip, next)) {
        nearest = distance;
        best = next;
      }
    }
    return best;
  }

  /** When it should arrive, seconds since the epoch, or {@link #OPEN}; the day is settled. */
  long arrival(int row) {
    return due(times.arrival(row));
  }

  /** When it should depart, seconds since the epoch, or {@link #OPEN}; the day is settled. */
  long departure(int row) {
    return due(times.departure(row));
  }

  private long due(int seconds) {
    return isTimed && seconds != ServiceDays.NO_TIME ? dayStart + seconds + shift : OPEN;
  }

  /**
   * Seconds to the vehicle before by the timetable; {@link GtfsSchedule#NONE} when it is silent.
   */
  int scheduledHeadway(int row) {
    var settled = day;
    if (settled == null || !isInTimetable) {
      return NONE;
    }
    return period == NONE
        ? headways.before(row, settled)
        : headways.before(row, period, start, settled);
  }

  /** The run: service day and trip, and when it begins where a trip is run many times a day. */
  String procedure() {
    var known = procedure;
    if (known == null) {
      known = String.valueOf(day).replace("-", "") + "/" + id + (start == NONE ? "" : clock(start));
      procedure = known;
    }
    return known;
  }

  /** For example {@code /07:10:00}. */
  static String clock(int seconds) {
    return String.format(
        Locale.ROOT, "/%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
