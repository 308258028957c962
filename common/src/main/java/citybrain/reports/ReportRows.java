package citybrain.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Gathers the rows of one group. What is no number is no row. */
public final class ReportRows {

  private final String layer;
  private final String zone;
  private final Period period;
  private final List<ReportRow> rows = new ArrayList<>();

  /** Of a group as {@code layer/zone}. */
  public ReportRows(String group, Period period) {
    int slash = group.indexOf('/');
    this.layer = group.substring(0, slash);
    this.zone = group.substring(slash + 1);
    this.period = period;
  }

  public String layer() {
    return layer;
  }

  /** What is to be said of a span that starts with a day. */
  public void add(Span span, LocalDate from, Measure measure, String about, ReportFigure figure) {
    add(span, from, period.start(from), measure, about, figure);
  }

  /** What is to be said of an hour of a day. */
  public void addHour(LocalDate day, int hour, Measure measure, String about, ReportFigure figure) {
    long start = period.start(day) + hour * Period.HOUR_MILLIS;
    add(Span.HOUR, day, start, measure, about, figure);
  }

  private void add(
      Span span, LocalDate date, long start, Measure measure, String about, ReportFigure figure) {
    if (Double.isFinite(figure.value())) {
      rows.add(
          new ReportRow(
              layer,
              zone,
              span.word(),
              start,
              date.toString(),
              measure.name(),
              about,
              figure.value(),
              figure.low(),
              figure.high(),
              figure.at(),
              figure.count(),
              figure.estimated(),
              figure.coverage()));
    }
  }

  public List<ReportRow> all() {
    return rows;
  }
}
