package citybrain.local.player;

import citybrain.feed.RecordClock;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;

/** The times of the lines under one header, in milliseconds. */
final class Times {

  static final long UNREADABLE = Long.MIN_VALUE;

  private final String header;
  private final RecordClock clock;

  Times(byte[] header, RecordClock clock) {
    this.header = new String(header, StandardCharsets.UTF_8);
    this.clock = clock;
  }

  long of(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    var time = clock.timeOf(header, new String(line, 0, end, StandardCharsets.UTF_8));
    try {
      return time.isPresent() ? time.get().toEpochMilli() : UNREADABLE;
    } catch (ArithmeticException | DateTimeException e) {
      return UNREADABLE; // a year that no clock of ours can hold
    }
  }
}
