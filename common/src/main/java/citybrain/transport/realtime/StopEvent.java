package citybrain.transport.realtime;

/**
 * A {@code StopTimeEvent}: when, and how late that is; one of both may be missing. "If both time
 * and delay are specified, time will take precedence" (GTFS Realtime Reference, StopTimeEvent).
 */
final class StopEvent {

  /** Nobody predicts a call so long before, or tells one so long after; in seconds. */
  static final long FARTHEST = 30L * 86_400;

  private static final int DELAY = 1;
  private static final int TIME = 2;

  private final ProtoCursor fields;
  private boolean isDelayGiven;
  private boolean isDelayKnown;
  private long delay;
  private long time;

  StopEvent(byte[] body) {
    fields = new ProtoCursor(body);
  }

  void clear() {
    isDelayGiven = false;
    isDelayKnown = false;
    delay = 0;
    time = 0;
  }

  void read(ProtoCursor outer) {
    fields.into(outer);
    while (fields.next()) {
      switch (fields.field()) {
        case DELAY -> {
          isDelayGiven = true;
          isDelayKnown = true;
          delay = (int) fields.number();
        }
        case TIME -> time = fields.number();
        default -> {
          // how sure they are
        }
      }
    }
  }

  /** What is known of a call that is not told of. */
  void infer(long seconds, long due) {
    isDelayGiven = false;
    isDelayKnown = due != TripRun.OPEN;
    delay = seconds;
    time = isDelayKnown ? due + seconds : 0;
  }

  boolean isGiven() {
    return isDelayGiven || time != 0;
  }

  /** False when its time is none that a message of this moment could tell. */
  boolean isPlausible(long now) {
    return time == 0 || (time > now - FARTHEST && time < now + FARTHEST);
  }

  /** True when its time would be plausible if it were of milliseconds. */
  boolean isOfMilliseconds(long now) {
    return Math.abs(time / 1_000 - now) < FARTHEST;
  }

  /** Makes the delay of time and timetable, and where no time is given the time of the delay. */
  void complete(long due) {
    if (due == TripRun.OPEN || !isGiven()) {
      return;
    }
    if (time == 0) {
      time = due + delay;
    } else {
      isDelayKnown = true;
      delay = time - due;
    }
  }

  boolean isDelayKnown() {
    return isDelayKnown;
  }

  /** Seconds behind the timetable. */
  long delay() {
    return delay;
  }

  /** Seconds since the epoch; 0 when it is not known. */
  long time() {
    return time;
  }

  boolean isWithin(long now, long window) {
    return time != 0 && Math.abs(time - now) <= window;
  }
}
