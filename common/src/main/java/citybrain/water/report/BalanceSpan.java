package citybrain.water.report;

import citybrain.reports.Measure;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;

/** The balance of a day or of a month. */
final class BalanceSpan {

  private long hours;
  private double inflow;
  private long bothHours;
  private double bothInflow;
  private double metered;
  private long nights;
  private double nightFlow;
  private double nightUse;
  private double factor;
  private long nightAt;
  private long leakDays;
  private double leakage;
  private long estimated;
  private long days;

  void add(DayBalance day) {
    days++;
    estimated += day.water.estimated();
    for (int hour = 0; hour < day.inflow.length; hour++) {
      if (!Double.isNaN(day.inflow[hour])) {
        hours++;
        inflow += day.inflow[hour];
        double demand = day.water.demand()[hour];
        if (!Double.isNaN(demand)) {
          bothHours++;
          bothInflow += day.inflow[hour];
          metered += demand;
        }
      }
    }
    if (day.nightHour >= 0) {
      nights++;
      nightFlow += day.nightFlow();
      nightAt = day.nightAt;
    }
    if (!Double.isNaN(day.leakage())) {
      leakDays++;
      nightUse += day.nightUse();
      factor += day.hourDayFactor();
      leakage += day.leakage();
    }
  }

  /**
   * Says it.
   *
   * @param of hours of the span
   */
  void rows(ReportRows rows, Span span, LocalDate from, long of) {
    double cubic = DayBalance.CUBIC_METRES;
    volume(rows, span, from, WaterBalance.INFLOW, cubic * inflow, hours, of);
    volume(rows, span, from, WaterBalance.METERED, cubic * metered, bothHours, of);
    double lost = bothInflow - metered;
    volume(rows, span, from, WaterBalance.NON_REVENUE, cubic * lost, bothHours, of);
    if (bothInflow > 0) {
      volume(rows, span, from, WaterBalance.NON_REVENUE_SHARE, lost / bothInflow, bothHours, of);
    }
    if (nights > 0) {
      var figure = night(nightFlow / nights, nights);
      rows.add(
          span, from, WaterBalance.NIGHT_FLOW, "", span == Span.DAY ? figure.at(nightAt) : figure);
    }
    if (leakDays > 0) {
      rows.add(span, from, WaterBalance.NIGHT_USE, "", night(nightUse / leakDays, leakDays));
      rows.add(span, from, WaterBalance.FACTOR, "", night(factor / leakDays, leakDays));
      rows.add(span, from, WaterBalance.LEAKAGE, "", night(leakage, leakDays));
    }
  }

  private void volume(
      ReportRows rows,
      Span span,
      LocalDate from,
      Measure measure,
      double value,
      long count,
      long of) {
    if (count > 0) {
      var figure = ReportFigure.of(value, count, (double) count / of).without(estimated);
      rows.add(span, from, measure, "", figure);
    }
  }

  /** Of so many nights, among those days of which anything is known. */
  private ReportFigure night(double value, long count) {
    return ReportFigure.of(value, count, (double) count / days);
  }
}
