package citybrain.jobs.lake.report;

import citybrain.detection.Baseline;
import java.util.ArrayList;
import java.util.List;

/**
 * The baseline of one series, on its way to its file: packed, for a hundred thousand of them are
 * held until the last is there.
 *
 * @param property by its name
 * @param zone that its readings named last
 * @param from the first local day that it was learned from, days since 1970
 * @param to the last
 * @param count of its half hours
 * @param halfHours to be read by {@link #rows}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record LearnedSeries(
    String feed,
    String feature,
    String property,
    String zone,
    int from,
    int to,
    int count,
    byte[] halfHours) {

  static LearnedSeries of(Baseline baseline) {
    var out = new PackedWriter();
    for (var slot : baseline.slots()) {
      out.count(slot.halfHour());
      out.real(slot.median());
      out.real(slot.mad());
      out.real(slot.p05());
      out.real(slot.p95());
      out.count(slot.days());
      out.count(slot.readings());
      out.whole((long) slot.firstDay() - baseline.from());
    }
    return new LearnedSeries(
        baseline.series().feed(),
        baseline.series().feature(),
        baseline.series().property().name(),
        baseline.zone(),
        baseline.from(),
        baseline.to(),
        baseline.slots().size(),
        out.end());
  }

  /** Its half hours, in their order. */
  List<BaselineRow> rows() {
    var in = new PackedReader(halfHours);
    var rows = new ArrayList<BaselineRow>(count);
    for (int i = 0; i < count; i++) {
      rows.add(
          new BaselineRow(
              feed,
              feature,
              property,
              zone,
              from,
              to,
              (int) in.count(),
              in.real(),
              in.real(),
              in.real(),
              in.real(),
              (int) in.count(),
              in.count(),
              (int) in.whole() + from));
    }
    return rows;
  }
}
