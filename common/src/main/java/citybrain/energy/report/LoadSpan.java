package citybrain.energy.report;

import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** The load of a day or of a month: its sum, its peak, and the peaks of each meter. */
final class LoadSpan {

  private final String about;
  private final Map<String, Double> largest = new TreeMap<>();
  private long hours;
  private double energy;
  private double peak = Double.NEGATIVE_INFINITY;
  private long peakAt;
  private long estimated;

  LoadSpan(String about) {
    this.about = about;
  }

  void add(DayLoad load) {
    estimated += load.estimated();
    for (int hour = 0; hour < load.hours(); hour++) {
      if (load.isKnown(hour)) {
        hours++;
        energy += load.sum()[hour];
        if (load.sum()[hour] > peak) {
          peak = load.sum()[hour];
          peakAt = load.start() + hour * Period.HOUR_MILLIS;
        }
      }
    }
    load.byMeter()
        .forEach(
            (meter, own) -> {
              for (int hour = 0; hour < own.length; hour++) {
                if (load.isKnown(hour) && !Double.isNaN(own[hour])) {
                  largest.merge(meter, own[hour], Math::max);
                }
              }
            });
  }

  /**
   * Says it.
   *
   * @param of hours of the span
   */
  void rows(ReportRows rows, Span span, LocalDate from, long of) {
    if (hours == 0) {
      return;
    }
    double coverage = (double) hours / of;
    rows.add(span, from, EnergyReport.ENERGY, about, figure(energy, coverage));
    rows.add(span, from, EnergyReport.PEAK, about, figure(peak, coverage).at(peakAt));
    if (peak > 0) {
      double factor = energy / hours / peak;
      rows.add(span, from, EnergyReport.LOAD_FACTOR, about, figure(factor, coverage));
    }
    double peaks = largest.values().stream().mapToDouble(Double::doubleValue).sum();
    if (largest.size() > 1 && peaks > 0) {
      rows.add(span, from, EnergyReport.COINCIDENCE, about, figure(peak / peaks, coverage));
    }
  }

  private ReportFigure figure(double value, double coverage) {
    return ReportFigure.of(value, hours, coverage).without(estimated);
  }
}
