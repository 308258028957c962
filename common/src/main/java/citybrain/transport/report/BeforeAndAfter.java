package citybrain.transport.report;

import citybrain.reports.Interval;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import citybrain.reports.Values;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;

/**
 * The travel times of one link on the days before a change and on those from it on. Days are what
 * is sampled: readings within one are far from independent. Logarithms make of a difference a
 * ratio, which has the same meaning on a long link and on a short one.
 */
final class BeforeAndAfter {

  /** Of the hours in which a day must have been heard, as for months of the report on air. */
  private static final double KNOWN = 0.75;

  private final String about;
  private final int hoursADay;
  private final Values before = new Values();
  private final Values after = new Values();
  private final BitSet hours = new BitSet();
  private double sum;
  private long readings;

  /**
   * Of the readings that are added.
   *
   * @param hoursADay in how many hours of a day there could be any
   */
  BeforeAndAfter(String about, int hoursADay) {
    this.about = about;
    this.hoursADay = hoursADay;
  }

  /**
   * A reading of the day that runs.
   *
   * @param hour of that day
   * @param time s, above zero
   */
  void add(int hour, double time) {
    hours.set(hour);
    sum += time;
    readings++;
  }

  void dayEnded(LocalDate day, LocalDate changedOn) {
    if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
        && hours.cardinality() >= KNOWN * hoursADay) {
      (day.isBefore(changedOn) ? before : after).add(Math.log(sum / readings));
    }
    hours.clear();
    sum = 0;
    readings = 0;
  }

  boolean isEmpty() {
    return before.size() == 0 && after.size() == 0;
  }

  /** One row, where there are two days at least on either side. */
  void say(ReportRows rows, Period period, LocalDate changedOn) {
    if (before.size() < 2 || after.size() < 2) {
      return;
    }
    int workingDays = 0;
    for (var day = period.from(); !day.isAfter(period.to()); day = day.plusDays(1)) {
      workingDays += day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 ? 1 : 0;
    }
    var ratio = Interval.between(before.all(), after.all());
    int days = before.size() + after.size();
    rows.add(
        Span.PERIOD,
        changedOn,
        TrafficReport.CHANGE,
        about,
        ReportFigure.of(Math.expm1(ratio.mean()), days, (double) days / workingDays)
            .between(Math.expm1(ratio.low()), Math.expm1(ratio.high())));
  }
}
