package citybrain.energy.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.DayClock;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.List;

/** The energy of one transformer or district, day by day and month by month. */
final class EnergyFold implements Fold {

  private static final String CARRIED = ObservedProperty.TRANSFORMER_ENERGY.name();

  private final Period period;
  private final DayClock clock;
  private final ReportRows rows;
  private final boolean isTransformer;
  private final MeteredDay meters = new MeteredDay();
  private final MeteredDay transformers = new MeteredDay();
  private LoadSpan metersOfMonth = new LoadSpan(EnergyReport.METERS);
  private LoadSpan transformersOfMonth = new LoadSpan(EnergyReport.TRANSFORMERS);
  private LossSpan lossOfMonth = new LossSpan();
  private boolean hasBegun;

  EnergyFold(String group, Period period) {
    this.period = period;
    this.clock = new DayClock(period);
    this.rows = new ReportRows(group, period);
    this.isTransformer = rows.layer().equals(EnergyReport.TRANSFORMER_LAYER);
  }

  @Override
  public void add(LakeReading reading) {
    var before = clock.day();
    if (clock.turnsTo(reading.time())) {
      if (hasBegun) {
        dayEnded(before);
        if (!sameMonth(before, clock.day())) {
          monthEnded(before.withDayOfMonth(1));
        }
      }
      hasBegun = true;
    }
    var side = reading.property().equals(CARRIED) ? transformers : meters;
    side.add(reading, clock.hour(reading.time()));
  }

  private static boolean sameMonth(LocalDate one, LocalDate other) {
    return one.withDayOfMonth(1).equals(other.withDayOfMonth(1));
  }

  private void dayEnded(LocalDate day) {
    int hours = period.hours(day);
    long start = period.start(day);
    var metered = meters.ended(day, start, hours);
    var carried = transformers.ended(day, start, hours);
    ended(metered, metersOfMonth, EnergyReport.METERS);
    ended(carried, transformersOfMonth, EnergyReport.TRANSFORMERS);
    if (isTransformer) {
      var loss = new LossSpan();
      loss.add(carried, metered);
      loss.rows(rows, Span.DAY, day, hours);
      lossOfMonth.add(carried, metered);
    }
  }

  private void ended(DayLoad load, LoadSpan ofMonth, String about) {
    for (int hour = 0; hour < load.hours(); hour++) {
      if (load.present()[hour] > 0) {
        double share = (double) load.present()[hour] / load.known();
        var figure = ReportFigure.of(load.sum()[hour], load.present()[hour], share);
        rows.addHour(load.day(), hour, EnergyReport.LOAD, about, figure);
      }
    }
    var ofDay = new LoadSpan(about);
    ofDay.add(load);
    ofDay.rows(rows, Span.DAY, load.day(), load.hours());
    ofMonth.add(load);
  }

  private void monthEnded(LocalDate month) {
    long hours = 0;
    for (var day = month; day.isBefore(month.plusMonths(1)); day = day.plusDays(1)) {
      hours += period.contains(day) ? period.hours(day) : 0;
    }
    metersOfMonth.rows(rows, Span.MONTH, month, hours);
    transformersOfMonth.rows(rows, Span.MONTH, month, hours);
    lossOfMonth.rows(rows, Span.MONTH, month, hours);
    metersOfMonth = new LoadSpan(EnergyReport.METERS);
    transformersOfMonth = new LoadSpan(EnergyReport.TRANSFORMERS);
    lossOfMonth = new LossSpan();
  }

  @Override
  public List<ReportRow> rows() {
    if (hasBegun) {
      dayEnded(clock.day());
      monthEnded(clock.day().withDayOfMonth(1));
    }
    return rows.all();
  }
}
