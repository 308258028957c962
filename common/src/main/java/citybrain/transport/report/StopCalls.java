package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls at one stop of one route and direction, of one kind: arrivals, departures, or calls
 * without a timetable. Two vehicles that call at one second are two.
 */
final class StopCalls {

  private static final String CALL = ObservedProperty.STOP_CALL.name();

  /** A longer time is a pause in service or in the feed, no headway. */
  private static final long LONGEST_MILLIS = 2 * 3_600_000L;

  private long last = Long.MIN_VALUE;
  private boolean isKnown;
  private long scheduledAt = Long.MIN_VALUE;
  private double scheduled;

  /** Headways of the time of the last call, whose scheduled one has not come yet. */
  private final List<Double> waiting = new ArrayList<>();

  /** A scheduled headway belongs to the call of its time, in whichever order they come. */
  void scheduled(LakeReading reading, CallSpan span) {
    scheduledAt = reading.time();
    scheduled = reading.result();
    if (scheduledAt == last) {
      waiting.forEach(headway -> span.pair(headway, reading.result()));
      waiting.clear();
    }
  }

  void call(LakeReading reading, CallSpan span) {
    long apart = reading.time() - last;
    boolean isHeadway = isKnown && reading.isMeasured() && apart <= LONGEST_MILLIS;
    if (apart != 0) {
      waiting.clear();
    }
    last = reading.time();
    isKnown = reading.isMeasured();
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
        waiting.add(headway);
      }
    }
  }
}
