package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;
import citybrain.reports.Measure;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;

/** Runs over one segment, or over all of a line, in a day or a month. */
final class SegmentSpan {

  private static final double KMH_PER_METER_A_SECOND = 3.6;
  private static final String CALL = ObservedProperty.STOP_CALL.name();

  private long runs;
  private double seconds;
  private long located;
  private double meters;
  private double locatedSeconds;
  private long timed;
  private double lost;
  private long estimated;

  long runs() {
    return runs;
  }

  /** A run that called here and then there. */
  void run(LakeReading from, LakeReading to) {
    if (!from.isMeasured() || !to.isMeasured()) {
      estimated++;
      return;
    }
    double took = (to.time() - from.time()) / 1000.0;
    runs++;
    seconds += took;
    var here = from.position();
    var there = to.position();
    if (here != null && there != null) {
      located++;
      meters += here.metersTo(there);
      locatedSeconds += took;
    }
    if (!to.property().equals(CALL)) {
      timed++;
      lost += to.result() - from.result();
    }
  }

  void add(SegmentSpan other) {
    runs += other.runs;
    seconds += other.seconds;
    located += other.located;
    meters += other.meters;
    locatedSeconds += other.locatedSeconds;
    timed += other.timed;
    lost += other.lost;
    estimated += other.estimated;
  }

  void rows(ReportRows rows, Span span, LocalDate from) {
    if (located > 0) {
      double speed = meters / locatedSeconds * KMH_PER_METER_A_SECOND;
      say(rows, span, from, TransitReport.SPEED, speed, located);
    }
    if (runs > 0) {
      say(rows, span, from, TransitReport.RUN_TIME, seconds / runs, runs);
    }
    if (timed > 0) {
      say(rows, span, from, TransitReport.TIME_LOST, lost / timed, timed);
    }
  }

  /** Coverage: the share of the runs that are known of which both ends were measured. */
  private void say(
      ReportRows rows, Span span, LocalDate from, Measure measure, double value, long count) {
    double share = (double) runs / (runs + estimated);
    rows.add(span, from, measure, "", ReportFigure.of(value, count, share).without(estimated));
  }
}
