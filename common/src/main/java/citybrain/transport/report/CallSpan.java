package citybrain.transport.report;

import citybrain.reports.Measure;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;

/** The calls of a day or a month, of one kind. */
final class CallSpan {

  private static final double EARLIEST_SECONDS = -60;
  private static final double LATEST_SECONDS = 300;
  private static final double BUNCHED = 0.25;

  private long calls;
  private long onTime;
  private double delays;
  private long headways;
  private double sum;
  private double squares;
  private long pairs;
  private long bunched;
  private double paired;
  private double pairedSquares;
  private double scheduled;
  private double scheduledSquares;
  private long estimated;

  long calls() {
    return Math.max(calls, headways);
  }

  void estimated() {
    estimated++;
  }

  void delay(double seconds) {
    calls++;
    delays += seconds;
    onTime += seconds >= EARLIEST_SECONDS && seconds <= LATEST_SECONDS ? 1 : 0;
  }

  void headway(double seconds) {
    headways++;
    sum += seconds;
    squares += seconds * seconds;
  }

  void pair(double headway, double planned) {
    if (!(planned > 0)) {
      return;
    }
    pairs++;
    paired += headway;
    pairedSquares += headway * headway;
    scheduled += planned;
    scheduledSquares += planned * planned;
    bunched += headway < BUNCHED * planned ? 1 : 0;
  }

  /** With what another stop has of the same span. */
  void add(CallSpan other) {
    calls += other.calls;
    onTime += other.onTime;
    delays += other.delays;
    headways += other.headways;
    sum += other.sum;
    squares += other.squares;
    pairs += other.pairs;
    bunched += other.bunched;
    paired += other.paired;
    pairedSquares += other.pairedSquares;
    scheduled += other.scheduled;
    scheduledSquares += other.scheduledSquares;
    estimated += other.estimated;
  }

  void rows(ReportRows rows, Span span, LocalDate from) {
    if (calls > 0) {
      say(rows, span, from, TransitReport.ON_TIME, (double) onTime / calls, calls);
      say(rows, span, from, TransitReport.DELAY, delays / calls, calls);
    }
    if (headways > 0) {
      double mean = sum / headways;
      say(rows, span, from, TransitReport.HEADWAY, mean, headways);
      if (headways > 1 && mean > 0) {
        double variance = Math.max(0, (squares - sum * mean) / (headways - 1));
        say(rows, span, from, TransitReport.VARIATION, Math.sqrt(variance) / mean, headways);
      }
    }
    if (pairs > 0 && paired > 0) {
      double wait = pairedSquares / (2 * paired) - scheduledSquares / (2 * scheduled);
      say(rows, span, from, TransitReport.EXCESS_WAIT, wait, pairs);
      say(rows, span, from, TransitReport.BUNCHED, (double) bunched / pairs, pairs);
    }
  }

  /** Coverage: the share of the calls that are known of which somebody measured when they were. */
  private void say(
      ReportRows rows, Span span, LocalDate from, Measure measure, double value, long count) {
    double share = (double) calls() / (calls() + estimated);
    rows.add(span, from, measure, "", ReportFigure.of(value, count, share).without(estimated));
  }
}
