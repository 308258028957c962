package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.DayClock;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import citybrain.reports.Values;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One link, month by month. */
final class TrafficFold implements Fold {

  private static final String SPEED = ObservedProperty.TRAFFIC_SPEED.name();
  private static final String TIME = ObservedProperty.TRAVEL_TIME.name();
  private static final double SECONDS_AN_HOUR = 3600;
  private static final int PEAK_HOURS = 6;
  private static final double FREE = 0.15;
  private static final double PLANNED = 0.95;

  private final Period period;
  private final long step;
  private final DayClock clock;
  private final ReportRows rows;

  /** Of travel times, and of times of a kilometre: all day, and in the peaks. */
  private final List<BeforeAndAfter> changes = changes();

  private final List<BeforeAndAfter> changesPerKilometre = changes();
  private Month month = new Month();
  private boolean hasBegun;

  /** What was read in a month. */
  private static final class Month {
    final Values speeds = new Values();
    final Values perKilometre = new Values();
    final Values peakPerKilometre = new Values();
    final Values times = new Values();
    final Values peakTimes = new Values();
    final Values countedTimes = new Values();
    final Values counts = new Values();
    long estimated;
    long steps;
    long lastStep = Long.MIN_VALUE;
  }

  private long speedAt = Long.MIN_VALUE;
  private long timeAt = Long.MIN_VALUE;
  private long countAt = Long.MIN_VALUE;
  private double time;
  private double count;

  TrafficFold(String group, Period period) {
    this(group, period, Period.HOUR_MILLIS);
  }

  /**
   * @param step a part of an hour, of which any reading makes one known, ms
   */
  TrafficFold(String group, Period period, long step) {
    this.step = step;
    this.period = period;
    this.clock = new DayClock(period);
    this.rows = new ReportRows(group, period);
  }

  private static List<BeforeAndAfter> changes() {
    return List.of(
        new BeforeAndAfter(TrafficReport.ALL_DAY, 24),
        new BeforeAndAfter(TrafficReport.PEAK, PEAK_HOURS));
  }

  @Override
  public void add(LakeReading reading) {
    var before = clock.day();
    if (clock.turnsTo(reading.time())) {
      dayEnded(before);
      if (hasBegun && !before.withDayOfMonth(1).equals(clock.day().withDayOfMonth(1))) {
        ended(before.withDayOfMonth(1));
      }
      hasBegun = true;
    }
    if (!reading.isMeasured()) {
      month.estimated++;
    } else if (reading.property().equals(SPEED)) {
      speed(reading);
    } else if (reading.property().equals(TIME)) {
      time(reading);
    } else if (reading.time() != countAt) {
      countAt = reading.time();
      count = reading.result();
      pair();
    }
  }

  private void speed(LakeReading reading) {
    if (reading.time() == speedAt || !(reading.result() > 0)) {
      return;
    }
    speedAt = reading.time();
    month.speeds.add(reading.result());
    month.perKilometre.add(SECONDS_AN_HOUR / reading.result());
    if (isPeak(reading.time())) {
      month.peakPerKilometre.add(SECONDS_AN_HOUR / reading.result());
    }
    changed(changesPerKilometre, reading, SECONDS_AN_HOUR / reading.result());
    heard(reading);
  }

  private void time(LakeReading reading) {
    if (reading.time() == timeAt || !(reading.result() > 0)) {
      return;
    }
    timeAt = reading.time();
    time = reading.result();
    month.times.add(time);
    if (isPeak(reading.time())) {
      month.peakTimes.add(time);
    }
    changed(changes, reading, time);
    heard(reading);
    pair();
  }

  /** Of a day that was, before the first as well: then there is nothing to end. */
  private void dayEnded(LocalDate day) {
    var changedOn = period.changedOn();
    if (changedOn != null) {
      changes.forEach(one -> one.dayEnded(day, changedOn));
      changesPerKilometre.forEach(one -> one.dayEnded(day, changedOn));
    }
  }

  private void changed(List<BeforeAndAfter> of, LakeReading reading, double seconds) {
    if (period.changedOn() != null) {
      int hour = clock.hour(reading.time());
      of.get(0).add(hour, seconds);
      if (isPeak(reading.time())) {
        of.get(1).add(hour, seconds);
      }
    }
  }

  private void heard(LakeReading reading) {
    long now = Math.floorDiv(reading.time(), step);
    month.steps += now == month.lastStep ? 0 : 1;
    month.lastStep = now;
  }

  /** A travel time and a count of one time belong together, in whichever order they come. */
  private void pair() {
    if (timeAt == countAt) {
      month.countedTimes.add(time);
      month.counts.add(count);
    }
  }

  private boolean isPeak(long at) {
    var local = Instant.ofEpochMilli(at).atZone(period.timeZone());
    int hour = local.getHour();
    return local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
        && ((hour >= 6 && hour < 9) || (hour >= 16 && hour < 19));
  }

  private void ended(LocalDate from) {
    boolean hasTimes = month.times.size() > 0;
    var all = hasTimes ? month.times : month.perKilometre;
    double free = all.quantile(FREE);
    long hours = 0;
    for (var day = from; day.isBefore(from.plusMonths(1)); day = day.plusDays(1)) {
      hours += period.contains(day) ? period.hours(day) : 0;
    }
    double coverage = Math.min(1, (double) month.steps / (hours * (Period.HOUR_MILLIS / step)));
    indices(from, TrafficReport.ALL_DAY, all, free, coverage);
    indices(
        from,
        TrafficReport.PEAK,
        hasTimes ? month.peakTimes : month.peakPerKilometre,
        free,
        coverage);
    rows.add(
        Span.MONTH,
        from,
        TrafficReport.FREE_FLOW_SPEED,
        TrafficReport.ALL_DAY,
        ReportFigure.of(month.speeds.quantile(1 - FREE), month.speeds.size(), coverage));
    if (month.counts.size() > 0) {
      double delay = 0;
      for (int i = 0; i < month.counts.size(); i++) {
        delay += month.counts.at(i) * Math.max(0, month.countedTimes.at(i) - free);
      }
      rows.add(
          Span.MONTH,
          from,
          TrafficReport.DELAY,
          TrafficReport.ALL_DAY,
          ReportFigure.of(delay / SECONDS_AN_HOUR, month.counts.size(), coverage));
    }
    month = new Month();
  }

  private void indices(LocalDate from, String about, Values times, double free, double coverage) {
    double mean = times.mean();
    double planned = times.quantile(PLANNED);
    var figure = ReportFigure.of(mean / free, times.size(), coverage).without(month.estimated);
    rows.add(Span.MONTH, from, TrafficReport.TRAVEL_TIME_INDEX, about, figure);
    rows.add(
        Span.MONTH,
        from,
        TrafficReport.PLANNING_TIME_INDEX,
        about,
        ReportFigure.of(planned / free, times.size(), coverage).without(month.estimated));
    rows.add(
        Span.MONTH,
        from,
        TrafficReport.BUFFER_INDEX,
        about,
        ReportFigure.of((planned - mean) / mean, times.size(), coverage).without(month.estimated));
  }

  @Override
  public List<ReportRow> rows() {
    if (hasBegun) {
      dayEnded(clock.day());
      ended(clock.day().withDayOfMonth(1));
    }
    var changedOn = period.changedOn();
    if (changedOn != null) {
      var told = changes.stream().allMatch(BeforeAndAfter::isEmpty) ? changesPerKilometre : changes;
      told.forEach(one -> one.say(rows, period, changedOn));
    }
    return rows.all();
  }
}
