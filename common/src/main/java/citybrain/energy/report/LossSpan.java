package citybrain.energy.report;

import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;

/** What a transformer carried and its meters did not count, over a day or a month. */
final class LossSpan {

  private long hours;
  private double carried;
  private double counted;

  void add(DayLoad transformer, DayLoad meters) {
    for (int hour = 0; hour < transformer.hours(); hour++) {
      if (transformer.isWhole(hour) && meters.isWhole(hour)) {
        hours++;
        carried += transformer.sum()[hour];
        counted += meters.sum()[hour];
      }
    }
  }

  void rows(ReportRows rows, Span span, LocalDate from, long of) {
    if (hours == 0) {
      return;
    }
    double coverage = (double) hours / of;
    double loss = carried - counted;
    var about = EnergyReport.TRANSFORMERS;
    rows.add(span, from, EnergyReport.LOSS, about, ReportFigure.of(loss, hours, coverage));
    if (carried > 0) {
      var share = ReportFigure.of(loss / carried, hours, coverage);
      rows.add(span, from, EnergyReport.LOSS_SHARE, about, share);
    }
  }
}
