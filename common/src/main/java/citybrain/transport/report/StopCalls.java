package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;

/**
 * The calls at one stop of one route and direction, of one kind: arrivals, departures, or calls
 * without a timetable.
 */
final class StopCalls {

  private static final String CALL = ObservedProperty.STOP_CALL.name();

  /** A longer time is a pause in service or in the feed, no headway. */
  private static final long LONGEST_MILLIS = 2 * 3_600_000L;

  private long last = Long.MIN_VALUE;
  private boolean isKnown;
  private long scheduledAt = Long.MIN_VALUE;
  private double scheduled;
  private double waiting = Double.NaN;

  /** A scheduled headway belongs to the call of its time, in whichever order they come. */
  void scheduled(LakeReading reading, CallSpan span) {
    scheduledAt = reading.time();
    scheduled = reading.result();
    if (scheduledAt == last && !Double.isNaN(waiting)) {
      span.pair(waiting, scheduled);
      waiting = Double.NaN;
    }
  }

  void call(LakeReading reading, CallSpan span) {
    if (reading.time() == last) {
      return;
    }
    long apart = reading.time() - last;
    boolean isHeadway = isKnown && reading.isMeasured() && apart <= LONGEST_MILLIS;
    last = reading.time();
    isKnown = reading.isMeasured();
    waiting = Double.NaN;
    if (!reading.isMeasured()) {
      span.estimated();
      return;
    }
    if (!reading.property().equals(CALL)) {
      span.delay(reading.result());
    }
    if (isHeadway) {
      double headway = apart / 1000.0;
      span.headway(headway);
      if (scheduledAt == last) {
        span.pair(headway, scheduled);
      } else {
        waiting = headway;
      }
    }
  }
}
